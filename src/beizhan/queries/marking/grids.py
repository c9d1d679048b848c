"""The whole of an assessment at once: its scheme, its places, every cell, and the sheet that standings are made of."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.cells import Cell, CellState, mark_of, seen_of, state_of
from beizhan.core.marking.marks import BLANK
from beizhan.core.scheme.tree import Aspect, Scheme, SubCriterion, aspects_of, sub_criteria_of
from beizhan.core.standing import Sheet
from beizhan.models.marking import schemes as rows
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.queries.marking.assessments import places_of, scheme_in_force
from beizhan.queries.marking.cells import cells_of
from beizhan.queries.marking.schemes import scheme_of

NO_SCHEME = Scheme(title="", sections=(), criteria=())


@dataclass(frozen=True, slots=True)
class Grid:
    """Aspects × places: ``cells`` by place id and aspect key; a cell of which nothing was said is not in it."""

    scheme: Scheme
    places: tuple[Place, ...]
    cells: dict[tuple[UUID, UUID], Cell]

    def cell(self, place: Place, aspect: Aspect) -> Cell:
        """Return a cell, blank if nothing was said of it."""
        return self.cells.get((place.pk, UUID(aspect.key)), Cell(aspect.kind, aspect.max_mark or 0))


def grid_of(assessment: Assessment, *, by_scheme: rows.Scheme | None = None) -> Grid:
    """Return the whole grid of an assessment, by the scheme in force or by another. Ten queries."""
    chosen = by_scheme or scheme_in_force(assessment)
    if chosen is None:
        return Grid(NO_SCHEME, (), {})
    scheme = scheme_of(chosen)
    in_force = {UUID(aspect.key): (aspect.kind, aspect.max_mark or 0) for aspect in aspects_of(scheme)}
    return Grid(scheme, places_of(assessment), cells_of(assessment, in_force))


def sheet_of(grid: Grid) -> Sheet:
    """Return the marks that count, by blind code: those of confirmed cells, all others blank."""
    aspects = aspects_of(grid.scheme)
    column = {UUID(aspect.key): number for number, aspect in enumerate(aspects)}
    row = {place.pk: number for number, place in enumerate(grid.places)}
    marks = np.full((len(row), len(column)), BLANK, np.int64)
    for (place, key), cell in grid.cells.items():
        if place in row and state_of(cell) is CellState.CONFIRMED:
            mark = mark_of(cell)
            marks[row[place], column[key]] = BLANK if mark is None else mark
    return Sheet(tuple(place.code for place in grid.places), aspects, marks)


def states_of(grid: Grid, subs: tuple[SubCriterion, ...]) -> Counter[CellState]:
    """Return how many cells of some sub-criteria are in which state."""
    return Counter(
        state_of(grid.cell(place, aspect)) for place in grid.places for sub in subs for aspect in sub.aspects
    )


def within(scheme: Scheme, scope: LockScope, ref: str) -> tuple[SubCriterion, ...]:
    """Return the sub-criteria that a lock of this scope closes."""
    subs = sub_criteria_of(scheme)
    if scope is LockScope.SUB_CRITERION:
        return tuple(sub for sub in subs if sub.code == ref)
    if scope is LockScope.DAY:
        return tuple(sub for sub in subs if str(sub.day) == ref)
    return subs


def faults_of_completeness(grid: Grid, scope: LockScope, ref: str) -> tuple[Fault, ...]:
    """Return what keeps a scope from being signed off: an empty scope, or cells that are not confirmed."""
    subs = within(grid.scheme, scope, ref)
    if not subs or not grid.places:
        return (error("nothing_to_lock"),)
    states = states_of(grid, subs)
    open_cells = sum(count for state, count in states.items() if state is not CellState.CONFIRMED)
    return (error("cells_not_confirmed", found=open_cells, all=states.total()),) if open_cells else ()


def marks_seen_of(grid: Grid, scope: LockScope, ref: str) -> str:
    """Return the fingerprint of all awards in a scope, as they stand."""
    return fingerprint_of(
        [
            [place.code, aspect.key, seen_of(grid.cell(place, aspect))]
            for sub in within(grid.scheme, scope, ref)
            for aspect in sub.aspects
            for place in grid.places
        ]
    )
