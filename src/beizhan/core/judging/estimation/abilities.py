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
from beizhan.core.judging.estimation.parameters import powers_of

_TURNS = 60
_LONGEST = 1.0
_CLOSE = 1e-7


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
        errors[moving] = 1 / np.sqrt(sums[1])
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
