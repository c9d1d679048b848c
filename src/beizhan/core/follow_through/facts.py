"""What was said of a change in a document: it was found, something was decided, a plan took it up, a test met it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Severity(StrEnum):
    """How much a change weighs."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Answer(StrEnum):
    """What was decided about a change."""

    COUNTERMEASURE = "countermeasure"
    NO_IMPACT = "no_impact"


class ReasonKind(StrEnum):
    """Why a plan has a new version."""

    CHANGE = "change"
    GAP = "gap"
    VIEW = "view"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Found:
    """A change that somebody found in a new edition of a document.

    Parameters
    ----------
    change : str
        Its key.
    skill : str
        The skill whose document it is.
    at : datetime
        When it was found, with its time zone; the clock of 72 hours begins here.
    severity : Severity
        How much it weighs.
    touches : tuple of str
        Keys of the aspects, sections, modules or equipment that it touches.
    """

    change: str
    skill: str
    at: datetime
    severity: Severity = Severity.MEDIUM
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a change, and signed; a later one takes the place of an earlier one.

    Parameters
    ----------
    change : str
        The change.
    answer : Answer
        A countermeasure, or that it has no impact.
    by : str
        Who signed.
    at : datetime
        When.
    words : str
        What is done, or why nothing need be.
    owner : str
        Who does it.
    due : date or None
        Until when; a countermeasure has one.
    """

    change: str
    answer: Answer
    by: str
    at: datetime
    words: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a version of a plan differs from the one before: a change, a gap, an expert's view, or health."""

    kind: ReasonKind
    key: str


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version of a training plan, with its reasons; the changes among them are absorbed by it."""

    plan: str
    version: int
    at: datetime
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Absorption:
    """A version of a plan took a change up."""

    change: str
    plan: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """An assessment that met the aspects which a change touches, and what its marks show.

    Parameters
    ----------
    change : str
        The change.
    assessment : str
        The assessment after the plan had taken the change up.
    at : datetime
        When it was held.
    shown : bool or None
        Whether its marks show that the change was learnt, beyond noise; None if they can show nothing either way.
        `evidence.evidence_of` computes it; it is never typed in.
    """

    change: str
    assessment: str
    at: datetime
    shown: bool | None
