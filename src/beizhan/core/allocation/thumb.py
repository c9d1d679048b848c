"""Rules of thumb that an office would otherwise go by: what a plan must be better than."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from beizhan.core.allocation.conditions import (
    Conditions,
    Floats,
    GroupFloor,
    counted_by,
    first_levels_of,
    is_met,
    members_of,
    taken_by,
)


class RuleOfThumb(StrEnum):
    """Who is given effort first."""

    NO_EFFORT = "no_effort"
    EQUAL_SPLIT = "equal_split"
    FAVOURITES_FIRST = "favourites_first"
    WEAKEST_FIRST = "weakest_first"
    BUBBLE_FIRST = "bubble_first"


def levels_by(rule: RuleOfThumb, conditions: Conditions, chances: Floats) -> tuple[int, ...] | None:
    """Return the levels that a rule of thumb gives.

    Everybody begins with the least effort, and groups below their floor are raised in turn. Then an equal split raises
    everybody by one level in turn for as long as anything can be paid for; the others raise the first half of their
    order so, and give the second half what the first cannot use.

    Parameters
    ----------
    rule : RuleOfThumb
        Favourites have the highest chance without further effort, the weakest the lowest, and the bubble is nearest to
        even.
    conditions : Conditions
        Without faults.
    chances : ndarray of float, shape (skills, levels)
        Chance of each skill at each level.

    Returns
    -------
    tuple of int or None
        ``None`` where the rule cannot keep to the conditions, although a better plan might.
    """
    levels = list(first_levels_of(conditions))
    for floor in conditions.floors:
        _raise_to_floor(levels, floor, conditions)
    if not is_met(conditions, levels):
        return None
    for rows in _turns(rule, chances[np.arange(len(levels)), levels]):
        while _raised_in_turn(levels, rows, conditions):
            pass
    return tuple(levels)


def _turns(rule: RuleOfThumb, chance: Floats) -> list[Sequence[int]]:
    """Return who is raised in turn, group after group."""
    match rule:
        case RuleOfThumb.NO_EFFORT:
            return []
        case RuleOfThumb.EQUAL_SPLIT:
            return [range(chance.size)]
        case RuleOfThumb.FAVOURITES_FIRST:
            key = -chance
        case RuleOfThumb.WEAKEST_FIRST:
            key = chance
        case RuleOfThumb.BUBBLE_FIRST:
            key = np.abs(chance - 0.5)
    order = np.argsort(key, kind="stable").tolist()
    half = (len(order) + 1) // 2
    return [order[:half], order[half:]]


def _raise_to_floor(levels: list[int], floor: GroupFloor, conditions: Conditions) -> None:
    counted, rows = counted_by(floor, conditions), members_of(floor, conditions)
    while taken_by(levels, counted) < floor.least and _raised_in_turn(levels, rows, conditions):
        pass


def _raised_in_turn(levels: list[int], rows: Sequence[int], conditions: Conditions) -> int:
    """Raise each skill by a level where that can be paid for, and return how many were."""
    return sum(_raised(levels, row, conditions) for row in rows)


def _raised(levels: list[int], row: int, conditions: Conditions) -> bool:
    """Raise one skill by a level if there is one that can be paid for, and tell whether it was."""
    if levels[row] + 1 == len(conditions.efforts):
        return False
    levels[row] += 1
    if all(taken_by(levels, resource.costs) <= resource.budget for resource in conditions.resources):
        return True
    levels[row] -= 1
    return False
