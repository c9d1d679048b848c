"""From a filled-in award workbook to awards; what is not understood becomes a fault that names its cell."""

from collections.abc import Iterator, Sequence

from beizhan.core.faults import Fault, error
from beizhan.core.scheme.tree import Kind
from beizhan.files.award_workbook.rows import AGREED, TOP_SCORE, VERSION, AwardReading, AwardRow
from beizhan.files.award_workbook.writing import (
    CODES_ROW,
    FIRST,
    FIRST_ROW,
    HINT_ROW,
    KEY,
    KIND,
    MAX,
    SEATS_ROW,
    SUMMARY,
    TITLE_ROW,
)
from beizhan.files.spreadsheet.cells import Cell, Misread, TypedSheet, address_of, code_of, hundredths_of, whole_of
from beizhan.files.spreadsheet.reading import read_uploaded_sheets, sheets_of

AWARD_FAULTS = (
    "sheet_unknown", "award_row_unknown", "award_column_unknown", "award_misplaced", "award_not_a_score",
    "not_a_mark", "mark_too_fine", "award_above_max", "award_below_zero", "award_repeated", "no_award_found",
    "digits_lost",
)  # fmt: skip
"""Every code that reading awards may give."""


def read_awards(content: bytes) -> AwardReading:
    """Return the awards in the bytes of a workbook.

    Raises
    ------
    beizhan.files.spreadsheet.reading.UnreadableWorkbook
        If the bytes are no workbook.
    """
    return awards_in(sheets_of(content))


def read_uploaded_awards(content: bytes, *, name: str) -> AwardReading:
    """Return the awards in an uploaded workbook, read in a child process with limits.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If the file may not be read, cannot be read, or costs too much to read; its fault says which.
    """
    return awards_in(read_uploaded_sheets(content, name=name))


def awards_in(sheets: Sequence[TypedSheet]) -> AwardReading:
    """Return the awards in sheets as typed."""
    rows: list[AwardRow] = []
    faults: list[Fault] = []
    for sheet in sheets:
        if sheet.title == SUMMARY or not any(cell is not None for row in sheet.cells for cell in row):
            continue
        if _cell(sheet, TITLE_ROW, KEY) != VERSION:
            faults.append(error("sheet_unknown", sheet=sheet.title))
            continue
        found = list(_awards_on(sheet))
        rows += (it for it in found if isinstance(it, AwardRow))
        faults += (it for it in found if isinstance(it, Fault))
    if not rows and not faults:
        faults.append(error("no_award_found"))
    faults += _repeated(rows)
    return AwardReading(tuple(rows), tuple(faults), tuple(sheets))


def _cell(sheet: TypedSheet, row: int, column: int) -> Cell:
    cells = sheet.cells[row - 1] if row <= len(sheet.cells) else ()
    return cells[column - 1] if column <= len(cells) else None


def _awards_on(sheet: TypedSheet) -> Iterator[AwardRow | Fault]:
    for row in range(FIRST_ROW, len(sheet.cells) + 1):
        for column in range(FIRST, len(sheet.cells[row - 1]) + 1):
            cell = _cell(sheet, row, column)
            if cell is not None and (not isinstance(cell, str) or cell.strip()):
                yield _award_at(sheet, row, column)


def _award_at(sheet: TypedSheet, row: int, column: int) -> AwardRow | Fault:
    where = address_of(row, column, sheet.title)
    cell = _cell(sheet, row, column)
    try:
        key, code = code_of(_cell(sheet, row, KEY)), code_of(_cell(sheet, CODES_ROW, column))
        if not key:
            return error("award_row_unknown", row=row, cell=where, found=str(cell))
        if not code:
            return error("award_column_unknown", row=row, cell=where, found=str(cell))
        seat = _seat_of(sheet, column)
        judged = code_of(_cell(sheet, row, KIND)).startswith(Kind.JUDGEMENT.value)
        if not judged and seat > 1:
            return error("award_misplaced", row=row, cell=where, found=str(cell))
        value = _score_in(cell) if judged else _mark_in(sheet, row, cell)
    except Misread as doubt:
        return error(doubt.code, row=row, cell=where, found=str(cell), allowed=_allowed(sheet, row))
    version = code_of(_cell(sheet, HINT_ROW, KEY))
    return AwardRow(version, key, code, seat if judged else AGREED, value, where)


def _seat_of(sheet: TypedSheet, column: int) -> int:
    label = code_of(_cell(sheet, SEATS_ROW, column))
    return int(label[-1]) if label[-1:].isdigit() else AGREED


def _score_in(cell: Cell) -> int:
    try:
        score = whole_of(cell)
    except Misread as doubt:
        raise Misread("award_not_a_score") from doubt
    if score is None or not 0 <= score <= TOP_SCORE:
        raise Misread("award_not_a_score")
    return score


def _mark_in(sheet: TypedSheet, row: int, cell: Cell) -> int:
    mark = hundredths_of(cell)
    if mark is None:
        raise Misread("not_a_mark")
    if mark < 0:
        raise Misread("award_below_zero")
    full = hundredths_of(_cell(sheet, row, MAX))
    if full is not None and mark > full:
        raise Misread("award_above_max")
    return mark


def _allowed(sheet: TypedSheet, row: int) -> str:
    return str(_cell(sheet, row, MAX) or "")


def _repeated(rows: Sequence[AwardRow]) -> Iterator[Fault]:
    first: dict[tuple[str, str, int], AwardRow] = {}
    for award in rows:
        earlier = first.setdefault((award.aspect_key, award.code, award.seat), award)
        if earlier is not award:
            row = int("".join(filter(str.isdigit, award.cell.rpartition("!")[2])))
            yield error("award_repeated", row=row, cell=award.cell, first=earlier.cell)
