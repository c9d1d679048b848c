from dataclasses import replace

import numpy as np
import pytest

from beizhan.core.forecast.stages import Stage, chances_of
from beizhan.core.progress.evidence import Marked, Sighting, percent_of, sighting_variance
from beizhan.core.progress.target import Target, distance_of, distances_of, target_of
from beizhan.core.progress.tracking import (
    Lack,
    Level,
    NotEnough,
    change_of,
    history_of,
    level_of,
    prior_level,
    rivalry_of,
    totals_of,
)

SQUAD = {"选手01": 70, "选手02": 60, "选手03": 65}
DAYS = {"入营": 0, "模拟一": 60, "模拟二": 120, "考核": 200}


def marked(competitor="选手01", test="入营", section="1", percent=70, **changes):
    day = DAYS.get(test, 0)
    return Marked(competitor, test, section, day, percent / 5, 20, **({"aspects": 10} | changes))


MARKS = [
    marked(who, test, section, level + (5 if section == "1" else -5) + DAYS[test] / 20)
    for who, level in SQUAD.items()
    for test in DAYS
    for section in ("1", "2")
]
SEEN = Sighting("对手", "1", day=190, percent=90, reliability="B", credibility=2, expires=260)
STALE = Sighting("旧闻", "1", day=0, percent=90, reliability="B", credibility=2, expires=40)


@pytest.fixture(scope="module")
def history():
    alone = [marked("外省", "外省考核", "1", 80)]
    few = [marked("选手04", "考核", "1", 80, aspects=5)]
    return history_of([*MARKS, *alone, *few], [SEEN, STALE], at=210)


@pytest.mark.parametrize(
    "case",
    [
        (15, 20, 10, 75, 10_000 * (8.5 / 12) * (3.5 / 12) / 10, "ten aspects"),
        (20, 20, 4, 100, 10_000 * (5 / 6) * (1 / 6) / 4, "a full mark is not certainty"),
        (0, 20, 4, 0, 10_000 * (5 / 6) * (1 / 6) / 4, "nor is nothing"),
    ],
)
def test_a_mark_has_the_variance_of_its_aspects(case):
    mark, full, aspects, percent, variance, why = case

    found = percent_of(Marked("甲", "t", "1", 0, mark, full, aspects))

    assert found == (percent, pytest.approx(variance)), why


def test_more_aspects_say_more():
    variances = [percent_of(marked(aspects=aspects))[1] for aspects in (2, 8, 30)]

    assert variances == sorted(variances, reverse=True)


@pytest.mark.parametrize("wrong", [{"mark": 21}, {"mark": -1}, {"full": 0, "mark": 0}, {"aspects": 0}])
def test_a_mark_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="a mark lies"):
        percent_of(replace(marked(), **wrong))


@pytest.mark.parametrize(
    ("reliability", "credibility", "at", "sd"),
    [
        ("A", 1, 190, 4),
        ("B", 2, 260, 7.8),
        ("B", 2, 330, 15.6),
        ("B", 2, 400, 31.2),
        ("E", 5, 200, 80),
        ("F", 6, 200, 30),
    ],
)
def test_the_grade_and_the_expiry_of_a_view_are_its_variance(reliability, credibility, at, sd):
    sighting = replace(SEEN, reliability=reliability, credibility=credibility)

    assert sighting_variance(sighting, at=at) == pytest.approx(sd**2)


def test_a_view_that_is_good_for_no_day_is_refused():
    with pytest.raises(ValueError, match="some days"):
        sighting_variance(replace(SEEN, expires=190), at=200)


def test_levels_follow_the_marks(history):
    levels = {who: level_of(history, who, "1", day=210) for who in SQUAD}

    assert levels["选手01"].mean > levels["选手03"].mean > levels["选手02"].mean
    assert [(one.aspects, one.tests) for one in levels.values()] == [(40, 4)] * 3
    assert all(0 < one.sd < prior_level(history, "1", day=210).sd for one in levels.values())


def test_where_too_little_is_known_it_says_so(history):
    assert level_of(history, "选手04", "1", day=210) == NotEnough(Lack.TOO_FEW_ASPECTS, 5, 8)
    assert level_of(history, "选手04", "2", day=210) == NotEnough(Lack.TOO_FEW_ASPECTS, 0, 8)
    assert level_of(history, "外省", "1", day=210) == NotEnough(Lack.NO_LINK)
    assert level_of(history, "没见过", "1", day=210) == NotEnough(Lack.NO_LINK)
    assert change_of(history, "选手04", ["1"], since=0, day=200) == NotEnough(Lack.TOO_FEW_TESTS, 1, 2)


def test_tests_taken_in_turn_tie_people_together():
    chain = [marked("甲", "一"), marked("乙", "一"), marked("乙", "二"), marked("丙", "二"), marked("丁", "三")]

    history = history_of(chain, at=10)

    assert isinstance(level_of(history, "丙", "1", day=10), Level)
    assert level_of(history, "丁", "1", day=10) == NotEnough(Lack.NO_LINK)


def test_a_rival_who_was_seen_stands_on_the_same_axis_and_an_old_view_says_little(history):
    fresh, stale, prior = (
        level_of(history, "对手", "1", day=210),
        level_of(history, "旧闻", "1", day=210),
        prior_level(history, "1", day=210),
    )

    assert (fresh.aspects, fresh.tests) == (0, 1)
    assert fresh.sd < stale.sd < prior.sd * 1.001
    assert abs(stale.mean - prior.mean) < abs(fresh.mean - prior.mean) + 1
    assert level_of(history, "对手", "2", day=210) == NotEnough(Lack.TOO_FEW_ASPECTS, 0, 8)


def test_growth_has_its_interval_and_the_number_of_tests(history):
    change = change_of(history, "选手01", ["1", "2", "1"], since=0, day=200)

    assert change.tests == 4
    assert 0 < change.mean < 25
    assert 0.5 < change.chance < 1
    assert change.sd > 0


def test_what_is_later_is_left_out():
    early = history_of(MARKS, [SEEN], at=100)

    assert {one.test for one in early.marks} == {"入营", "模拟一"}
    assert early.sightings == ()


def test_totals_are_marks_and_go_with_the_sections(history):
    levels = [level_of(history, "选手01", section, day=210).mean for section in ("1", "2")]

    totals = totals_of(history, ["选手01", "选手02"], {"1": 30, "2": 70}, day=210)

    assert totals.means[0] == pytest.approx(0.3 * levels[0] + 0.7 * levels[1])
    assert totals.covariance.shape == (2, 2)
    assert totals.covariance[0, 1] > 0  # how hard the tests were is unknown for both


def test_a_stage_forgets_what_all_share(history):
    names = [*SQUAD, "谁也不知道"]
    totals = totals_of(history, names, {"1": 30, "2": 70}, day=210)

    means, sds = rivalry_of(totals, chance_sd=2)
    (chances,) = chances_of([Stage(means, sds, through=2)])

    assert (sds[:3] < np.sqrt(np.diag(totals.covariance)[:3])).all()
    assert sds[3] == max(sds)
    assert chances.through[0] > chances.through[2] > chances.through[1]


def test_a_target_is_what_won_before_with_one_more_of_the_same():
    """Mean 82.333, standard deviation 2.517, times the root of 4/3."""
    target = target_of([82, 85, 80])

    assert (round(target.mean, 3), round(target.sd, 3), target.editions) == (82.333, 2.906, 3)
    assert target_of([82]) == NotEnough(Lack.TOO_FEW_EDITIONS, 1, 2)


def test_the_example_of_the_documentation():
    distance = distance_of(Level(84.0, 4.0, 40, 4), Target(82.0, 3.0, 3))

    assert (distance.mean, distance.sd) == (2.0, 5.0)
    assert (round(distance.chance, 3), round(distance.low, 1), round(distance.high, 1)) == (0.655, -6.2, 10.2)


def test_fewer_minutes_are_better():
    faster = distance_of(Level(50.0, 4.0, 40, 4), Target(52.0, 3.0, 3), less_is_better=True)

    assert (faster.mean, round(faster.chance, 3)) == (2.0, 0.655)


def test_the_curve_has_a_gap_where_too_little_is_known(history):
    levels = [level_of(history, who, "1", day=210) for who in ("选手01", "没见过")]

    curve = distances_of(levels, Target(75.0, 3.0, 3))

    assert curve == (distance_of(levels[0], Target(75.0, 3.0, 3)), NotEnough(Lack.NO_LINK))
