"""Any table as a workbook of one sheet: boards, standings, logs."""

from collections.abc import Sequence
from dataclasses import dataclass

from beizhan.files.spreadsheet.cells import Cell
from beizhan.files.spreadsheet.writing import Book


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a table: its words, its width in characters, and whether it holds marks in hundredths."""

    text: str
    width: int = 14
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table on its own sheet: title, headings, rows, and a line under the title."""

    title: str
    columns: Sequence[Heading | str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def write_table(
    title: str, columns: Sequence[Heading | str], rows: Sequence[Sequence[Cell]], *, note: str = ""
) -> bytes:
    """Return a workbook with one table: title, headings, rows; filters on, headings frozen.

    Parameters
    ----------
    title : str
        The title of the sheet and of the table.
    columns : sequence of Heading or str
        The headings from left to right.
    rows : sequence of sequence
        One sequence of cells a row; whole hundredths under a heading with ``marks`` are written as marks (150 as 1.50).
    note : str
        A line under the title: the state of what is shown, and since when.
    """
    return write_tables([Table(title, columns, rows, note)])


def write_tables(tables: Sequence[Table]) -> bytes:
    """Return a workbook with a sheet for each table."""
    book = Book()
    for table in tables:
        _add(book, table)
    return book.close()


def _add(book: Book, table: Table) -> None:
    headings = [column if isinstance(column, Heading) else Heading(column) for column in table.columns]
    sheet = book.sheet(table.title)
    book.put(sheet, 0, 0, table.title, "title")
    book.put(sheet, 1, 0, table.note or None)
    for place, heading in enumerate(headings):
        sheet.set_column(place, place, heading.width)
        book.put(sheet, 2, place, heading.text, "head")
    for number, row in enumerate(table.rows, start=3):
        for place, (heading, value) in enumerate(zip(headings, row, strict=True)):
            if heading.marks and isinstance(value, int):
                book.put(sheet, number, place, value / 100, "mark")
            else:
                book.put(sheet, number, place, value)
    sheet.freeze_panes(3, 0)
    if headings and table.rows:
        sheet.autofilter(2, 0, 2 + len(table.rows), len(headings) - 1)
