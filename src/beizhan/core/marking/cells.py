"""Cells: everything said about one aspect of one competitor, and what follows from it.

A *cell* is a competitor (by blind code) × an aspect. A measurement has one agreed award from seat 0; a judgement
has the scores of seats 1 to 3, given in rounds. Scores more than 1 apart need a signed reason and another round;
every round is kept (``domain`` §1.4: two WorldSkills skills of 2026, and the usual Chinese rule).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.marks import judgement_mark, needs_discussion
from beizhan.core.scheme.tree import Kind

SEATS = (1, 2, 3)
"""The seats of the judges who score a judgement aspect."""
AGREED = 0
"""The seat of a measurement that the team agreed on."""


class CellState(StrEnum):
    """How far a cell has come."""

    BLANK = "blank"
    PARTIAL = "partial"
    ENTERED = "entered"
    DISPUTED = "disputed"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Given:
    """The latest award from one seat in one round: a score 0-3, or hundredths of a mark ``out_of`` so many.

    There is no value when it was taken back; ``alone`` says that the judge gave it alone.
    """

    seat: int
    round: int
    version: int
    value: int | None
    out_of: int
    by: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a second person said of the awards whose fingerprint was ``seen``."""

    confirmed: bool
    seen: str
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One aspect of one competitor.

    ``max_mark`` is the aspect's in hundredths, by the scheme in force; ``given`` holds the latest version of each
    seat and round, ``discussed`` the rounds whose spread was signed.
    """

    kind: Kind
    max_mark: int
    given: tuple[Given, ...] = ()
    verdict: Verdict | None = None
    discussed: frozenset[int] = frozenset()
    open_problems: int = 0


def round_of(cell: Cell) -> int:
    """Return the round that the cell is in, from 1: the next one once a spread has been discussed."""
    return 1 + max(cell.discussed, default=0)


def current_of(cell: Cell, *, in_round: int | None = None) -> dict[int, Given]:
    """Return the award of each seat in a round (by default the present one), without those taken back."""
    wanted = round_of(cell) if in_round is None else in_round
    return {given.seat: given for given in cell.given if given.round == wanted and given.value is not None}


def version_of(cell: Cell, seat: int) -> int:
    """Return the version a new award from ``seat`` must be based on; 0 before the first."""
    return max((given.version for given in cell.given if given.seat == seat), default=0)


def scores_of(cell: Cell, *, in_round: int | None = None) -> tuple[int, ...]:
    """Return the judges' scores of a round once all seats have given theirs, else nothing."""
    current = current_of(cell, in_round=in_round)
    values = [current[seat].value for seat in SEATS if seat in current]
    return tuple(value for value in values if value is not None) if len(values) == len(SEATS) else ()


def is_complete(cell: Cell) -> bool:
    """Return whether every seat that must give an award has given it in the present round."""
    if cell.kind is Kind.MEASUREMENT:
        agreed = current_of(cell).get(AGREED)
        return agreed is not None and measured_of(agreed, cell.max_mark) is not None
    return bool(scores_of(cell))


def is_apart(cell: Cell) -> bool:
    """Return whether the scores of the present round lie more than 1 apart."""
    scores = scores_of(cell)
    return bool(scores) and needs_discussion(scores)


def seen_of(cell: Cell) -> str:
    """Return the fingerprint of the awards as they stand: what a second person confirms, and nothing else."""
    current = sorted(current_of(cell).items())
    return fingerprint_of([[seat, given.round, given.version, given.value] for seat, given in current])


def state_of(cell: Cell) -> CellState:
    """Return how far a cell has come."""
    current = current_of(cell)
    if not current:
        return CellState.DISPUTED if cell.open_problems or cell.discussed else CellState.BLANK
    if cell.open_problems or is_apart(cell):
        return CellState.DISPUTED
    if not is_complete(cell):
        return CellState.PARTIAL
    if cell.verdict is None or cell.verdict.seen != seen_of(cell):
        return CellState.ENTERED
    return CellState.CONFIRMED if cell.verdict.confirmed else CellState.REJECTED


def whole_state_of(states: Collection[CellState]) -> CellState:
    """Return how far a sheet has come as a whole: what wants somebody's eyes first, then what is missing."""
    if not states or set(states) == {CellState.BLANK}:
        return CellState.BLANK
    if CellState.DISPUTED in states:
        return CellState.DISPUTED
    if CellState.REJECTED in states:
        return CellState.REJECTED
    if CellState.BLANK in states or CellState.PARTIAL in states:
        return CellState.PARTIAL
    return CellState.ENTERED if CellState.ENTERED in states else CellState.CONFIRMED


def mark_of(cell: Cell) -> int | None:
    """Return the mark in hundredths once the cell is complete and undisputed, else None."""
    if not is_complete(cell) or is_apart(cell):
        return None
    if cell.kind is Kind.MEASUREMENT:
        return measured_of(current_of(cell)[AGREED], cell.max_mark)
    return judgement_mark(cell.max_mark, scores_of(cell))


def measured_of(given: Given, max_mark: int) -> int | None:
    """Return what a measurement is worth when the aspect's greatest mark is ``max_mark``.

    Where a later version of the scheme gives the aspect another worth, full stays full and nothing stays nothing;
    a part of the old worth cannot be carried over and must be marked again.
    """
    if given.value is None or given.out_of == max_mark:
        return given.value
    return {given.out_of: max_mark, 0: 0}.get(given.value)


def entered_by(cell: Cell) -> frozenset[str]:
    """Return who entered the awards that stand; none of them may confirm the cell."""
    return frozenset(given.by for given in current_of(cell).values())
