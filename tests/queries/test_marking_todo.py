from datetime import timedelta

import pytest

import hall
from beizhan.actions.marking.assessments import Plan, plan_assessment
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.locks import propose_lock
from beizhan.actions.marking.problems import raise_problem
from beizhan.actions.marking.results import lodge_objection
from beizhan.core.marking.assessment import Ground, LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.queries.marking.grids import grid_of
from beizhan.queries.marking.todo import Todo, TodoKind, todo_of

pytestmark = pytest.mark.django_db


def kinds(found: hall.Hall, who: str) -> list[tuple[TodoKind, int]]:
    return [(one.kind, one.count) for one in todo_of(found.people[who], found.campaign, at=found.at)]


def test_a_judge_owes_a_declaration_from_when_the_seat_was_given():
    found = hall.planned()

    todo = todo_of(found.people["judge1"], found.campaign, at=found.at)

    assert todo == (Todo(TodoKind.DECLARATION, 1, ("declaration", str(found.assessment.pk)), found.at, "K1"),)
    assert kinds(found, "expert") == []


def test_who_has_declared_owes_nothing_more():
    assert kinds(hall.declared(), "judge1") == []


def test_a_proposal_waits_for_those_who_may_approve_it_and_not_for_who_made_it():
    found = hall.marked()
    proposal = propose_lock(found.assessment, LockScope.ASSESSMENT, **found.who("chief"))

    assert [one.target for one in todo_of(found.people["director"], found.campaign, at=found.at)] == [
        ("proposal", str(proposal.pk))
    ]
    assert kinds(found, "chief") == []
    assert kinds(found, "judge1") == []


def test_entered_cells_wait_to_be_confirmed():
    found = hall.marking()
    record_awards(found.assessment, hall.rows_of(found), key="k", **found.who("secretary"))

    assert kinds(found, "second") == [(TodoKind.CONFIRMATION, 16)]
    assert kinds(found, "judge1") == []


def test_what_a_judge_still_has_to_score_waits_for_the_judge_and_what_is_not_entered_for_the_secretary():
    found = hall.marking()
    grid = grid_of(found.assessment)
    aspect = grid.scheme.criteria[0].sub_criteria[0].aspects[0].key
    owed = dict(kinds(found, "judge1"))[TodoKind.SCORING]
    record_awards(found.assessment, [AwardRow(grid.places[0].code, aspect, 1, 2, 0)], key="k", **found.who("judge1"))

    assert kinds(found, "judge1") == [(TodoKind.SCORING, owed - 1)]
    assert kinds(found, "secretary") == [(TodoKind.ENTRY, 16)]
    assert todo_of(found.people["judge1"], found.campaign, at=found.at)[0].target == ("judge", str(found.assessment.pk))


def test_each_step_waits_for_whoever_may_take_it():
    assert kinds(hall.declared(), "clerk") == [(TodoKind.DRAW, 1)]
    assert kinds(hall.locked(), "clerk") == [(TodoKind.OPENING, 1)]


def test_spreads_wait_for_the_chief_expert_and_problems_for_the_hall():
    found = hall.marking()
    grid = grid_of(found.assessment)
    place, judged = grid.places[0].code, grid.scheme.criteria[0].sub_criteria[0].aspects[0].key
    rows = [AwardRow(place, judged, seat, value, 0) for seat, value in ((1, 0), (2, 2), (3, 3))]
    record_awards(found.assessment, rows, key="k", **found.who("secretary"))
    raise_problem(found.assessment, grid.places[1].code, judged, text="看不清", **found.who("judge1"))

    assert kinds(found, "chief") == [(TodoKind.SPREAD, 1), (TodoKind.PROBLEM, 1)]
    assert kinds(found, "secretary") == [(TodoKind.ENTRY, 14), (TodoKind.PROBLEM, 1)]


def test_objections_wait_for_the_arbiter_and_the_clock_runs_for_those_who_may_object():
    found = hall.published()
    published = found.at
    lodge_objection(found.assessment, found.entries[0], Ground.MARK, "A1.01 少给一分", **found.who("liaison"))

    assert kinds(found, "arbiter") == [(TodoKind.OBJECTION, 1)]
    (clock,) = todo_of(found.people["liaison"], found.campaign, at=found.at)
    assert (clock.kind, clock.target[0]) == (TodoKind.CLOCK, "objections")
    assert clock.at == published + timedelta(minutes=60)


def test_a_clock_that_has_ended_asks_only_to_seal():
    found = hall.published()
    found.later(minutes=60)

    assert kinds(found, "liaison") == []
    assert kinds(found, "secretary") == [(TodoKind.SEAL, 1)]


def test_a_sealed_assessment_asks_nothing_of_anybody():
    found = hall.sealed()

    assert {name: kinds(found, name) for name in found.people} == {name: [] for name in found.people}


@pytest.mark.parametrize("assessments", [1, 3])
def test_the_number_of_questions_does_not_grow(assessments, django_assert_max_num_queries):
    found = hall.marked()
    for number in range(1, assessments):
        plan = Plan(
            found.skill, found.stage, f"K{number + 1}", f"r{number}", "模拟", "", found.assessment.first_day, 60
        )
        plan_assessment(plan, **found.who("officer"))

    todo_of(found.people["second"], found.campaign, at=found.at)

    with django_assert_max_num_queries(9):
        todo_of(found.people["second"], found.campaign, at=found.at)
