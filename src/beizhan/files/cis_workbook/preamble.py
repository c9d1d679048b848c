"""What stands above the aspects: the title, the sections of the standards, the declared criteria."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from beizhan.core.faults import Fault, error, warning
from beizhan.core.scheme.tree import Criterion, Section
from beizhan.files.cis_workbook.cells import criterion_code_of, mark_of, section_of, text_of
from beizhan.files.cis_workbook.grid import Row
from beizhan.files.cis_workbook.layout import (
    cell_of,
    criteria_columns_of,
    is_criteria_title,
    is_standards_title,
    is_total,
    letter_of,
    section_columns_of,
)


@dataclass(slots=True)
class Preamble:
    """The tables above the aspects, filled row by row."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)


def preamble_of(rows: Sequence[Row], *, formulas_as_text: bool = False) -> Preamble:
    """Read the rows above the first heading of the aspect table, whatever their number and order.

    ``formulas_as_text`` says that what begins with an equals sign is no title but a sum, as in CSV.
    """
    preamble = Preamble()
    take: Callable[[Preamble, int, Row], None] = _take_title
    for number, row in enumerate(rows, 1):
        if formulas_as_text and _whole(row).startswith("="):
            continue
        if not any(map(text_of, row)) or is_standards_title(row):
            continue
        if is_criteria_title(row):  # which ends the table of sections, whatever its own heading says
            take = _take_title
            continue
        sections, criteria = section_columns_of(row), criteria_columns_of(row)
        if sections:
            preamble.columns |= {"section_number": letter_of(sections[0]), "section_mark": letter_of(sections[2])}
            take = _section_taker(sections)
        elif criteria:
            preamble.columns["criterion_mark"] = letter_of(criteria[2])
            take = _criterion_taker(criteria)
        elif not is_total(row):
            take(preamble, number, row)
    return preamble


def _take_title(preamble: Preamble, number: int, row: Row) -> None:
    place, first = next((place, text_of(value)) for place, value in enumerate(row) if text_of(value))
    if not preamble.title:
        preamble.title = first
        _ignore_beyond(preamble, number, row, place)
    else:
        preamble.faults.append(warning("row_not_understood", row=number, text=_whole(row)))


def _section_taker(columns: tuple[int, int, int]) -> Callable[[Preamble, int, Row], None]:
    def take(preamble: Preamble, number: int, row: Row) -> None:
        code, name, mark = (_value(row, column) for column in columns)
        if not text_of(code):
            preamble.faults.append(warning("row_not_understood", row=number, text=_whole(row)))
            return
        declared = _marks(preamble, number, columns[2], mark)
        preamble.sections.append(Section(section_of(code), text_of(name), declared, number))
        _ignore_beyond(preamble, number, row, columns[2] + 2)

    return take


def _criterion_taker(columns: tuple[int, int, int]) -> Callable[[Preamble, int, Row], None]:
    def take(preamble: Preamble, number: int, row: Row) -> None:
        code, name, mark = (_value(row, column) for column in columns)
        _ignore_beyond(preamble, number, row, columns[2])
        if not any(map(text_of, row[: columns[2] + 1])):
            return
        letter = criterion_code_of(code)
        if not letter:
            preamble.faults.append(warning("row_not_understood", row=number, text=_whole(row)))
            return
        declared = _marks(preamble, number, columns[2], mark)
        preamble.criteria.append(Criterion(letter, text_of(name), declared, (), number))

    return take


def _marks(preamble: Preamble, number: int, column: int, value: object) -> int | None:
    mark = mark_of(value)
    if mark.fault:
        preamble.faults.append(error(mark.fault, row=number, cell=cell_of(number, column), found=text_of(value)))
    return mark.hundredths


def _ignore_beyond(preamble: Preamble, number: int, row: Row, last: int) -> None:
    for column, value in enumerate(row[last + 1 :], last + 1):
        if isinstance(value, str) and text_of(value):
            cell = cell_of(number, column)
            preamble.faults.append(warning("cell_ignored", row=number, cell=cell, text=text_of(value)))


def _whole(row: Row) -> str:
    return " | ".join(filter(None, map(text_of, row)))


def _value(row: Row, place: int) -> object:
    return row[place] if place < len(row) else ""
