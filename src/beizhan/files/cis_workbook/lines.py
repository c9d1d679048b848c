"""What one row of the aspect table is, taken by itself: a heading, an aspect, a level, a further line, a remark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from beizhan.files.cis_workbook.cells import (
    begins_as_sub_code,
    criterion_code_of,
    is_sub_code,
    kind_of,
    number_of,
    text_of,
)
from beizhan.files.cis_workbook.grid import Grid, Row
from beizhan.files.cis_workbook.layout import (
    COLUMNS,
    cell_of,
    criterion_label_of,
    is_total,
    table_columns_of,
)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading row of the table, which begins the criterion it names (or, unnamed, the next one)."""

    row: int
    letter: str
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One row that says something, its values by the meaning of their columns.

    ``also`` holds the texts that stand right of the table, with their cells.
    """

    row: int
    values: Mapping[str, object]
    columns: Mapping[str, int]
    also: tuple[tuple[str, str], ...] = ()

    def text(self, meaning: str) -> str:
        """Return the text in the column of this meaning."""
        return text_of(self.values[meaning])

    def cell(self, meaning: str) -> str:
        """Return the address of the cell in the column of this meaning."""
        return cell_of(self.row, self.columns[meaning])

    def filled(self) -> tuple[str, ...]:
        """Return the meanings of the columns that are not blank."""
        return tuple(meaning for meaning in COLUMNS if self.text(meaning))


def blocks_and_lines_of(grid: Grid, first: int, columns: Mapping[str, int]) -> Iterator[Block | Line]:
    """Return every row of the table that is not blank, from the 0-based row ``first`` on."""
    for place in range(first, len(grid.rows)):
        row = grid.rows[place]
        if not any(map(text_of, row)):
            continue
        found = table_columns_of(row)
        if found:
            columns = found
            yield Block(place + 1, criterion_label_of(row), found)
        else:
            yield _line_of(grid, place, columns)


def is_level(line: Line) -> bool:
    """Whether the row describes a level of the judgement scale."""
    return bool(line.text("score")) and not line.text("description")


def is_aspect(line: Line) -> bool:
    """Whether the row is an aspect: it has a type and something to mark, or lacks only the type."""
    if is_level(line):
        return False
    weighty = any(line.text(meaning) for meaning in ("section", "mark"))
    if kind_of(line.values["kind"]) is not None:
        return weighty or any(line.text(meaning) for meaning in ("description", "extra"))
    return weighty and bool(line.text("description"))


def is_sub_criterion(line: Line) -> bool:
    """Whether the row opens a sub-criterion: it has an id, or a day beside a name or an odd id."""
    code = line.values["sub_code"]
    if is_sub_code(code) or begins_as_sub_code(code):
        return True
    return bool(line.text("day")) and bool(line.text("sub_code") or line.text("sub_name"))


def is_criterion(line: Line) -> bool:
    """Whether the row only names a criterion by its letter, above its sub-criteria."""
    return bool(criterion_code_of(line.values["sub_code"])) and set(line.filled()) <= {"sub_code", "sub_name", "mark"}


def is_remark(line: Line) -> bool:
    """Whether the row holds nothing but words where an aspect or a name would stand."""
    return line.filled() in (("description",), ("sub_name",), ("sub_code",), ("sub_name", "description"))


def is_further(line: Line) -> bool:
    """Whether the row continues the aspect above it."""
    return bool(line.filled()) and set(line.filled()) <= {"extra", "requirement"}


def is_sum(line: Line) -> bool:
    """Whether the row repeats a sum or holds only numbers right of the table."""
    filled = line.filled()
    return not filled or (not {"kind", "score"} & set(filled) and is_total(tuple(line.values.values())))


def _line_of(grid: Grid, place: int, columns: Mapping[str, int]) -> Line:
    row = grid.rows[place]
    values = {meaning: _value(row, columns[meaning]) for meaning in COLUMNS}
    if text_of(values["description"]):
        for meaning in ("kind", "section"):  # merged downwards over several aspects: each of them has it
            if not text_of(values[meaning]):
                values[meaning] = grid.merged.get((place, columns[meaning]), "")
    last = max(columns.values())
    also = tuple(
        (cell_of(place + 1, column), text_of(value))
        for column, value in enumerate(row)
        if column > last and _is_words(value)
    )
    return Line(place + 1, values, columns, () if is_total(row[last + 1 :]) else also)


def _value(row: Row, place: int) -> object:
    return row[place] if place < len(row) else ""


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(text_of(value)) and number_of(value) is None
