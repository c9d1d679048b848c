"""Joint maximum likelihood: every person has a parameter too, as in Facets (Linacre 1989).

Newton's method on all parameters at once, persons eliminated by block; persons have mean zero. A person with an
extreme score has no finite measure: the total is moved inwards by 0.3 points. The estimates are not consistent when
persons have few ratings: differences come out too wide by about ``L / (L - 1)`` for ``L`` ratings of a person. This
mode is for comparing with programs that do the same.
"""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.arranging.extremes import ADJUSTMENT
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.distances import distances_at
from beizhan.core.judging.estimation.parameters import Layout, excess, held, powers_of
from beizhan.core.judging.estimation.points import Points
from beizhan.core.judging.estimation.residuals import Residuals
from beizhan.core.judging.estimation.solution import Solution, inverse_of
from beizhan.core.judging.estimation.starting import abilities_of, start_of
from beizhan.core.judging.estimation.sums import Sums

_TURNS = 100
_CLOSE = 1e-8
_LONGEST = 1.5

LONG = 8
"""With so many categories the marginal climb, too, starts from a joint mode: logits of mean scores are far off."""

_APPROACHES = 60
_HALVINGS = 12
_NEAR = 0.01
_FARTHEST = 3.0
"""Logits that an element or a person may move in one turn."""


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
    powers = powers_of(abilities, design.centred)
    sums, one = Sums(layout), np.ones(design.persons)
    expected, spread = np.zeros(design.persons), np.zeros(design.persons)
    mixed, value = np.zeros((design.persons, layout.size)), 0.0
    scores = np.zeros(len(design.scale))
    for piece in design.pieces:
        found = piece.chances(weights, powers, design.centred, 2, sums.inner)
        mean, variance = found.moments[0], found.variance
        expected += piece.by_person(mean, design.persons)
        spread += piece.by_person(variance, design.persons)
        scores += piece.by_cell(one, mean, len(scores))
        value += float(np.log(piece.flat(found.scale)).sum())
        beside = found.inner * (design.centred[sums.inner].reshape(-1, *(1,) * mean.ndim) - mean)
        sums.to_persons(piece, mixed, variance, beside)
        sums.add(piece, found, one)
    mixed[:, layout.sigma] = 0.0
    totals = moved_totals(layout)
    value += float(totals @ abilities - layout.observed @ vector[: layout.sigma])
    taken = peaked[design.cell].sum() + excess(abilities, design.centred)[design.person].sum()
    value -= float(taken)  # off the logarithms of all sums
    of_others = np.zeros(layout.size)
    for places, part in zip(layout.places, layout.facets, strict=True):
        of_others[part] = np.bincount(places, scores, layout.size)[part]
    where = np.searchsorted(sums.inner, design.scales.inner_category)
    of_others[layout.inner] = sums.alone[design.scales.inner_scale, where]
    of_others[: layout.sigma] -= layout.observed
    return Hill(value, totals - expected, of_others, spread, mixed, sums.complete())


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


def approached(layout: Layout) -> Floats:
    """Return a vector near the top of the marginal likelihood: the joint mode of all, persons drawn towards zero.

    Their population makes the mode exist whatever the design, and the hill is concave: Newton's method with halved
    steps climbs it (penalised quasi-likelihood, Breslow & Clayton 1993).
    """
    vector, abilities = start_of(layout), abilities_of(layout)
    abilities -= abilities.mean()
    hill, variance = hill_of(layout, vector, abilities), 1.0
    for _ in range(_APPROACHES):
        others, persons, spread = _drawn_newton(layout, hill, abilities, variance)
        here = _height(hill, abilities, variance)
        farthest = max(float(np.abs(persons).max()), float(np.abs(others[: layout.inner.start]).max()))
        length = min(1.0, _FARTHEST / farthest)
        for _ in range(_HALVINGS):
            ahead = hill_of(layout, vector + length * others, abilities + length * persons)
            if _height(ahead, abilities + length * persons, variance) > here:
                break
            length /= 2
        else:
            break
        vector, abilities, hill = vector + length * others, abilities + length * persons, ahead
        variance = float(np.mean(abilities**2 + 1 / spread))
        if length == 1 and np.abs(persons).max() < _NEAR:
            break
    vector[layout.sigma] = np.log(variance) / 2
    return held(layout, vector)


def _drawn_newton(layout: Layout, hill: Hill, abilities: Floats, variance: float) -> tuple[Floats, Floats, Floats]:
    """Return the steps of all else and of persons, and the information about each person."""
    spread = hill.spread + 1 / variance
    uphill = hill.of_persons - abilities / variance
    ratio = hill.mixed / spread[:, np.newaxis]
    left = hill.full - hill.mixed.T @ ratio
    left[layout.sigma, layout.sigma] = 1.0
    others = inverse_of(layout, left)[0] @ (hill.of_others + ratio.T @ uphill)
    others[layout.sigma] = 0.0
    return others, (uphill + hill.mixed @ others) / spread, spread


def _height(hill: Hill, abilities: Floats, variance: float) -> float:
    return hill.value - float(abilities @ abilities) / (2 * variance)
