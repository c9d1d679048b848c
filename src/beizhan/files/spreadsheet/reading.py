"""Sheets as typed, from the bytes of a workbook: here, or in the child process for what was uploaded."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from beizhan.core.faults import error
from beizhan.files.child import ReaderDied, read_in_child
from beizhan.files.guard import Unreadable
from beizhan.files.spreadsheet.cells import EXACT, Cell, TypedSheet

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_SHEETS = 200
KINDS = frozenset((".xlsx", ".xls", ".ods"))
"""Extensions that a filled-in workbook may come back with."""

WORKBOOK_FAULTS = ("workbook_encrypted", "workbook_damaged", "sheet_too_large", "too_many_sheets")
"""Every code with which :func:`sheets_of` refuses."""


class UnreadableWorkbook(Unreadable):
    """The bytes are no workbook that can be read; the fault says why."""


def sheets_of(content: bytes) -> tuple[TypedSheet, ...]:
    """Return every sheet of a workbook with every cell of it.

    Whole floats come back as int, dates as dates, merged ranges filled. A cell that holds an error of Excel
    (``#DIV/0!``) reads as empty.

    Raises
    ------
    UnreadableWorkbook
        If the bytes are no workbook, are encrypted, or hold a sheet larger than 20,000 rows or 200 columns.
    """
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            if len(workbook.sheet_names) > MAX_SHEETS:
                raise UnreadableWorkbook(error("too_many_sheets", found=len(workbook.sheet_names), allowed=MAX_SHEETS))
            seen = [meta.visible is SheetVisibleEnum.Visible for meta in workbook.sheets_metadata]
            return tuple(
                _sheet_of(workbook.get_sheet_by_index(place), hidden=not visible) for place, visible in enumerate(seen)
            )
    except PasswordError as refusal:
        raise UnreadableWorkbook(error("workbook_encrypted")) from refusal
    except (CalamineError, OSError, ValueError) as refusal:
        raise UnreadableWorkbook(error("workbook_damaged", reason=str(refusal))) from refusal


def read_uploaded_sheets(content: bytes, *, name: str) -> tuple[TypedSheet, ...]:
    """Return the sheets of an uploaded workbook, read in a child process with limits.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If the file may not be read, cannot be read, or costs too much to read; its fault says which.
    """
    document = read_in_child(sheets_document, content, name=name, allowed=KINDS)
    try:
        return tuple(_sheet_in(sheet) for sheet in document)
    except (KeyError, TypeError, ValueError, OverflowError) as doubt:
        raise ReaderDied(error("reader_died", status=0)) from doubt


def sheets_document(content: bytes, name: str) -> list[dict[str, Any]]:  # noqa: ARG001 -- every reader of the child takes the name
    """Return the sheets as JSON can hold them; this runs in the child."""
    return [
        {
            "title": sheet.title,
            "hidden": sheet.hidden,
            "cells": [[_packed(cell) for cell in row] for row in sheet.cells],
        }
        for sheet in sheets_of(content)
    ]


def _sheet_of(sheet: CalamineSheet, *, hidden: bool) -> TypedSheet:
    last = sheet.end
    if last is None:
        return TypedSheet(sheet.name, (), hidden)
    if last[0] >= MAX_ROWS or last[1] >= MAX_COLUMNS:
        fault = error("sheet_too_large", sheet=sheet.name, rows=last[0] + 1, columns=last[1] + 1)
        raise UnreadableWorkbook(fault)
    rows = [[_cell_of(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    ranges = sheet.merged_cell_ranges or []
    covered = set()
    for row, column, value in list(_merged(rows, ranges)):
        rows[row][column] = value
        covered.add((row, column))
    return TypedSheet(sheet.name, tuple(map(tuple, rows)), hidden, frozenset(covered - {begin for begin, _ in ranges}))


def _merged(
    rows: list[list[Cell]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[tuple[int, int, Cell]]:
    """Yield what merged ranges put into the used cells."""
    for (top, left), (bottom, right) in ranges:
        if top < len(rows) and left < len(rows[top]):
            for row in range(top, min(bottom + 1, len(rows))):
                for column in range(left, min(right + 1, len(rows[top]))):
                    yield row, column, rows[top][left]


def _cell_of(value: object) -> Cell:
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return int(value)
    if isinstance(value, str | bool | int | float | date | datetime | time | timedelta):
        return value if value != "" else None
    return None


_ISO: Mapping[str, Callable[[str], date | time]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def _packed(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    return cell


def _unpacked(value: Any) -> Cell:
    if isinstance(value, Mapping):
        ((kind, inner),) = value.items()
        if kind == "seconds":
            return timedelta(seconds=inner)
        return _ISO[kind](inner)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise TypeError(type(value).__name__)


def _sheet_in(document: Mapping[str, Any]) -> TypedSheet:
    if not isinstance(document["title"], str):
        raise TypeError("title")
    cells = tuple(tuple(_unpacked(value) for value in row) for row in document["cells"])
    return TypedSheet(document["title"], cells, bool(document["hidden"]))
