"""The judgement awards of some assessments, cell by cell and round by round, as they were given."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beizhan.core.marking.cells import SEATS, Cell, CellState, Given, Verdict, state_of
from beizhan.core.marking.marks import needs_discussion
from beizhan.core.scheme.tree import Kind
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Award, Confirmation, Discussion

Where = tuple[UUID, UUID]
"""A place and the key of an aspect."""

_FIELDS = ("seat", "round", "version", "value", "out_of", "by_id", "is_alone", "event_id", "at")


@dataclass(frozen=True, slots=True)
class Told:
    """The newest award of a seat in a round: the score, who sent it, whether alone, at which event and when."""

    seat: int
    round: int
    version: int
    value: int | None
    out_of: int
    by: UUID
    is_alone: bool
    event: int
    at: datetime


@dataclass(frozen=True, slots=True)
class JudgedCell:
    """A judgement aspect at a place: the awards that stand in each round, and the round that it is in."""

    assessment: UUID
    place: UUID
    aspect: UUID
    told: tuple[Told, ...]
    round: int

    def given_in(self, number: int) -> tuple[Told, ...]:
        """Return the awards of a round, without those taken back."""
        return tuple(one for one in self.told if one.round == number and one.value is not None)

    @property
    def is_spread(self) -> bool:
        """Whether the three marks of the first round lay more than 1 apart."""
        first = [one.value for one in self.given_in(1) if one.value is not None]
        return len(first) == len(SEATS) and needs_discussion(first)


def judged_cells_of(assessments: Collection[Assessment]) -> list[JudgedCell]:
    """Return every cell with a judgement award, but those that the second person rejected. Three queries."""
    cells: dict[Where, dict[tuple[int, int], Told]] = defaultdict(dict)
    belongs: dict[Where, UUID] = {}
    rows = Award.objects.filter(assessment__in=assessments, seat__gt=0).order_by("version")
    for assessment, place, aspect, *facts in rows.values_list("assessment_id", "place_id", "aspect_key", *_FIELDS):
        told = Told(*facts)
        cells[place, aspect][told.seat, told.round] = told
        belongs[place, aspect] = assessment
    rounds = _rounds(assessments)
    rejected = set(_rejected(cells, assessments, rounds))
    return [
        JudgedCell(belongs[where], *where, tuple(told.values()), 1 + rounds.get(where, 0))
        for where, told in cells.items()
        if where not in rejected
    ]


def _rounds(assessments: Collection[Assessment]) -> dict[Where, int]:
    """Return the last round of each cell that was discussed."""
    rows = Discussion.objects.filter(assessment__in=assessments).order_by("round")
    return {(place, aspect): number for place, aspect, number in rows.values_list("place_id", "aspect_key", "round")}


def _rejected(
    cells: Mapping[Where, Mapping[tuple[int, int], Told]],
    assessments: Collection[Assessment],
    rounds: Mapping[Where, int],
) -> Iterator[Where]:
    """Yield the cells whose awards were rejected as they stand: they were entered wrongly."""
    newest: dict[Where, tuple[bool, str]] = {}
    rows = Confirmation.objects.filter(assessment__in=assessments).order_by("pk")
    for place, aspect, confirmed, seen in rows.values_list("place_id", "aspect_key", "confirmed", "seen"):
        newest[place, aspect] = confirmed, seen
    for where, (confirmed, seen) in newest.items():
        if not confirmed and where in cells:
            given = tuple(
                Given(one.seat, one.round, one.version, one.value, one.out_of, str(one.by))
                for one in cells[where].values()
            )
            discussed = frozenset(range(1, 1 + rounds.get(where, 0)))
            cell = Cell(Kind.JUDGEMENT, 0, given, Verdict(confirmed, seen, ""), discussed)
            if state_of(cell) is CellState.REJECTED:
                yield where
