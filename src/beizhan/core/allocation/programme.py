"""The optimum with several resources, as an integer programme for HiGHS, and its relaxation with the prices.

One variable for each skill and level. The relaxation, where a skill may be given a mixture of levels, bounds the
optimum from above and prices each budget and floor. With an allocation in hand it also proves most of the levels to be
no part of any better one, so that the integer programme that is left is small.

References
----------
Huangfu, Q., & Hall, J. A. J. (2018). Parallelizing the dual revised simplex method. Mathematical Programming
Computation 10(1), 119-142.
Nemhauser, G. L., & Wolsey, L. A. (1988). Integer and Combinatorial Optimization, section II.5.2 (reduced cost fixing).
Wiley.
Balas, E., & Zemel, E. (1980). An algorithm for large zero-one knapsack problems. Operations Research 28(5), 1130-1154.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy

from beizhan.core.allocation.conditions import (
    Conditions,
    Floats,
    counted_by,
    first_levels_of,
    is_met,
    sum_of_chances,
)

MOST_NODES = 20_000
"""So many branches are searched at most; what may then still be missing is told as the gap."""

CORE = 2
"""So many levels a skill are tried at first."""

DOUBT = 1e-6
"""How exactly HiGHS keeps to a condition; nothing is ruled out by less."""

_IMPOSSIBLE = 2
"""The status by which SciPy says that nothing keeps to the conditions."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxation:
    """The optimum if mixtures of levels were allowed.

    Parameters
    ----------
    bound : float
        Its sum of chances; no allocation exceeds it.
    budget_prices : tuple of float
        What one more unit of each resource would add.
    floor_prices : tuple of float
        What one unit less of each group's floor would add.
    shares : ndarray of float, shape (skills, levels)
        How much of each level each skill is given; rows add up to 1.
    """

    bound: float
    budget_prices: tuple[float, ...]
    floor_prices: tuple[float, ...]
    shares: Floats


@dataclass(frozen=True, slots=True)
class Optimum:
    """Levels, and by how much their sum of chances may still lie below the optimum (0 where it is proved)."""

    levels: tuple[int, ...]
    gap: float


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The variables that are left: the skill and the level of each."""

    skills: npt.NDArray[np.intp]
    levels: npt.NDArray[np.intp]


def relaxed(conditions: Conditions, chances: Floats) -> Relaxation | None:
    """Return the relaxation, or ``None`` where even mixtures of levels cannot keep to the conditions.

    Parameters
    ----------
    conditions : Conditions
        Without faults.
    chances : ndarray of float, shape (skills, levels)
        Chance of each skill at each level.

    Raises
    ------
    ArithmeticError
        If HiGHS gives up.
    """
    columns = _all_columns(conditions)
    one_each, within, most = _rows(conditions, columns)
    found = scipy.optimize.linprog(
        -chances[columns.skills, columns.levels],
        A_ub=within,
        b_ub=most,
        A_eq=one_each,
        b_eq=np.ones(len(conditions.skills)),
        bounds=(0, None),
        method="highs",
    )
    if found.status == _IMPOSSIBLE:
        return None
    if found.status != 0:
        raise ArithmeticError(f"HiGHS: {found.message}")
    shares = np.zeros(chances.shape)
    shares[columns.skills, columns.levels] = found.x
    prices = [max(0.0, -float(price)) for price in found.ineqlin.marginals]
    budgets = len(conditions.resources)
    return Relaxation(-float(found.fun), tuple(prices[:budgets]), tuple(prices[budgets:]), shares)


def best_levels(conditions: Conditions, chances: Floats) -> Optimum | None:
    """Return the levels with the greatest sum of chances, or ``None`` if no levels keep to the conditions.

    Only the levels that lose least by the prices of the relaxation are tried at first. What is found proves which
    others could be part of something better; these alone are added, and then nothing better can be missed.

    Parameters
    ----------
    conditions : Conditions
        Without faults.
    chances : ndarray of float, shape (skills, levels)
        Chance of each skill at each level.

    Raises
    ------
    ArithmeticError
        If HiGHS gives up, or finds nothing within `MOST_NODES`.
    """
    ceiling = relaxed(conditions, chances)
    if ceiling is None:
        return None
    losses = _losses(conditions, chances, ceiling)
    within = float(np.sort(losses, axis=None)[min(CORE * len(losses), losses.size) - 1])
    while True:
        found = _searched(conditions, chances, _Columns(*np.nonzero(np.isfinite(losses) & (losses <= within + DOUBT))))
        needed = np.inf if found is None else ceiling.bound - float(sum_of_chances(chances, found.levels))
        if needed <= within or within == np.inf:
            return found
        within = needed


def _searched(conditions: Conditions, chances: Floats, columns: _Columns) -> Optimum | None:
    one_each, within, most = _rows(conditions, columns)
    found = scipy.optimize.milp(
        -chances[columns.skills, columns.levels],
        integrality=np.ones(columns.skills.size),
        bounds=scipy.optimize.Bounds(0, 1),
        constraints=[
            scipy.optimize.LinearConstraint(one_each, 1, 1),
            scipy.optimize.LinearConstraint(within, -np.inf, most),
        ],
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
    )
    if found.status == _IMPOSSIBLE:
        return None
    if found.x is None:
        raise ArithmeticError(f"HiGHS: {found.message}")
    levels = np.zeros(len(conditions.skills), int)
    chosen = found.x > 0.5
    levels[columns.skills[chosen]] = columns.levels[chosen]
    best = tuple(levels.tolist())
    assert is_met(conditions, best)
    return Optimum(best, 0.0 if found.status == 0 else _bound_told(found) - float(sum_of_chances(chances, best)))


def _bound_told(found: Any) -> float:
    return np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound)


def _all_columns(conditions: Conditions) -> _Columns:
    shape = (len(conditions.skills), len(conditions.efforts))
    allowed = np.arange(shape[1]) >= np.array(first_levels_of(conditions))[:, np.newaxis]
    return _Columns(*np.nonzero(allowed))


def _rows(conditions: Conditions, columns: _Columns) -> tuple[Any, Any, Floats]:
    """Return one row a skill (one level each), and the rows of budgets and floors with what they may be at most."""
    count = columns.skills.size
    entries = (np.ones(count), (columns.skills, np.arange(count)))
    one_each = scipy.sparse.csr_array(entries, shape=(len(conditions.skills), count))
    rows, most = [], []
    for resource in conditions.resources:
        rows.append(resource.costs[columns.skills, columns.levels])
        most.append(resource.budget)
    for floor in conditions.floors:
        rows.append(-counted_by(floor, conditions)[columns.skills, columns.levels])
        most.append(-floor.least)
    return one_each, scipy.sparse.csr_array(np.array(rows, float)), np.array(most, float)


def priced(conditions: Conditions, ceiling: Relaxation) -> Floats:
    """Return what each level takes at the prices of a relaxation, less what its group's floor makes it worth."""
    prices = np.zeros(ceiling.shares.shape)
    for price, resource in zip(ceiling.budget_prices, conditions.resources, strict=True):
        prices += price * resource.costs
    for price, floor in zip(ceiling.floor_prices, conditions.floors, strict=True):
        prices -= price * counted_by(floor, conditions)
    return prices


def bounds_by_prices(conditions: Conditions, chances: Floats) -> Floats:
    """Return a bound on the optimum of each scenario, by the prices of their mean; shape (scenarios,).

    At any prices, what each skill would do best for itself, and all there is of each resource sold, is such a bound.
    """
    ceiling = relaxed(conditions, chances.mean(axis=0))
    if ceiling is None:
        return np.full(len(chances), -np.inf)
    budgets = sum(price * one.budget for price, one in zip(ceiling.budget_prices, conditions.resources, strict=True))
    floors = sum(price * one.least for price, one in zip(ceiling.floor_prices, conditions.floors, strict=True))
    bounds: Floats = _allowed(conditions, chances - priced(conditions, ceiling)).max(axis=2).sum(axis=1)
    return bounds + budgets - floors


def _allowed(conditions: Conditions, worth: Floats) -> Floats:
    """Return what levels are worth, minus infinity for those below the least."""
    levels = np.arange(worth.shape[-1])
    return np.where(levels < np.array(first_levels_of(conditions))[:, np.newaxis], -np.inf, worth)


def _losses(conditions: Conditions, chances: Floats, ceiling: Relaxation) -> Floats:
    """Return how far each level lies below the best of its skill at the prices of the relaxation, its reduced cost.

    An allocation with that level stays below the bound by at least so much. What is not allowed loses without end.
    """
    worth = _allowed(conditions, chances - priced(conditions, ceiling))
    losses: Floats = worth.max(axis=1, keepdims=True) - worth
    return losses
