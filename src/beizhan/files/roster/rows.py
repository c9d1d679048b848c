"""The rows of the roster workbook as values: each knows its sheet and its row, so that a fault can name the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from beizhan.core.faults import Fault
from beizhan.files.spreadsheet.cells import TypedSheet


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
    position: int | None
    skill_number: str
    from_n: int | None
    to_m: int | None
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """A named date of the campaign."""

    key: str
    name_zh: str
    name_en: str
    date: date | None
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body of one of the five parties; ``superior`` is the code of the body above it."""

    code: str
    name_zh: str
    name_en: str
    party: str
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
    """Who competes in which skill for which unit, trained at which base by whom; logins of one or two competitors."""

    skill_number: str
    code: str
    unit: str
    base: str
    competitor_1: str
    competitor_2: str
    coach: str
    origin: Origin = Origin()

    def competitors(self) -> tuple[str, ...]:
        """Return the logins that are given."""
        return tuple(filter(None, (self.competitor_1, self.competitor_2)))


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill and whether the campaign takes part in it; ``chosen`` is None where the cell says neither yes nor no."""

    number: str
    name_zh: str
    name_en: str
    chosen: bool | None
    origin: Origin = Origin()


Row = StageRow | AnchorRow | BodyRow | PersonRow | AppointmentRow | EntryRow | SkillRow


@dataclass(frozen=True, slots=True)
class Found:
    """Where a known sheet was found: its title as typed, its heading row, and the 1-based column of each key."""

    title: str
    heading: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster workbook.

    ``typed`` are all sheets as they came, known or not, so that the workbook can be handed back whole, and ``found``
    says by key where the known ones stand; both are empty for a roster that comes from the database. ``unread`` are
    the faults met while reading.
    """

    stages: tuple[StageRow, ...] = ()
    anchors: tuple[AnchorRow, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    appointments: tuple[AppointmentRow, ...] = ()
    entries: tuple[EntryRow, ...] = ()
    skills: tuple[SkillRow, ...] = ()
    typed: tuple[TypedSheet, ...] = ()
    found: Mapping[str, Found] = field(default_factory=dict)
    unread: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the campaign has already, so that a workbook may refer to it without repeating it."""

    skills: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    logins: frozenset[str] = frozenset()
