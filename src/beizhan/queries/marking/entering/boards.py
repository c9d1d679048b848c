"""The board (K9): how far every sheet and every cell has come, never what was given."""

from collections.abc import Sequence
from dataclasses import dataclass

from beizhan.core.marking.cells import CellState, whole_state_of
from beizhan.core.scheme.tree import SubCriterion, sub_criteria_of
from beizhan.models.marking.assessments import Assessment
from beizhan.queries.marking.entering.desks import head_of
from beizhan.queries.marking.entering.tallies import SubLine, Tally, states_at, sub_lines_of, sums_of
from beizhan.queries.marking.grids import Grid, grid_of


@dataclass(frozen=True, slots=True)
class AspectLine:
    """An aspect with the state of its cell at every place."""

    code: str
    words: str
    states: tuple[CellState, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """How much of a day's cells is given and confirmed."""

    day: int | None
    total: int
    given: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Board:
    """Sub-criteria or, for one of them, its aspects against the places; sums, days, and sheets not yet returned."""

    head: int
    codes: tuple[str, ...]
    lines: tuple[SubLine, ...]
    chosen: SubLine | None
    aspects: tuple[AspectLine, ...]
    sums: dict[CellState, int]
    days: tuple[DayLine, ...]
    missing: tuple[Tally, ...]
    state: CellState


def board_of(assessment: Assessment, *, sub: str = "", day: int | None = None) -> Board:
    """Return the board, of one day or one sub-criterion if asked. Eleven queries."""
    grid = grid_of(assessment)
    every = sub_lines_of(grid)
    lines = tuple(line for line in every if day is None or line.day == day)
    chosen = next((line for line in every if line.code == sub), None)
    counted = (chosen,) if chosen else lines
    missing = tuple(sheet for line in counted for sheet in line.sheets if sheet.given < sheet.total)
    return Board(
        head=head_of(assessment),
        codes=tuple(place.code for place in grid.places),
        lines=lines,
        chosen=chosen,
        aspects=_aspects(grid, chosen.code) if chosen else (),
        sums=sums_of(counted),
        days=_days(every),
        missing=missing,
        state=whole_state_of({line.state for line in every}),
    )


def _aspects(grid: Grid, code: str) -> tuple[AspectLine, ...]:
    sub: SubCriterion = next(one for one in sub_criteria_of(grid.scheme) if one.code == code)
    columns = [states_at(grid, sub, place) for place in grid.places]
    return tuple(
        AspectLine(aspect.code, aspect.description, tuple(column[number] for column in columns))
        for number, aspect in enumerate(sub.aspects)
    )


def _days(lines: Sequence[SubLine]) -> tuple[DayLine, ...]:
    days = sorted({line.day for line in lines}, key=lambda day: (day is None, day or 0))
    return tuple(
        DayLine(
            day,
            sum(line.total for line in lines if line.day == day),
            sum(line.given for line in lines if line.day == day),
            sum(line.confirmed for line in lines if line.day == day),
        )
        for day in days
    )
