"""What an allocation may do: levels of effort, resources with what each level costs of them, and floors.

A skill is given one level of effort. What is left of a resource is simply left; a floor must be met.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beizhan.core.faults import Fault, error

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """Something that runs out: money, expert-days, places in a camp.

    Parameters
    ----------
    name : str
        Its name.
    budget : int
        How much there is, in whole units.
    costs : array_like of int, shape (skills, levels)
        What each level takes of it in each skill, not below zero. Kept as a read-only ``int64`` array.
    step : int
        In what amount one speaks of more of it: 1 day, 10,000 yuan. Its price is told per step.
    """

    name: str
    budget: int
    costs: Whole
    step: int = 1

    def __post_init__(self) -> None:
        costs = np.array(self.costs, np.int64)
        costs.flags.writeable = False
        object.__setattr__(self, "costs", costs)


@dataclass(frozen=True, slots=True)
class GroupFloor:
    """Some skills together must be given at least so much of a resource: a base its days, a new field its places."""

    name: str
    skills: frozenset[str]
    resource: str
    least: int


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """What is to be allocated among whom, within what.

    Parameters
    ----------
    skills : tuple of str
        No two alike.
    efforts : tuple of int
        Effort of each level, in expert-days or whatever the response is told in; ascending from 0.
    resources : tuple of Resource
        At least one.
    least : tuple of int
        The least effort of each skill; empty for none.
    floors : tuple of GroupFloor
        What groups must have.

    Raises
    ------
    ValueError
        If there is nothing to allocate, or costs or floors do not have one entry per skill and level.
    """

    skills: tuple[str, ...]
    efforts: tuple[int, ...]
    resources: tuple[Resource, ...]
    least: tuple[int, ...] = ()
    floors: tuple[GroupFloor, ...] = ()

    def __post_init__(self) -> None:
        shape = (len(self.skills), len(self.efforts))
        if not all(shape) or not self.resources:
            raise ValueError("skills, efforts and resources are needed")
        if any(resource.costs.shape != shape for resource in self.resources):
            raise ValueError(f"costs must have the shape (skills, levels) {shape}")
        if self.least and len(self.least) != len(self.skills):
            raise ValueError("least must have one effort per skill")


def faults_of(conditions: Conditions) -> tuple[Fault, ...]:
    """Return everything that keeps conditions from making sense; whether they can be met is `plan.plan_of`'s answer."""
    found = [error("skill_named_twice", name=name) for name, times in Counter(conditions.skills).items() if times > 1]
    if list(conditions.efforts) != sorted({*conditions.efforts, 0}):
        found.append(error("efforts_not_ascending"))
    names = [resource.name for resource in conditions.resources]
    found += [error("resource_named_twice", name=name) for name, times in Counter(names).items() if times > 1]
    for resource in conditions.resources:
        if resource.budget < 0 or resource.step < 1 or bool((resource.costs < 0).any()):
            found.append(error("resource_below_zero", name=resource.name))
    most = max(conditions.efforts)
    found += [
        error("least_beyond_levels", name=name, least=least, most=most)
        for name, least in zip(conditions.skills, conditions.least, strict=False)
        if not 0 <= least <= most
    ]
    return (*found, *_faults_of_floors(conditions, names))


def first_levels_of(conditions: Conditions) -> tuple[int, ...]:
    """Return the lowest level that each skill may be given."""
    if not conditions.least:
        return (0,) * len(conditions.skills)
    return tuple(int(np.searchsorted(conditions.efforts, least)) for least in conditions.least)


def members_of(floor: GroupFloor, conditions: Conditions) -> list[int]:
    """Return the rows of the skills in a group."""
    return [row for row, skill in enumerate(conditions.skills) if skill in floor.skills]


def resource_of(floor: GroupFloor, conditions: Conditions) -> Resource:
    """Return the resource that a floor speaks of."""
    return next(resource for resource in conditions.resources if resource.name == floor.resource)


def counted_by(floor: GroupFloor, conditions: Conditions) -> Whole:
    """Return what each level counts towards a floor, shape (skills, levels): its cost in the group, nothing outside."""
    costs = np.zeros_like(conditions.resources[0].costs)
    rows = members_of(floor, conditions)
    costs[rows] = resource_of(floor, conditions).costs[rows]
    return costs


def taken_by(levels: Sequence[int], costs: Whole) -> int:
    """Return the sum of what levels cost."""
    return int(costs[np.arange(len(levels)), list(levels)].sum())


def is_met(conditions: Conditions, levels: Sequence[int]) -> bool:
    """Tell whether levels keep to every budget and floor, exactly."""
    return (
        all(level >= first for level, first in zip(levels, first_levels_of(conditions), strict=True))
        and all(taken_by(levels, resource.costs) <= resource.budget for resource in conditions.resources)
        and all(taken_by(levels, counted_by(floor, conditions)) >= floor.least for floor in conditions.floors)
    )


def sum_of_chances(chances: Floats, levels: Sequence[int]) -> Floats:
    """Return the expected number through: the sum over skills of chances (..., skills, levels) at these levels."""
    total: Floats = chances[..., np.arange(len(levels)), list(levels)].sum(axis=-1)
    return total


def _faults_of_floors(conditions: Conditions, resources: Sequence[str]) -> tuple[Fault, ...]:
    times = Counter(floor.name for floor in conditions.floors)
    found = [error("floor_named_twice", name=name) for name, count in times.items() if count > 1]
    for floor in conditions.floors:
        if floor.resource not in resources:
            found.append(error("floor_of_unknown_resource", name=floor.name, resource=floor.resource))
        if floor.least < 0:
            found.append(error("floor_below_zero", name=floor.name))
        if not floor.skills or not floor.skills <= set(conditions.skills):
            found.append(error("floor_of_unknown_skill", name=floor.name))
    return tuple(found)
