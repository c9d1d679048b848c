"""What a set of awards would fall on."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from beizhan.core.marking.assessment import is_locked
from beizhan.core.marking.awarding import AwardRow, Target
from beizhan.core.marking.cells import AGREED, SEATS, Cell
from beizhan.core.scheme.tree import Kind
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.marking.schemes import Aspect, Scheme
from beizhan.queries.marking.assessments import active_locks_of, panel_of, scheme_in_force
from beizhan.queries.marking.bars import bars_among
from beizhan.queries.marking.cells import cells_of

SUPERVISOR = 4
"""The seat of the fourth expert, who takes the seat of a judge who is barred."""


@dataclass(frozen=True, slots=True)
class Aims:
    """The rows of the database that awards name, and what they would fall on, by blind code and aspect key."""

    scheme: Scheme | None
    places: dict[str, Place]
    aspects: dict[str, Aspect]
    targets: dict[tuple[str, str], Target]


def aims_of(assessment: Assessment, rows: Collection[AwardRow], *, alone: UUID | None = None) -> Aims:
    """Return what awards would fall on; ``alone`` is the judge who scores alone, if any. At most twelve queries."""
    scheme = scheme_in_force(assessment)
    places = {
        place.code: place for place in Place.objects.filter(assessment=assessment, code__in={row.place for row in rows})
    }
    aspects = _aspects(scheme, {row.aspect for row in rows})
    cells = cells_of(
        assessment,
        {aspect.key: (Kind(aspect.kind), aspect.max_mark or 0) for aspect in aspects.values()},
        places=[place.pk for place in places.values()],
        aspects=[aspect.key for aspect in aspects.values()],
    )
    locks = active_locks_of(assessment)
    seats = seating_of(assessment, places.values(), alone)
    targets = {}
    for row in rows:
        place, aspect = places.get(row.place), aspects.get(row.aspect)
        if place is None or aspect is None:
            continue
        sub, kind = aspect.sub_criterion, Kind(aspect.kind)
        targets[row.place, row.aspect] = Target(
            cell=cells.get((place.pk, aspect.key), Cell(kind, aspect.max_mark or 0)),
            is_locked=is_locked(locks, sub_criterion=sub.code, day=sub.day),
            seats=seats.of(place.pk, sub.code),
            is_alone=alone is not None,
        )
    return Aims(scheme, places, aspects, targets)


@dataclass(frozen=True, slots=True)
class Seating:
    """Which seats a sender may use: all, or those of one judge, who may be barred somewhere."""

    judge: UUID | None
    panel: dict[tuple[str, int], UUID]
    barred: dict[UUID, frozenset[UUID]]

    def of(self, place: UUID, sub: str) -> frozenset[int]:
        """Return the seats at a place: the own one, or for the fourth expert the first whose judge is barred there."""
        if self.judge is None:
            return frozenset({AGREED, *SEATS})
        if place in self.barred.get(self.judge, frozenset()):
            return frozenset()
        own = [seat for seat in SEATS if self.panel.get((sub, seat)) == self.judge]
        if not own and self.panel.get((sub, SUPERVISOR)) == self.judge:
            own = [seat for seat in SEATS if self._is_vacant(place, sub, seat)][:1]
        return frozenset({AGREED, *own} if own else ())

    def _is_vacant(self, place: UUID, sub: str, seat: int) -> bool:
        sitting = self.panel.get((sub, seat))
        return sitting is not None and place in self.barred.get(sitting, frozenset())


def seating_of(assessment: Assessment, places: Collection[Place], judge: UUID | None) -> Seating:
    """Return where a judge may sit at some places; nobody's name means every seat. Three queries for a judge."""
    if judge is None:
        return Seating(None, {}, {})
    panel = panel_of(assessment)
    subs = {sub for (sub, seat), sitting in panel.items() if seat == SUPERVISOR and sitting == judge}
    concerned = {judge} | {sitting for (sub, _), sitting in panel.items() if sub in subs}
    return Seating(judge, panel, bars_among(assessment, concerned, places))


def _aspects(scheme: Scheme | None, keys: Collection[str]) -> dict[str, Aspect]:
    if scheme is None:
        return {}
    rows = Aspect.objects.filter(
        sub_criterion__criterion__scheme=scheme, key__in=[key for key in keys if _is_uuid(key)]
    )
    return {str(aspect.key): aspect for aspect in rows.select_related("sub_criterion")}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
