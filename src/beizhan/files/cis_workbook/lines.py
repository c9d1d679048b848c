"""What one row of the aspect table is, taken by itself: a heading, an aspect, a level, a further line, a remark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from beizhan.files.cis_workbook.cells import (
    begins_as_sub_code,
    criterion_code_of,
    day_of,
    is_sub_code,
    kind_of,
    number_of,
    section_of,
    text_of,
)
from beizhan.files.cis_workbook.grid import Grid, Row
from beizhan.files.cis_workbook.layout import cell_of, criterion_label_of, is_total, table_columns_of

_REMARKS = ({"description"}, {"sub_name"}, {"sub_code"}, {"sub_name", "description"})


@dataclass(frozen=True, slots=True)
class Block:
    """A heading row of the table, which begins the criterion it names (or, unnamed, the next one)."""

    row: int
    letter: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row that says something.

    ``texts`` are its cells that are not blank, by the meaning of their columns; ``also`` holds the words that stand
    right of the table, with their cells.
    """

    row: int
    texts: Mapping[str, str]
    columns: Mapping[str, int]
    also: tuple[tuple[str, str], ...] = ()

    def text(self, meaning: str) -> str:
        """Return the text in the column of this meaning."""
        return self.texts.get(meaning, "")

    def cell(self, meaning: str) -> str:
        """Return the address of the cell in the column of this meaning."""
        return cell_of(self.row, self.columns[meaning])

    def whole_text(self) -> str:
        """Return every text of the row."""
        return " | ".join(self.texts.values())


def blocks_and_lines_of(grid: Grid, first: int, columns: Mapping[str, int]) -> Iterator[Block | Line]:
    """Return every row of the table that is not blank, from the 0-based row ``first`` on."""
    for place in range(first, len(grid.rows)):
        row = grid.rows[place]
        found = table_columns_of(row)
        if found:
            columns = found
            yield Block(place + 1, criterion_label_of(row))
            continue
        line = _line_of(grid, place, columns)
        if line.texts or line.also:
            yield line


def is_level(line: Line) -> bool:
    """Whether the row describes a level of the judgement scale."""
    return "score" in line.texts and "description" not in line.texts


def is_aspect(line: Line) -> bool:
    """Whether the row is an aspect: it has a type and something to mark, or lacks only the type.

    Without a type that is known it takes a mark or a number of a section: a heading in another language has neither.
    """
    if is_level(line):
        return False
    if kind_of(line.text("kind")) not in (None, "unknown"):
        return bool({"section", "mark", "description", "extra"} & line.texts.keys())
    weighty = number_of(line.text("mark")) is not None or section_of(line.text("section")).isdecimal()
    return weighty and bool({"kind", "description"} & line.texts.keys())


def is_sub_criterion(line: Line) -> bool:
    """Whether the row opens a sub-criterion: it has an id, or a day beside a name or an odd id."""
    code = line.text("sub_code")
    if is_sub_code(code) or begins_as_sub_code(code):
        return True
    return "day" in line.texts and day_of(line.text("day"))[1] and bool(code or line.text("sub_name"))


def is_criterion(line: Line) -> bool:
    """Whether the row only names a criterion by its letter, above its sub-criteria."""
    named = line.texts.keys() in ({"sub_code", "sub_name"}, {"sub_code", "sub_name", "mark"})
    return named and bool(criterion_code_of(line.text("sub_code")))


def is_remark(line: Line) -> bool:
    """Whether the row holds nothing but words where an aspect or a name would stand."""
    return line.texts.keys() in _REMARKS


def is_further(line: Line) -> bool:
    """Whether the row continues the aspect above it."""
    return line.texts.keys() <= {"extra", "requirement"}


def is_sum(line: Line) -> bool:
    """Whether the row repeats a sum, or says nothing inside the table."""
    return not line.texts or (not {"kind", "score"} & line.texts.keys() and is_total(tuple(line.texts.values())))


def _line_of(grid: Grid, place: int, columns: Mapping[str, int]) -> Line:
    row = grid.rows[place]
    width = len(row)
    texts = {
        meaning: text
        for meaning, column in columns.items()
        if column < width and row[column] != "" and (text := text_of(row[column]))
    }
    if grid.merged and "description" in texts:
        for meaning in ("kind", "section"):  # merged downwards over several aspects: each of them has it
            merged = text_of(grid.merged.get((place, columns[meaning])))
            if merged:
                texts.setdefault(meaning, merged)
    return Line(place + 1, texts, columns, tuple(_words_beyond(row, place + 1, max(columns.values()))))


def _words_beyond(row: Row, number: int, last: int) -> Iterator[tuple[str, str]]:
    """Return the words right of the table; a sum and its label are none."""
    beyond = row[last + 1 :]
    if any(beyond) and not is_total(beyond):
        for column, value in enumerate(beyond, last + 1):
            if isinstance(value, str) and text_of(value) and number_of(value) is None:
                yield cell_of(number, column), text_of(value)
