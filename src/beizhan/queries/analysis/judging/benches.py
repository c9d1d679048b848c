"""Who sat in which seat when an award was given, and so whose award it is."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from beizhan.core.marking.cells import SEATS
from beizhan.models.marking.assessments import Assessment, Bar, PanelSeat, Place, StandDown
from beizhan.queries.marking.bars import token_of
from beizhan.queries.marking.targets import SUPERVISOR

Seat = tuple[UUID, str, int]
"""An assessment, a sub-criterion of it, and a seat there."""


@dataclass(frozen=True, slots=True)
class Benches:
    """The marking teams of some assessments through time; events tell what came before what."""

    seated: Mapping[Seat, list[tuple[int, UUID]]]
    barred: frozenset[tuple[UUID, UUID]]
    stood_down: Mapping[tuple[UUID, UUID], int]

    def judge_of(self, seat: Seat, place: UUID, event: int) -> UUID | None:
        """Return who gave an award that was entered for a seat: its judge, or the fourth for the first who is barred.

        Nothing if nobody can be named.
        """
        assessment, sub, number = seat
        sitting = self._sitting(seat, event)
        if sitting is None or not self._is_barred(assessment, sitting, place, event):
            return sitting
        for other in SEATS:
            judge = self._sitting((assessment, sub, other), event)
            if judge is not None and self._is_barred(assessment, judge, place, event):
                return self._sitting((assessment, sub, SUPERVISOR), event) if other == number else None
        return None

    def judges(self) -> frozenset[UUID]:
        """Return everybody who ever sat anywhere."""
        return frozenset(judge for said in self.seated.values() for _, judge in said)

    def _sitting(self, seat: Seat, event: int) -> UUID | None:
        said = self.seated.get(seat, ())
        return next((judge for at, judge in reversed(said) if at <= event), None)

    def _is_barred(self, assessment: UUID, judge: UUID, place: UUID, event: int) -> bool:
        return (judge, place) in self.barred or self.stood_down.get((assessment, judge), event) < event


def benches_of(assessments: Collection[Assessment], places: Collection[Place]) -> Benches:
    """Return the marking teams of some assessments. Three queries."""
    seated: dict[Seat, list[tuple[int, UUID]]] = defaultdict(list)
    rows = PanelSeat.objects.filter(assessment__in=assessments).order_by("pk")
    for assessment, sub, seat, event, judge in rows.values_list(
        "assessment_id", "sub_criterion", "seat", "event_id", "judge_id"
    ):
        seated[assessment, sub, seat].append((event, judge))
    gone = StandDown.objects.filter(assessment__in=assessments).values_list("assessment_id", "by_id", "event_id")
    return Benches(
        seated,
        _barred(assessments, places, {(one[0], judge) for one, said in seated.items() for _, judge in said}),
        {(assessment, judge): event for assessment, judge, event in gone},
    )


def _barred(
    assessments: Collection[Assessment], places: Collection[Place], judges: Collection[tuple[UUID, UUID]]
) -> frozenset[tuple[UUID, UUID]]:
    """Return judges and the places that they may not judge: whose, is known to the machine only (K7). One query."""
    kept = set(Bar.objects.filter(assessment__in=assessments).values_list("token", flat=True))
    by_id = {one.pk: one for one in assessments}
    here: dict[UUID, list[Place]] = defaultdict(list)
    for place in places:
        here[place.assessment_id].append(place)
    return frozenset(
        (judge, place.pk)
        for assessment, judge in judges
        for place in (here[assessment] if kept else ())
        if token_of(by_id[assessment], judge, place.code) in kept
    )
