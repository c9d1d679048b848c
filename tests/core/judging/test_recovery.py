"""Planted values come back, as often within their intervals as these say."""

from itertools import islice

import numpy as np
import pytest

from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.reports.dependence import dependence_of
from beizhan.core.judging.simulation import bootstrap_of, simulated
from beizhan.core.judging.terms import Terms
from core.judging.samples import planted

SEEDS = range(8)


def covered(estimates, errors, truth):
    """Return the share of 95 % intervals that hold the truth."""
    return float(np.mean(np.abs(np.asarray(estimates) - truth) < 1.96 * np.asarray(errors)))


@pytest.mark.parametrize("model", ["rsm", "pcm"])
def test_planted_measures_lie_in_their_intervals_nineteen_times_of_twenty(model):
    inside, sigmas = {"item": [], "rater": []}, []
    for seed in SEEDS:
        ratings, truth = planted({"item": 10, "rater": 8}, persons=150, panel=3, seed=seed)
        fit = fitted(ratings, Terms(model, centre=("item", "rater")))
        for name, shares in inside.items():
            wanted = truth.facets[name] - truth.facets[name].mean()
            shares.append(covered(fit.facets[name].measures, fit.facets[name].errors, wanted))
        sigmas.append(abs(fit.sigma - 1) < 1.96 * fit.sigma_error)

    assert 0.90 < np.mean(inside["item"]) < 0.99
    assert 0.90 < np.mean(inside["rater"]) < 0.995
    assert np.mean(sigmas) >= 0.75


def test_planted_steps_and_persons_come_back():
    ratings, truth = planted({"item": 20, "rater": 6}, persons=250, panel=3, seed=3)

    fit = fitted(ratings)

    assert np.abs(fit.steps.measures - truth.steps).max() < 3 * fit.steps.errors.max()
    assert np.corrcoef(fit.persons.wle, truth.abilities)[0, 1] > 0.97
    away = fit.persons.wle - truth.abilities
    assert 0.92 < covered(fit.persons.wle - away.mean(), fit.persons.wle_errors, truth.abilities) < 0.98
    assert 0.92 < covered(fit.persons.eap - away.mean(), fit.persons.eap_errors, truth.abilities) < 0.98


def test_the_marginal_steps_are_closer_to_the_truth_than_the_joint_ones():
    ratings, truth = planted({"item": 3, "rater": 4}, persons=400, panel=2, seed=2)

    marginal, joint = (
        np.abs(fitted(ratings, Terms(method=name)).steps.measures - truth.steps).max() for name in ("mml", "jml")
    )

    assert marginal < joint / 2


@pytest.mark.parametrize("shared", [0.5, 1.0])
def test_with_shared_performances_corrected_intervals_cover_what_uncorrected_ones_do_not(shared):
    corrected, uncorrected = [], []
    for seed in SEEDS:
        ratings, truth = planted({"item": 30, "rater": 8}, persons=300, panel=3, shared=shared, seed=seed)
        fit = fitted(ratings)
        dependence = dependence_of(fit)
        slope, start = np.polyfit(truth.abilities, fit.persons.wle, 1)  # what is not modelled shrinks every logit alike
        wanted = start + slope * truth.abilities
        uncorrected.append(covered(fit.persons.wle, fit.persons.wle_errors, wanted))
        corrected.append(covered(fit.persons.wle, dependence.inflation * fit.persons.wle_errors, wanted))

    assert 0.93 <= np.mean(corrected) <= 0.97
    assert np.mean(uncorrected) < np.mean(corrected) - 0.02


def test_without_shared_performances_nothing_is_corrected():
    ratings, _ = planted({"item": 30, "rater": 8}, persons=300, panel=3, seed=11)

    dependence = dependence_of(fitted(ratings))

    assert dependence.pairs == 300 * 30 * 3
    assert abs(dependence.correlation) < 0.01
    assert dependence.inflation < 1.01


def test_refits_of_simulated_ratings_spread_as_the_errors_say():
    ratings, _ = planted({"item": 8, "rater": 5}, persons=60)
    fit = fitted(ratings)

    repeated = bootstrap_of(fit, times=60, seed=7)

    assert repeated.times == 60
    assert repeated.errors("rater") == pytest.approx(fit.facets["rater"].errors, rel=0.3)
    low, high = repeated.intervals("item")
    assert ((low < fit.facets["item"].measures) & (fit.facets["item"].measures < high)).all()


def test_the_same_seed_gives_the_same_ratings():
    fit = fitted(planted({"item": 4, "rater": 3}, persons=12, lowest=2)[0])

    first, again, other = (
        [ratings.scores.tolist() for ratings in islice(simulated(fit, seed), 2)] for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other
    assert first[0] != first[1]
    assert set(np.concatenate(first)) <= {2, 3, 4, 5}
