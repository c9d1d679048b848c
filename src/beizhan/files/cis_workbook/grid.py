"""Sheets as plain rows of cells, from a workbook of any kind or from CSV."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from beizhan.files.cis_workbook.layout import MAX_COLUMNS, MAX_ROWS, table_columns_of
from beizhan.files.cis_workbook.reading import UnreadableScheme

Row = Sequence[object]

_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_DELIMITERS = ",;\t"
_MARKED_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ("utf-8", "gb18030", "latin-1")
for _encoding in (*_ENCODINGS, "utf-16", "utf-8-sig"):
    "".encode(_encoding)  # loads the codec while files may still be opened: the reading child may open none


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name, its rows from row 1 and column A on, and what merged cells hold.

    ``merged`` gives for (row, column), both counted from 0, the value of the merged range they belong to.
    """

    name: str
    rows: Sequence[Row]
    merged: dict[tuple[int, int], object] = field(default_factory=dict)


def grids_of(content: bytes) -> tuple[Grid, ...]:
    """Return every sheet of a workbook, or the one sheet of a CSV file.

    Raises
    ------
    UnreadableScheme
        If the bytes are neither, or a sheet is larger than we read.
    """
    if content.startswith(_CONTAINERS):
        return tuple(_workbook_grids(content))
    return (_csv_grid(content),)


def _workbook_grids(content: bytes) -> Iterator[Grid]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for place in range(len(workbook.sheet_names)):
                yield _sheet_grid(workbook.get_sheet_by_index(place))
    except PasswordError as refusal:
        raise UnreadableScheme("workbook_encrypted") from refusal
    except CalamineError as refusal:
        raise UnreadableScheme("workbook_damaged", reason=str(refusal)) from refusal


def _sheet_grid(sheet: CalamineSheet) -> Grid:
    last = sheet.end
    if last is None:
        return Grid(sheet.name, ())
    if last[0] >= MAX_ROWS or last[1] >= MAX_COLUMNS:
        raise UnreadableScheme("sheet_too_large", sheet=sheet.name, rows=last[0] + 1, columns=last[1] + 1)
    rows = sheet.to_python(skip_empty_area=False)
    return Grid(sheet.name, rows, _merged_of(rows, sheet.merged_cell_ranges or []))


def _merged_of(
    rows: Sequence[Row], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[tuple[int, int], object]:
    """Return what merged cells hold; a range that leaves the used cells is cut to them."""
    return {
        (row, column): rows[top][left]
        for (top, left), (bottom, right) in ranges
        if top < len(rows) and left < len(rows[top])
        for row in range(top, min(bottom + 1, len(rows)))
        for column in range(left, min(right + 1, len(rows[top])))
    }


def _csv_grid(content: bytes) -> Grid:
    text = _decoded(content)
    if "\x00" in text:
        raise UnreadableScheme("not_a_workbook")
    tables = [_table_of(text, delimiter) for delimiter in _DELIMITERS]
    return Grid("", max(tables, key=_likeness))


def _decoded(content: bytes) -> str:
    for beginning, encoding in _MARKED_ENCODINGS:
        if content.startswith(beginning):
            return content.decode(encoding, errors="replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes everything")


def _table_of(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UnreadableScheme("sheet_too_large", sheet="", rows=len(rows), columns=len(row))
    except csv.Error as refusal:
        raise UnreadableScheme("csv_damaged", row=len(rows) + 1, reason=str(refusal)) from refusal
    return rows


def _likeness(rows: Sequence[Row]) -> tuple[bool, int]:
    """Return how well a delimiter fits: whether a heading row appears with it, then how many cells it makes."""
    return any(table_columns_of(row) for row in rows), sum(map(len, rows))
