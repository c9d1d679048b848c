from dataclasses import replace

import numpy as np
import pytest

from beizhan.core.faults import error
from beizhan.core.forecast.backtest import BASE_RATE, KINDS, OURS, backtest_of
from beizhan.core.forecast.baselines import BASELINES
from beizhan.core.forecast.calibration import calibration_of
from beizhan.core.forecast.drawing import scale_of
from beizhan.core.forecast.entrants import Entrant
from beizhan.core.forecast.official import Basis, faults_of, forecast_of
from beizhan.core.forecast.scoring import log_losses
from beizhan.core.medals import Scored
from beizhan.files.catalogue import results_of_2007_and_2009

MEMBERS = ("CN", "KR", "JP", "BR", "CH", "FR")


def past_of(year="2019", middle=700):
    """Return three skills in which the Members always finish in the same order."""
    return [
        Scored(member, skill, middle + 20 - 8 * place + 2 * (place % 2), year)
        for skill in ("01", "02", "03")
        for place, member in enumerate(MEMBERS)
    ]


def coming(skills=("01", "02", "09"), members=(*MEMBERS, "XX"), year="2022"):
    return [Entrant(year, skill, member) for skill in skills for member in members]


@pytest.fixture(scope="module")
def forecast():
    return forecast_of(past_of(), coming(), draws=4000)


def test_every_entry_is_forecast_in_the_order_asked_for(forecast):
    assert [one.entrant for one in forecast.entries] == coming()
    assert [(fit.year, fit.years, fit.skills, fit.entries, fit.members) for fit in forecast.fits] == [
        ("2022", ("2019",), 3, 18, 6)
    ]


def test_who_was_better_is_expected_to_be_better(forecast):
    in_first = {one.entrant.member: one for one in forecast.entries if one.entrant.skill == "01"}

    means = [in_first[member].mean for member in MEMBERS]
    golds = [in_first[member].gold for member in MEMBERS]

    assert (means, golds) == (sorted(means, reverse=True), sorted(golds, reverse=True))


def test_chances_are_in_order_and_every_skill_has_its_gold(forecast):
    for skill in ("01", "02", "09"):
        own = [one for one in forecast.entries if one.entrant.skill == skill]

        assert all(0 < one.gold <= one.medal <= one.medallion < 1 for one in own)
        assert 1 <= sum(one.gold for one in own) < 1.6
        assert 2.5 < sum(one.medal for one in own) < 5
        assert np.mean([one.mean for one in own]) == pytest.approx(700, abs=2)


def test_a_new_member_or_skill_rests_on_the_prior_and_says_so(forecast):
    bases = {(one.entrant.skill, one.entrant.member): one.basis for one in forecast.entries}

    assert {key for key, basis in bases.items() if basis is Basis.PRIOR} == {
        ("01", "XX"),
        ("02", "XX"),
        *(("09", member) for member in (*MEMBERS, "XX")),
    }


def test_the_other_scale_lies_200_points_lower():
    older, newer = (forecast_of(past_of(middle=middle), coming(), draws=500) for middle in (500, 700))

    assert [replace(one, mean=0.0) for one in older.entries] == [replace(one, mean=0.0) for one in newer.entries]
    assert [one.mean for one in older.entries] == pytest.approx([one.mean for one in newer.entries])


@pytest.mark.parametrize(("year", "middle"), [("2015", 500), ("2017", 700)])
def test_points_are_on_the_scale_of_the_year_unless_a_threshold_is_given(year, middle):
    found = forecast_of(past_of(year="2013"), coming(year=year), draws=500)

    means = [one.mean for one in found.entries]

    assert abs(sum(means) / len(means) - middle) < 25


def test_points_of_the_asked_scale_decide_where_both_are_known():
    scale = scale_of([[480, 500, 520], [690, 710, 730]], 700, warp=0.0, level=0.0)

    assert (scale.centre, scale.spread, scale.whole) == (710, pytest.approx(np.sqrt(800 / 3)), True)
    assert scale_of([[480, 500, 520.5]], 500, warp=0.0, level=0.0).whole is False


def test_results_of_the_year_and_of_later_ones_are_not_looked_at():
    later = [replace(one, points=2000 - one.points, year=year) for one in past_of() for year in ("2022", "2024")]

    honest, tempted = (forecast_of(past, coming(), draws=500) for past in (past_of(), past_of() + later))

    assert honest == tempted


def test_the_order_of_everything_and_other_skills_do_not_matter():
    whole = forecast_of(past_of(), coming(), draws=500)
    turned = forecast_of(past_of()[::-1], coming()[::-1] + coming()[:3], draws=500)

    assert [one.entrant for one in turned.entries] == coming()[::-1]
    for one, other in zip(whole.entries, turned.entries[::-1], strict=True):
        assert (one.mean, one.sd, one.gold) == (
            pytest.approx(other.mean, abs=0.05),
            pytest.approx(other.sd, abs=0.05),
            pytest.approx(other.gold, abs=0.01),
        )


def test_the_same_seed_gives_the_same_forecast_and_another_one_nearly_so():
    same, again, other = (forecast_of(past_of(), coming(), seed=seed) for seed in (1, 1, 2))

    assert same == again
    assert [one.gold for one in other.entries] == pytest.approx([one.gold for one in same.entries], abs=0.03)


def test_a_field_of_one_wins():
    (only,) = forecast_of(past_of(), [Entrant("2022", "01", "KR")], draws=99).entries

    assert (only.gold, only.medal) == (0.995, 0.995)


def test_numbers_of_host_member_skills_mean_another_skill_each_year():
    past = [replace(one, skill=f"HM{one.skill}") for one in past_of()]

    found = forecast_of(past, coming(skills=("HM01",), members=MEMBERS), draws=99)

    assert {one.basis for one in found.entries} == {Basis.PRIOR}


@pytest.mark.parametrize(
    ("past", "entrants", "faults"),
    [
        (past_of("2022"), coming(), (error("no_results_before", year="2022"),)),
        ([], coming(), (error("no_results_before", year="2022"),)),
        ([Scored("CN", "01", 700, "2019")], coming(), (error("no_results_before", year="2022"),)),
        (
            past_of("WSC2019"),
            coming(year="soon"),
            (error("year_not_whole", year="WSC2019"), error("year_not_whole", year="soon")),
        ),
        (past_of(), coming(), ()),
    ],
)
def test_what_cannot_be_forecast_is_refused(past, entrants, faults):
    assert faults_of(past, entrants) == faults
    if faults:
        with pytest.raises(ValueError, match="faults"):
            forecast_of(past, entrants)


@pytest.fixture(scope="module")
def backtest():
    return backtest_of(results_of_2007_and_2009(), "2009", threshold=500, draws=1500)


def test_2009_was_forecast_from_2007_better_than_by_any_baseline(backtest):
    losses = {name: log_losses(chances, backtest.outcomes).mean(axis=0) for name, chances in backtest.chances.items()}

    assert set(losses) == {OURS, BASE_RATE, *BASELINES}
    assert (losses[OURS] < [0.245, 0.412, 0.556]).all()
    for name in (BASE_RATE, "last_score", "tuned_elo"):
        assert (losses[OURS] < losses[name]).all(), name
    assert (losses[OURS][1:] < losses["mean_score"][1:]).all()  # in gold there is nothing between them
    assert backtest.rank_losses[OURS].mean() < min(backtest.rank_losses[name].mean() for name in BASELINES)


def test_what_was_called_likely_in_2009_happened(backtest):
    reports = [calibration_of(backtest.chances[OURS][:, at], backtest.outcomes[:, at]) for at in range(len(KINDS))]

    assert [report.count for report in reports] == [763] * 3
    assert all(report.total.tail > 0.05 for report in reports)
    for report in reports:
        assert sum(one.agrees for one in report.bins) >= len(report.bins) - 2
