"""Why each skill is given what it is: a code with its figures, for pages to say in words."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from beizhan.core.allocation import programme
from beizhan.core.allocation.conditions import Conditions, Floats, first_levels_of
from beizhan.core.allocation.envelope import ceiling_of

SAFE, FAR = 0.9, 0.1
"""A chance from which on a skill needs nothing, and one below which nothing helps."""


class Reason(StrEnum):
    """Why a skill is given its level."""

    PAYS = "pays"
    HIGHEST = "highest"
    LEAST = "least"
    FLOOR = "floor"
    SAFE = "safe"
    OUT_OF_REACH = "out_of_reach"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Share:
    """What one skill is given, what that does, and why.

    Parameters
    ----------
    skill : str
        Which.
    level, effort : int
        What it is given.
    costs : tuple of int
        What that takes of each resource.
    chance_without, chance, chance_at_most : float
        Chance at the lowest level there is, at this level, and the highest at any.
    returns : float or None
        What the effort gains, over what its resources would gain elsewhere by their prices: from 1 on it pays. ``None``
        where it takes nothing that has a price.
    returns_further : float or None
        The same for the best further step up; ``None`` where there is none.
    reason : Reason
        ``PAYS``; ``HIGHEST``: it pays, and there is no higher level; ``LEAST`` or ``FLOOR``: only because it, or its
        group, must have it; and for those without effort ``SAFE``, ``OUT_OF_REACH`` or ``ELSEWHERE``.
    """

    skill: str
    level: int
    effort: int
    costs: tuple[int, ...]
    chance_without: float
    chance: float
    chance_at_most: float
    returns: float | None
    returns_further: float | None
    reason: Reason


def shares_of(conditions: Conditions, chances: Floats, levels: tuple[int, ...]) -> tuple[Share, ...]:
    """Return what each skill is given by a plan, and why.

    Parameters
    ----------
    conditions : Conditions
        Without faults.
    chances : ndarray of float, shape (skills, levels)
        What the plan was made with.
    levels : tuple of int
        The plan's.
    """
    prices = _prices(conditions, chances)
    priced = np.zeros(chances.shape)
    for price, resource in zip(prices, conditions.resources, strict=True):
        priced += price * resource.costs
    return tuple(_share(conditions, row, level, chances[row], priced[row]) for row, level in enumerate(levels))


def _prices(conditions: Conditions, chances: Floats) -> tuple[float, ...]:
    if len(conditions.resources) == 1 and not conditions.floors:
        ceiling = ceiling_of(conditions, chances, conditions.resources[0])
        return (ceiling.price if ceiling else 0.0,)
    ceilings = programme.relaxed(conditions, chances)
    return ceilings.budget_prices if ceilings else (0.0,) * len(conditions.resources)


def _share(conditions: Conditions, row: int, level: int, chances: Floats, priced: Floats) -> Share:
    returns = _ratio(chances[level] - chances[0], priced[level] - priced[0])
    return Share(
        conditions.skills[row],
        level,
        conditions.efforts[level],
        tuple(int(resource.costs[row, level]) for resource in conditions.resources),
        float(chances[0]),
        float(chances[level]),
        float(chances.max()),
        returns,
        _further(chances[level:], priced[level:]),
        _reason(conditions, row, level, chances, returns),
    )


def _ratio(gain: float, price: float) -> float | None:
    return float(gain / price) if price > 0 else None


def _further(chances: Floats, priced: Floats) -> float | None:
    ratios = [_ratio(chances[step] - chances[0], priced[step] - priced[0]) for step in range(1, chances.size)]
    return max((ratio for ratio in ratios if ratio is not None), default=None)


def _reason(conditions: Conditions, row: int, level: int, chances: Floats, returns: float | None) -> Reason:
    if level > 0 and returns is not None and returns < 1:
        first = first_levels_of(conditions)[row]
        grouped = any(conditions.skills[row] in floor.skills for floor in conditions.floors)
        if level == first:
            return Reason.LEAST
        if grouped:
            return Reason.FLOOR
    if level > 0:
        return Reason.HIGHEST if level + 1 == chances.size else Reason.PAYS
    if chances[0] >= SAFE:
        return Reason.SAFE
    return Reason.OUT_OF_REACH if chances.max() < FAR else Reason.ELSEWHERE
