"""What waits for the second pair of eyes, and one sheet of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from beizhan.core.marking.assessment import ActiveLock, Step, is_locked
from beizhan.core.marking.cells import (
    SEATS,
    Cell,
    CellState,
    current_of,
    entered_by,
    mark_of,
    scores_of,
    seen_of,
    state_of,
)
from beizhan.core.scheme.tree import Aspect, SubCriterion, sub_criteria_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import active_locks_of, step_of
from beizhan.queries.marking.bars import barred_places
from beizhan.queries.marking.entering.desks import names_of
from beizhan.queries.marking.grids import Grid, grid_of

_REJECTABLE = frozenset({CellState.ENTERED, CellState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet with cells that the reader may confirm, and who entered them."""

    sub: str
    name: str
    day: int | None
    place: str
    station: str
    ready: int
    total: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConfirmLine:
    """One cell as the second person sees it; ``seen`` is what is confirmed, and nothing else."""

    aspect: Aspect
    state: CellState
    scores: tuple[int | None, ...]
    mark: int | None
    seen: str
    by: tuple[str, ...]
    is_ready: bool
    is_rejectable: bool
    is_own: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmSheet:
    """One sheet to be confirmed, how many sheets wait altogether, and which one comes next."""

    sub: SubCriterion
    place: Place
    lines: tuple[ConfirmLine, ...]
    ready: int
    queue: tuple[Waiting, ...]
    following: Waiting | None
    is_locked: bool


@dataclass(frozen=True, slots=True)
class _Room:
    """Everything that the questions of this file are answered from."""

    grid: Grid
    places: tuple[Place, ...]
    locks: tuple[ActiveLock, ...]
    is_marking: bool
    me: str
    names: Mapping[str, str]


def waiting_for(assessment: Assessment, person: Person) -> tuple[Waiting, ...]:
    """Return the sheets with cells that somebody may confirm, in the order of the scheme. Fifteen queries."""
    return _queue(_room(assessment, person))


def confirm_sheet_of(assessment: Assessment, person: Person, *, sub: str, place: str) -> ConfirmSheet | None:
    """Return one sheet to be confirmed, or nothing if there is none or the reader is barred. Fifteen queries."""
    room = _room(assessment, person)
    part = next((one for one in sub_criteria_of(room.grid.scheme) if one.code == sub), None)
    where = next((one for one in room.places if one.code == place), None)
    if part is None or where is None:
        return None
    queue = _queue(room)
    lines = tuple(_line(room, part, where, aspect) for aspect in part.aspects)
    return ConfirmSheet(
        sub=part,
        place=where,
        lines=lines,
        ready=sum(line.is_ready for line in lines),
        queue=queue,
        following=_following(queue, sub, place),
        is_locked=_is_locked(room, part),
    )


def _room(assessment: Assessment, person: Person) -> _Room:
    grid = grid_of(assessment)
    barred = barred_places(assessment, person.pk, grid.places)
    people = {one for cell in grid.cells.values() for one in entered_by(cell)}
    return _Room(
        grid=grid,
        places=tuple(place for place in grid.places if place.pk not in barred),
        locks=active_locks_of(assessment),
        is_marking=step_of(assessment) is Step.MARKING,
        me=str(person.pk),
        names=names_of(people),
    )


def _queue(room: _Room) -> tuple[Waiting, ...]:
    if not room.is_marking:
        return ()
    found = []
    for sub in sub_criteria_of(room.grid.scheme):
        if _is_locked(room, sub):
            continue
        for place in room.places:
            cells = [room.grid.cell(place, aspect) for aspect in sub.aspects]
            ready = [cell for cell in cells if _is_ready(room, cell)]
            if ready:
                by = {room.names[one] for cell in ready for one in entered_by(cell)}
                names = tuple(sorted(by))
                found.append(
                    Waiting(sub.code, sub.name, sub.day, place.code, place.station, len(ready), len(cells), names)
                )
    return tuple(found)


def _is_ready(room: _Room, cell: Cell) -> bool:
    return room.me not in entered_by(cell) and state_of(cell) is CellState.ENTERED


def _is_locked(room: _Room, sub: SubCriterion) -> bool:
    return is_locked(room.locks, sub_criterion=sub.code, day=sub.day)


def _following(queue: tuple[Waiting, ...], sub: str, place: str) -> Waiting | None:
    """Return the next sheet after this one, round the queue."""
    here = next((number for number, one in enumerate(queue) if (one.sub, one.place) == (sub, place)), None)
    others = queue if here is None else queue[here + 1 :] + queue[:here]
    return others[0] if others else None


def _line(room: _Room, sub: SubCriterion, place: Place, aspect: Aspect) -> ConfirmLine:
    cell = room.grid.cell(place, aspect)
    state, own = state_of(cell), room.me in entered_by(cell)
    is_open = room.is_marking and not _is_locked(room, sub) and not own
    said = cell.verdict if cell.verdict is not None and cell.verdict.seen == seen_of(cell) else None
    current = current_of(cell)
    return ConfirmLine(
        aspect=aspect,
        state=state,
        scores=scores_of(cell) or tuple(current[seat].value if seat in current else None for seat in SEATS),
        mark=mark_of(cell),
        seen=seen_of(cell),
        by=tuple(sorted(room.names[one] for one in entered_by(cell))),
        is_ready=is_open and state is CellState.ENTERED,
        is_rejectable=is_open and state in _REJECTABLE,
        is_own=own,
        reason=said.reason if said else "",
    )
