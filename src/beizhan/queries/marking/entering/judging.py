"""What a judge sees: the own sheets and nothing else, and others' scores only when all three have spoken (K5)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from beizhan.core.marking.assessment import ActiveLock, Step, is_locked
from beizhan.core.marking.cells import (
    AGREED,
    Cell,
    CellState,
    current_of,
    is_apart,
    round_of,
    scores_of,
    state_of,
    version_of,
)
from beizhan.core.scheme.tree import Aspect, Kind, SubCriterion
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.marking.awards import Award, Problem
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import active_locks_of, places_of, scheme_in_force, step_of
from beizhan.queries.marking.cells import cells_of
from beizhan.queries.marking.schemes import sub_criteria_among
from beizhan.queries.marking.targets import Seating, seating_of


@dataclass(frozen=True, slots=True)
class Duty:
    """One sheet of a judge: how many of its aspects are still to be scored, and how many wait for others."""

    sub: str
    name: str
    day: int | None
    place: str
    station: str
    left: int
    total: int
    disputed: int
    is_cover: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """A problem that the judge raised, and its answer if there is one."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """One aspect on a judge's sheet.

    ``own`` is what was given from the judge's seat in this round; ``revealed`` the scores of all seats once all three
    have spoken, before that nothing; ``earlier`` those of the rounds before.
    """

    aspect: Aspect
    seat: int
    version: int
    own: int | None
    note: str
    state: CellState
    round: int
    revealed: tuple[int, ...]
    earlier: tuple[tuple[int, ...], ...]
    is_apart: bool
    is_open: bool
    problems: tuple[Raised, ...]


@dataclass(frozen=True, slots=True)
class JudgeSheet:
    """One code in one sub-criterion, as one judge sees it."""

    sub: SubCriterion
    place: str
    station: str
    seat: int
    is_cover: bool
    lines: tuple[JudgeLine, ...]
    left: int


@dataclass(frozen=True, slots=True)
class _Chair:
    """Where a judge may sit, and what stands there."""

    subs: tuple[SubCriterion, ...]
    places: tuple[Place, ...]
    seating: Seating
    locks: tuple[ActiveLock, ...]
    is_marking: bool

    def seat(self, place: Place, sub: SubCriterion) -> int:
        return max(self.seating.of(place.pk, sub.code), default=AGREED)

    def is_cover(self, sub: SubCriterion, seat: int) -> bool:
        return self.seating.panel.get((sub.code, seat)) != self.seating.judge


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said at one place: the cells, the notes to measurements, the judge's own problems."""

    cells: Mapping[tuple[UUID, UUID], Cell]
    notes: Mapping[str, str]
    raised: Mapping[str, list[Raised]]


def duties_of(assessment: Assessment, judge: Person) -> tuple[Duty, ...]:
    """Return every sheet of a judge, in the order of the scheme; none for a code at which they are barred.

    Thirteen queries.
    """
    chair = _chair(assessment, judge)
    in_force = {UUID(aspect.key): (aspect.kind, aspect.max_mark or 0) for sub in chair.subs for aspect in sub.aspects}
    cells = cells_of(assessment, in_force, aspects=list(in_force)) if chair.is_marking else {}
    return tuple(
        _duty(chair, cells, sub, place)
        for sub in chair.subs
        for place in chair.places
        if chair.is_marking and chair.seat(place, sub)
    )


def next_of(duties: Sequence[Duty], *, sub: str, place: str) -> Duty | None:
    """Return the next sheet on which something is left to score, after one sheet and then from the first."""
    here = next((number for number, one in enumerate(duties) if (one.sub, one.place) == (sub, place)), -1)
    others = (*duties[here + 1 :], *duties[: max(here, 0)])
    return next((one for one in others if one.left), None)


def judge_sheet_of(assessment: Assessment, judge: Person, *, sub: str, place: str) -> JudgeSheet | None:
    """Return one sheet of a judge; nothing where they do not sit, or are barred. Fifteen queries."""
    chair = _chair(assessment, judge, only=sub)
    part = next(iter(chair.subs), None)
    where = next((one for one in chair.places if one.code == place), None)
    if part is None or where is None or not chair.is_marking or not chair.seat(where, part):
        return None
    in_force = {UUID(aspect.key): (aspect.kind, aspect.max_mark or 0) for aspect in part.aspects}
    cells = cells_of(assessment, in_force, places=[where.pk], aspects=list(in_force))
    said = _Said(cells, _notes(where, list(in_force)), _raised(where, judge))
    lines = tuple(_line(chair, part, where, aspect, said) for aspect in part.aspects)
    seat = chair.seat(where, part)
    left = sum(line.is_open and line.own is None for line in lines)
    return JudgeSheet(part, where.code, where.station, seat, chair.is_cover(part, seat), lines, left)


def _chair(assessment: Assessment, judge: Person, *, only: str | None = None) -> _Chair:
    """Return where a judge sits: everywhere, or in ``only`` one sub-criterion. At most nine queries."""
    scheme, places = scheme_in_force(assessment), places_of(assessment)
    seating = seating_of(assessment, places, judge.pk)
    sat = {sub for (sub, _), sitting in seating.panel.items() if sitting == judge.pk and only in (None, sub)}
    subs = sub_criteria_among(scheme, sat) if scheme else ()
    return _Chair(subs, places, seating, active_locks_of(assessment), step_of(assessment) is Step.MARKING)


def _duty(chair: _Chair, cells: Mapping[tuple[UUID, UUID], Cell], sub: SubCriterion, place: Place) -> Duty:
    seat, left, disputed = chair.seat(place, sub), 0, 0
    for aspect in sub.aspects:
        cell = _cell(cells, place, aspect)
        disputed += is_apart(cell)
        left += _is_open(chair, sub, cell) and _own_seat(aspect, seat) not in current_of(cell)
    is_cover = chair.is_cover(sub, seat)
    return Duty(sub.code, sub.name, sub.day, place.code, place.station, left, len(sub.aspects), disputed, is_cover)


def _cell(cells: Mapping[tuple[UUID, UUID], Cell], place: Place, aspect: Aspect) -> Cell:
    return cells.get((place.pk, UUID(aspect.key)), Cell(aspect.kind, aspect.max_mark or 0))


def _own_seat(aspect: Aspect, seat: int) -> int:
    return seat if aspect.kind is Kind.JUDGEMENT else AGREED


def _is_open(chair: _Chair, sub: SubCriterion, cell: Cell) -> bool:
    if is_locked(chair.locks, sub_criterion=sub.code, day=sub.day) or state_of(cell) is CellState.CONFIRMED:
        return False
    return cell.kind is Kind.MEASUREMENT or not scores_of(cell)


def _line(chair: _Chair, sub: SubCriterion, place: Place, aspect: Aspect, said: _Said) -> JudgeLine:
    cell, seat = _cell(said.cells, place, aspect), _own_seat(aspect, chair.seat(place, sub))
    own, now = current_of(cell).get(seat), round_of(cell)
    return JudgeLine(
        aspect=aspect,
        seat=seat,
        version=version_of(cell, seat),
        own=own.value if own else None,
        note=said.notes.get(aspect.key, "") if own and seat == AGREED else "",
        state=state_of(cell),
        round=now,
        revealed=scores_of(cell),
        earlier=tuple(scores_of(cell, in_round=number) for number in range(1, now)),
        is_apart=is_apart(cell),
        is_open=_is_open(chair, sub, cell),
        problems=tuple(said.raised.get(aspect.key, ())),
    )


def _notes(place: Place, aspects: list[UUID]) -> dict[str, str]:
    rows = Award.objects.filter(place=place, aspect_key__in=aspects, seat=AGREED).order_by("version")
    return {str(key): note for key, note in rows.values_list("aspect_key", "note")}


def _raised(place: Place, judge: Person) -> dict[str, list[Raised]]:
    found: dict[str, list[Raised]] = defaultdict(list)
    rows = Problem.objects.filter(place=place, by=judge).order_by("pk")
    for key, text, answer in rows.values_list("aspect_key", "text", "answer__text"):
        found[str(key)].append(Raised(text, answer or ""))
    return found
