"""The sheets that a marking secretary keys in: one competitor's, or several side by side."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beizhan.core.marking.assessment import Step, is_locked
from beizhan.core.marking.cells import AGREED, SEATS, Cell, CellState, current_of, state_of, version_of
from beizhan.core.scheme.tree import Aspect, Kind, SubCriterion, sub_criteria_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.marking.awards import Award
from beizhan.queries.marking.assessments import active_locks_of, places_of
from beizhan.queries.marking.cells import cells_of
from beizhan.queries.marking.entering.desks import Standing, where_it_stands

SIDE_BY_SIDE = 10
"""Competitors on one landscape sheet; more are spread over several, as on paper."""


@dataclass(frozen=True, slots=True)
class Box:
    """One award to be typed: where it belongs, the version that stands there, what it says, why it was sent back."""

    place: str
    aspect: str
    seat: int
    version: int
    value: int | None
    state: CellState
    is_open: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AspectRow:
    """An aspect with its boxes, those of each competitor together."""

    aspect: Aspect
    boxes: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet on the screen: part ``part`` of ``parts`` of a sub-criterion, or one competitor's."""

    sub: SubCriterion
    scheme_version: int
    places: tuple[Place, ...]
    codes: tuple[str, ...]
    rows: tuple[AspectRow, ...]
    part: int
    parts: int
    is_marking: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a box now, by whom and since when."""

    version: int
    value: int | None
    by: str
    at: datetime


def leaf_of(assessment: Assessment, sub: str, *, code: str = "", part: int = 1) -> Leaf | None:
    """Return a sheet of a sub-criterion, or nothing if there is no such one. Twelve queries."""
    standing = where_it_stands(assessment)
    found = next((one for one in sub_criteria_of(standing.scheme) if one.code == sub), None)
    places = places_of(assessment)
    shown, part, parts = _shown(places, code, part)
    if found is None or not shown:
        return None
    locked = is_locked(active_locks_of(assessment), sub_criterion=found.code, day=found.day)
    is_open = standing.step is Step.MARKING and not locked
    cells = _cells(assessment, found, shown)
    return Leaf(
        sub=found,
        scheme_version=standing.row.version if standing.row else 0,
        places=shown,
        codes=tuple(place.code for place in places),
        rows=tuple(_row(aspect, shown, cells, is_open=is_open) for aspect in found.aspects),
        part=part,
        parts=parts,
        is_marking=standing.step is Step.MARKING,
        is_locked=locked,
    )


def said_of(assessment: Assessment, where: Collection[tuple[str, str, int]]) -> dict[tuple[str, str, int], Said]:
    """Return what stands in some boxes now, by blind code, aspect key and seat. One query."""
    rows = (
        Award.objects.filter(
            assessment=assessment,
            place__code__in={place for place, _, _ in where},
            aspect_key__in={UUID(aspect) for _, aspect, _ in where},
        )
        .order_by("version")
        .values_list("place__code", "aspect_key", "seat", "version", "value", "by__name", "at")
    )
    found = {
        (place, str(aspect), seat): Said(version, value, by, at) for place, aspect, seat, version, value, by, at in rows
    }
    return {one: found[one] for one in where if one in found}


def standing_with_places(assessment: Assessment) -> tuple[Standing, tuple[Place, ...]]:
    """Return where an assessment stands and its places. Seven queries."""
    return where_it_stands(assessment), places_of(assessment)


def _shown(places: tuple[Place, ...], code: str, part: int) -> tuple[tuple[Place, ...], int, int]:
    if code:
        return tuple(place for place in places if place.code == code), 1, 1
    parts = max(1, -(-len(places) // SIDE_BY_SIDE))
    part = min(max(part, 1), parts)
    return places[len(places) * (part - 1) // parts : len(places) * part // parts], part, parts


def _cells(assessment: Assessment, sub: SubCriterion, places: Iterable[Place]) -> dict[tuple[UUID, UUID], Cell]:
    in_force = {UUID(aspect.key): (aspect.kind, aspect.max_mark or 0) for aspect in sub.aspects}
    return cells_of(assessment, in_force, places=[place.pk for place in places], aspects=list(in_force))


def _row(aspect: Aspect, places: Iterable[Place], cells: dict[tuple[UUID, UUID], Cell], *, is_open: bool) -> AspectRow:
    blank = Cell(aspect.kind, aspect.max_mark or 0)
    return AspectRow(
        aspect,
        tuple(
            _boxes(place, aspect, cells.get((place.pk, UUID(aspect.key)), blank), is_open=is_open) for place in places
        ),
    )


def _boxes(place: Place, aspect: Aspect, cell: Cell, *, is_open: bool) -> tuple[Box, ...]:
    state, current = state_of(cell), current_of(cell)
    reason = cell.verdict.reason if cell.verdict and state is CellState.REJECTED else ""
    return tuple(
        Box(
            place=place.code,
            aspect=aspect.key,
            seat=seat,
            version=version_of(cell, seat),
            value=current[seat].value if seat in current else None,
            state=state,
            is_open=is_open and state is not CellState.CONFIRMED,
            reason=reason,
        )
        for seat in (SEATS if aspect.kind is Kind.JUDGEMENT else (AGREED,))
    )
