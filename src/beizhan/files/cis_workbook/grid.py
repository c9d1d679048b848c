"""Sheets as plain rows of cells, from a workbook of any kind or from CSV."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

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
    In CSV (``is_csv``) formulas stand as text; ``guessed`` is its encoding where the file does not name it.
    ``refusal`` is why there are no rows.
    """

    name: str
    rows: Sequence[Row]
    merged: dict[tuple[int, int], object] = field(default_factory=dict)
    is_csv: bool = False
    guessed: str = ""
    refusal: UnreadableScheme | None = None


def grids_of(content: bytes) -> tuple[Grid, ...]:
    """Return every sheet of a workbook, or the one sheet of a CSV file.

    Raises
    ------
    UnreadableScheme
        If the bytes are neither. A single sheet that cannot be read is given with its refusal instead.
    """
    if content.startswith(_CONTAINERS):
        return tuple(_workbook_grids(content))
    return (_csv_grid(content),)


def _workbook_grids(content: bytes) -> Iterator[Grid]:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for place, sheet in enumerate(workbook.sheets_metadata):
                if sheet.typ is SheetTypeEnum.WorkSheet:  # a chart has no cells
                    yield _sheet_grid(workbook, place, sheet.name)
    except PasswordError as refusal:
        raise UnreadableScheme("workbook_encrypted") from refusal
    except CalamineError as refusal:
        raise UnreadableScheme("workbook_damaged", sheet="", reason=str(refusal)) from refusal


def _sheet_grid(workbook: CalamineWorkbook, place: int, name: str) -> Grid:
    try:
        sheet = workbook.get_sheet_by_index(place)
    except CalamineError as refusal:
        return Grid(name, (), refusal=UnreadableScheme("workbook_damaged", sheet=name, reason=str(refusal)))
    if sheet.end is None:
        return Grid(name, ())
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height > MAX_ROWS or width > MAX_COLUMNS:
        return Grid(name, (), refusal=UnreadableScheme("sheet_too_large", sheet=name, rows=height, columns=width))
    rows = sheet.to_python(skip_empty_area=False)
    return Grid(name, rows, _merged_of(rows, sheet.merged_cell_ranges or []))


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
    text, guessed = _decoded(content)
    if "\x00" in text:
        raise UnreadableScheme("not_a_workbook")
    tables = [_table_of(text, delimiter) for delimiter in _DELIMITERS]
    return Grid("", max(tables, key=_likeness), is_csv=True, guessed=guessed)


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text, and the encoding where it had to be guessed."""
    for beginning, encoding in _MARKED_ENCODINGS:
        if content.startswith(beginning):
            return content.decode(encoding, errors="replace"), ""
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding), "" if encoding == "utf-8" else encoding
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
