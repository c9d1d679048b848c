"""What a plan misses in each scenario against the best for it, had one known which scenario is true."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.allocation import dynamic, programme
from beizhan.core.allocation.conditions import Conditions, Floats, sum_of_chances

LOW, HIGH = 0.1, 0.9
"""The quantiles of every range over scenarios."""


@dataclass(frozen=True, slots=True)
class Range:
    """Mean, tenth and ninetieth percentile over scenarios."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Regret:
    """How much of the expected number through is missed; exactly, or else at most so much."""

    over: Range
    exact: bool


@dataclass(frozen=True, slots=True, eq=False)
class BestValues:
    """The best expected number through in each scenario, shape (scenarios,): exactly, or else a bound above it."""

    values: Floats
    exact: bool

    def regret_of(self, chances: Floats, levels: tuple[int, ...]) -> Regret:
        """Return what these levels miss in the same scenarios; chances have the shape (scenarios, skills, levels)."""
        return Regret(range_of(self.values - sum_of_chances(chances, levels)), self.exact)


def best_values(conditions: Conditions, chances: Floats) -> BestValues:
    """Return the best that each scenario allows.

    Parameters
    ----------
    conditions : Conditions
        Such as can be met, without faults.
    chances : ndarray of float, shape (scenarios, skills, levels)
        Chance of each skill at each level in each scenario.

    Returns
    -------
    BestValues
        Exact where dynamic programming fits; else bounds by the prices of the mean.
    """
    if dynamic.fits(conditions):
        return BestValues(dynamic.best_values(conditions, chances), True)
    return BestValues(programme.bounds_by_prices(conditions, chances), False)


def range_of(figures: Floats) -> Range:
    """Return mean and range of figures over scenarios."""
    low, high = np.quantile(figures, (LOW, HIGH))
    return Range(float(figures.mean()), float(low), float(high))
