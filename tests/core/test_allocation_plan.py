import os
import subprocess
import sys
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.allocation import dynamic, programme
from beizhan.core.allocation.conditions import Conditions, GroupFloor, Resource, faults_of, is_met, sum_of_chances
from beizhan.core.allocation.envelope import bound_of, ceiling_of, envelope_of
from beizhan.core.allocation.plan import (
    Conflict,
    Constraint,
    ConstraintKind,
    Plan,
    conflict_of,
    constraints_of,
    plan_of,
    without,
)
from beizhan.core.allocation.prices import PriceWay, prices_of

few = settings(max_examples=40)
BUDGET, LEAST, FLOOR = ConstraintKind.BUDGET, ConstraintKind.LEAST, ConstraintKind.FLOOR

# Three skills, 0 to 3 days each: one answers slowly and then well, one at once and then no more, one hardly at all.
CHANCES = [[0.1, 0.12, 0.3, 0.7], [0.4, 0.7, 0.75, 0.77], [0.02, 0.03, 0.04, 0.05]]


def days(budget, skills=3, levels=4, **more):
    names = tuple("abcdefgh"[:skills])
    costs = np.tile(np.arange(levels), (skills, 1))
    return Conditions(names, tuple(range(levels)), (Resource("days", budget, costs),), **more)


@pytest.mark.parametrize(
    ("budget", "levels", "expected", "why"),
    [
        (0, (0, 0, 0), 0.52, "nothing to give"),
        (1, (0, 1, 0), 0.82, "one day does most where it acts at once"),
        (2, (0, 2, 0), 0.87, "two days are too few for the slow one"),
        (3, (3, 0, 0), 1.12, "three are enough, and nothing is left for the quick one"),
        (4, (3, 1, 0), 1.42, "both"),
        (9, (3, 3, 3), 1.52, "everything"),
    ],
)
def test_the_best_plan_is_not_that_of_the_steepest_next_day(budget, levels, expected, why):
    plan = plan_of(days(budget), CHANCES)

    assert (plan.levels, plan.solver, plan.gap) == (levels, "dynamic", 0), why
    assert plan.expected == pytest.approx(expected)
    assert plan.taken == (sum(levels),)


def test_least_efforts_and_floors_of_groups_are_kept():
    least = plan_of(days(4, least=(0, 0, 2)), CHANCES)
    floor = plan_of(days(4, floors=(GroupFloor("base", frozenset("bc"), "days", 3),)), CHANCES)

    assert (least.levels, floor.levels) == ((0, 2, 2), (1, 3, 0))


def test_two_resources_are_solved_as_an_integer_programme():
    places = Resource("places", 1, [[0, 1, 1, 1]] * 3)
    conditions = replace(days(4), resources=(*days(4).resources, places))

    plan = plan_of(conditions, CHANCES)

    assert (plan.levels, plan.taken, plan.solver, plan.gap) == ((3, 0, 0), (3, 1), "integer", 0)


def test_large_sums_of_money_in_round_figures_are_solved_exactly():
    costs = np.array([[0, 150_000, 300_000, 450_000]] * 3)

    plan = plan_of(replace(days(0), resources=(Resource("money", 640_000, costs),)), CHANCES)

    assert (plan.levels, plan.solver) == ((3, 1, 0), "dynamic")


def test_sums_that_share_no_divisor_go_to_the_integer_programme():
    costs = np.array([[0, 700_014, 1_400_015, 2_100_016]] * 3)
    conditions = replace(days(0), resources=(Resource("money", 8_000_000, costs),))

    assert (dynamic.fits(conditions), plan_of(conditions, CHANCES).solver) == (False, "integer")


def test_chances_must_fit_the_conditions():
    with pytest.raises(ValueError, match="shape"):
        plan_of(days(3), [[0.1, 0.2]])
    with pytest.raises(ValueError, match="no number"):
        plan_of(days(3), [[0.1, 0.2, 0.3, float("nan")]] * 3)


def test_nothing_of_scipy_is_loaded_before_it_is_needed():
    asked = "import sys, beizhan.core.allocation.advice as _, beizhan.core.gaps.ledger as _; print(*sys.modules)"

    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True, timeout=60
    )

    assert {"scipy.optimize", "scipy.special", "scipy.sparse", "django"} & set(told.stdout.split()) == set()


@st.composite
def cases(draw, resources=(1, 2)):
    skills, levels = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    names = tuple("abcd"[:skills])
    table = st.lists(st.lists(st.integers(0, 6), min_size=levels, max_size=levels), min_size=skills, max_size=skills)
    means = [Resource(name, draw(st.integers(0, 14)), draw(table)) for name in "xy"[: draw(st.integers(*resources))]]
    floors = [
        GroupFloor(name, draw(st.frozensets(st.sampled_from(names), min_size=1)), "x", draw(st.integers(0, 8)))
        for name in ("f", "g")[: draw(st.integers(0, 2))]
    ]
    least = draw(st.just(()) | st.tuples(*[st.integers(0, levels - 1)] * skills))
    chances = draw(
        st.lists(st.lists(st.floats(0, 1), min_size=levels, max_size=levels), min_size=skills, max_size=skills)
    )
    return Conditions(names, tuple(range(levels)), tuple(means), least, tuple(floors)), np.array(chances)


def best_by_trying_all(conditions, chances):
    levels = product(range(len(conditions.efforts)), repeat=len(conditions.skills))
    sums = [float(sum_of_chances(chances, one)) for one in levels if is_met(conditions, one)]
    return max(sums, default=None)


@few
@given(cases())
def test_no_other_levels_are_better_than_the_plan(case):
    conditions, chances = case

    plan, best = plan_of(conditions, chances), best_by_trying_all(conditions, chances)

    assert isinstance(plan, Conflict) == (best is None)
    if best is not None:
        assert is_met(conditions, plan.levels)
        assert plan.expected == pytest.approx(best, abs=1e-6)


@few
@given(cases(resources=(1, 1)))
def test_dynamic_and_integer_programme_agree(case):
    conditions, chances = case
    if not dynamic.fits(conditions):
        return

    levels, found = dynamic.best_levels(conditions, chances), programme.best_levels(conditions, chances)

    assert (levels is None) == (found is None)
    if found is not None:
        assert sum_of_chances(chances, levels) == pytest.approx(sum_of_chances(chances, found.levels), abs=1e-6)


def textbook(conditions, chances):
    """Return the optimum by HiGHS over every skill and level at once."""
    costs = np.array([resource.costs.ravel() for resource in conditions.resources])
    one_each = np.kron(np.eye(len(conditions.skills)), np.ones(len(conditions.efforts)))
    found = scipy.optimize.milp(
        -chances.ravel(),
        integrality=np.ones(chances.size),
        bounds=scipy.optimize.Bounds(0, 1),
        constraints=[
            scipy.optimize.LinearConstraint(one_each, 1, 1),
            scipy.optimize.LinearConstraint(costs, -np.inf, [resource.budget for resource in conditions.resources]),
        ],
        options={"mip_rel_gap": 0},
    )
    return -found.fun


@pytest.mark.parametrize("seed", range(6))
def test_the_search_over_few_levels_misses_nothing_of_the_search_over_all(seed):
    rng = np.random.default_rng(seed)
    chances = np.sort(rng.random((9, 10)), axis=1)
    costs = np.sort(rng.integers(0, 60, (2, 9, 10)), axis=2)
    resources = tuple(Resource(name, 120, own) for name, own in zip("xy", costs, strict=True))
    conditions = Conditions(tuple("abcdefghi"), tuple(range(10)), resources)

    plan, best = plan_of(conditions, chances), textbook(conditions, chances)

    assert isinstance(plan, Conflict) or plan.expected == pytest.approx(best, abs=2e-6)


@few
@given(cases(), st.integers(1, 5))
def test_more_of_a_resource_never_lets_fewer_through(case, extra):
    conditions, chances = case
    first = conditions.resources[0]
    richer = replace(conditions, resources=(replace(first, budget=first.budget + extra), *conditions.resources[1:]))

    plan, other = plan_of(conditions, chances), plan_of(richer, chances)

    if isinstance(plan, Plan):
        assert other.expected >= plan.expected - 1e-6


@few
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_skills_does_not_matter(case, dice):
    conditions, chances = case
    order = list(range(len(conditions.skills)))
    dice.shuffle(order)
    shuffled = replace(
        conditions,
        skills=tuple(conditions.skills[row] for row in order),
        resources=tuple(replace(one, costs=one.costs[order]) for one in conditions.resources),
        least=tuple(conditions.least[row] for row in order) if conditions.least else (),
    )

    plan, other = plan_of(conditions, chances), plan_of(shuffled, chances[order])

    assert type(plan) is type(other)
    if isinstance(plan, Plan):
        assert other.expected == pytest.approx(plan.expected, abs=1e-6)


@few
@given(cases())
def test_nothing_exceeds_the_bounds(case):
    conditions, chances = case
    best = best_by_trying_all(conditions, chances)
    relaxation = programme.relaxed(conditions, chances)

    if best is not None:
        assert best <= bound_of(conditions, chances) + 1e-9
        assert best <= relaxation.bound + 1e-6
        assert best <= programme.bounds_by_prices(conditions, chances[np.newaxis])[0] + 1e-6


@few
@given(cases(resources=(1, 1)))
def test_the_ceiling_of_one_resource_is_the_relaxation(case):
    conditions, chances = case
    conditions = replace(conditions, floors=())

    ceiling = ceiling_of(conditions, chances, conditions.resources[0])
    relaxation = programme.relaxed(conditions, chances)

    assert (ceiling is None) == (relaxation is None)
    if ceiling is not None:
        assert ceiling.bound == pytest.approx(relaxation.bound, abs=1e-6)


@few
@given(cases())
def test_a_conflict_is_one_and_ends_when_any_part_of_it_is_given_up(case):
    conditions, chances = case
    plan = plan_of(conditions, chances)
    if isinstance(plan, Plan):
        return

    alone = conditions
    for one in constraints_of(conditions):
        if one not in plan.of:
            alone = without(alone, one)

    assert best_by_trying_all(alone, chances) is None
    for one in plan.of:
        assert best_by_trying_all(without(alone, one), chances) is not None


@few
@given(cases(resources=(1, 1)), st.integers(2, 5))
def test_every_scenario_is_solved_as_if_it_were_alone(case, count):
    conditions, chances = case
    if not dynamic.fits(conditions):
        return
    scenarios = np.array([np.roll(chances, shift, axis=0) for shift in range(count)])

    values = dynamic.best_values(conditions, scenarios)

    for value, one in zip(values, scenarios, strict=True):
        levels = dynamic.best_levels(conditions, one)
        assert value == (-np.inf if levels is None else pytest.approx(sum_of_chances(one, levels)))


@few
@given(cases(resources=(1, 1)))
def test_what_is_left_to_the_others_is_what_they_reach_without_the_skill(case):
    conditions, chances = case
    conditions = replace(conditions, floors=())

    left = dynamic.best_of_others(conditions, chances)

    for row, level in np.ndindex(left.shape):
        fixed = chances.copy()
        fixed[row] = -100
        fixed[row, level] = 0
        best = best_by_trying_all(conditions, fixed)
        assert left[row, level] == (pytest.approx(best) if best is not None and best >= -1 else -np.inf)


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (days(5, least=(2, 2, 2)), [(BUDGET, "days"), (LEAST, "")]),
        (days(9, floors=(GroupFloor("base", frozenset("ab"), "days", 7),)), [(FLOOR, "base")]),
        (
            days(5, floors=tuple(GroupFloor(name, frozenset(name), "days", 3) for name in "ab")),
            [(BUDGET, "days"), (FLOOR, "a"), (FLOOR, "b")],
        ),
        (
            days(5, least=(0, 0, 3), floors=(GroupFloor("base", frozenset("ab"), "days", 3),)),
            [(BUDGET, "days"), (LEAST, ""), (FLOOR, "base")],
        ),
    ],
)
def test_a_conflict_names_the_conditions_that_contradict_each_other(conditions, found):
    assert plan_of(conditions, CHANCES) == Conflict(tuple(Constraint(*one) for one in found))
    assert plan_of(conditions, CHANCES) == conflict_of(conditions)


def test_what_contradicts_nothing_is_left_out_of_a_conflict():
    idle = Resource("places", 99, [[0, 1, 1, 1]] * 3)
    tight = days(5, least=(2, 2, 2))

    assert plan_of(replace(tight, resources=(*tight.resources, idle)), CHANCES) == plan_of(tight, CHANCES)


def test_one_more_day_has_its_exact_price_and_so_has_each_floor():
    conditions = days(3, least=(0, 0, 1))
    plan = plan_of(conditions, CHANCES)

    prices = prices_of(conditions, np.array(CHANCES), plan)

    assert plan.levels == (0, 2, 1)
    assert [(one.constraint.kind, one.step, round(one.worth, 9), one.way) for one in prices] == [
        (BUDGET, 1, 0.25, PriceWay.RESOLVED),  # (3, 0, 1) 1.13 after 0.88
        (LEAST, None, 0.24, PriceWay.RESOLVED),  # (3, 0, 0) 1.12
    ]


def test_prices_of_several_resources_come_from_the_relaxation_and_say_so():
    money = Resource("money", 1000, [[0, 1, 2, 3]] * 3, step=10)
    floor = GroupFloor("c", frozenset("c"), "days", 2)
    conditions = replace(days(4), resources=(*days(4).resources, money), floors=(floor,))

    found = prices_of(conditions, np.array(CHANCES), plan_of(conditions, CHANCES))

    # b stands at 1 day and a on the line from 0 to 3 days: a day is worth 0.2; c must have what gives it 0.01 a day
    assert [(one.constraint.name, one.step, round(one.worth, 6), one.way) for one in found] == [
        ("days", 1, 0.2, PriceWay.RELAXED),
        ("money", 10, 0.0, PriceWay.RELAXED),
        ("c", 1, 0.19, PriceWay.RELAXED),
    ]


def test_the_envelope_leaves_out_what_lies_below_it():
    costs, reached = envelope_of(np.arange(4), np.array(CHANCES[0]))

    assert (costs.tolist(), reached.tolist()) == ([0, 3], [0.1, 0.7])


def test_the_ceiling_of_the_example_by_hand():
    ceiling = ceiling_of(days(3), np.array(CHANCES), days(3).resources[0])

    assert (round(ceiling.bound, 9), round(ceiling.price, 9)) == (1.22, 0.2)  # 0.52 + 0.3 + 2 x 0.2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"skills": ("a", "a", "c")}, "skill_named_twice"),
        ({"efforts": (0, 2, 1, 3)}, "efforts_not_ascending"),
        ({"efforts": (1, 2, 3, 4)}, "efforts_not_ascending"),
        ({"resources": days(3).resources * 2}, "resource_named_twice"),
        ({"resources": (replace(days(3).resources[0], budget=-1),)}, "resource_below_zero"),
        ({"least": (0, 0, 4)}, "least_beyond_levels"),
        ({"floors": (GroupFloor("f", frozenset("a"), "gold", 1),)}, "floor_of_unknown_resource"),
        ({"floors": (GroupFloor("f", frozenset("z"), "days", 1),)}, "floor_of_unknown_skill"),
        ({"floors": (GroupFloor("f", frozenset("a"), "days", -1),)}, "floor_below_zero"),
        ({"floors": (GroupFloor("f", frozenset("a"), "days", 1),) * 2}, "floor_named_twice"),
    ],
)
def test_conditions_that_cannot_be_meant_are_faults(changes, code):
    assert [fault.code for fault in faults_of(replace(days(3), **changes))] == [code]


def test_sound_conditions_have_no_fault():
    assert faults_of(days(3, least=(0, 1, 3))) == ()
