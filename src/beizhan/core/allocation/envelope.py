"""The upper bound and the price of one resource, from the concave envelope of each skill's chances.

If a skill could be given a mixture of two levels, its chance would follow the concave envelope of its points, and going
for the steepest piece first would be best. No allocation of whole levels is better than that; the piece on which the
budget ends has the price of the resource as its slope.

References
----------
Sinha, P., & Zoltners, A. A. (1979). The multiple-choice knapsack problem. Operations Research 27(3), 503-515.
"""

from dataclasses import dataclass

import numpy as np

from beizhan.core.allocation.conditions import Conditions, Floats, Resource, Whole, first_levels_of


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What nothing can exceed: the bound, and the price in chances per unit of the resource on which it ends."""

    bound: float
    price: float


def envelope_of(costs: Whole, chances: Floats) -> tuple[Whole, Floats]:
    """Return the corners of the concave envelope of points, from the cheapest to the first of the highest.

    Parameters
    ----------
    costs, chances : ndarray, shape (levels,)
        In any order.

    Returns
    -------
    tuple of ndarray
        Costs and chances of the corners, both rising, the slopes between them falling.
    """
    corners: list[tuple[int, float]] = []
    for place in np.lexsort((-chances, costs)):
        cost, chance = int(costs[place]), float(chances[place])
        if corners and chance <= corners[-1][1]:
            continue
        while len(corners) > 1 and _is_below(corners[-1], corners[-2], (cost, chance)):
            corners.pop()
        corners.append((cost, chance))
    return np.array([cost for cost, _ in corners]), np.array([chance for _, chance in corners])


def ceiling_of(conditions: Conditions, chances: Floats, resource: Resource) -> Ceiling | None:
    """Return the bound and the price when only this resource and the least efforts count.

    Whatever else the conditions ask can only lower the optimum, so the bound holds for them too.

    Parameters
    ----------
    conditions : Conditions
        All of them.
    chances : ndarray of float, shape (skills, levels)
        Chance of each skill at each level.
    resource : Resource
        One of those of the conditions.

    Returns
    -------
    Ceiling or None
        ``None`` where even the cheapest levels take too much.
    """
    first = first_levels_of(conditions)
    corners = [envelope_of(resource.costs[row, level:], chances[row, level:]) for row, level in enumerate(first)]
    left = resource.budget - sum(int(costs[0]) for costs, _ in corners)
    if left < 0:
        return None
    bound = sum(float(reached[0]) for _, reached in corners)
    widths = np.concatenate([np.diff(costs) for costs, _ in corners])
    slopes = np.concatenate([np.diff(reached) / np.diff(costs) for costs, reached in corners])
    for piece in np.argsort(-slopes, kind="stable"):
        if widths[piece] > left:
            return Ceiling(bound + float(slopes[piece]) * left, float(slopes[piece]))
        bound, left = bound + float(slopes[piece] * widths[piece]), left - int(widths[piece])
    return Ceiling(bound, 0.0)


def bound_of(conditions: Conditions, chances: Floats) -> float:
    """Return what no allocation can exceed: the lowest of the ceilings; minus infinity where one has none."""
    ceilings = [ceiling_of(conditions, chances, resource) for resource in conditions.resources]
    return min(-np.inf if one is None else one.bound for one in ceilings)


def _is_below(middle: tuple[int, float], low: tuple[int, float], high: tuple[int, float]) -> bool:
    """Tell whether a corner lies on or below the line between its neighbours."""
    return (middle[1] - low[1]) * (high[0] - low[0]) <= (high[1] - low[1]) * (middle[0] - low[0])
