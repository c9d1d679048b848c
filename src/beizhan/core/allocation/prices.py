"""What one more of a resource, or a floor given up, would add to the expected number through.

Two ways, and every price says which: *resolved* solves again with one step more or without the floor, exactly;
*relaxed* reads the dual of the relaxation, at once and for every budget and floor, but only near it and for mixtures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from beizhan.core.allocation import dynamic, programme
from beizhan.core.allocation.conditions import Conditions, Floats, Resource, resource_of
from beizhan.core.allocation.plan import Constraint, ConstraintKind, Plan, constraints_of, plan_of, without


class PriceWay(StrEnum):
    """How a price was found."""

    RESOLVED = "resolved"
    RELAXED = "relaxed"


@dataclass(frozen=True, slots=True)
class Price:
    """What giving way a little at one condition adds.

    Parameters
    ----------
    constraint : Constraint
        Where.
    step : int or None
        By how much, in units of the resource; ``None`` where it is given up altogether.
    worth : float
        What that adds to the expected number through, not below zero.
    way : PriceWay
        How it was found.
    """

    constraint: Constraint
    step: int | None
    worth: float
    way: PriceWay


def prices_of(conditions: Conditions, chances: Floats, plan: Plan) -> tuple[Price, ...]:
    """Return the price of each condition, resolved where that is quick, relaxed otherwise.

    Parameters
    ----------
    conditions : Conditions
        Without faults.
    chances : ndarray of float, shape (skills, levels)
        What the plan was made with.
    plan : Plan
        The best for these conditions.
    """
    found = _resolved if dynamic.fits(conditions) else _relaxed
    return tuple(found(conditions, chances, plan))


def _resolved(conditions: Conditions, chances: Floats, plan: Plan) -> Iterator[Price]:
    for constraint in constraints_of(conditions):
        if constraint.kind is ConstraintKind.BUDGET:
            resource = _called(conditions, constraint.name)
            more = replace(resource, budget=resource.budget + resource.step)
            eased, step = replace(conditions, resources=(more,)), resource.step
        else:
            eased, step = without(conditions, constraint), None
        found = plan_of(eased, chances)
        assert isinstance(found, Plan)
        yield Price(constraint, step, max(0.0, found.expected - plan.expected), PriceWay.RESOLVED)


def _relaxed(conditions: Conditions, chances: Floats, _: Plan) -> Iterator[Price]:
    ceiling = programme.relaxed(conditions, chances)
    assert ceiling is not None
    for resource, price in zip(conditions.resources, ceiling.budget_prices, strict=True):
        constraint = Constraint(ConstraintKind.BUDGET, resource.name)
        yield Price(constraint, resource.step, price * resource.step, PriceWay.RELAXED)
    if any(conditions.least):
        freer = programme.relaxed(replace(conditions, least=()), chances)
        assert freer is not None
        worth = max(0.0, freer.bound - ceiling.bound)
        yield Price(Constraint(ConstraintKind.LEAST), None, worth, PriceWay.RELAXED)
    for floor, price in zip(conditions.floors, ceiling.floor_prices, strict=True):
        step = resource_of(floor, conditions).step
        yield Price(Constraint(ConstraintKind.FLOOR, floor.name), step, price * step, PriceWay.RELAXED)


def _called(conditions: Conditions, name: str) -> Resource:
    return next(resource for resource in conditions.resources if resource.name == name)
