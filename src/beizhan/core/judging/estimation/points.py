"""The posterior of each person by a few points, as good as the grid for smooth functions and much quicker."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.estimation.quadrature import Grid

_NOTHING = 1e-9
"""Mass of a node that may be left out."""

_NEAR = 0.5
"""Logits between nodes at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A few abilities for each person, with weights.

    Parameters
    ----------
    abilities, weights : float array, shape (persons, points)
        The weights of a person add up to one.
    """

    abilities: Floats
    weights: Floats

    def of(self, persons: Codes) -> "Points":
        """Return the points of some persons."""
        return Points(self.abilities[persons], self.weights[persons])


def moments_of(grid: Grid, posterior: Floats) -> tuple[Floats, Floats]:
    """Return the mean and the standard deviation of the posterior of each unit."""
    means = np.add.reduceat(posterior * grid.abilities, grid.starts)
    away = grid.abilities - np.repeat(means, grid.lengths)
    return means, np.sqrt(np.add.reduceat(posterior * away**2, grid.starts))


def points_of(grid: Grid, posterior: Floats, count: int) -> Points:
    """Return the nodes of Gauss and Hermite about each mean, weighted so that the first ``count`` moments are exact.

    For a normal posterior the rule is Gauss' own and exact for polynomials up to degree ``2 count - 1``; for any other
    it is exact up to ``count - 1``.
    """
    means, widths = moments_of(grid, posterior)
    away = (grid.abilities - np.repeat(means, grid.lengths)) / np.repeat(widths, grid.lengths)
    nodes, _ = np.polynomial.hermite_e.hermegauss(count)
    power, moments = posterior.copy(), []
    for _ in range(count):
        moments.append(np.add.reduceat(power, grid.starts))
        power *= away
    weights = np.linalg.solve(np.vander(nodes, increasing=True).T, np.array(moments)).T
    weights = np.maximum(weights, 0.0)  # a weight that falls below zero by a ten-thousandth is nothing
    return Points(means[:, np.newaxis] + widths[:, np.newaxis] * nodes, weights / weights.sum(axis=1, keepdims=True))


def thinned(grid: Grid, posterior: Floats) -> Points:
    """Return every so many of the nodes of the grid: right for a posterior of any form, with some 25 points at most.

    A posterior far from normal, of a person with an extreme score say, needs nodes no farther apart than half a logit,
    over which chances change; any other, than its own width.
    """
    ends = np.append(grid.starts, len(posterior))
    before = np.concatenate(([0], np.cumsum(posterior > _NOTHING)))
    first = np.searchsorted(before, before[ends[:-1]] + 1) - 1
    last = np.searchsorted(before, before[ends[1:]]) - 1
    stride = np.maximum(np.minimum(moments_of(grid, posterior)[1], _NEAR) // grid.spacing, 1).astype(np.intp)
    counts = (last - first) // stride + 1
    at = np.arange(counts.max())
    inside = at < counts[:, np.newaxis]
    places = first[:, np.newaxis] + np.where(inside, stride[:, np.newaxis] * at, 0)
    weights = np.where(inside, posterior[places], 0.0)
    return Points(grid.abilities[places], weights / weights.sum(axis=1, keepdims=True))
