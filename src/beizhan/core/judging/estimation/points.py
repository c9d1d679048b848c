"""The posterior of each person by a few points, as good as the grid for smooth functions and much quicker."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.estimation.quadrature import Grid


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
    return Points(means[:, np.newaxis] + widths[:, np.newaxis] * nodes, weights)


def windows_as_points(grid: Grid, posterior: Floats) -> Points:
    """Return the grid itself, each window filled up with nodes of no weight."""
    places = np.minimum(grid.starts[:, np.newaxis] + np.arange(grid.lengths.max()), len(posterior) - 1)
    inside = np.arange(grid.lengths.max()) < grid.lengths[:, np.newaxis]
    return Points(grid.abilities[places], np.where(inside, posterior[places], 0.0))
