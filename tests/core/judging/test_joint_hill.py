"""The joint likelihood: its slopes against differences, its sums against plain ones, and the way to its top."""

import numpy as np
import pytest

from beizhan.core.judging.arranging.arrangement import arranged
from beizhan.core.judging.estimation.approaching import approached
from beizhan.core.judging.estimation.jml import hill_of, value_of
from beizhan.core.judging.estimation.mml import marginal_solution
from beizhan.core.judging.estimation.parameters import Layout, raised
from beizhan.core.judging.estimation.products import Products, one_by_one
from beizhan.core.judging.ratings import Ratings
from core.judging.samples import planted

FINE = tuple(np.linspace(-2, 2, 9))
DESIGNS = {
    "four categories": {"persons": 14},
    "ten categories": {"persons": 14, "steps": FINE},
    "two of three judges, by lot": {"persons": 14, "panel": 2, "steps": FINE},
}


def layout_of(name, *, by_item):
    ratings = planted({"item": 4, "rater": 3}, **DESIGNS[name])[0]
    if name == "two of three judges, by lot":  # some stand twice, so that they make no rectangle
        ratings = ratings.only(np.concatenate((np.arange(len(ratings)), np.arange(5))))
    return Layout(arranged(ratings, by_item=by_item, with_persons=True).design)


def somewhere(layout):
    dice = np.random.default_rng(3)
    vector, abilities = dice.normal(0, 0.3, layout.size), dice.normal(0, 0.8, layout.design.persons)
    vector[layout.sigma] = 0.0
    return vector, abilities


def differences(of, at, step=1e-5):
    """Return the slope of what a function gives, by differences."""
    ways = step * np.eye(len(at))
    return np.array([(np.asarray(of(at + way)) - np.asarray(of(at - way))) / (2 * step) for way in ways])


@pytest.mark.parametrize("by_item", [False, True])
@pytest.mark.parametrize("name", DESIGNS)
def test_slopes_and_curvature_are_those_that_differences_show(name, by_item):
    layout = layout_of(name, by_item=by_item)
    vector, abilities = somewhere(layout)
    hill, own = hill_of(layout, vector, abilities), slice(layout.sigma)

    of_others = differences(lambda at: value_of(layout, at, abilities), vector)
    of_persons = differences(lambda at: value_of(layout, vector, at), abilities)
    full = -differences(lambda at: hill_of(layout, at, abilities).of_others, vector)
    mixed = differences(lambda at: hill_of(layout, vector, at).of_others, abilities)

    assert hill.value == pytest.approx(value_of(layout, vector, abilities), abs=1e-9)
    assert np.allclose(hill.of_others[own], of_others[own], atol=1e-5)
    assert np.allclose(hill.of_persons, of_persons, atol=1e-5)
    assert np.allclose(hill.full[own, own], full[own, own], atol=1e-5)
    assert np.allclose(hill.mixed[:, own], mixed[:, own], atol=1e-5)


@pytest.mark.parametrize("width", [1.0, 150.0])
@pytest.mark.parametrize("name", ["ten categories", "two of three judges, by lot"])
def test_products_of_chances_are_those_of_plain_sums_however_far_apart_steps_lie(name, width):
    layout = layout_of(name, by_item=False)
    vector, abilities = somewhere(layout)
    weights, (powers, _) = layout.weights(width * vector), raised(width * abilities, layout.design.centred)
    products = Products(weights, powers)
    for piece in layout.design.pieces:
        products.add(piece, piece.chances(weights, powers, layout.design.centred, 0, np.empty(0, np.intp)).scale)

    uses, pairs = products.found()

    masses = np.zeros((len(weights), len(powers)))
    np.add.at(masses, (layout.design.cell, layout.design.person), 1.0)
    expected = one_by_one(weights, masses, powers)
    assert bool(products.apart) == (width > 1)
    assert np.allclose(uses, expected[0], atol=1e-9)
    assert np.allclose(np.stack(list(pairs), axis=1), expected[1], atol=1e-9)


def test_marks_of_ranges_that_hardly_meet_are_approached_too():
    low, high = (planted({"item": 3, "rater": 4}, persons=60, steps=FINE, seed=seed)[0] for seed in (1, 2))
    elements = (
        np.concatenate((low.elements[0], high.elements[0])),
        np.concatenate((low.elements[1], high.elements[1])),
    )
    scores = np.concatenate((low.scores, high.scores + 20 * (high.elements[0] > 0)))
    both = Ratings(low.persons, low.facets, np.concatenate((low.person, high.person)), elements, scores)
    layout = Layout(arranged(both, by_item=False, with_persons=False).design)

    near, top = approached(layout), marginal_solution(layout)

    assert top.converged
    assert np.abs(near[: layout.inner.start] - top.vector[: layout.inner.start]).max() < 0.3
