"""The plan that lets the most be expected to go through, its price, or which conditions cannot be met together."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from beizhan.core.allocation import dynamic, programme
from beizhan.core.allocation.conditions import Conditions, Floats, sum_of_chances, taken_by


class Solver(StrEnum):
    """What found the plan; both are exact."""

    DYNAMIC = "dynamic"
    INTEGER = "integer"


class ConstraintKind(StrEnum):
    """What binds: a budget, the least efforts of single skills, or a group's floor."""

    BUDGET = "budget"
    LEAST = "least"
    FLOOR = "floor"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One condition by its kind and name; the least efforts stand together and have no name."""

    kind: ConstraintKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """An allocation.

    Parameters
    ----------
    levels : tuple of int
        Level of each skill.
    expected : float
        Expected number through: the sum of the chances it was planned with.
    taken : tuple of int
        What it takes of each resource.
    solver : Solver
        What found it.
    gap : float
        By how much it may at most fall short of the optimum; 0 unless the search was cut off.
    """

    levels: tuple[int, ...]
    expected: float
    taken: tuple[int, ...]
    solver: Solver
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Conditions that cannot be met together, and can as soon as any one of them is given up."""

    of: tuple[Constraint, ...]


def plan_of(conditions: Conditions, chances: Floats) -> Plan | Conflict:
    """Return the plan with the greatest expected number through.

    Parameters
    ----------
    conditions : Conditions
        Without faults.
    chances : array_like of float, shape (skills, levels)
        Chance of each skill at each level, the mean over scenarios where it is uncertain.

    Returns
    -------
    Plan or Conflict
        Of equally good plans, one that the same input always gives.

    Raises
    ------
    ValueError
        If chances do not have one entry per skill and level, or one is no number.
    """
    chances = np.asarray(chances, np.float64)
    if not bool(np.isfinite(chances).all()):
        raise ValueError("a chance is no number")
    if chances.shape != conditions.resources[0].costs.shape:
        raise ValueError(f"chances must have the shape (skills, levels) {conditions.resources[0].costs.shape}")
    if dynamic.fits(conditions):
        levels, solver, gap = dynamic.best_levels(conditions, chances), Solver.DYNAMIC, 0.0
    else:
        found, solver = programme.best_levels(conditions, chances), Solver.INTEGER
        levels, gap = (None, 0.0) if found is None else (found.levels, found.gap)
    if levels is None:
        return conflict_of(conditions)
    taken = tuple(taken_by(levels, resource.costs) for resource in conditions.resources)
    return Plan(levels, float(sum_of_chances(chances, levels)), taken, solver, gap)


def conflict_of(conditions: Conditions) -> Conflict:
    """Return a smallest set of conditions that contradict each other: each is needed for the contradiction.

    There may be others beside it. One condition after the other is given up for good if the rest still contradict.
    """
    needed = constraints_of(conditions)
    for one in reversed(needed):
        rest = [other for other in needed if other != one]
        if not _can_be_met(conditions, rest):
            needed = rest
    return Conflict(tuple(needed))


def constraints_of(conditions: Conditions) -> list[Constraint]:
    """Return every condition that could be given up."""
    return [
        *(Constraint(ConstraintKind.BUDGET, resource.name) for resource in conditions.resources),
        *([Constraint(ConstraintKind.LEAST)] if any(conditions.least) else []),
        *(Constraint(ConstraintKind.FLOOR, floor.name) for floor in conditions.floors),
    ]


def without(conditions: Conditions, constraint: Constraint) -> Conditions:
    """Return the conditions without one of them; a budget that is given up is as large as all highest costs."""
    match constraint.kind:
        case ConstraintKind.LEAST:
            return replace(conditions, least=())
        case ConstraintKind.FLOOR:
            return replace(conditions, floors=tuple(one for one in conditions.floors if one.name != constraint.name))
        case ConstraintKind.BUDGET:
            resources = [
                replace(one, budget=int(one.costs.max(axis=1).sum())) if one.name == constraint.name else one
                for one in conditions.resources
            ]
            return replace(conditions, resources=tuple(resources))


def _can_be_met(conditions: Conditions, kept: list[Constraint]) -> bool:
    for one in constraints_of(conditions):
        if one not in kept:
            conditions = without(conditions, one)
    nothing = np.zeros(conditions.resources[0].costs.shape)
    if dynamic.fits(conditions):
        return dynamic.best_levels(conditions, nothing) is not None
    return programme.best_levels(conditions, nothing) is not None
