"""The exact optimum with one resource in whole units, by dynamic programming over what is spent.

A multiple-choice knapsack: after each skill, the table holds the best sum of chances for every amount spent so far. A
group with a floor is first solved by itself for every exact amount, and then stands as one skill with many levels.

References
----------
Sinha, P., & Zoltners, A. A. (1979). The multiple-choice knapsack problem. Operations Research 27(3), 503-515.
Kellerer, H., Pferschy, U., & Pisinger, D. (2004). Knapsack Problems, chapter 11. Springer.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

import numpy as np

from beizhan.core.allocation.conditions import Conditions, Floats, Whole, first_levels_of, members_of

MOST_CELLS = 50_000_000
"""So many cells of tables are filled at most, in about a tenth of a second; beyond, the integer programme is better."""

AT_A_GLANCE = 1_000_000
"""Cells that are filled side by side, 8 MB."""

AT_ONCE = 64
"""Scenarios that are solved side by side."""


@dataclass(frozen=True, slots=True, eq=False)
class _Item:
    """Something that takes one of several amounts: ``costs`` (choices,), ``values`` (scenarios, choices)."""

    costs: Whole
    values: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Knapsack:
    """The conditions in units: the greatest common divisor of all costs is 1, and no room is left that nobody fills."""

    room: int
    costs: tuple[Whole, ...]
    first: tuple[int, ...]
    alone: tuple[int, ...]
    groups: tuple[tuple[tuple[int, ...], int], ...]


def fits(conditions: Conditions) -> bool:
    """Tell whether there is one resource, no skill in two groups, and tables of a bearable size."""
    rows = [row for floor in conditions.floors for row in members_of(floor, conditions)]
    if len(conditions.resources) > 1 or len(set(rows)) < len(rows):
        return False
    sack = _knapsack(conditions)
    choices = sum(costs.size for costs in sack.costs) + len(sack.groups) * sack.room
    return choices * sack.room <= MOST_CELLS


def best_levels(conditions: Conditions, chances: Floats) -> tuple[int, ...] | None:
    """Return the levels with the greatest sum of chances, or ``None`` if the floors do not fit into the budget.

    Parameters
    ----------
    conditions : Conditions
        Such as `fits`.
    chances : ndarray of float, shape (skills, levels)
        Chance of each skill at each level.
    """
    sack = _knapsack(conditions)
    items, inner = _items(sack, chances[np.newaxis])
    tables = list(_tables(items, sack.room))
    if tables[-1][0, sack.room] == -np.inf:
        return None
    chosen = _choices(items, tables, sack.room)
    levels = list(sack.first)
    for row, choice in zip(sack.alone, chosen, strict=False):
        levels[row] += choice
    for (rows, least), (members, within), choice in zip(sack.groups, inner, chosen[len(sack.alone) :], strict=True):
        for row, own in zip(rows, _choices(members, within, least + choice), strict=True):
            levels[row] += own
    return tuple(levels)


def best_values(conditions: Conditions, chances: Floats) -> Floats:
    """Return the greatest sum of chances in every scenario, if one knew that it is true.

    Parameters
    ----------
    conditions : Conditions
        Such as `fits`.
    chances : ndarray of float, shape (scenarios, skills, levels)
        Chance of each skill at each level in each scenario.

    Returns
    -------
    ndarray of float, shape (scenarios,)
        Minus infinity where the floors do not fit.
    """
    sack = _knapsack(conditions)
    return np.concatenate(
        [_values(sack, chances[start : start + AT_ONCE]) for start in range(0, len(chances), AT_ONCE)]
    )


def best_of_others(conditions: Conditions, chances: Floats) -> Floats:
    """Return what all other skills can reach together when one takes a level; without group floors.

    Returns
    -------
    ndarray of float, shape (skills, levels)
        Minus infinity where the level leaves the others too little or is below the least.
    """
    sack = _knapsack(conditions)
    items, _ = _items(sack, chances[np.newaxis])
    before = [table[0] for table in _tables(items, sack.room)]
    after = [table[0] for table in _tables(items[::-1], sack.room)]
    found = np.full(chances.shape, -np.inf)
    for row, costs in enumerate(sack.costs):
        earlier, later = before[row], after[len(items) - 1 - row]
        for choice, cost in enumerate(costs.tolist()):
            if cost <= sack.room:
                left = sack.room - cost
                found[row, sack.first[row] + choice] = (earlier[: left + 1] + later[left::-1]).max()
    return found


def _knapsack(conditions: Conditions) -> _Knapsack:
    (resource,) = conditions.resources
    first = first_levels_of(conditions)
    costs = [resource.costs[row, level:] for row, level in enumerate(first)]
    unit = gcd(*(cost for own in costs for cost in own.tolist())) or 1
    rooms = (resource.budget // unit, sum(int(own.max()) for own in costs) // unit)
    groups = tuple((tuple(members_of(one, conditions)), -(-one.least // unit)) for one in conditions.floors)
    grouped = {row for rows, _ in groups for row in rows}
    alone = tuple(row for row in range(len(first)) if row not in grouped)
    return _Knapsack(min(rooms), tuple(own // unit for own in costs), first, alone, groups)


def _values(sack: _Knapsack, chances: Floats) -> Floats:
    items, _ = _items(sack, chances)
    best: Floats = deque(_tables(items, sack.room), maxlen=1).pop()[:, sack.room]
    return best


def _items(sack: _Knapsack, chances: Floats) -> tuple[list[_Item], list[tuple[list[_Item], list[Floats]]]]:
    """Return an item for each skill alone and then for each group, and of each group its members and their tables."""
    own = [
        _Item(costs, chances[:, row, level:])
        for row, (costs, level) in enumerate(zip(sack.costs, sack.first, strict=True))
    ]
    items, inner = [own[row] for row in sack.alone], []
    for rows, least in sack.groups:
        members = [own[row] for row in rows]
        tables = list(_tables(members, sack.room, exact=True))
        inner.append((members, tables))
        items.append(_Item(np.arange(least, sack.room + 1), tables[-1][:, least:]))
    return items, inner


def _tables(items: Sequence[_Item], room: int, *, exact: bool = False) -> Iterator[Floats]:
    """Yield the table before the first item and after each: the best for every amount, spent at most or exactly."""
    table = np.full((items[0].values.shape[0], room + 1), -np.inf if exact else 0.0)
    table[:, 0] = 0.0
    yield table
    for item in items:
        quick = len(table) == 1 and item.costs.size * room <= AT_A_GLANCE
        table = _grown_at_once(table, item) if quick else _grown_in_turn(table, item)
        yield table


def _grown_at_once(table: Floats, item: _Item) -> Floats:
    """Return the table after an item, all its choices side by side: quicker for one scenario."""
    room = table.shape[1] - 1
    padded = np.concatenate([np.full(room + 1, -np.inf), table[0]])
    amounts = np.arange(room + 1, 2 * room + 2) - np.minimum(item.costs, room + 1)[:, np.newaxis]
    reached = padded[amounts] + item.values[0, :, np.newaxis]
    grown: Floats = reached.max(axis=0, initial=-np.inf)
    return grown[np.newaxis]


def _grown_in_turn(table: Floats, item: _Item) -> Floats:
    """Return the table after an item, one choice after the other: quicker for many scenarios, and takes little room."""
    room = table.shape[1] - 1
    grown = np.full_like(table, -np.inf)
    for choice, cost in enumerate(item.costs.tolist()):
        if cost <= room:
            reached = grown[:, cost:]
            np.maximum(reached, table[:, : room + 1 - cost] + item.values[:, choice, np.newaxis], out=reached)
    return grown


def _choices(items: Sequence[_Item], tables: Sequence[Floats], spent: int) -> list[int]:
    """Walk back from an amount to what each item took in the first scenario, of equals the first."""
    chosen = []
    for item, (before, _) in zip(reversed(items), reversed(list(pairwise(tables))), strict=True):
        left = spent - item.costs
        totals = np.where(left >= 0, before[0, np.maximum(left, 0)] + item.values[0], -np.inf)
        choice = int(totals.argmax())
        chosen.append(choice)
        spent -= int(item.costs[choice])
    return chosen[::-1]
