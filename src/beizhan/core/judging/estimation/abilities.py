"""Measures of persons when cells are known: maximum likelihood, and weighted likelihood (Warm 1989).

Warm's estimate solves ``S - E + J / (2 I) = 0`` with the score ``S``, its expectation ``E``, the information ``I`` (sum
of variances) and ``J`` (sum of third central moments). It is finite for every score, even an extreme one.
"""

from collections.abc import Sequence

import numpy as np

from beizhan.core.judging.arranging.design import Design
from beizhan.core.judging.arranging.tiles import Piece
from beizhan.core.judging.arranging.tiling import some
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.moments import LEAST_VARIANCE, moments_at
from beizhan.core.judging.estimation.parameters import powers_of

_TURNS = 60
_LONGEST = 1.0
_CLOSE = 1e-5
"""A step of Newton's method as short as this leaves an error of its square."""

_NODES = 128
_BEYOND = 3.0
"""Logits beyond the means of the posteriors where the first guess looks for extreme measures."""


def guessed(design: Design, weights: Floats, means: Floats) -> Floats:
    """Guess the weighted likelihood estimates of persons from the means of their posteriors.

    The estimate solves ``S = E - J / (2 I)``. The right side rises with ability and is the same for all of one pattern:
    it is tabulated, and the table read backwards with cubic interpolation.
    """
    units, patterns = design.units, design.patterns
    nodes = np.linspace(means.min() - _BEYOND, means.max() + _BEYOND, _NODES)
    moments = moments_at(weights, powers_of(nodes, design.centred), design.centred)
    spread = np.maximum(patterns.sums(moments.variance), LEAST_VARIANCE)
    heights = (patterns.sums(moments.mean) - patterns.sums(moments.third) / (2 * spread))[units.pattern]
    below = np.clip((heights < units.total[:, np.newaxis]).sum(axis=1), 2, _NODES - 2)
    window = below[:, np.newaxis] + np.arange(-2, 2)
    known, there = np.take_along_axis(heights, window, axis=1), nodes[window]
    found = np.zeros(len(units.total))
    with np.errstate(invalid="ignore", divide="ignore"):
        for one in range(4):
            others = np.delete(known, one, axis=1)
            share = (units.total[:, np.newaxis] - others) / (known[:, one, np.newaxis] - others)
            found += there[:, one] * share.prod(axis=1)
    inside = np.clip(found, there[:, 0], there[:, 3])
    return np.where(np.isfinite(inside), inside, there[:, 1])[units.of]


def measured(design: Design, weights: Floats, totals: Floats, start: Floats, *, warm: bool) -> tuple[Floats, Floats]:
    """Return the measures of persons and their standard errors.

    Parameters
    ----------
    design : Design
    weights : float array, shape (cells, categories)
    totals : float array, shape (persons,)
        Sum of the scores, each counted from the middle of the categories.
    start : float array, shape (persons,)
    warm : bool
        Whether Warm's correction is added; without it no total may be extreme.

    Returns
    -------
    measures, errors : float array, shape (persons,)
        The error is one over the root of the information.
    """
    measures, errors = start.copy(), np.empty(len(start))
    moving, pieces = np.arange(len(start)), design.pieces
    for _ in range(_TURNS):
        sums = _sums(pieces, weights, design.centred, measures[moving], degree=4 if warm else 2)
        steps = _steps(totals[moving], *sums)
        errors[moving] = 1 / np.sqrt(np.maximum(sums[1] + steps * sums[2], 0.5 * sums[1]))
        measures[moving] += steps
        far = np.abs(steps) > _CLOSE
        if not far.any():
            break
        if not far.all():
            moving = moving[far]
            pieces = some(design.pieces, moving, len(start))
    return measures, errors


def _steps(totals: Floats, expected: Floats, spread: Floats, skew: Floats, tail: Floats) -> Floats:
    """Return Newton's step; without skew and tail that of maximum likelihood."""
    away = totals - expected + skew / (2 * spread)
    slope = np.maximum(spread - tail / (2 * spread) + skew**2 / (2 * spread**2), 0.25 * spread)
    return np.clip(away / slope, -_LONGEST, _LONGEST)


def _sums(pieces: Sequence[Piece], weights: Floats, centred: Floats, measures: Floats, *, degree: int) -> Floats:
    """Return the sums of mean, variance, third and fourth cumulant over the ratings of each person."""
    powers, nothing, count = powers_of(measures, centred), np.empty(0, np.intp), len(measures)
    sums = np.zeros((4, count))
    for piece in pieces:
        found = piece.chances(weights, powers, centred, degree, nothing)
        sums[0] += piece.by_person(found.moments[0], count)
        if degree == 2:
            sums[1] += piece.by_person(found.variance, count)
            continue
        second, third, fourth = found.central
        sums[1] += piece.by_person(second, count)
        sums[2] += piece.by_person(third, count)
        sums[3] += piece.by_person(fourth - 3 * second * second, count)
    return sums
