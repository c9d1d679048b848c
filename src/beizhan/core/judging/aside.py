"""Measures for elements that were set aside for their extreme scores: finite, and only "at least so far out"."""

import numpy as np

from beizhan.core.judging.arranging.arrangement import Arrangement
from beizhan.core.judging.arranging.extremes import ADJUSTMENT
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.solution import Solution

_TURNS = 80


def with_extremes(
    arrangement: Arrangement, solution: Solution, measures: list[Floats], errors: list[Floats], abilities: Floats
) -> None:
    """Fill in the measures of extreme elements, those set aside last first.

    Each is the measure at which the expected total of its ratings lies 0.3 points from the extreme one, all else being
    known. The error is one over the root of the information there.

    Parameters
    ----------
    arrangement : Arrangement
    solution : Solution
    measures, errors : list of float array, one for each facet, over all its labels
        Changed in place; nan for what is not known.
    abilities : float array, shape (all persons,)
        nan for those who are not known.
    """
    ratings = arrangement.ratings
    depths = solution.layout.depths(solution.vector)
    plain = np.where(np.isfinite(depths), depths, 0.0).mean(axis=0)
    lowest, highest = int(ratings.scores.min()), int(ratings.scores.max())
    own = plain if len(plain) == highest - lowest + 1 else np.zeros(highest - lowest + 1)
    for extreme in reversed(arrangement.extremes):
        if extreme.facet < 0:
            continue
        rows = np.flatnonzero(ratings.elements[extreme.facet] == extreme.element)
        others = np.zeros(len(rows))
        for place, column in enumerate(ratings.elements):
            if place != extreme.facet:
                others += measures[place][column[rows]]
        distances = abilities[ratings.person[rows]] - others
        known = np.isfinite(distances)
        if known.any():
            steps = ratings.scores[rows][known] - lowest
            measure, error = _solved(distances[known], own, float(steps.sum()))
            measures[extreme.facet][extreme.element] = measure
            errors[extreme.facet][extreme.element] = error


def _solved(distances: Floats, depths: Floats, total: float) -> tuple[float, float]:
    """Return where the expected total of ratings at distances is the total, moved inwards, and the error there."""
    highest = len(distances) * (len(depths) - 1.0)
    target = min(max(total, ADJUSTMENT), highest - ADJUSTMENT)
    low, high = float(distances.min()) - 50.0, float(distances.max()) + 50.0
    for _ in range(_TURNS):
        middle = (low + high) / 2
        expected, _ = _totals(distances - middle, depths)
        low, high = (middle, high) if expected > target else (low, middle)
    spread = _totals(distances - (low + high) / 2, depths)[1]
    return (low + high) / 2, float(1 / np.sqrt(max(spread, 1e-12)))


def _totals(distances: Floats, depths: Floats) -> tuple[float, float]:
    steps = np.arange(len(depths))
    exponents = np.multiply.outer(distances, steps) - depths
    weights = np.exp(exponents - exponents.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    means = weights @ steps
    return float(means.sum()), float((weights @ steps**2 - means**2).sum())
