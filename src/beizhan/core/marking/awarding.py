"""Whether an award may be recorded: the right cell, the right seat, the right value, on the version last seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beizhan.core.faults import Fault, error
from beizhan.core.marking.cells import AGREED, SEATS, Cell, CellState, is_complete, state_of, version_of
from beizhan.core.marking.marks import TOP_SCORE
from beizhan.core.scheme.tree import Kind

SHORTEST_REASON = 10
"""Characters that a signed reason must have at least; a setting of ours, not a rule of WorldSkills."""
LONGEST_NOTE = 2_000
"""Characters that a note to an award may have."""
LONGEST_KEY = 64
"""Characters that the key of a sending may have."""
MOST_ROWS = 20_000
"""Awards that one sending may hold: a sheet of 60 competitors by 300 aspects, and some."""


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An award as somebody sends it: ``value`` is a score 0-3 or hundredths of a mark, None takes it back.

    ``based_on`` is the version of the cell's seat that the sender saw, 0 where it was blank.
    """

    place: str
    aspect: str
    seat: int
    value: int | None
    based_on: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What an award would fall on, as it stands.

    Parameters
    ----------
    cell : Cell
        The aspect's kind and worth, and everything said about it so far.
    is_locked : bool
        Whether it has been signed off.
    seats : frozenset of int
        The seats that the sender may use there; empty where the sender is barred or sits in no seat.
    is_alone : bool
        Whether the sender scores alone, as a judge, rather than keying in a signed sheet.
    """

    cell: Cell
    is_locked: bool = False
    seats: frozenset[int] = frozenset({AGREED, *SEATS})
    is_alone: bool = False


def faults_of_sending(rows: Sequence[AwardRow], key: str) -> tuple[Fault, ...]:
    """Return why a sending cannot even be looked at: its size, its key, or something that is no number and no text."""
    if not rows:
        return (error("nothing_given"),)
    if len(rows) > MOST_ROWS:
        return (error("too_many_given", found=len(rows), most=MOST_ROWS),)
    if not key:
        return (error("key_missing"),)
    if len(key) > LONGEST_KEY or not is_writable(key):
        return (error("key_too_long", found=len(key), allowed=LONGEST_KEY),)
    return tuple(
        Fault(fault.code, fault.severity, number, fault.cell, fault.facts)
        for number, row in enumerate(rows, 1)
        for fault in _faults_of_form(row)
    )


def _faults_of_form(row: AwardRow) -> tuple[Fault, ...]:
    numbers = (row.seat, row.based_on, 0 if row.value is None else row.value)
    if any(type(number) is not int for number in numbers):
        return (error("number_malformed"),)
    texts = (row.place, row.aspect, row.note)
    if len(row.note) > LONGEST_NOTE or not all(is_writable(text) for text in texts):
        return (error("note_unwritable", most=LONGEST_NOTE),)
    return ()


def is_writable(text: str) -> bool:
    """Return whether every database and the chain can write a text: no NUL, and no half of a surrogate pair."""
    return not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def faults_of_awards(
    rows: Sequence[AwardRow], targets: Mapping[tuple[str, str], Target], *, correcting: bool = False
) -> tuple[Fault, ...]:
    """Return why the rows cannot be recorded, each fault with the number of its row from 1; nothing when they can.

    Two people who correct a sealed result (``correcting``) are not held up by its locks and confirmations.
    """
    found: list[Fault] = []
    met: set[tuple[str, str, int]] = set()
    for number, row in enumerate(rows, 1):
        where = (row.place, row.aspect, row.seat)
        faults = (
            (error("award_given_twice"),)
            if where in met
            else _faults_of(row, targets.get(where[:2]), correcting=correcting)
        )
        met.add(where)
        found.extend(Fault(fault.code, fault.severity, number, fault.cell, fault.facts) for fault in faults)
    return tuple(found)


def _faults_of(row: AwardRow, target: Target | None, *, correcting: bool) -> tuple[Fault, ...]:
    if target is None:
        return (error("no_such_cell"),)
    state = None if correcting else _state_fault(target)
    for fault in (_seat_fault(row, target), state, _value_fault(row, target), _note_fault(row, target)):
        if fault is not None:
            return (fault,)
    now = version_of(target.cell, row.seat)
    return () if row.based_on == now else (error("stale", based_on=row.based_on, now=now),)


def _seat_fault(row: AwardRow, target: Target) -> Fault | None:
    if row.seat not in ((AGREED,) if target.cell.kind is Kind.MEASUREMENT else SEATS):
        return error("wrong_seat", seat=row.seat)
    return None if row.seat in target.seats else error("not_your_seat", seat=row.seat)


def _state_fault(target: Target) -> Fault | None:
    if target.is_locked:
        return error("locked")
    if state_of(target.cell) is CellState.CONFIRMED:
        return error("already_confirmed")
    if target.is_alone and target.cell.kind is Kind.JUDGEMENT and is_complete(target.cell):
        return error("already_revealed")
    return None


def _value_fault(row: AwardRow, target: Target) -> Fault | None:
    best = best_of(target.cell)
    if row.value is None or 0 <= row.value <= best:
        return None
    return error("value_out_of_range", found=row.value, best=best, kind=str(target.cell.kind))


def _note_fault(row: AwardRow, target: Target) -> Fault | None:
    """Return whether a judge takes a part off a measurement without saying why; on a signed sheet the reason stands."""
    is_part = target.cell.kind is Kind.MEASUREMENT and row.value is not None and 0 < row.value < target.cell.max_mark
    return error("deduction_without_reason") if is_part and target.is_alone and not row.note.strip() else None


def best_of(cell: Cell) -> int:
    """Return the most that one award can give: all hundredths of a measurement, or the best score of a judge."""
    return cell.max_mark if cell.kind is Kind.MEASUREMENT else TOP_SCORE


def faults_of_confirmation(state: CellState, *, seen: str, now: str, is_by_enterer: bool) -> tuple[Fault, ...]:
    """Return why a cell cannot be confirmed or rejected: only what is entered, only as seen, only by somebody else."""
    if is_by_enterer:
        return (error("confirmed_by_enterer"),)
    if seen != now:
        return (error("stale", based_on=seen[:8], now=now[:8]),)
    if state not in {CellState.ENTERED, CellState.REJECTED, CellState.CONFIRMED}:
        return (error("not_ready_to_confirm", state=str(state)),)
    return ()


def faults_of_reason(reason: str) -> tuple[Fault, ...]:
    """Return whether a reason that must be given is too short to be one."""
    length = len(reason.strip())
    return () if length >= SHORTEST_REASON else (error("reason_too_short", found=length, wanted=SHORTEST_REASON),)
