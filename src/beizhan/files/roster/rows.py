"""The rows of the roster workbook as values: each knows its sheet and its row, so that a fault can name the cell."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from beizhan.core.faults import Fault

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell of a workbook can hold; ``None`` is empty."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row stands: the key of its sheet and its 1-based row; row 0 when it does not come from a file."""

    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage N→M, of one skill or of all (``skill_number`` empty)."""

    name_zh: str
    name_en: str
    order: int | None
    skill_number: str
    from_count: int | None
    to_count: int | None
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """A named date of the campaign."""

    key: str
    name_zh: str
    name_en: str
    on: date | None
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body of one of the five parties; ``superior`` is the code of the body above it."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    superior: str
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the login that tells two of one name apart."""

    login: str
    name: str
    sort_key: str
    phone: str
    email: str
    body: str
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A post given to a person at a body, for one skill or for all, with the deputy."""

    login: str
    post: str
    body: str
    skill_number: str
    deputy: str
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Who competes in which skill for which unit, trained at which base by whom."""

    skill_number: str
    code: str
    unit: str
    base: str
    competitors: tuple[str, ...]
    coach: str
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill and whether the campaign takes part in it; ``chosen`` is None where the cell says neither yes nor no."""

    number: str
    name_zh: str
    name_en: str
    chosen: bool | None
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """Every cell of one sheet as somebody typed it: ``cells[r][c]`` is row r+1, column c+1."""

    title: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster workbook.

    ``typed`` are all sheets as they came, known or not, so that the workbook can be handed back whole; empty for a
    roster that comes from the database. ``unread`` are the faults met while reading.
    """

    stages: tuple[StageRow, ...] = ()
    anchors: tuple[AnchorRow, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    appointments: tuple[AppointmentRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    skills: tuple[SkillRow, ...] = ()
    typed: tuple[TypedSheet, ...] = ()
    unread: tuple[Fault, ...] = ()
