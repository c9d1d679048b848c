from datetime import UTC, datetime, timedelta

import pytest

from beizhan.core.marking.assessment import (
    NEXT,
    ActiveLock,
    Banner,
    LockScope,
    Step,
    banner_of,
    faults_of_step,
    is_locked,
)
from beizhan.core.marking.objections import faults_of_objection, faults_of_seal

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
ALLOWED = {
    ("planned", "tagged"),
    ("tagged", "drawn"),
    ("drawn", "marking"),
    ("marking", "locked"),
    ("locked", "opened"),
    ("locked", "marking"),
    ("opened", "provisional"),
    ("opened", "marking"),
    ("provisional", "sealed"),
    ("provisional", "marking"),
    ("sealed", "sealed"),
}


@pytest.mark.parametrize("now", Step)
@pytest.mark.parametrize("then", Step)
def test_no_step_is_skipped(now, then):
    assert (faults_of_step(now, then) == ()) == ((now, then) in ALLOWED)


def test_every_step_leads_somewhere():
    assert set(NEXT) == set(Step)


@pytest.mark.parametrize(
    ("step", "banner"),
    [
        (Step.MARKING, Banner.OPEN),
        (Step.LOCKED, Banner.FROZEN),
        (Step.OPENED, Banner.FROZEN),
        (Step.PROVISIONAL, Banner.PROVISIONAL),
        (Step.SEALED, Banner.FINAL),
    ],
)
def test_a_banner_says_what_a_score_is_worth(step, banner):
    assert banner_of(step) is banner


@pytest.mark.parametrize(
    ("lock", "closed"),
    [
        (ActiveLock(LockScope.SUB_CRITERION, "A1"), True),
        (ActiveLock(LockScope.SUB_CRITERION, "A2"), False),
        (ActiveLock(LockScope.DAY, "1"), True),
        (ActiveLock(LockScope.DAY, "2"), False),
        (ActiveLock(LockScope.ASSESSMENT), True),
    ],
)
def test_a_lock_closes_what_it_names(lock, closed):
    assert is_locked([lock], sub_criterion="A1", day=1) is closed


def test_a_sub_criterion_without_a_day_is_closed_by_no_day():
    assert is_locked([ActiveLock(LockScope.DAY, "None")], sub_criterion="A1", day=None) is False


@pytest.mark.parametrize(
    ("minutes", "expected"), [(59, []), (60, ["objection_too_late"]), (61, ["objection_too_late"])]
)
def test_an_objection_comes_in_time_or_too_late(minutes, expected):
    faults = faults_of_objection(AT, 60, at=AT + timedelta(minutes=minutes))

    assert [fault.code for fault in faults] == expected


@pytest.mark.parametrize(
    ("minutes", "unanswered", "expected"),
    [
        (60, 0, []),
        (59, 0, ["objection_clock_runs"]),
        (60, 1, ["objections_unanswered"]),
        (0, 2, ["objection_clock_runs", "objections_unanswered"]),
    ],
)
def test_a_result_is_sealed_when_nobody_may_object_and_all_is_answered(minutes, unanswered, expected):
    faults = faults_of_seal(AT, 60, unanswered=unanswered, at=AT + timedelta(minutes=minutes))

    assert [fault.code for fault in faults] == expected
