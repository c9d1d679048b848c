"""From the sheets of a roster workbook to its rows, and what could not be understood on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from beizhan.core.faults import Fault, error, warning
from beizhan.files.roster.layout import (
    CHOICES,
    INSTRUCTIONS,
    LAYOUTS,
    VERSION,
    Ask,
    Column,
    Layout,
    choice_in,
    column_labelled,
    is_errors_label,
    layout_titled,
)
from beizhan.files.roster.rows import Found, Origin, Roster, Row
from beizhan.files.spreadsheet.cells import (
    Cell,
    Misread,
    TypedSheet,
    address_of,
    code_of,
    date_of,
    folded,
    text_of,
    whole_of,
    yes_of,
)
from beizhan.files.spreadsheet.reading import read_uploaded_sheets, sheets_of

HEADING_ROWS = 5
"""The heading stands in one of the first rows; a sheet of ours has it in the first."""

READING_FAULTS = (
    "roster_version", "sheet_unknown", "sheet_repeated", "sheet_missing", "heading_missing", "column_unknown",
    "column_repeated", "column_missing", "cell_unread", "choice_unknown", "digits_lost", "not_a_whole_number",
    "not_a_date", "not_yes_or_no", "text_too_long",
)  # fmt: skip
"""Every code that reading may leave in ``Roster.unread``."""


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {layout.key: [] for layout in LAYOUTS})
    found: dict[str, Found] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_roster(content: bytes) -> Roster:
    """Return the roster in the bytes of a workbook.

    Raises
    ------
    beizhan.files.spreadsheet.reading.UnreadableWorkbook
        If the bytes are no workbook.
    """
    return roster_of(sheets_of(content))


def read_uploaded_roster(content: bytes, *, name: str) -> Roster:
    """Return the roster in an uploaded workbook, read in a child process with limits.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If the file may not be read, cannot be read, or costs too much to read; its fault says which.
    """
    return roster_of(read_uploaded_sheets(content, name=name))


def roster_of(sheets: Sequence[TypedSheet]) -> Roster:
    """Return the roster in sheets as typed; nothing is skipped: what is not understood becomes a fault."""
    draft = _Draft()
    draft.faults += _version_faults(sheets)
    for sheet in sheets:
        _read_sheet(sheet, draft)
    for layout in LAYOUTS:
        if layout.key not in draft.found:
            draft.faults.append(warning("sheet_missing", sheet=layout.title))
    rows: dict[str, Any] = {key: tuple(rows) for key, rows in draft.rows.items()}
    return Roster(**rows, typed=tuple(sheets), found=draft.found, unread=tuple(draft.faults))


def _version_faults(sheets: Sequence[TypedSheet]) -> Iterator[Fault]:
    versions = [sheet.cells[0][0] for sheet in sheets if sheet.title == CHOICES and sheet.cells and sheet.cells[0]]
    if versions != [VERSION]:
        yield warning("roster_version", found=str(versions[0]) if versions else "", wanted=VERSION)


def _read_sheet(sheet: TypedSheet, draft: _Draft) -> None:
    if folded(sheet.title) in {folded(INSTRUCTIONS), folded(CHOICES)} or not any(map(any_typed, sheet.cells)):
        return
    layout = layout_titled(sheet.title)
    if layout is None:
        draft.faults.append(error("sheet_unknown", sheet=sheet.title))
        return
    if layout.key in draft.found:
        draft.faults.append(error("sheet_repeated", sheet=sheet.title, first=draft.found[layout.key].title))
        return
    heading = _heading_row(layout, sheet)
    if heading is None:
        draft.faults.append(error("heading_missing", row=1, cell=address_of(1, 1, sheet.title), sheet=sheet.title))
        return
    draft.found[layout.key] = _columns_in(layout, sheet, heading, draft)
    _read_rows(layout, sheet, draft)


def any_typed(cells: Sequence[Cell]) -> bool:
    """Whether any cell of a row says anything."""
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)


def _heading_row(layout: Layout, sheet: TypedSheet) -> int | None:
    """Return the index of the row that holds the most headings we know."""
    counts = [
        len({column.key for cell in row if (column := column_labelled(layout, _label(cell)))})
        for row in sheet.cells[:HEADING_ROWS]
    ]
    best = max(counts, default=0)
    return counts.index(best) if best else None


def _label(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _columns_in(layout: Layout, sheet: TypedSheet, heading: int, draft: _Draft) -> Found:
    columns: dict[str, int] = {}
    for number, cell in enumerate(sheet.cells[heading], start=1):
        where = address_of(heading + 1, number, sheet.title)
        column = column_labelled(layout, _label(cell))
        if is_errors_label(_label(cell)):
            columns.setdefault("", number)
        elif column is None and any_typed((cell,)):
            draft.faults.append(
                error("column_unknown", row=heading + 1, cell=where, heading=str(cell), sheet=sheet.title)
            )
        elif column is not None and column.key in columns:
            draft.faults.append(error("column_repeated", row=heading + 1, cell=where, heading=column.said))
        elif column is not None:
            columns[column.key] = number
    for column in layout.columns:
        if column.required and column.key not in columns:
            first = address_of(heading + 1, 1, sheet.title)
            draft.faults.append(error("column_missing", row=heading + 1, cell=first, heading=column.said))
    return Found(sheet.title, heading + 1, columns)


def _read_rows(layout: Layout, sheet: TypedSheet, draft: _Draft) -> None:
    found = draft.found[layout.key]
    named = set(found.columns.values())
    for number, cells in enumerate(sheet.cells, start=1):
        if number == found.heading:
            continue
        if number < found.heading:
            draft.faults += _unread(cells, number, sheet.title, frozenset())
            continue
        draft.faults += _unread(cells, number, sheet.title, frozenset(named))
        asked = [cells[place - 1] for key, place in found.columns.items() if key and place <= len(cells)]
        if any_typed(asked):
            draft.rows[layout.key].append(_row_in(layout, cells, number, draft))


def _unread(cells: Sequence[Cell], row: int, title: str, named: frozenset[int]) -> Iterator[Fault]:
    """Yield a fault for each cell that stands under no heading."""
    for number, cell in enumerate(cells, start=1):
        if number not in named and any_typed((cell,)):
            yield error("cell_unread", row=row, cell=address_of(row, number, title), found=str(cell))


def _row_in(layout: Layout, cells: Sequence[Cell], row: int, draft: _Draft) -> Row:
    found = draft.found[layout.key]
    values: dict[str, object] = {}
    for column in layout.columns:
        place = found.columns.get(column.key, 0)
        cell = cells[place - 1] if 0 < place <= len(cells) else None
        try:
            values[column.key] = value_in(column, cell)
        except Misread as doubt:
            values[column.key] = _nothing(column)
            where = address_of(row, place, found.title)
            shown = {"found": str(cell), "heading": column.said, "most": column.longest}
            draft.faults.append(Fault(doubt.code, row=row, cell=where, facts=shown))
    return layout.row(**values, origin=Origin(layout.key, row))


def value_in(column: Column, cell: Cell) -> object:
    """Return what a cell says to the question of its column.

    Raises
    ------
    beizhan.files.spreadsheet.cells.Misread
        If it says something else.
    """
    if column.ask is Ask.WHOLE:
        return whole_of(cell)
    if column.ask is Ask.DATE:
        return date_of(cell)
    if column.ask is Ask.YES_NO:
        return yes_of(cell)
    text = text_of(cell) if column.ask is Ask.TEXT else code_of(cell)
    if len(text) > column.longest:
        raise Misread("text_too_long")
    if column.ask in {Ask.PARTY, Ask.POST} and text:
        choice = choice_in(column.ask, text)
        if choice is None:
            raise Misread("choice_unknown")
        return choice
    return text


def _nothing(column: Column) -> object:
    return None if column.ask in {Ask.WHOLE, Ask.DATE, Ask.YES_NO} else ""
