"""The summary of a day, or of the whole assessment, that is signed before it is locked (汇总表)."""

from beizhan.core.marking.cells import CellState, mark_of, state_of
from beizhan.core.scheme.tree import SubCriterion, sub_criteria_of
from beizhan.files.paper.forms import DayRow, DaySummary, SummaryLine
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.queries.marking.entering.desks import where_it_stands
from beizhan.queries.marking.entering.printing import masthead_of
from beizhan.queries.marking.grids import Grid, grid_of


def summary_of(assessment: Assessment, *, day: int | None = None) -> DaySummary | None:
    """Return the summary of a day, or of all days; nothing where there is nothing to sum. Seventeen queries."""
    grid = grid_of(assessment)
    subs = tuple(sub for sub in sub_criteria_of(grid.scheme) if day is None or sub.day == day)
    if not subs or not grid.places:
        return None
    return DaySummary(
        masthead=masthead_of(assessment, where_it_stands(assessment)),
        sheet=f"SUM-{day}" if day is not None else "SUM",
        day=day,
        sub_criteria=tuple(SummaryLine(sub.code, sub.name, _full(sub), day=sub.day) for sub in subs),
        rows=tuple(_row(grid, place, subs) for place in grid.places),
    )


def _full(sub: SubCriterion) -> int:
    return sum(aspect.max_mark or 0 for aspect in sub.aspects)


def _row(grid: Grid, place: Place, subs: tuple[SubCriterion, ...]) -> DayRow:
    marks = tuple(_mark(grid, place, sub) for sub in subs)
    whole = [mark for mark in marks if mark is not None]
    return DayRow(place.code, marks, sum(whole) if len(whole) == len(marks) else None)


def _mark(grid: Grid, place: Place, sub: SubCriterion) -> int | None:
    """Return what a sheet is worth, once every cell of it is confirmed."""
    cells = [grid.cell(place, aspect) for aspect in sub.aspects]
    marks = [mark_of(cell) for cell in cells if state_of(cell) is CellState.CONFIRMED]
    known = [mark for mark in marks if mark is not None]
    return sum(known) if len(known) == len(cells) else None
