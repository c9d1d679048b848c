"""What stands on the sheets of an assessment while it is being held: plain values, nothing of the database.

Marks are whole hundredths everywhere (``150`` is printed as ``1.50``); ``None`` is printed as an empty box.
"""

from dataclasses import dataclass

from beizhan.core.scheme.tree import Kind


@dataclass(frozen=True, slots=True)
class Masthead:
    """The top of every sheet of one assessment, and what its QR code and version mark say.

    ``assessment_key`` goes into the QR code; ``version`` is the version of the marking scheme and
    ``fingerprint`` its 64 hexadecimal digits, of which eight are printed.
    """

    campaign: str
    assessment: str
    assessment_key: str
    skill_number: str
    skill_zh: str
    skill_en: str
    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One empty line to be signed: whose it is, in the language of the sheet."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One aspect as the judges read it; ``descriptors`` are the texts of the scores 0, 1, 2, 3 in order."""

    code: str
    kind: Kind
    description: str
    max_mark: int
    extra: str = ""
    requirement: str = ""
    descriptors: tuple[str, ...] = ()
    calculation: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One sub-criterion with its aspects in the order of the scheme, and the terms of the skill that stand in them."""

    code: str
    name: str
    day: int | None
    aspects: tuple[AspectLine, ...]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a competitor stands, known by the blind code only."""

    code: str
    station: str = ""


@dataclass(frozen=True, slots=True)
class MarkingForm:
    """The form of one sub-criterion for one competitor; ``sheet`` is the number that the QR code carries."""

    masthead: Masthead
    block: Block
    sheet: str
    seat: Seat


@dataclass(frozen=True, slots=True)
class LandscapeForm:
    """The form of one sub-criterion for many competitors side by side."""

    masthead: Masthead
    block: Block
    sheet: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A criterion or a sub-criterion with its full mark and, once known, the mark reached."""

    code: str
    name: str
    max_mark: int
    mark: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class SummaryGroup:
    """One criterion above its sub-criteria."""

    criterion: SummaryLine
    sub_criteria: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class SummaryForm:
    """The mark summary form: all criteria and sub-criteria of the scheme, for one competitor or blank."""

    masthead: Masthead
    sheet: str
    seat: Seat | None
    groups: tuple[SummaryGroup, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """One competitor's marks of the day, one for each sub-criterion of the summary, and their sum."""

    code: str
    marks: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class DaySummary:
    """The summary of one day (汇总表) that team leaders and the chief expert sign before it is locked."""

    masthead: Masthead
    sheet: str
    day: int | None
    sub_criteria: tuple[SummaryLine, ...]
    rows: tuple[DayRow, ...]
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """One half of the draw, for the holder of one key: what is on the left leads to what is on the right.

    Key 1 leads from a name to a lot number, key 2 from a lot number to a blind code: nobody who opens only one
    envelope can tell whose code it is. ``rows`` are pairs of texts; ``columns`` their two headings.
    """

    masthead: Masthead
    sheet: str
    key: int
    holder: str
    columns: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    drawn: str
