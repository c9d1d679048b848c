"""Where a gap stands by the facts; what was won back; what is due; how far a target is."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.analysis.causes import (
    SETTLED,
    Answer,
    GapState,
    Share,
    Won,
    faults_of_answer,
    state_of_gap,
    won_back,
)
from beizhan.core.analysis.clocks import Due, MissionState, due_of, mission_state_of, report_due_on
from beizhan.core.analysis.contacts import ContactState, contact_state_of, faults_of_step
from beizhan.core.analysis.targets import Target, TargetScope, distance_to, faults_of_target

TODAY = date(2026, 11, 22)
LATER, EARLIER = TODAY + timedelta(days=9), TODAY - timedelta(days=1)
SAID = date(2026, 11, 1)
TEST = date(2026, 11, 15)


def answer(**otherwise):
    said = {"said": SAID, "countermeasure": "专项训练", "has_owner": True, "due": LATER, "expected": 300}
    return Answer(**said | otherwise)


@pytest.mark.parametrize(
    ("said", "won", "state", "why"),
    [
        (answer(), None, GapState.UNDER_WAY, "said, and not tested since"),
        (answer(due=EARLIER), None, GapState.OVERDUE, "the day has passed without a test"),
        (answer(due=TODAY), None, GapState.UNDER_WAY, "the day itself is not late"),
        (answer(countermeasure=" "), None, GapState.OPEN, "nobody said what is done"),
        (answer(has_owner=False), None, GapState.OPEN, "nobody acts"),
        (answer(due=None), None, GapState.OPEN, "no day"),
        (answer(), Won(300, TEST), GapState.VERIFIED, "exactly what was expected"),
        (answer(), Won(299, TEST), GapState.PARTLY, "a hundredth less"),
        (answer(), Won(0, TEST), GapState.NOT_YET, "nothing"),
        (answer(), Won(-50, TEST), GapState.NOT_YET, "more was lost than before"),
        (answer(expected=0), Won(50, TEST), GapState.PARTLY, "nothing was expected, so nothing is verified"),
        (answer(said=TODAY), Won(0, TEST), GapState.UNDER_WAY, "answered anew after the test"),
        (answer(said=TODAY, due=EARLIER), Won(100, TEST), GapState.OVERDUE, "an old test is no excuse"),
        (answer(is_dropped=True), Won(300, TEST), GapState.DROPPED, "nobody pursues it"),
        (answer(has_owner=False), Won(300, TEST), GapState.VERIFIED, "results speak, whoever acted"),
    ],
)
def test_facts_decide_where_a_gap_stands(said, won, state, why):
    assert state_of_gap(said, won, at=TODAY) == state, why


def test_more_marks_won_back_never_make_a_gap_worse():
    order = [GapState.NOT_YET, GapState.PARTLY, GapState.VERIFIED]

    states = [state_of_gap(answer(), Won(marks, TEST), at=TODAY) for marks in range(-100, 500)]

    assert [order.index(state) for state in states] == sorted(order.index(state) for state in states)
    assert {GapState.VERIFIED, GapState.DROPPED} == SETTLED


@pytest.mark.parametrize(
    ("then", "now", "won"),
    [
        (Share(1500, 2500), Share(1800, 2500), 300),
        (Share(1500, 2500), Share(900, 1250), 300),
        (Share(1500, 2500), Share(1500, 2500), 0),
        (Share(1500, 2500), Share(1000, 2500), -500),
        (Share(0, 100), Share(1, 3), 33),
        (Share(0, 100), Share(2, 3), 67),
        (Share(0, 100), Share(1, 200), 1),
    ],
)
def test_what_was_won_back_is_told_on_the_scale_of_the_earlier_test(then, now, won):
    assert won_back(then, now) == won


@given(st.integers(0, 4000), st.integers(1, 4000), st.integers(0, 4000), st.integers(1, 4000))
def test_won_back_agrees_with_exact_fractions_rounded_half_up(mark, worth, later, whole):
    exact = Fraction(later, whole) * worth + Fraction(1, 2)

    assert won_back(Share(mark, worth), Share(later, whole)) == exact.__floor__() - mark


def test_a_section_that_was_not_tested_is_no_evidence():
    with pytest.raises(ValueError, match="not tested"):
        won_back(Share(100, 200), Share(0, 0))


@pytest.mark.parametrize(
    ("text", "expected", "lost", "codes"),
    [
        ("慢", 200, 200, []),
        ("慢", 201, 200, ["expects_more_than_was_lost"]),
        ("慢", 9999, None, []),
        (" ", 0, None, ["text_missing"]),
    ],
)
def test_nobody_wins_back_more_than_was_lost(text, expected, lost, codes):
    assert [fault.code for fault in faults_of_answer(text, expected, lost=lost)] == codes


@pytest.mark.parametrize(
    ("days", "due"), [(-1, Due.OVERDUE), (0, Due.SOON), (3, Due.SOON), (4, Due.AHEAD), (None, Due.NONE)]
)
def test_what_is_due_is_late_from_the_day_after(days, due):
    assert due_of(None if days is None else TODAY + timedelta(days=days), at=TODAY) == due


@pytest.mark.parametrize(
    ("at", "filed", "cancelled", "state"),
    [
        (date(2026, 11, 9), None, False, MissionState.AHEAD),
        (date(2026, 11, 10), None, False, MissionState.UNDER_WAY),
        (date(2026, 11, 12), None, False, MissionState.UNDER_WAY),
        (date(2026, 11, 13), None, False, MissionState.DUE),
        (date(2026, 11, 15), None, False, MissionState.DUE),
        (date(2026, 11, 16), None, False, MissionState.OVERDUE),
        (date(2026, 12, 1), date(2026, 11, 15), False, MissionState.FILED),
        (date(2026, 12, 1), date(2026, 11, 16), False, MissionState.FILED_LATE),
        (date(2026, 12, 1), None, True, MissionState.CANCELLED),
    ],
)
def test_a_report_is_due_three_days_after_the_last_day_of_a_trip(at, filed, cancelled, state):
    starts, ends = date(2026, 11, 10), date(2026, 11, 12)

    assert report_due_on(ends) == date(2026, 11, 15)
    assert mission_state_of(starts, ends, filed=filed, is_cancelled=cancelled, at=at) == state


@pytest.mark.parametrize(
    ("due", "closed", "state"),
    [
        (EARLIER, False, ContactState.OVERDUE),
        (TODAY, False, ContactState.SOON),
        (LATER, False, ContactState.AHEAD),
        (EARLIER, True, ContactState.CLOSED),
        (None, True, ContactState.CLOSED),
    ],
)
def test_a_contact_is_late_by_its_latest_step(due, closed, state):
    assert contact_state_of(due, is_closed=closed, at=TODAY) == state


def test_a_next_step_names_somebody_and_a_day_and_a_closing_needs_neither():
    assert faults_of_step("发帖", has_owner=True, due=TODAY, is_closed=False) == ()
    assert faults_of_step("已答复", has_owner=False, due=None, is_closed=True) == ()
    found = faults_of_step(" ", has_owner=False, due=TODAY, is_closed=False)
    assert [fault.code for fault in found] == ["text_missing", "step_without_owner_or_day"]


def target(mark=3600, worth=4000, *, scope=TargetScope.SECTION, ref="5", year=2024):
    return Target(scope, ref, Share(mark, worth), 180, year)


@pytest.mark.parametrize(
    ("ours", "distance"),
    [(Share(3400, 4000), 200), (Share(1700, 2000), 200), (Share(3600, 4000), 0), (Share(3700, 4000), -100)],
)
def test_the_distance_is_told_on_the_scale_of_what_won(ours, distance):
    assert distance_to(target(), ours) == distance


@pytest.mark.parametrize(
    ("one", "source", "codes"),
    [
        (target(), "成绩册", []),
        (target(), " ", ["source_missing"]),
        (target(ref=""), "成绩册", ["part_missing"]),
        (target(scope=TargetScope.TOTAL, ref=""), "成绩册", []),
        (target(4001), "成绩册", ["won_above_full"]),
        (target(0, 0), "成绩册", ["won_above_full"]),
        (target(year=2027), "成绩册", ["won_in_the_future"]),
    ],
)
def test_a_target_line_has_won_somewhere_and_is_known_from_somewhere(one, source, codes):
    assert [fault.code for fault in faults_of_target(one, source, "大赛", this_year=2026)] == codes
