"""What people say of effort, made into beliefs and conditions."""

import numpy as np
import pytest

from beizhan.core.allocation.advice import Advice, PlanVerdict, advice_of
from beizhan.core.allocation.inputs import EFFORTS, Purse, SkillInput, beliefs_of, conditions_of, faults_of_input
from beizhan.core.allocation.plan import Conflict, ConstraintKind
from beizhan.core.allocation.response import chances_of, scenarios_of


def said(skill: str = "17", chance: int = 40, **more: int) -> SkillInput:
    figures = {"give_or_take": 10, "reach": 600, "pace": 10, "doubt": 30, "noise": 500, **more}
    return SkillInput(skill, chance, **figures)


@pytest.mark.parametrize("chance", [5, 20, 50, 85])
def test_the_mean_chance_over_scenarios_is_the_chance_that_was_said(chance):
    responses = scenarios_of(beliefs_of([said(chance=chance)]), 20_000, 1)

    mean = chances_of(responses, [0]).mean()

    assert mean == pytest.approx(chance / 100, abs=0.005)


def test_a_chance_that_is_known_has_no_error():
    beliefs = beliefs_of([said(chance=50, give_or_take=0)])

    assert (float(beliefs.margin[0]), float(beliefs.margin_error[0])) == (0.0, 0.0)


def test_marks_are_hundredths_and_become_marks():
    beliefs = beliefs_of([said(reach=650, noise=425)])

    assert (float(beliefs.reach[0]), float(beliefs.noise[0])) == (6.5, 4.25)


def test_only_what_is_limited_is_a_resource():
    found = conditions_of([said(cost=2000, places=2)], Purse(days=20, places=4))

    assert found is not None
    assert [(one.name, one.budget) for one in found.resources] == [("days", 20), ("places", 4)]
    assert found.resources[1].costs[0, :3].tolist() == [0, 2, 2]


def test_without_a_limit_there_is_nothing_to_allocate():
    assert conditions_of([said()], Purse()) is None


def test_floors_beyond_the_budget_are_a_conflict_of_both():
    conditions = conditions_of([said("17", least=8), said("39", least=8)], Purse(days=10))
    chances = np.zeros((200, 2, len(EFFORTS)))

    found = advice_of(conditions, chances)

    assert isinstance(found, Conflict)
    assert {one.kind for one in found.of} == {ConstraintKind.BUDGET, ConstraintKind.LEAST}


def test_two_skills_alike_give_no_plan_that_clearly_beats_an_equal_split():
    inputs = [said("17"), said("39")]
    conditions = conditions_of(inputs, Purse(days=20))
    chances = chances_of(scenarios_of(beliefs_of(inputs), 400, 1), EFFORTS)

    found = advice_of(conditions, chances)

    assert isinstance(found, Advice)
    assert found.verdict is not PlanVerdict.CLEAR


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"chance": 100}, "chance_out_of_range"),
        ({"pace": 0}, "response_out_of_range"),
        ({"least": 99}, "least_beyond_levels"),
    ],
)
def test_what_lies_out_of_range_is_refused(wrong, code):
    assert [fault.code for fault in faults_of_input(said(**wrong))] == [code]
