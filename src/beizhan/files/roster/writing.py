"""The roster as a workbook: empty or filled, and handed back with what is wrong beside the cells.

What was typed is written again, cell by cell, where it stood, sheets and columns we do not know included. See
``docs/decisions/workbooks-written-anew.md``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter.worksheet import Worksheet

from beizhan.core.faults import Fault
from beizhan.files.roster.checking import rows_by_sheet
from beizhan.files.roster.instructions import write_choices, write_instructions
from beizhan.files.roster.layout import CHOICES, ERRORS, INSTRUCTIONS, LAYOUTS, YES_NO, Ask, Column, Layout, choices_of
from beizhan.files.roster.rows import Found, Roster, Row
from beizhan.files.spreadsheet.cells import Cell, TypedSheet, folded, letters_of
from beizhan.files.spreadsheet.remarks import Remarks, Sentence, code_and_facts
from beizhan.files.spreadsheet.writing import Book

LAST_ROW = 2_000
"""Drop-downs and formats reach down to this row."""

_ERRORS_WIDTH = 34


@dataclass(frozen=True, slots=True)
class _Desk:
    """What writing one workbook needs at hand."""

    book: Book
    remarks: Remarks
    places: Mapping[str, Found]


def write_roster(roster: Roster, faults: Sequence[Fault] = (), *, sentence: Sentence = code_and_facts) -> bytes:
    """Return the workbook of a roster.

    Parameters
    ----------
    roster : Roster
        Empty for the bare template; from the database for a filled one; as read, to hand it back.
    faults : sequence of Fault
        What to write beside the cells: the cell red with a comment, the sentence in the column of errors, and all of
        them listed on the sheet of instructions.
    sentence : callable
        The words for a fault, in the reader's language.
    """
    remarks = Remarks(faults, sentence)
    fresh = {layout.key: _fresh_place(layout) for layout in LAYOUTS if layout.key not in roster.found}
    desk = _Desk(Book(), remarks, {**fresh, **roster.found})
    front = desk.book.sheet(INSTRUCTIONS)
    layouts = {place.title: key for key, place in roster.found.items()}
    for sheet in roster.typed:
        if folded(sheet.title) not in {folded(INSTRUCTIONS), folded(CHOICES)}:
            _write_typed(desk, sheet, layouts.get(sheet.title))
    for layout in LAYOUTS:
        if layout.key in fresh:
            _write_fresh(desk, layout, rows_by_sheet(roster)[layout.key])
    write_choices(desk.book)
    write_instructions(desk.book, front, remarks)
    return desk.book.close()


def _fresh_place(layout: Layout) -> Found:
    columns = {column.key: number for number, column in enumerate(layout.columns, start=2)}
    return Found(layout.title, 1, {"": 1, **columns})


def _write_fresh(desk: _Desk, layout: Layout, rows: Sequence[Row]) -> None:
    place = desk.places[layout.key]
    sheet = desk.book.sheet(layout.title)
    desk.book.put_row(sheet, 0, (ERRORS, *(column.label for column in layout.columns)), "head")
    _furnish(desk, sheet, layout)
    for number, row in enumerate(rows, start=1):
        for column in layout.columns:
            value = shown(column, getattr(row, column.key))
            desk.book.put(sheet, number, place.columns[column.key] - 1, value, _style(column))


def shown(column: Column, value: object) -> Cell:
    """Return a value of a row as its cell shows it."""
    if column.ask is Ask.YES_NO:
        return None if value is None else YES_NO[0 if value else 1]
    if column.ask in {Ask.PARTY, Ask.POST}:
        labels = {code: label for label, code in choices_of(column.ask).items()}
        return labels.get(str(value), str(value)) or None
    return value or None if isinstance(value, str) else value  # type: ignore[return-value]  # a row holds texts, numbers, dates


def _write_typed(desk: _Desk, typed: TypedSheet, key: str | None) -> None:
    """Write a sheet as it came, each cell where it stood, with the remarks on it."""
    sheet = desk.book.sheet(typed.title)
    desk.remarks.named(typed.title, sheet.get_name())
    if typed.hidden:
        sheet.hide()
    layout = next((layout for layout in LAYOUTS if layout.key == key), None)
    place = desk.places[layout.key] if layout else Found(typed.title, 0, {})
    if layout:
        _furnish(desk, sheet, layout)
    errors = place.columns.get("", 1 + max(map(len, typed.cells), default=0))
    for number, cells in enumerate(typed.cells, start=1):
        for column, cell in enumerate(cells, start=1):
            if layout is None or column != errors or number <= place.heading:
                style = "head" if number == place.heading else "text" if isinstance(cell, str) else "plain"
                desk.remarks.put(desk.book, sheet, (number, column), cell, style)
    if layout:
        desk.book.put(sheet, place.heading - 1, errors - 1, ERRORS, "head")
        desk.remarks.put_beside(desk.book, sheet, (place.heading, errors))


def _style(column: Column) -> str:
    return "text" if column.ask in {Ask.TEXT, Ask.CODE} else "plain"


def _furnish(desk: _Desk, sheet: Worksheet, layout: Layout) -> None:
    """Give a sheet its widths, formats, drop-downs and locked heading."""
    place = desk.places[layout.key]
    if "" in place.columns:
        sheet.set_column(place.columns[""] - 1, place.columns[""] - 1, _ERRORS_WIDTH)
    for column in layout.columns:
        if column.key in place.columns:
            number = place.columns[column.key] - 1
            look = desk.book.look("plain", "date") if column.ask is Ask.DATE else desk.book.look(_style(column))
            sheet.set_column(number, number, column.width, look)
            rule = _validation(desk, column)
            if rule:
                sheet.data_validation(place.heading, number, LAST_ROW, number, rule)
    sheet.freeze_panes(place.heading, 1)


def _validation(desk: _Desk, column: Column) -> dict[str, object]:
    hint = (
        {"input_title": column.label[:32], "input_message": f"例 e.g. {column.example}"[:255]} if column.example else {}
    )
    ask: dict[Ask, Callable[[], dict[str, object]]] = {
        Ask.WHOLE: lambda: {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 9999},
        Ask.DATE: lambda: {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2100, 1, 1),
        },
        Ask.YES_NO: lambda: {"validate": "list", "source": list(YES_NO)},
        Ask.PARTY: lambda: {"validate": "list", "source": f"='{CHOICES}'!$B$2:$B${1 + len(choices_of(Ask.PARTY))}"},
        Ask.POST: lambda: {"validate": "list", "source": f"='{CHOICES}'!$C$2:$C${1 + len(choices_of(Ask.POST))}"},
    }
    if column.refers:
        return {**_reference(desk, column), **hint}
    return {**ask[column.ask](), **hint} if column.ask in ask else {}


def _reference(desk: _Desk, column: Column) -> dict[str, object]:
    """Offer the codes of the sheet that a column refers to, and let others be typed: the campaign may know them."""
    layout = next(it for it in LAYOUTS if it.key == column.refers)
    place = desk.places[layout.key]
    letter = place.columns.get(layout.identity[0])
    if letter is None:
        return {"validate": "any"}
    title = place.title.replace("'", "''")
    first, name = place.heading + 1, letters_of(letter)
    source = f"='{title}'!${name}${first}:${name}${LAST_ROW}"
    return {"validate": "list", "source": source, "error_type": "information"}
