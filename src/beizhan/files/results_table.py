"""Tables of results as CSV: read as people save them, written as everybody reads them.

Read are UTF-8 with or without a mark, UTF-16 with one, and GBK as Chinese Excel writes it; separated by comma, tab or
semicolon; with any line ends. Written is UTF-8 with commas.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from beizhan.core.faults import Fault, error
from beizhan.core.forecast.entrants import Entrant
from beizhan.core.medals import Scored

ENTRANT_COLUMNS = ("year", "skill_number", "member_code")
"""What a table of entries must say before their competition."""

ENTRY_COLUMNS = (*ENTRANT_COLUMNS, "points")
"""What a table of entries must say after it."""

_SEPARATORS = (",", "\t", ";")
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,30})?")
"""Longer ones are no marks and no points, and exact arithmetic on them never ends."""


class ResultsTableError(ValueError):
    """A table that cannot be read; ``fault`` says what is wrong, in which row and (as ``cell``) in which column."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault

    def __str__(self) -> str:
        where = [f"row {self.fault.row}"] * (self.fault.row is not None)
        where += [f"column {self.fault.cell}"] * bool(self.fault.cell)
        facts = [f"{name} {fact!r}" for name, fact in self.fault.facts.items()]
        return ": ".join(filter(None, (", ".join(where), self.fault.code.replace("_", " "), ", ".join(facts))))


@dataclass(frozen=True, slots=True)
class Row:
    """One line under the header: its number as a spreadsheet shows it, and its cells as they were written."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """A header and the rows under it; blank rows are left out."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_results(content: bytes, wanted: Sequence[str]) -> ResultsTable:
    """Read a table that must have certain columns.

    Parameters
    ----------
    content : bytes
        The file.
    wanted : sequence of str
        Columns it must have, in any order and any case; their cells may not be empty. Others are kept.

    Returns
    -------
    ResultsTable
        With the wanted columns under the names asked for, and all cells without the white space around them.

    Raises
    ------
    ResultsTableError
        If the bytes are no text, a column is missing or stands twice, a row is too long, or a wanted cell is empty.
    """
    (at, header), *lines = _lines_of(_text_of(content)) or [(1, [])]
    columns = _columns_of(at, header, wanted)
    return ResultsTable(columns, tuple(_row_of(number, cells, columns, wanted) for number, cells in lines))


def number_in(row: Row, column: str) -> Decimal:
    """Return the exact number in a cell, with a point or a comma before its decimals.

    Raises
    ------
    ResultsTableError
        If it is no plain decimal number.
    """
    written = row.cells[column]
    if not _NUMBER.fullmatch(written):
        raise ResultsTableError(error("not_a_number", row=row.number, cell=column, found=written))
    return Decimal(written.replace(",", "."))


def entries_in(table: ResultsTable) -> tuple[Scored, ...]:
    """Return the entry on each row of a table that has `ENTRY_COLUMNS`.

    Raises
    ------
    ResultsTableError
        If points are no number.
    """
    return tuple(
        Scored(
            member=row.cells["member_code"],
            skill=row.cells["skill_number"],
            points=number_in(row, "points"),
            year=row.cells["year"],
        )
        for row in table.rows
    )


def entrants_in(table: ResultsTable) -> tuple[Entrant, ...]:
    """Return the entry on each row of a table that has `ENTRANT_COLUMNS`, whatever it became."""
    return tuple(
        Entrant(year=row.cells["year"], skill=row.cells["skill_number"], member=row.cells["member_code"])
        for row in table.rows
    )


def write_results(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> str:
    """Return a table as CSV text, line by line; a cell that a row does not have is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _text_of(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ResultsTableError(error("not_a_text"))


def _lines_of(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that are not blank, each with its number and without the empty cells at its end."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator_of(text), strict=True)
    try:
        lines = [(number, _without_empty_end(cells)) for number, cells in enumerate(reader, start=1)]
    except csv.Error as broken:
        raise ResultsTableError(error("quotes_broken", row=reader.line_num, found=str(broken))) from broken
    return [(number, cells) for number, cells in lines if cells]


def _separator_of(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _without_empty_end(cells: Sequence[str]) -> list[str]:
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return stripped


def _columns_of(number: int, header: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    spelling = {name.casefold(): name for name in wanted}
    columns = tuple(spelling.get(name.casefold(), name) for name in header)
    for name in wanted:
        if name not in columns:
            raise ResultsTableError(error("column_absent", row=number, cell=name, found=", ".join(columns)))
    for name in columns:
        if columns.count(name) > 1:
            raise ResultsTableError(error("column_twice", row=number, cell=name))
    return columns


def _row_of(number: int, cells: Sequence[str], columns: Sequence[str], wanted: Sequence[str]) -> Row:
    if len(cells) > len(columns):
        raise ResultsTableError(error("row_too_long", row=number, found=len(cells), wanted=len(columns)))
    row = dict(zip_longest(columns, cells, fillvalue=""))
    for name in wanted:
        if not row[name]:
            raise ResultsTableError(error("cell_empty", row=number, cell=name))
    return Row(number, row)
