"""The second pair of eyes: somebody else, exactly what was seen, and nothing changed (K6)."""

import json
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from beizhan.actions.marking.confirmations import confirm_awards, reject_awards
from beizhan.core.marking.assessment import LockScope
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Award, Confirmation
from desk import (
    POSTS,
    barred_code,
    codes,
    confirm,
    judged,
    locked_away,
    measure,
    measured,
    refusals,
    score,
    seen,
    state,
    with_bars,
    written,
)

pytestmark = pytest.mark.django_db


def entered(found):
    """A measurement entered by the first secretary: its code and its aspect."""
    code, aspect = codes(found)[0], measured(found)
    measure(found, code, aspect, 1000)
    return code, aspect


def test_somebody_else_confirms_exactly_what_was_entered(open_hall):
    code, aspect = entered(open_hall)

    confirm(open_hall, code, aspect)

    assert state(open_hall, code, aspect) == "confirmed"
    event, row = Event.objects.order_by("-pk")[0], Confirmation.objects.get()
    assert (event.kind, row.event, row.by, row.confirmed) == ("verdict", event, open_hall.people["second"], True)
    assert json.loads(event.body)["cells"] == [{"place": code, "aspect": aspect.key, "seen": row.seen}]
    assert LogRow.objects.order_by("-pk")[0].deed == "confirm_awards"


@pytest.mark.parametrize("who", POSTS)
def test_only_the_hall_confirms_and_never_who_entered(open_hall, who):
    code, aspect = entered(open_hall)
    before = written()

    if who == "secretary":
        assert refusals(lambda: confirm(open_hall, code, aspect, who)) == ["confirmed_by_enterer"]
    elif who in {"second", "chief"}:
        confirm(open_hall, code, aspect, who)
        assert state(open_hall, code, aspect) == "confirmed"
    else:
        with pytest.raises(PermissionDenied):
            confirm(open_hall, code, aspect, who)
        assert written() == before


def test_who_gave_one_of_three_scores_cannot_confirm_them(open_hall):
    code, aspect = codes(open_hall)[0], judged(open_hall)
    score(open_hall, code, aspect, (2, 2, 2))
    score(open_hall, code, aspect, (2, 1, 2), "second")

    assert refusals(lambda: confirm(open_hall, code, aspect, "second")) == ["confirmed_by_enterer"]
    confirm(open_hall, code, aspect, "secretary")
    assert state(open_hall, code, aspect) == "confirmed"


def test_nothing_is_confirmed_that_has_changed_since_it_was_seen(open_hall):
    code, aspect = entered(open_hall)
    shown = seen(open_hall, code, aspect)
    measure(open_hall, code, aspect, 500)

    assert refusals(lambda: confirm_awards(open_hall.assessment, [shown], **open_hall.who("second"))) == ["stale"]


def test_the_same_value_entered_again_is_something_else_than_what_was_seen(open_hall):
    code, aspect = entered(open_hall)
    shown = seen(open_hall, code, aspect)
    measure(open_hall, code, aspect, 500)
    measure(open_hall, code, aspect, 1000)

    assert refusals(lambda: confirm_awards(open_hall.assessment, [shown], **open_hall.who("second"))) == ["stale"]


def test_cells_are_confirmed_all_or_none(open_hall):
    code, aspect = entered(open_hall)
    good, blank = seen(open_hall, code, aspect), seen(open_hall, code, judged(open_hall))
    before = written()

    with pytest.raises(Exception, match="not_ready_to_confirm") as refusal:
        confirm_awards(open_hall.assessment, [good, blank], **open_hall.who("second"))

    assert [fault.row for fault in refusal.value.faults] == [2]
    assert written() == before


UNREADY = {
    "half of the scores": lambda found, code: score(found, code, judged(found), (2, None, 2)),
    "scores too far apart": lambda found, code: score(found, code, judged(found), (0, 2, 2)),
}


@pytest.mark.parametrize("what", UNREADY)
def test_what_is_not_complete_and_undisputed_is_not_confirmed(open_hall, what):
    code = codes(open_hall)[1]
    UNREADY[what](open_hall, code)

    assert refusals(lambda: confirm(open_hall, code, judged(open_hall))) == ["not_ready_to_confirm"]


def test_the_same_cell_twice_is_refused(open_hall):
    code, aspect = entered(open_hall)
    shown = seen(open_hall, code, aspect)

    found = refusals(lambda: confirm_awards(open_hall.assessment, [shown, shown], **open_hall.who("second")))

    assert found == ["award_given_twice"]


def test_a_cell_that_does_not_exist_is_refused(open_hall):
    code, aspect = entered(open_hall)
    shown = replace(seen(open_hall, code, aspect), place="ZZZ")

    assert refusals(lambda: confirm_awards(open_hall.assessment, [shown], **open_hall.who("second"))) == [
        "no_such_cell"
    ]


def test_nothing_is_confirmed_of_nothing(open_hall):
    assert refusals(lambda: confirm_awards(open_hall.assessment, [], **open_hall.who("second"))) == ["nothing_given"]


def test_a_rejection_says_why_and_the_cell_is_entered_again(open_hall):
    code, aspect = entered(open_hall)
    shown = seen(open_hall, code, aspect)

    reject_awards(open_hall.assessment, [shown], reason=" 纸面为 0.50 ", **open_hall.who("second"))

    assert state(open_hall, code, aspect) == "rejected"
    assert Confirmation.objects.get().reason == "纸面为 0.50"
    measure(open_hall, code, aspect, 50)
    assert state(open_hall, code, aspect) == "entered"
    assert Award.objects.count() == 2


def test_a_rejection_without_a_reason_is_refused(open_hall):
    shown = seen(open_hall, *entered(open_hall))

    found = refusals(lambda: reject_awards(open_hall.assessment, [shown], reason="  ", **open_hall.who("second")))

    assert found == ["reason_missing"]


def test_a_rejection_takes_back_a_confirmation(open_hall):
    code, aspect = entered(open_hall)
    confirm(open_hall, code, aspect)

    reject_awards(open_hall.assessment, [seen(open_hall, code, aspect)], reason="看错了", **open_hall.who("chief"))

    assert state(open_hall, code, aspect) == "rejected"


def test_who_has_declared_a_conflict_confirms_nothing_there():
    found = with_bars("judge1")
    code = barred_code(found, "judge1")
    measure(found, code, measured(found), 1000)
    post = {"campaign": found.campaign, "body": found.entries[1].unit, "by": found.people["officer"]}
    found.people["judge1"].appointments.create(post="chief_expert", at=found.later(), **post)

    assert refusals(lambda: confirm(found, code, measured(found), "judge1")) == ["barred_there"]
    confirm(found, code, measured(found), "second")


def test_nothing_is_confirmed_or_rejected_under_a_lock():
    found = locked_away(LockScope.SUB_CRITERION, "A1")
    shown = seen(found, codes(found)[0], measured(found))

    assert refusals(lambda: confirm_awards(found.assessment, [shown], **found.who("second"))) == ["locked"]
    assert refusals(lambda: reject_awards(found.assessment, [shown], reason="看错了", **found.who("second"))) == [
        "locked"
    ]
