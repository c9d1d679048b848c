"""Joint maximum likelihood: every person has a parameter too, as in Facets (Linacre 1989).

Newton's method on all parameters at once, persons eliminated by block; persons have mean zero. A person with an
extreme score has no finite measure: the total is moved inwards by 0.3 points. The estimates are not consistent when
persons have few ratings: differences come out too wide by about ``L / (L - 1)`` for ``L`` ratings of a person. This
mode is for comparing with programs that do the same.
"""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.arranging.extremes import ADJUSTMENT
from beizhan.core.judging.arranging.tiles import Chances, Piece
from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.estimation.distances import distances_at
from beizhan.core.judging.estimation.parameters import Layout, raised
from beizhan.core.judging.estimation.points import Points
from beizhan.core.judging.estimation.products import Products
from beizhan.core.judging.estimation.residuals import Residuals
from beizhan.core.judging.estimation.solution import Solution, inverse_of
from beizhan.core.judging.estimation.starting import abilities_of, start_of
from beizhan.core.judging.estimation.sums import Sums

_TURNS = 100
_CLOSE = 1e-8
_LONGEST = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Hill:
    """The joint likelihood at one point, its gradient and its information, persons apart.

    Parameters
    ----------
    value : float
    of_persons, of_others : float array, shapes (persons,) and (parameters,)
        The gradient.
    spread : float array, shape (persons,)
        The information about each person.
    mixed : float array, shape (persons, parameters)
        That between persons and all else, with its sign turned.
    full : float array, shape (parameters, parameters)
    """

    value: float
    of_persons: Floats
    of_others: Floats
    spread: Floats
    mixed: Floats
    full: Floats


def joint_solution(layout: Layout, *, start: Floats | None = None) -> Solution:
    """Fit by joint maximum likelihood.

    Parameters
    ----------
    layout : Layout
    start : float array or None
    """
    vector = start_of(layout) if start is None else start.copy()
    vector[layout.sigma] = 0.0
    abilities = abilities_of(layout)
    abilities -= abilities.mean()
    hill, longest, turns = hill_of(layout, vector, abilities), np.inf, 0
    while longest > _CLOSE and turns < _TURNS:
        turns += 1
        by, others = _newton(layout, hill)
        longest = max(float(np.abs(by).max()), float(np.abs(others).max()))
        length = min(1.0, _LONGEST / longest)
        vector, abilities = vector + length * others, abilities + length * by
        hill = hill_of(layout, vector, abilities)
    return _solution(layout, (vector, abilities), hill, evaluations=turns + 1, converged=longest <= _CLOSE)


def _newton(layout: Layout, hill: Hill) -> tuple[Floats, Floats]:
    """Return the step of persons, whose sum stays zero, and the step of all else.

    Moved totals of persons no longer add up to the totals of items; the sum of persons is held, and what is left over
    falls on all persons as a shift of all of them would.
    """
    left_over = (hill.of_others[layout.facets[0]].sum() + hill.of_persons.sum()) / hill.spread.sum()
    uphill = hill.of_persons - left_over * hill.spread
    ratio = hill.mixed / hill.spread[:, np.newaxis]
    left = hill.full - hill.mixed.T @ ratio
    left[layout.sigma, layout.sigma] = 1.0
    others = inverse_of(layout, left, first=True)[0] @ (hill.of_others + ratio.T @ uphill)
    others[layout.sigma] = 0.0
    persons = (uphill + hill.mixed @ others) / hill.spread
    others[layout.facets[0]] -= persons.mean()
    return persons - persons.mean(), others


def hill_of(layout: Layout, vector: Floats, abilities: Floats) -> Hill:
    """Return what is known of the joint likelihood at a vector and abilities."""
    design, (weights, peaked) = layout.design, layout.peaked(vector)
    powers, highest = raised(abilities, design.centred)
    products, sums = Products(weights, powers), Sums(layout)
    expected, spread = np.zeros(design.persons), np.zeros(design.persons)
    mixed, logs = np.zeros((design.persons, layout.size)), 0.0
    for piece in design.pieces:
        own = np.unique(design.scale[piece.cells])
        alike = len(own) <= len(sums.inner)
        found = piece.chances(weights, powers, design.centred, 2, sums.inner[:0] if alike else sums.inner)
        mean, variance = found.moments[0], found.variance
        expected += piece.by_person(mean, design.persons)
        spread += piece.by_person(variance, design.persons)
        logs += float(np.log(piece.flat(found.scale)).sum())
        products.add(piece, found.scale)
        beside = found.inner * (design.centred[sums.inner[: len(found.inner)]].reshape(-1, *(1,) * mean.ndim) - mean)
        sums.to_persons(piece, mixed, variance, beside)
        for scale in own if alike else ():
            columns, values = _beside(layout, piece, found, products, scale)
            mixed[piece.persons[:, np.newaxis], columns] += values
    mixed[:, layout.sigma] = 0.0
    uses, pairs = products.found()
    sums.add_cells(uses, pairs)
    of_others = np.zeros(layout.size)
    of_others[: layout.sigma] = layout.expected(uses) - layout.observed
    totals = moved_totals(layout)
    value = logs + _linear(layout, vector, float(totals @ abilities)) - _divided_by(layout, peaked, highest)
    return Hill(value, totals - expected, of_others, spread, mixed, sums.complete())


def _beside(layout: Layout, piece: Piece, found: Chances, products: Products, scale: int) -> tuple[Codes, Floats]:
    """Return the columns of the inner categories of one scale, and the information between them and own persons."""
    design, persons, cells = layout.design, piece.persons, piece.cells
    places = np.flatnonzero(design.scales.inner_scale == scale)
    categories = design.scales.inner_category[places]
    own = (design.scale[cells] == scale)[:, np.newaxis] * products.weights[cells[:, np.newaxis], categories]
    away = design.centred[categories] * piece.times(found.scale, own)
    away -= piece.times(found.scale * found.moments[0], own)
    return layout.inner.start + places, products.powers[persons[:, np.newaxis], categories] * away


def value_of(layout: Layout, vector: Floats, abilities: Floats) -> float:
    """Return the logarithm of the joint likelihood."""
    design, (weights, peaked) = layout.design, layout.peaked(vector)
    powers, highest = raised(abilities, design.centred)
    nothing = np.empty(0, np.intp)
    pieces = ((piece, piece.chances(weights, powers, design.centred, 0, nothing)) for piece in design.pieces)
    logs = sum(float(np.log(piece.flat(found.scale)).sum()) for piece, found in pieces)
    return (
        logs + _linear(layout, vector, float(moved_totals(layout) @ abilities)) - _divided_by(layout, peaked, highest)
    )


def _linear(layout: Layout, vector: Floats, of_persons: float) -> float:
    """Return the part of the joint likelihood that is linear in all parameters."""
    return float(of_persons - layout.observed @ vector[: layout.sigma])


def _divided_by(layout: Layout, peaked: Floats, highest: Floats) -> float:
    """Return the logarithm of what the sums of all ratings were divided by."""
    return float(peaked[layout.design.cell].sum() + highest[layout.design.person].sum())


def moved_totals(layout: Layout) -> Floats:
    """Return the total of each person, counted from the middle of the categories; extreme ones moved inwards."""
    design = layout.design
    highest = np.bincount(design.person, design.scales.top[design.scale[design.cell]], design.persons)
    totals = np.bincount(design.person, design.step, design.persons)
    inside = np.clip(totals, ADJUSTMENT, highest - ADJUSTMENT)
    return inside - design.middle * np.bincount(design.person, minlength=design.persons)


def _solution(layout: Layout, top: tuple[Floats, Floats], hill: Hill, *, evaluations: int, converged: bool) -> Solution:
    vector, abilities = top
    design = layout.design
    as_scored = np.bincount(design.person, design.step - design.middle, design.persons)
    by_cell, by_person = distances_at(layout, vector, abilities)
    known = Points(abilities[:, np.newaxis], np.ones((design.persons, 1)))
    return Solution(
        layout=layout,
        vector=vector,
        covariance=_alone(layout, hill.full),
        likelihood=hill.value + float((as_scored - moved_totals(layout)) @ abilities),
        converged=converged,
        evaluations=evaluations,
        nodes=0,
        abilities=abilities,
        errors=1 / np.sqrt(hill.spread),
        by_cell=by_cell,
        by_person=by_person,
        residuals=Residuals(layout, vector, known),
    )


def _alone(layout: Layout, full: Floats) -> Floats:
    """Return variances as Facets states them: of each element as if all others were known; of steps together."""
    covariance = np.zeros(full.shape)
    elements, inner = np.arange(layout.inner.start), layout.inner
    covariance[elements, elements] = 1 / full[elements, elements]
    covariance[inner, inner] = np.linalg.inv(full[inner, inner])
    return covariance
