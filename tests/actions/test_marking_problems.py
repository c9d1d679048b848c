"""Disputed cells: spreads are discussed and signed, problems are raised and answered (K5, K10)."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from beizhan.actions.marking.problems import answer_problem, raise_problem, settle_spread
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.cells import round_of, scores_of
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Discussion, Problem
from desk import (
    POSTS,
    barred_code,
    cell,
    codes,
    confirm,
    judged,
    lock,
    locked_away,
    measure,
    measured,
    refusals,
    score,
    state,
    with_bars,
    written,
)

pytestmark = pytest.mark.django_db
REASON = "三人对层次的理解不同，已统一"


def apart(found, values=(0, 2, 3)):
    code, aspect = codes(found)[0], judged(found)
    score(found, code, aspect, values)
    return code, aspect


def settle(found, code, aspect, who="chief", reason=REASON):
    settle_spread(found.assessment, code, aspect.key, reason=reason, **found.who(who))


def ask(found, code, aspect, who="judge1", text="工位号写错"):
    raise_problem(found.assessment, code, aspect.key, text=text, **found.who(who))
    return Problem.objects.order_by("-pk")[0]


def answer(found, problem, who="secretary", text="已更正"):
    answer_problem(problem, text=text, **found.who(who))


def test_a_signed_spread_opens_the_next_round_and_both_are_kept(open_hall):
    code, aspect = apart(open_hall)

    settle(open_hall, code, aspect)
    score(open_hall, code, aspect, (2, 2, 3))

    found = cell(open_hall, code, aspect)
    assert (round_of(found), scores_of(found, in_round=1), scores_of(found)) == (2, (0, 2, 3), (2, 2, 3))
    assert state(open_hall, code, aspect) == "entered"
    event = Event.objects.get(kind="discussion")
    assert json.loads(event.body) == {"place": code, "aspect": aspect.key, "round": 1, "reason": REASON}
    assert LogRow.objects.filter(deed="settle_spread").count() == 1


@pytest.mark.parametrize("values", [(0, 0, 2), (3, 1, 2), (0, 3, 3)])
def test_scores_more_than_1_apart_cannot_be_confirmed_before_they_are_discussed(open_hall, values):
    code, aspect = apart(open_hall, values)

    assert state(open_hall, code, aspect) == "disputed"
    assert refusals(lambda: confirm(open_hall, code, aspect)) == ["not_ready_to_confirm"]


@pytest.mark.parametrize("who", POSTS)
def test_only_the_chief_expert_signs_a_spread(open_hall, who):
    code, aspect = apart(open_hall)
    before = written()

    if who == "chief":
        settle(open_hall, code, aspect)
        assert Discussion.objects.count() == 1
    else:
        with pytest.raises(PermissionDenied):
            settle(open_hall, code, aspect, who)
        assert written() == before


def test_a_spread_is_signed_once_a_round(open_hall):
    code, aspect = apart(open_hall)
    settle(open_hall, code, aspect)

    assert refusals(lambda: settle(open_hall, code, aspect)) == ["no_spread"]
    score(open_hall, code, aspect, (0, 2, 3))
    settle(open_hall, code, aspect)
    assert list(Discussion.objects.order_by("round").values_list("round", flat=True)) == [1, 2]


def test_scores_that_agree_need_no_signature(open_hall):
    code, aspect = apart(open_hall, (1, 2, 2))

    assert refusals(lambda: settle(open_hall, code, aspect)) == ["no_spread"]


def test_a_spread_is_signed_with_a_reason_of_ten_characters(open_hall):
    code, aspect = apart(open_hall)

    assert refusals(lambda: settle(open_hall, code, aspect, reason="理解不同  ")) == ["reason_too_short"]
    settle(open_hall, code, aspect, reason="一二三四五六七八九十")


def test_who_has_declared_a_conflict_signs_no_spread_there():
    found = with_bars("judge1")
    code, aspect = barred_code(found, "judge1"), judged(found)
    score(found, code, aspect, (0, 2, 3))
    post = {"campaign": found.campaign, "body": found.entries[1].unit, "by": found.people["officer"]}
    found.people["judge1"].appointments.create(post="chief_expert", at=found.later(), **post)

    assert refusals(lambda: settle(found, code, aspect, "judge1")) == ["barred_there"]


def test_a_problem_keeps_a_cell_from_being_confirmed_until_it_is_answered(open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    measure(open_hall, code, aspect, 1000)

    problem = ask(open_hall, code, aspect)
    assert state(open_hall, code, aspect) == "disputed"
    assert refusals(lambda: confirm(open_hall, code, aspect)) == ["not_ready_to_confirm"]
    answer(open_hall, problem)

    assert state(open_hall, code, aspect) == "entered"
    kinds = list(Event.objects.order_by("-pk").values_list("kind", flat=True)[:2])
    assert kinds == ["problem_answer", "problem"]


def test_a_problem_disputes_even_a_confirmed_cell(open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    measure(open_hall, code, aspect, 1000)
    confirm(open_hall, code, aspect)

    ask(open_hall, code, aspect)

    assert state(open_hall, code, aspect) == "disputed"


@pytest.mark.parametrize("who", POSTS)
def test_the_hall_and_the_judges_who_sit_there_raise_problems(open_hall, who):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    before = written()

    if who in {"secretary", "second", "chief", "judge1", "judge2", "judge3"}:
        assert ask(open_hall, code, aspect, who).by == open_hall.people[who]
    elif who == "judge4":
        assert refusals(lambda: ask(open_hall, code, aspect, who)) == ["not_your_seat"]
    else:
        with pytest.raises(PermissionDenied):
            ask(open_hall, code, aspect, who)
        assert written() == before


@pytest.mark.parametrize("who", POSTS)
def test_only_the_hall_answers(open_hall, who):
    problem = ask(open_hall, codes(open_hall)[0], measured(open_hall))
    before = written()

    if who in {"secretary", "second", "chief"}:
        answer(open_hall, problem, who)
        assert problem.answer.by == open_hall.people[who]
    else:
        with pytest.raises(PermissionDenied):
            answer(open_hall, problem, who)
        assert written() == before


def test_a_barred_judge_raises_nothing_there():
    found = with_bars("judge1")
    code = barred_code(found, "judge1")

    assert refusals(lambda: ask(found, code, measured(found), "judge1")) == ["not_your_seat"]
    assert ask(found, code, measured(found), "judge4").by == found.people["judge4"]


def test_the_same_problem_pressed_twice_is_one_until_it_is_answered(open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    problem = ask(open_hall, code, aspect)

    assert refusals(lambda: ask(open_hall, code, aspect)) == ["problem_waits_already"]
    answer(open_hall, problem)
    assert ask(open_hall, code, aspect).pk != problem.pk


def test_a_problem_is_answered_once(open_hall):
    problem = ask(open_hall, codes(open_hall)[0], measured(open_hall))
    answer(open_hall, problem)

    assert refusals(lambda: answer(open_hall, problem)) == ["already_answered"]


@pytest.mark.parametrize("text", ["", "   "])
def test_a_problem_and_its_answer_need_words(open_hall, text):
    code, aspect = codes(open_hall)[0], measured(open_hall)

    assert refusals(lambda: ask(open_hall, code, aspect, text=text)) == ["text_missing"]
    problem = ask(open_hall, code, aspect)
    assert refusals(lambda: answer(open_hall, problem, text=text)) == ["text_missing"]


def test_nothing_is_disputed_under_a_lock():
    found = locked_away(LockScope.DAY, "1")

    assert refusals(lambda: ask(found, codes(found)[0], measured(found))) == ["locked"]
    lock(found, LockScope.ASSESSMENT)
    assert refusals(lambda: ask(found, codes(found)[0], measured(found, 1))) == ["wrong_step"]
