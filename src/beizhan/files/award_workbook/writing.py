"""The award workbook: empty, filled with what is known, or handed back with what is wrong beside the cells."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from xlsxwriter.worksheet import Worksheet

from beizhan.core.faults import Fault
from beizhan.core.scheme.tree import Kind
from beizhan.files.award_workbook.rows import AGREED, JUDGES, TOP_SCORE, VERSION, AwardAspect, AwardBook, AwardSheet
from beizhan.files.spreadsheet.cells import Cell, TypedSheet
from beizhan.files.spreadsheet.remarks import Remarks, Sentence, code_and_facts
from beizhan.files.spreadsheet.writing import Book

SUMMARY = "错误 Errors"
HEADINGS = ("", "错误 Errors", "编号 Code", "类型 Type", "评分点 Aspect", "满分 Max")
KEY, ERRORS, CODE, KIND, DESCRIPTION, MAX, FIRST = range(1, 8)
"""Columns, counted from 1; awards begin in the last."""
TITLE_ROW, HINT_ROW, CODES_ROW, SEATS_ROW, FIRST_ROW = range(1, 6)
"""Rows, counted from 1."""

_HINT = (
    "只填白色单元格：评价填 0–3，每名裁判一格；测量填一致得分，填在第一格。Fill in white cells only: judgement 0–3, "
    "one cell a judge; measurement the agreed mark, in the first cell."
)
_WIDTHS = {KEY: 2, ERRORS: 30, CODE: 10, KIND: 9, DESCRIPTION: 46, MAX: 9}
_KINDS = {Kind.JUDGEMENT: "J 评价", Kind.MEASUREMENT: "M 测量"}

Given = Mapping[tuple[str, str, int], int]
"""Awards that are known: aspect key, blind code, seat → value."""

_Grid = dict[tuple[int, int], tuple[Cell, str]]
_NOTHING: Given = MappingProxyType({})


def write_award_workbook(
    book: AwardBook,
    given: Given = _NOTHING,
    *,
    typed: Sequence[TypedSheet] = (),
    faults: Sequence[Fault] = (),
    sentence: Sentence = code_and_facts,
) -> bytes:
    """Return the workbook.

    Parameters
    ----------
    book : AwardBook
        The sub-criteria, their aspects and blind codes.
    given : mapping
        Awards already known, to be shown in their cells.
    typed : sequence of TypedSheet
        What came back, to be written where it stood; then ``given`` is not shown.
    faults, sentence : sequence of Fault, callable
        What to write beside the cells, and its words.
    """
    made, remarks = Book(), Remarks(faults, sentence)
    if remarks.faults:
        _write_summary(made, remarks)
    came = {sheet.title: sheet for sheet in typed if sheet.title != SUMMARY}
    for sheet in book.sheets:
        target = made.sheet(sheet.code)
        back = came.pop(target.get_name(), None)
        grid = _overlaid(_grid_of(book, sheet, _NOTHING if back else given), back)
        _write_cells(made, remarks, target, grid)
        _furnish(target, sheet)
    for stranger in came.values():
        target = made.sheet(stranger.title)
        remarks.named(stranger.title, target.get_name())
        for (row, column), (value, style) in _overlaid({}, stranger).items():
            remarks.put(made, target, (row, column), value, style)
    return made.close()


def seats_of(sheet: AwardSheet) -> tuple[int, ...]:
    """Return the columns that each blind code has: three where anything is judged, else one."""
    return JUDGES if any(aspect.kind is Kind.JUDGEMENT for aspect in sheet.aspects) else (AGREED,)


def _write_summary(made: Book, remarks: Remarks) -> None:
    sheet = made.sheet(SUMMARY)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for row, (cell, sign, text) in enumerate(remarks.listed()):
        made.put(sheet, row, 0, f"{sign} {cell}".strip(), "text")
        made.put(sheet, row, 1, text, "wrap")


def _grid_of(book: AwardBook, sheet: AwardSheet, given: Given) -> _Grid:
    grid: _Grid = {
        (TITLE_ROW, KEY): (VERSION, "key"),
        (HINT_ROW, KEY): (book.version, "key"),
        (TITLE_ROW, CODE): (f"{sheet.code} {sheet.name} · {book.title}", "title"),
        (HINT_ROW, CODE): (_HINT, "plain"),
    }
    for column, heading in enumerate(HEADINGS, start=1):
        grid[CODES_ROW, column] = (heading or None, "head")
        grid[SEATS_ROW, column] = (None, "head")
    for column, code, seat in _award_columns(sheet):
        grid[CODES_ROW, column] = (code, "head")
        grid[SEATS_ROW, column] = (f"裁判 Judge {seat}" if seat else "得分 Mark", "head")
    for row, aspect in enumerate(sheet.aspects, start=FIRST_ROW):
        grid.update({(row, column): cell for column, cell in _labels_of(aspect).items()})
        for column, code, seat in _award_columns(sheet):
            grid[row, column] = _award_cell(aspect, code, seat, given)
    return grid


def _award_columns(sheet: AwardSheet) -> Iterator[tuple[int, str, int]]:
    """Yield column, blind code and seat from left to right; the code stands above each of its columns."""
    column = FIRST
    for code in sheet.codes:
        for seat in seats_of(sheet):
            yield column, code, seat
            column += 1


def _labels_of(aspect: AwardAspect) -> dict[int, tuple[Cell, str]]:
    return {
        KEY: (aspect.key, "key"),
        CODE: (aspect.code, "text"),
        KIND: (_KINDS[aspect.kind], "plain"),
        DESCRIPTION: (aspect.description, "wrap"),
        MAX: (aspect.max_mark / 100, "mark"),
    }


def _award_cell(aspect: AwardAspect, code: str, seat: int, given: Given) -> tuple[Cell, str]:
    if aspect.kind is Kind.JUDGEMENT:
        return given.get((aspect.key, code, seat)), "open"
    if seat > 1:
        return None, "blocked"
    value = given.get((aspect.key, code, AGREED))
    return None if value is None else value / 100, "open_mark"


def _overlaid(grid: _Grid, typed: TypedSheet | None) -> _Grid:
    """Return the cells with what came back in their places; a cell that came back empty is empty where one types."""
    if typed is None:
        return grid
    came = {
        (row, column): cell
        for row, cells in enumerate(typed.cells, start=1)
        for column, cell in enumerate(cells, start=1)
        if cell is not None and not (grid and column == ERRORS and row >= FIRST_ROW)
    }
    return {**grid, **{where: (cell, grid.get(where, (None, "plain"))[1]) for where, cell in came.items()}}


def _write_cells(made: Book, remarks: Remarks, target: Worksheet, grid: _Grid) -> None:
    for (row, column), (value, style) in grid.items():
        if value is None and style != "head":
            made.put(target, row - 1, column - 1, None, style)
        remarks.put(made, target, (row, column), value, style)
    remarks.put_beside(made, target, (SEATS_ROW, ERRORS))


def _furnish(target: Worksheet, sheet: AwardSheet) -> None:
    for column, width in _WIDTHS.items():
        target.set_column(column - 1, column - 1, width, None, {"hidden": column == KEY})
    target.set_column(FIRST - 1, FIRST + len(sheet.codes) * len(seats_of(sheet)), 8)
    for row, aspect in enumerate(sheet.aspects, start=FIRST_ROW):
        last = FIRST + len(sheet.codes) * len(seats_of(sheet)) - 1
        if sheet.codes:
            target.data_validation(row - 1, FIRST - 1, row - 1, last - 1, _rule_of(aspect))
    target.freeze_panes(SEATS_ROW, MAX)
    target.protect(options={"format_columns": True, "format_rows": True})
    target.set_landscape()
    target.fit_to_pages(1, 0)


def _rule_of(aspect: AwardAspect) -> dict[str, object]:
    if aspect.kind is Kind.JUDGEMENT:
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": TOP_SCORE}
    return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": aspect.max_mark / 100}
