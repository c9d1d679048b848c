"""When a source is looked at next, and how it stands."""

from datetime import UTC, datetime, timedelta

import pytest

from beizhan.core.documents.watching import Seen, SourceState, due_at, faults_of_terms, in_turn, state_of

AT = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def seen(*failed: bool, wait: int = 0) -> list[Seen]:
    return [Seen(AT - timedelta(hours=place), one, wait) for place, one in enumerate(failed)]


@pytest.mark.parametrize(
    ("looks", "minutes", "rest"),
    [
        (seen(False), 60, 60),
        (seen(False), 1, 15),
        (seen(True), 60, 120),
        (seen(True, True, False), 60, 240),
        (seen(*[True] * 9), 60, 1440),
        (seen(True), 2000, 2000),
        (seen(False, wait=7200), 60, 120),
    ],
)
def test_a_source_rests_longer_while_it_fails_or_asks_to_wait(looks, minutes, rest):
    assert due_at(looks, minutes) == AT + timedelta(minutes=rest)


@pytest.mark.parametrize(
    ("parts", "minutes", "rest"),
    [
        ([Seen(AT, failed=True, wait=7200), Seen(AT, failed=False)], 60, 120),
        ([Seen(AT - timedelta(hours=1), failed=True, wait=7200)], 15, 60),
        ([Seen(AT, failed=True)], 60, 60),
        ([Seen(AT, failed=False), None], 600, 15),
        ([None, Seen(AT, failed=True, wait=7200)], 600, 120),
    ],
)
def test_a_list_rests_as_its_files_ask_and_goes_on_soon_where_it_stopped(parts, minutes, rest):
    assert due_at(seen(False), minutes, parts) == AT + timedelta(minutes=rest)


def test_a_list_that_fails_rests_however_many_files_are_left():
    assert due_at(seen(True), 60, [None]) == AT + timedelta(minutes=120)


def test_files_take_turns_those_first_that_nobody_looked_at_longest():
    last = {"a": AT, "b": AT - timedelta(hours=1), "d": AT, "gone": AT}

    assert in_turn(["a", "b", "c", "d", "e"], last) == ["c", "e", "b", "a", "d"]


def test_a_source_that_nobody_looked_at_is_due_at_once():
    assert due_at([], 60) is None


@pytest.mark.parametrize(
    ("looks", "parts", "watched", "later", "state"),
    [
        (seen(False), [], True, 0, SourceState.GOOD),
        (seen(False), [False, True], True, 0, SourceState.PARTLY),
        (seen(False), [False, None], True, 0, SourceState.UNDERWAY),
        (seen(False), [None, True], True, 0, SourceState.PARTLY),
        (seen(True, False), [], True, 0, SourceState.FAILING),
        (seen(False), [], True, 4, SourceState.OVERDUE),
        ([], [], True, 0, SourceState.NEVER),
        (seen(True), [], False, 0, SourceState.STOPPED),
    ],
)
def test_a_failing_source_is_never_good(looks, parts, watched, later, state):
    assert state_of(looks, parts, 60, watched=watched, at=AT + timedelta(hours=later)) is state


def test_terms_must_make_sense():
    codes = [fault.code for fault in faults_of_terms(5, ["[a"], "(b")]

    assert codes == ["interval_out_of_bounds", "rule_not_understood", "rule_not_understood"]
    assert faults_of_terms(60, [r"Visitors: \d+"], r"\.pdf$") == ()


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"(a+)+", ["rule_repeats_itself"]),
        (r"(?:(?:ab)*c?)*$", ["rule_repeats_itself"]),
        (r"(a|ab)*b", ["rule_repeats_itself"]),
        (r"(\d+\.?){2,}", ["rule_repeats_itself"]),
        (r"(.*)\1", ["rule_repeats_itself"]),
        (r"(?P<a>.*)(?P=a)", ["rule_repeats_itself"]),
        ("x" * 201, ["rule_too_long"]),
        ("(", ["rule_not_understood"]),
        (r"Visitors: \d+", []),
        (r"(?:GMT|UTC)? \(a+\)+ [+*]+", []),
        (r"(?:\d{4}-)+", []),
        (r"第\s*\d{1,4}\s*页", []),
    ],
)
def test_a_rule_that_may_never_end_is_refused_when_it_is_written(pattern, found):
    assert [fault.code for fault in faults_of_terms(60, [pattern], "")] == found
    assert [fault.code for fault in faults_of_terms(60, [], pattern)] == found


def test_there_are_not_more_rules_than_anybody_can_oversee():
    assert [fault.code for fault in faults_of_terms(60, ["x"] * 21, "")] == ["rules_too_many"]
