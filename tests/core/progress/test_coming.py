import numpy as np
import pytest

from beizhan.core.forecast.squad import number_through
from beizhan.core.forecast.stages import chances_of
from beizhan.core.progress.coming import Others, Terms, chance_sd_of, coming_of, ours_in
from beizhan.core.progress.evidence import Marked, percent_of
from beizhan.core.progress.tracking import Level, history_of, rivalry_of, totals_of

SQUAD = {"选手01": 80, "选手02": 70, "选手03": 60, "选手04": 50}
TESTS = {"模拟一": 0.0, "模拟二": 40.0}
WORTHS = {"1": 40.0, "2": 60.0}
NOBODY = Others()


@pytest.fixture(scope="module")
def history():
    marks = [
        Marked(who, test, section, day, (level + (5 if section == "1" else -5)) / 5, 20, 20)
        for who, level in SQUAD.items()
        for test, day in TESTS.items()
        for section in WORTHS
    ]
    return history_of(marks, at=60)


def coming(history, ours=tuple(SQUAD), *, others=NOBODY, day=60.0, **terms):
    return coming_of(history, ours, WORTHS, terms=Terms(**({"through": 2} | terms)), others=others, day=day)


def through(field):
    return chances_of([field.stage])[0].through


def test_a_field_of_ours_is_what_the_rivalry_of_their_totals_says(history):
    field = coming(history)
    means, sds = rivalry_of(totals_of(history, list(SQUAD), WORTHS, day=60), chance_sd=chance_sd_of(history, WORTHS))

    assert field.stage.means.tolist() == pytest.approx(means.tolist())
    assert field.stage.sds.tolist() == pytest.approx(sds.tolist())


def test_the_chances_add_up_to_the_places_and_the_better_have_more(history):
    chances = through(coming(history)).tolist()

    assert sum(chances) == pytest.approx(2, abs=1e-8)
    assert chances == sorted(chances, reverse=True)


def test_the_order_of_ours_does_not_matter(history):
    ahead, back = through(coming(history)), through(coming(history, tuple(reversed(SQUAD))))

    assert ahead.tolist() == pytest.approx(back[::-1].tolist())


def test_the_scatter_of_a_day_is_that_of_its_aspects_and_what_was_learned(history):
    error = history.model.mode_.sds[-1] ** 2
    slow = sum(
        (worth / 100) ** 2 * (error + np.mean([percent_of(one)[1] for one in history.marks if one.section == section]))
        for section, worth in WORTHS.items()
    )

    assert chance_sd_of(history, WORTHS) == pytest.approx(slow**0.5)


def test_others_take_places_and_whoever_is_unknown_is_expected_to_be_anybody(history):
    alone = coming(history)
    joined = coming(history, others=Others((Level(90, 4, 0, 1),), unknown=2))

    assert (joined.rivals, joined.unknown, joined.stage.means.size) == (1, 2, 7)
    assert joined.stage.means[4] == 90
    assert joined.stage.means[5] == joined.stage.means[6] == pytest.approx(65, abs=5)
    assert (through(joined)[:4] < through(alone)).all()
    assert through(joined).sum() == pytest.approx(2, abs=1e-6)


def test_what_ours_share_matters_against_rivals_only(history):
    rival = Others((Level(70, 4, 0, 1),))

    assert coming(history).stage.loadings is None
    assert coming(history, others=rival).stage.loadings.tolist() == [coming(history).shared_sd] * 4 + [0]


def test_a_published_round_is_settled_and_leaves_the_rest_to_chance(history):
    settled = {"选手01": 20.0, "选手02": 45.0, "选手03": 30.0, "选手04": 25.0}
    whole, rest = coming(history), coming(history, weights=(0.5,), settled=settled)

    assert rest.stage.means.tolist() == pytest.approx(
        [settled[who] + whole.stage.means[at] / 2 for at, who in enumerate(SQUAD)]
    )
    assert rest.stage.sds.tolist() == pytest.approx((whole.stage.sds / 2).tolist())
    assert through(rest)[1] > through(whole)[1]


def test_two_rounds_to_come_scatter_less_than_one(history):
    assert coming(history, weights=(0.5, 0.5)).test_sd == pytest.approx(coming(history).test_sd / 2**0.5)


def test_a_minimum_lets_nobody_through_who_is_expected_far_below_it(history):
    assert through(coming(history, minimum=99.0)).max() < 0.05


def test_where_all_are_ours_the_number_is_fixed_whatever_they_share(history):
    field = coming(history)
    laws = [number_through([ours_in(field, shared_sd=one)], shared_sd=one, seed=1) for one in (0.0, field.shared_sd)]

    assert [(law.expected, law.sd) for law in laws] == [(2.0, 0.0)] * 2


def test_what_ours_share_widens_the_number_that_gets_past_rivals(history):
    rivals = Others(tuple(Level(65, 4, 0, 1) for _ in range(4)))
    field = coming(history, others=rivals, through=4)
    ours = ours_in(field, shared_sd=field.shared_sd)

    shared = number_through([ours], shared_sd=field.shared_sd, seed=1)
    apart = number_through([ours], shared_sd=0.0, seed=1)

    assert shared.sd > apart.sd
    assert shared.expected == pytest.approx(through(field)[:4].sum(), abs=0.03)


def test_whoever_was_never_tested_is_anybody(history):
    field = coming(history, (*SQUAD, "选手09"))

    assert field.known_sds[4] > 2 * field.known_sds[:4].max()
