"""What comes of reading a CIS workbook: the scheme with its reading faults, or one refusal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from beizhan.core.faults import Fault
from beizhan.core.scheme.faults import USUAL, Limits, faults_of
from beizhan.core.scheme.tree import Scheme
from beizhan.files.guard import Unreadable

UNREADABLE_FAULTS = (
    "not_a_workbook",
    "workbook_damaged",
    "workbook_encrypted",
    "sheet_too_large",
    "csv_damaged",
    "no_aspects",
)
"""Every code that ``UnreadableScheme`` may carry from this reader."""

READING_FAULTS = (
    "aspect_before_sub_criterion",
    "calculation_irregular",
    "calculation_unknown",
    "calculation_unused",
    "calculations_missing",
    "cell_ignored",
    "comment_ignored",
    "day_differs",
    "day_not_understood",
    "descriptor_without_aspect",
    "descriptor_without_score",
    "encoding_guessed",
    "formula_without_value",
    "links_not_followed",
    "mark_not_a_number",
    "mark_too_fine",
    "row_not_understood",
    "score_not_understood",
    "sheet_ignored",
    "sheet_unread",
    "sub_criterion_irregular",
    "type_missing",
    "type_subjective",
    "type_unknown",
)
"""Every code that a reading may report beside those of the scheme itself."""

_MEANING_OF = {
    "criterion_mark_differs": "criterion_mark",
    "day_missing": "day",
    "description_missing": "description",
    "descriptors_irregular": "score",
    "descriptors_missing": "score",
    "descriptors_unused": "score",
    "kinds_mixed": "sub_code",
    "mark_missing": "mark",
    "mark_not_positive": "mark",
    "section_deviates": "section_mark",
    "section_mark_missing": "section_mark",
    "section_missing": "section",
    "section_repeated": "section_number",
    "section_unknown": "section",
    "sub_criterion_empty": "sub_code",
    "sub_criterion_repeated": "sub_code",
}
"""Which column a fault of the scheme points at."""


class UnreadableScheme(Unreadable):
    """Nothing can be read as a marking scheme; the fault names the sheet and row where there is one."""

    def __init__(self, code: str, *, row: int | None = None, **facts: object) -> None:
        super().__init__(Fault(code, row=row, facts=facts))


@dataclass(frozen=True, slots=True)
class Reading:
    """A scheme as it stands in a file, and what of the file was not plain.

    Parameters
    ----------
    scheme : Scheme
        Everything that was understood; a draft, to be mended by people.
    faults : tuple of Fault
        What was not understood or not taken over, with codes of ``READING_FAULTS``.
    columns : Mapping of str to str
        Letter of each column by its meaning, for the address of a fault found later.
    """

    scheme: Scheme
    faults: tuple[Fault, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)


def all_faults_of(reading: Reading, limits: Limits = USUAL) -> tuple[Fault, ...]:
    """Return the faults of the reading and of its scheme with their cells, by row; what has no row comes first.

    A mark that could not be read is told once, not a second time as missing.
    """
    told = {fault.cell for fault in reading.faults if fault.cell}
    found = (_located(fault, reading.columns) for fault in faults_of(reading.scheme, limits))
    own = [fault for fault in found if fault.code != "mark_missing" or fault.cell not in told]
    return _by_row((*own, *reading.faults))


def _located(fault: Fault, columns: Mapping[str, str]) -> Fault:
    letter = columns.get(_MEANING_OF.get(fault.code, ""), "")
    return replace(fault, cell=f"{letter}{fault.row}") if letter and fault.row else fault


def _by_row(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.row or 0))
