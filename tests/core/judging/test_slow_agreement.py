"""Each number of a small fit against the plainest way to reckon it."""

import numpy as np
import pytest
import scipy.optimize

from beizhan.core.judging.fitting import FacetModel, fitted
from beizhan.core.judging.ratings import ratings_of
from beizhan.core.judging.reports.expectations import expectations_of
from beizhan.core.judging.terms import Terms
from core.judging.samples import planted
from core.judging.slow import slow_likelihood

NODES = np.linspace(-10, 10, 41)


@pytest.fixture(scope="module")
def ratings():
    return planted({"item": 3, "rater": 2}, persons=7, steps=(-0.8, 0.8), seed=6)[0]


def chances(distance, depths):
    weights = np.exp(np.arange(len(depths)) * distance - depths)
    return weights / weights.sum()


def test_a_general_optimiser_on_the_plain_likelihood_finds_the_same_top(ratings):
    def cost(free):
        items, rater, step, sigma = free[:3], free[3], free[4], float(np.exp(free[5]))
        return -slow_likelihood(ratings, [items, [rater, -rater]], np.array([[0, step, 0]]), sigma, NODES)

    found = scipy.optimize.minimize(cost, np.zeros(6), method="BFGS", options={"gtol": 1e-4})
    fit = fitted(ratings)

    assert fit.deviance == pytest.approx(2 * found.fun, abs=1e-5)
    assert fit.facets["item"].measures == pytest.approx(found.x[:3], abs=1e-4)
    assert fit.facets["rater"].measures[0] == pytest.approx(found.x[3], abs=1e-4)
    assert fit.steps.measures[0] == pytest.approx(found.x[4], abs=1e-4)
    assert fit.sigma == pytest.approx(np.exp(found.x[5]), abs=1e-4)


def joint_parts(fit, ratings):
    """Return mean, variance and fourth moment of every rating at the joint measures, one by one."""
    depths = np.concatenate(([0.0], np.cumsum(fit.steps.measures)))
    categories = np.arange(len(depths))
    parts = []
    for row in range(len(ratings)):
        items, raters = fit.facets["item"].measures, fit.facets["rater"].measures
        hard = items[ratings.elements[0][row]] + raters[ratings.elements[1][row]]
        chance = chances(fit.persons.joint[ratings.person[row]] - hard, depths)
        mean = chance @ categories
        parts.append((mean, chance @ (categories - mean) ** 2, chance @ (categories - mean) ** 4))
    return np.array(parts).T


def test_joint_measures_make_what_is_expected_add_up_to_what_was_given():
    ratings, _ = planted({"item": 4, "rater": 3}, persons=15, seed=1)
    fit = fitted(ratings, Terms(method="jml"))

    mean, variance, fourth = joint_parts(fit, ratings)

    for name, column in (("item", ratings.elements[0]), ("rater", ratings.elements[1])):
        elements, size = fit.facets[name], len(fit.facets[name].labels)
        away, spread = ratings.scores - mean, np.bincount(column, variance, size)
        infit = np.bincount(column, away**2, size) / spread
        width = np.sqrt(np.bincount(column, fourth - variance**2, size)) / spread
        assert np.bincount(column, mean, size) == pytest.approx(elements.totals, abs=1e-6)
        assert elements.errors == pytest.approx(spread**-0.5, abs=1e-7)
        assert elements.fit.infit == pytest.approx(infit, abs=1e-7)
        assert elements.fit.outfit == pytest.approx(
            np.bincount(column, away**2 / variance, size) / elements.counts, abs=1e-7
        )
        assert elements.fit.infit_z == pytest.approx((np.cbrt(infit) - 1) * 3 / width + width / 3, abs=1e-6)
    assert np.bincount(ratings.person, mean) == pytest.approx(fit.persons.totals, abs=1e-6)


def test_the_weighted_estimate_solves_the_equation_of_warm(ratings):
    fit = fitted(ratings)
    depths = np.concatenate(([0.0], np.cumsum(fit.steps.measures)))

    for person, ability in enumerate(fit.persons.wle):
        away = information = third = 0.0
        for row in np.flatnonzero(ratings.person == person):
            hard = sum(
                own.measures[column[row]] for own, column in zip(fit.facets.values(), ratings.elements, strict=True)
            )
            chance = chances(ability - hard, depths)
            mean = chance @ np.arange(3)
            away += ratings.scores[row] - mean
            information += chance @ (np.arange(3) - mean) ** 2
            third += chance @ (np.arange(3) - mean) ** 3
        assert away + third / (2 * information) == pytest.approx(0.0, abs=1e-5)
        assert fit.persons.wle_errors[person] == pytest.approx(information**-0.5, abs=1e-6)


@pytest.mark.parametrize("facet", ["item", "rater"])
def test_the_fair_average_is_the_mark_of_an_average_person_where_all_else_is_average(ratings, facet):
    fit = fitted(ratings)
    depths = np.concatenate(([0.0], np.cumsum(fit.steps.measures)))
    lead = fit.facets["item"].measures.mean() if facet == "rater" else 0.0

    wanted = [chances(-measure - lead, depths) @ np.arange(3) for measure in fit.facets[facet].measures]

    assert fit.facets[facet].fair == pytest.approx(wanted, abs=1e-9)


def test_what_is_expected_of_each_judge_adds_up_to_what_was_given(ratings):
    fit = fitted(ratings)

    found = expectations_of(fit)

    assert found.scores.tolist() == ratings.scores.tolist()
    for column in ratings.elements:
        assert np.bincount(column[found.rows], found.distances) == pytest.approx(0.0, abs=1e-4)


def test_the_model_follows_the_contract_of_scikit_learn(ratings):
    model = FacetModel(model="pcm")

    assert model.fit(ratings) is model
    assert model.get_params() == {"model": "pcm", "method": "mml", "centre": None, "nodes": None}
    assert model.set_params(model="rsm").fit(ratings).abilities_.tolist() == fitted(ratings).persons.wle.tolist()
    with pytest.raises(ValueError, match="no parameter"):
        model.set_params(depth=3)


WORKED = """a x r 1  a x s 0  a y r 0  a y s 1  b x r 1  b x s 2  b y r 2  b y s 1
c x r 2  c x s 1  c y r 1  c y s 2  d x r 3  d x s 2  d y r 3  d y s 1  e x r 2  e x s 0  e y r 1  e y s 1"""


def test_the_worked_example_of_the_page_of_the_method():
    """The figures stand in docs/method/judging.md."""
    person, item, rater, scores = zip(*(row.split() for row in WORKED.replace("\n", "  ").split("  ")), strict=True)

    fit = fitted(ratings_of(person, {"item": item, "rater": rater}, [int(score) for score in scores]))

    told = {
        "deviance": fit.deviance,
        "sigma": fit.sigma,
        **dict(zip("xy", fit.facets["item"].measures, strict=True)),
        **dict(zip("rs", fit.facets["rater"].measures, strict=True)),
        "error": fit.facets["rater"].errors[0],
        **dict(zip(("fair r", "fair s"), fit.facets["rater"].fair, strict=True)),
    }
    assert {name: round(float(value), 2) for name, value in told.items()} == {
        "deviance": 44.69,
        "sigma": 1.11,
        "x": 0.16,
        "y": 0.39,
        "r": -0.58,
        "s": 0.58,
        "error": 0.4,
        "fair r": 1.58,
        "fair s": 1.06,
    }
