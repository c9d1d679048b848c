"""What an award workbook asks for, and what came back in it; marks in hundredths."""

from dataclasses import dataclass

from beizhan.core.faults import Fault
from beizhan.core.scheme.tree import Kind
from beizhan.files.spreadsheet.cells import TypedSheet

VERSION = "beizhan-awards/1"
AGREED = 0
"""The seat of an agreed measurement; judges sit on 1, 2, 3."""
JUDGES = (1, 2, 3)
TOP_SCORE = 3


@dataclass(frozen=True, slots=True)
class AwardAspect:
    """One aspect to be awarded; ``key`` is its identity and stands in a hidden column."""

    key: str
    code: str
    kind: Kind
    description: str
    max_mark: int


@dataclass(frozen=True, slots=True)
class AwardSheet:
    """One sub-criterion with the blind codes that it is to be marked for."""

    code: str
    name: str
    aspects: tuple[AwardAspect, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardBook:
    """A whole workbook; ``version`` says on what it is based and comes back with every award."""

    title: str
    version: str
    sheets: tuple[AwardSheet, ...]


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One award: seat 0 with hundredths of a mark, or seat 1 to 3 with a score from 0 to 3."""

    version: str
    aspect_key: str
    code: str
    seat: int
    value: int
    cell: str


@dataclass(frozen=True, slots=True)
class AwardReading:
    """What was read: the awards, what is wrong, and every cell as typed, to hand the workbook back."""

    rows: tuple[AwardRow, ...]
    faults: tuple[Fault, ...]
    typed: tuple[TypedSheet, ...]
