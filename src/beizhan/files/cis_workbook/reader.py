"""Reads a marking scheme from a CIS workbook or its CSV variant, as drafts and hand-edited files really are."""

from collections.abc import Iterator, Sequence

from beizhan.core.faults import Fault, warning
from beizhan.core.scheme.tree import Calculation, Scheme, aspects_of, numbered
from beizhan.files.cis_workbook.assembly import Assembly, criteria_of, take
from beizhan.files.cis_workbook.calculations import calculations_in, unused_in
from beizhan.files.cis_workbook.cells import kind_of, text_of
from beizhan.files.cis_workbook.grid import Grid, Row, grids_of
from beizhan.files.cis_workbook.layout import COLUMNS, STRANGER, letter_of, sheet_rank, table_columns_of
from beizhan.files.cis_workbook.lines import blocks_and_lines_of
from beizhan.files.cis_workbook.preamble import preamble_of
from beizhan.files.cis_workbook.reading import Reading, UnreadableScheme

_USUAL_COLUMNS = {meaning: place for place, meaning in enumerate(COLUMNS)}


def read_scheme(content: bytes, *, name: str = "") -> Reading:
    """Return the marking scheme in a file, with everything that was not plain about it.

    Parameters
    ----------
    content : bytes
        A workbook (.xlsx, .xls, .xlsb, .ods) or CSV; which of them is told by the bytes.
    name : str
        Name of the file, for the refusal.

    Raises
    ------
    UnreadableScheme
        If no sheet holds a single aspect, or the file cannot be opened at all.
    """
    grids = sorted(grids_of(content), key=lambda grid: sheet_rank(grid.name))
    calculations, faults = calculations_in(grids)
    for grid in grids:
        if grid.refusal and sheet_rank(grid.name) < STRANGER:
            raise grid.refusal
        reading = _read_grid(grid, calculations)
        if reading and aspects_of(reading.scheme):
            more = (*faults, *_sheet_faults(grids, grid))
            return Reading(reading.scheme, (*reading.faults, *more), reading.columns)
    for grid in grids:
        if grid.refusal:
            raise grid.refusal
    raise UnreadableScheme("no_aspects", file=name, sheets=[grid.name for grid in grids])


def _read_grid(grid: Grid, calculations: dict[int, Calculation]) -> Reading | None:
    first = _table_start(grid.rows)
    if first is None:
        return None
    preamble = preamble_of(grid.rows[:first], formulas_as_text=grid.is_csv)
    columns = table_columns_of(grid.rows[first]) or _USUAL_COLUMNS
    state = Assembly(preamble.criteria, calculations)
    for line in blocks_and_lines_of(grid, first, columns):
        take(state, line)
    scheme = numbered(Scheme(preamble.title, tuple(preamble.sections), criteria_of(state)))
    letters = {meaning: letter_of(place) for meaning, place in columns.items()} | preamble.columns
    faults = (*preamble.faults, *state.faults, *_calculation_faults(scheme, calculations))
    return Reading(scheme, faults, letters)


def _table_start(rows: Sequence[Row]) -> int | None:
    """Return the 0-based row of the first heading, or without any heading that of the first typed aspect."""
    heading = next((place for place, row in enumerate(rows) if table_columns_of(row)), None)
    if heading is not None:
        return heading
    typed = next((place for place, row in enumerate(rows) if _is_typed_aspect(row)), None)
    if typed is None:
        return None
    above = rows[typed - 1] if typed else ()
    return typed - 1 if above and text_of(above[0]) else typed


def _is_typed_aspect(row: Row) -> bool:
    kind, description, mark = (_USUAL_COLUMNS[meaning] for meaning in ("kind", "description", "mark"))
    return (
        len(row) > mark
        and kind_of(row[kind]) not in (None, "unknown")
        and bool(text_of(row[description]))
        and bool(text_of(row[mark]))
    )


def _calculation_faults(scheme: Scheme, calculations: dict[int, Calculation]) -> list[Fault]:
    cited = {aspect.calculation for aspect in aspects_of(scheme) if aspect.calculation}
    if cited and not calculations:
        return [warning("calculations_missing", rows=sorted(calculation.name for calculation in cited))]
    return list(unused_in(calculations, {row for row, found in calculations.items() if found in cited}))


def _sheet_faults(grids: Sequence[Grid], read: Grid) -> Iterator[Fault]:
    """Tell of sheets that might have been meant too, and of characters that may have been misread."""
    if read.guessed:
        yield warning("encoding_guessed", encoding=read.guessed)
    for grid in grids:
        if grid.refusal:
            yield warning("sheet_unread", sheet=grid.name)
        elif grid is not read and _table_start(grid.rows) is not None:
            yield warning("sheet_ignored", sheet=grid.name, read=read.name)
