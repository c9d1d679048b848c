"""What stands on the sheets after an assessment: results, outcomes, lost marks; plain values only.

Marks are whole hundredths everywhere (``150`` is printed as ``1.50``); ``None`` is printed as a dash.
"""

from dataclasses import dataclass

from beizhan.core.marking.assessment import Banner
from beizhan.core.selection.outcomes import Status
from beizhan.files.paper.forms import Masthead, Signature


@dataclass(frozen=True, slots=True)
class StateLine:
    """The banner above what is shown and since when (``as_of`` is a text in the reader's own time)."""

    banner: Banner
    as_of: str
    revision: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CriterionColumn:
    """One criterion of the result sheet with its full mark."""

    code: str
    name: str
    max_mark: int


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One competitor in the standing; ``reason`` is the sentence that explains the outcome."""

    rank: int | None
    tied: bool
    code: str
    name: str
    unit: str
    marks: tuple[int | None, ...]
    total: int | None
    status: Status | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """The standing with totals by criterion, the rule applied, the fingerprint and how to verify it.

    ``verification`` is the text of the QR code; ``rule`` one sentence a line.
    """

    masthead: Masthead
    sheet: str
    state: StateLine
    criteria: tuple[CriterionColumn, ...]
    lines: tuple[ResultLine, ...]
    rule: tuple[str, ...]
    result_fingerprint: str
    verification: str
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeNotice:
    """What one competitor is told: the outcome, why, what comes next, and how to object."""

    masthead: Masthead
    sheet: str
    state: StateLine
    name: str
    unit: str
    code: str
    status: Status
    rank: int | None
    field: int
    total: int | None
    rule: tuple[str, ...]
    reason: str
    next_post: str
    next_post_note: str
    objection: str
    issued_by: str
    issued_on: str
    verification: str


@dataclass(frozen=True, slots=True)
class Loss:
    """One section, criterion or aspect: the full mark, the competitor's own, the median and the best of the field."""

    code: str
    name: str
    full: int
    own: int | None
    median: int | None
    best: int | None
    section: str = ""


@dataclass(frozen=True, slots=True)
class LossPack:
    """Where one competitor's marks were lost; ``aspects`` stand in the order they are to be printed."""

    masthead: Masthead
    sheet: str
    state: StateLine
    name: str
    code: str
    rank: int | None
    field: int
    total: Loss
    sections: tuple[Loss, ...]
    criteria: tuple[Loss, ...]
    aspects: tuple[Loss, ...]
