import pytest

from beizhan.core.marking.awarding import AwardRow, Target, faults_of_awards, faults_of_confirmation, faults_of_reason
from beizhan.core.marking.cells import Cell, CellState, Given, Verdict, seen_of
from beizhan.core.scheme.tree import Kind

JUDGED = Cell(Kind.JUDGEMENT, 200)
MEASURED = Cell(Kind.MEASUREMENT, 150)
GIVEN = Cell(Kind.MEASUREMENT, 150, (Given(0, 1, 1, 150, 150, "a"),))
CONFIRMED = Cell(Kind.MEASUREMENT, 150, GIVEN.given, Verdict(True, seen_of(GIVEN), "b"))
FULL = Cell(Kind.JUDGEMENT, 200, tuple(Given(seat, 1, 1, 2, 3, "a") for seat in (1, 2, 3)))


def codes(target, row, **more):
    return [fault.code for fault in faults_of_awards([row], {("K1", "a"): target}, **more)]


def row(seat=0, value=150, based_on=0, place="K1"):
    return AwardRow(place, "a", seat, value, based_on)


@pytest.mark.parametrize(
    ("target", "sent", "expected"),
    [
        (Target(MEASURED), row(), []),
        (Target(MEASURED), row(value=0), []),
        (Target(MEASURED), row(value=None), []),
        (Target(MEASURED), row(value=151), ["value_out_of_range"]),
        (Target(MEASURED), row(value=-1), ["value_out_of_range"]),
        (Target(MEASURED), row(seat=1, value=2), ["wrong_seat"]),
        (Target(JUDGED), row(seat=0, value=2), ["wrong_seat"]),
        (Target(JUDGED), row(seat=4, value=2), ["wrong_seat"]),
        (Target(JUDGED), row(seat=3, value=3), []),
        (Target(JUDGED), row(seat=3, value=4), ["value_out_of_range"]),
        (Target(JUDGED, seats=frozenset({0, 2})), row(seat=1, value=2), ["not_your_seat"]),
        (Target(JUDGED, seats=frozenset()), row(seat=1, value=2), ["not_your_seat"]),
        (Target(MEASURED, is_locked=True), row(), ["locked"]),
        (Target(GIVEN), row(based_on=0), ["stale"]),
        (Target(GIVEN), row(based_on=2), ["stale"]),
        (Target(GIVEN), row(based_on=1), []),
        (Target(CONFIRMED), row(based_on=1), ["already_confirmed"]),
        (Target(FULL, is_alone=True), row(seat=1, value=3, based_on=1), ["already_revealed"]),
        (Target(FULL), row(seat=1, value=3, based_on=1), []),
        (Target(MEASURED), row(place="K9"), ["no_such_cell"]),
    ],
)
def test_an_award_falls_only_where_it_may(target, sent, expected):
    assert codes(target, sent) == expected


def test_two_people_who_correct_are_not_held_up_by_locks_and_confirmations():
    assert codes(Target(CONFIRMED, is_locked=True), row(value=100, based_on=1), correcting=True) == []
    assert codes(Target(CONFIRMED, is_locked=True), row(value=100, based_on=0), correcting=True) == ["stale"]


def test_a_cell_stands_once_in_a_sending_and_the_fault_names_its_row():
    faults = faults_of_awards([row(), row()], {("K1", "a"): Target(MEASURED)})

    assert [(fault.code, fault.row) for fault in faults] == [("award_given_twice", 2)]


@pytest.mark.parametrize(
    ("state", "seen", "by_enterer", "expected"),
    [
        (CellState.ENTERED, "x", False, []),
        (CellState.CONFIRMED, "x", False, []),
        (CellState.ENTERED, "x", True, ["confirmed_by_enterer"]),
        (CellState.ENTERED, "y", False, ["stale"]),
        (CellState.PARTIAL, "x", False, ["not_ready_to_confirm"]),
        (CellState.DISPUTED, "x", False, ["not_ready_to_confirm"]),
        (CellState.BLANK, "x", False, ["not_ready_to_confirm"]),
    ],
)
def test_only_somebody_else_confirms_only_what_is_complete_only_as_seen(state, seen, by_enterer, expected):
    faults = faults_of_confirmation(state, seen=seen, now="x", is_by_enterer=by_enterer)

    assert [fault.code for fault in faults] == expected


@pytest.mark.parametrize(
    ("reason", "expected"), [("too short", ["reason_too_short"]), ("long enough", []), ("   ", ["reason_too_short"])]
)
def test_a_reason_has_ten_characters(reason, expected):
    assert [fault.code for fault in faults_of_reason(reason)] == expected
