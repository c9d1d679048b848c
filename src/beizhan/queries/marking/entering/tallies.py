"""How far the sheets have come: one for each sub-criterion and competitor."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from beizhan.core.marking.cells import CellState, state_of, whole_state_of
from beizhan.core.scheme.tree import SubCriterion, sub_criteria_of
from beizhan.models.marking.assessments import Place
from beizhan.queries.marking.grids import Grid

_GIVEN = frozenset(CellState) - {CellState.BLANK, CellState.PARTIAL}


@dataclass(frozen=True, slots=True)
class Tally:
    """One sheet: how many of its cells are given, how many confirmed, and its state as a whole."""

    sub: str
    place: str
    states: Mapping[CellState, int]
    state: CellState
    total: int
    given: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class SubLine:
    """A sub-criterion with the tally of each of its sheets, in the order of the codes, and their sums."""

    code: str
    name: str
    day: int | None
    aspects: int
    sheets: tuple[Tally, ...]
    state: CellState
    total: int
    given: int
    confirmed: int


def tally_of(sub: SubCriterion, place: str, states: Iterable[CellState]) -> Tally:
    """Return the tally of the cells of one sheet."""
    counted = Counter(states)
    given = sum(count for state, count in counted.items() if state in _GIVEN)
    return Tally(
        sub.code,
        place,
        counted,
        whole_state_of(counted.keys()),
        counted.total(),
        given,
        counted[CellState.CONFIRMED],
    )


def sub_lines_of(grid: Grid) -> tuple[SubLine, ...]:
    """Return every sub-criterion with the tallies of its sheets."""
    return tuple(_sub_line(grid, sub) for sub in sub_criteria_of(grid.scheme))


def states_at(grid: Grid, sub: SubCriterion, place: Place) -> list[CellState]:
    """Return the state of each cell of one sheet, in the order of its aspects."""
    return [state_of(grid.cell(place, aspect)) for aspect in sub.aspects]


def sums_of(lines: Iterable[SubLine]) -> dict[CellState, int]:
    """Return how many cells are in which state, every state named."""
    counted = Counter[CellState]()
    for line in lines:
        for sheet in line.sheets:
            counted.update(sheet.states)
    return {state: counted[state] for state in CellState}


def _sub_line(grid: Grid, sub: SubCriterion) -> SubLine:
    sheets = tuple(tally_of(sub, place.code, states_at(grid, sub, place)) for place in grid.places)
    return SubLine(
        code=sub.code,
        name=sub.name,
        day=sub.day,
        aspects=len(sub.aspects),
        sheets=sheets,
        state=whole_state_of({state for sheet in sheets for state in sheet.states}),
        total=sum(sheet.total for sheet in sheets),
        given=sum(sheet.given for sheet in sheets),
        confirmed=sum(sheet.confirmed for sheet in sheets),
    )
