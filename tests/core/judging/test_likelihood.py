"""The quick likelihood against the slow one, its slopes against differences, and its tops against one another."""

import numpy as np
import pytest

from beizhan.core.judging.arranging.arrangement import arranged
from beizhan.core.judging.estimation.information import information
from beizhan.core.judging.estimation.likelihood import marginal
from beizhan.core.judging.estimation.mml import marginal_solution
from beizhan.core.judging.estimation.parameters import Layout
from beizhan.core.judging.estimation.points import moments_of, points_of
from beizhan.core.judging.estimation.quadrature import fixed_grid, grid_of, narrowest
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.ratings import Ratings, ratings_of
from beizhan.core.judging.terms import Terms
from core.judging.samples import planted
from core.judging.slow import slow_likelihood

NODES = np.linspace(-8, 8, 65)


def gappy(ratings: Ratings, share: float, seed: int = 5) -> Ratings:
    """Return ratings of which some are missing and a few stand twice."""
    dice = np.random.default_rng(seed)
    kept = np.flatnonzero(dice.random(len(ratings)) > share)
    return ratings.only(np.concatenate((kept, kept[:7], kept[3:5])))


DESIGNS = {
    "every judge marks everything": lambda: planted({"item": 4, "rater": 3}, persons=12)[0],
    "two of four judges, by lot": lambda: planted({"item": 5, "rater": 4}, persons=15, panel=2)[0],
    "a tenth is missing, a few stand twice": lambda: gappy(planted({"item": 6, "rater": 4}, persons=15)[0], 0.1),
    "most is missing": lambda: gappy(planted({"item": 5, "rater": 4}, persons=25)[0], 0.6),
    "three facets": lambda: planted({"item": 3, "rater": 3, "task": 2}, persons=10)[0],
    "one facet": lambda: planted({"item": 7}, persons=25)[0],
    "scores from 4 to 6": lambda: planted({"item": 4, "rater": 2}, persons=15, steps=(-0.5, 0.5), lowest=4)[0],
}


def prepared(name, model):
    """Return the layout of a design and somewhere to stand that is no top."""
    ratings = DESIGNS[name]()
    arrangement = arranged(ratings, by_item=model == "pcm", with_persons=False)
    layout = Layout(arrangement.design)
    vector = np.random.default_rng(2).normal(0, 0.4, layout.size)
    return ratings.only(arrangement.kept), arrangement, layout, vector


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", DESIGNS)
def test_the_likelihood_is_the_direct_sum(name, model):
    ratings, arrangement, layout, vector = prepared(name, model)
    scales, lowest = layout.design.scales, int(ratings.scores.min())
    measures = [np.zeros(len(facet.labels)) for facet in ratings.facets]
    for own, places, part in zip(measures, arrangement.elements, layout.facets, strict=True):
        own[places] = vector[part]
    depths = np.full((len(ratings.facets[0].labels) if model == "pcm" else 1, np.ptp(ratings.scores) + 1), np.inf)
    for scale, own in enumerate(layout.depths(vector)):
        row, first = (arrangement.elements[0][scale] if model == "pcm" else 0), scales.lowest[scale] - lowest
        used = np.flatnonzero(np.isfinite(own))
        depths[row, used + first] = own[used]

    quick = marginal(layout, vector, fixed_grid(layout, NODES)).value

    shifted = Ratings(ratings.persons, ratings.facets, ratings.person, ratings.elements, ratings.scores - lowest)
    slow = slow_likelihood(shifted, measures, depths, float(np.exp(vector[-1])), NODES)
    assert quick == pytest.approx(slow, abs=1e-8)


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", DESIGNS)
def test_the_gradient_is_what_differences_say(name, model):
    _, _, layout, vector = prepared(name, model)
    grid, step = fixed_grid(layout, NODES), 1e-5

    slopes = marginal(layout, vector, grid).gradient

    differences = [
        (marginal(layout, vector + step * one, grid).value - marginal(layout, vector - step * one, grid).value)
        / 2
        / step
        for one in np.eye(layout.size)
    ]
    assert slopes == pytest.approx(np.array(differences), abs=1e-5)


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", DESIGNS)
def test_the_information_is_what_differences_of_the_gradient_say(name, model):
    _, _, layout, _ = prepared(name, model)
    vector = marginal_solution(layout).vector
    grid, step = grid_of(layout, vector, spacing=0.8 * narrowest(layout, vector), reach=8), 1e-5
    point = marginal(layout, vector, grid)

    points = points_of(grid, point.posterior, 9)
    quick = information(layout, vector, grid, point.posterior, points=points, sizes=layout.design.units.size)

    slow = [
        (marginal(layout, vector - step * one, grid).gradient - marginal(layout, vector + step * one, grid).gradient)
        / (2 * step)
        for one in np.eye(layout.size)
    ]
    scale = np.sqrt(np.diag(quick))
    assert quick / np.outer(scale, scale) == pytest.approx(np.array(slow) / np.outer(scale, scale), abs=2e-3)


def test_the_grid_resolves_the_narrowest_posterior_and_reaches_six_deviations():
    layout = Layout(
        arranged(planted({"item": 40, "rater": 3}, persons=20)[0], by_item=False, with_persons=False).design
    )

    solution = marginal_solution(layout)

    grid = grid_of(layout, solution.vector, spacing=0.95 * solution.errors.min(), reach=6.3)
    point = marginal(layout, solution.vector, grid)
    widths = moments_of(grid, point.posterior)[1]
    assert grid.spacing <= widths.min()
    assert grid.nodes[-1] >= 6 * np.exp(solution.vector[-1])
    assert point.value == pytest.approx(solution.likelihood, abs=1e-7)


def test_a_grid_of_half_the_spacing_changes_nothing():
    ratings, _ = planted({"item": 12, "rater": 3}, persons=40)
    fit = fitted(ratings)
    reach = 6.3 * fit.sigma

    finer = fitted(ratings, Terms(nodes=tuple(np.linspace(-reach, reach, 2 * fit.solution.nodes + 1))))

    assert finer.deviance == pytest.approx(fit.deviance, abs=1e-5)
    assert finer.facets["rater"].measures == pytest.approx(fit.facets["rater"].measures, abs=1e-6)


def test_no_step_from_the_top_leads_higher():
    ratings, _ = planted({"item": 6, "rater": 4}, persons=30, panel=2)
    fit = fitted(ratings)
    layout, top = fit.solution.layout, fit.solution.vector
    grid = grid_of(layout, top, spacing=0.5 * float(fit.solution.errors.min()), reach=7)
    dice = np.random.default_rng(0)

    values = [marginal(layout, top + dice.normal(0, 0.01, len(top)), grid).value for _ in range(30)]

    assert max(values) < marginal(layout, top, grid).value


def test_the_slow_likelihood_of_two_persons_can_be_worked_out_by_hand():
    ratings = ratings_of(["a", "a", "b", "b"], {"item": ["x", "y"] * 2}, [1, 0, 1, 1])
    nodes, items = np.linspace(-9, 9, 181), np.array([-0.3, 0.4])

    slow = slow_likelihood(ratings, [items], np.zeros((1, 2)), 1.0, nodes)

    weights = np.exp(-(nodes**2) / 2) / np.exp(-(nodes**2) / 2).sum()
    one, two = 1 / (1 + np.exp(np.subtract.outer(items, nodes)))
    assert slow == pytest.approx(np.log(weights @ (one * (1 - two))) + np.log(weights @ (one * two)), abs=1e-12)
