"""What happens in the demo's assessment hall: awards given by a seeded hand, confirmed by another person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

import numpy as np

from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import Seen, confirm_awards
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED, SEATS, seen_of
from beizhan.core.scheme.tree import Kind, SubCriterion, sub_criteria_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.people import Person
from beizhan.queries.marking.grids import Grid, grid_of

_CHANCES = ((0.55, 0.95), (0.20, 0.80))
"""Chance of a full measurement for the weakest and the strongest; and of each of the three steps of a judgement."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand that gives awards: the same seed gives the same."""

    assessment: Assessment
    dice: np.random.Generator
    strengths: Mapping[str, float] = field(default_factory=dict)
    """How strong everybody is in some sections; in the others strength goes by place."""

    def sheet(self, grid: Grid, sub: SubCriterion, places: Sequence[Place]) -> list[AwardRow]:
        """Return an award for every cell of a sub-criterion at some places; judges never lie more than 1 apart."""
        rows = []
        for place in places:
            by_place = grid.places.index(place) / max(1, len(grid.places) - 1)
            for aspect in sub.aspects:
                strength = self.strengths.get(aspect.section or "", by_place)
                if aspect.kind is Kind.MEASUREMENT:
                    rows.append(
                        AwardRow(place.code, aspect.key, AGREED, self._measured(strength, aspect.max_mark or 0), 0)
                    )
                else:
                    scores = zip(SEATS, self._judged(strength), strict=True)
                    rows += [AwardRow(place.code, aspect.key, seat, score, 0) for seat, score in scores]
        return rows

    def _measured(self, strength: float, best: int) -> int:
        low, high = _CHANCES[0]
        return best if self.dice.random() < low + (high - low) * strength else 0

    def _judged(self, strength: float) -> list[int]:
        low, high = _CHANCES[1]
        middle = int(self.dice.binomial(3, low + (high - low) * strength))
        away = 1 if middle == 0 else -1
        return [middle, middle, middle + away * int(self.dice.random() < 0.4)]  # two of five panels differ by one


def enter_and_confirm(  # noqa: PLR0913 - where, how far, how strong, who, when
    assessment: Assessment,
    subs: Sequence[str],
    *,
    seed: int,
    by: tuple[Person, Person],
    at: datetime,
    strengths: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """Let one secretary enter whole sub-criteria and the other confirm them."""
    grid = grid_of(assessment)
    hand = Hand(assessment, np.random.default_rng(seed), strengths)
    entering, confirming = by
    for sub in (one for one in sub_criteria_of(grid.scheme) if one.code in subs):
        rows = hand.sheet(grid, sub, grid.places)
        record_awards(assessment, rows, key=f"demo {assessment.code} {sub.code}", by=entering, at=at)
    confirm_awards(assessment, list(_seen(assessment, subs)), by=confirming, at=at)


def enter_some(  # noqa: PLR0913 - where, how far, who, when
    assessment: Assessment, sub: str, places: int, *, seed: int, by: Person, at: datetime
) -> None:
    """Let a secretary enter the first places of a sub-criterion, and nobody confirm them yet."""
    grid = grid_of(assessment)
    hand = Hand(assessment, np.random.default_rng(seed))
    found = next(one for one in sub_criteria_of(grid.scheme) if one.code == sub)
    rows = hand.sheet(grid, found, grid.places[:places])
    record_awards(assessment, rows, key=f"demo {assessment.code} {sub}", by=by, at=at)


def score_alone(assessment: Assessment, sub: str, judges: Sequence[Person], *, at: datetime) -> tuple[str, str]:
    """Let three judges score a judgement alone, 2 apart for the first competitor; return that cell."""
    grid = grid_of(assessment)
    found = next(one for one in sub_criteria_of(grid.scheme) if one.code == sub)
    aspect = next(one for one in found.aspects if one.kind is Kind.JUDGEMENT)
    given = [(place, seat) for place in grid.places[:3] for seat in SEATS if (place, seat) != (grid.places[2], 3)]
    for (place, seat), score in zip(given, (3, 1, 2, 2, 2, 1, 2, 2), strict=True):
        row = AwardRow(place.code, aspect.key, seat, score, 0)
        record_awards(assessment, [row], key=f"demo {sub} {place.code} {seat}", by=judges[seat - 1], at=at)
    return grid.places[0].code, aspect.key


def _seen(assessment: Assessment, subs: Sequence[str]) -> Iterator[Seen]:
    grid = grid_of(assessment)
    for sub in (one for one in sub_criteria_of(grid.scheme) if one.code in subs):
        for place, aspects in groupby(
            ((place, aspect) for place in grid.places for aspect in sub.aspects), lambda one: one[0]
        ):
            yield from (Seen(place.code, one.key, seen_of(grid.cell(place, one))) for _, one in aspects)
