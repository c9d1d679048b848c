"""What happens in the demo's assessment hall: awards given by a seeded hand, confirmed by another person.

The judges of the demo differ: one is severe, one lenient, so that the judges' map has something to show.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from types import MappingProxyType

import numpy as np

from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import Seen, confirm_awards
from beizhan.actions.marking.problems import settle_spread
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED, SEATS, is_apart, scores_of, seen_of
from beizhan.core.scheme.tree import Kind, SubCriterion, aspects_of, sub_criteria_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import panel_of
from beizhan.queries.marking.grids import Grid, grid_of

_CHANCES = (0.55, 0.95)
"""Chance of a full measurement for the weakest and the strongest."""

_ABILITY = (-2.4, 3.0)
"""Of the weakest and the strongest in judgements, in logits; an aspect is up to a logit easier or harder."""

SEVERITIES = {"judge1": 1.0, "judge2": 0.0, "judge3": -0.8, "judge4": -0.1}
"""How severe each judge of the demo is, in logits."""

_TALK = "三名裁判对描述档位理解不一，已对照评分指南讨论"


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand that gives awards: the same seed gives the same."""

    assessment: Assessment
    dice: np.random.Generator
    severities: Mapping[tuple[str, int], float]
    strengths: Mapping[str, float] = field(default_factory=dict)
    """How strong everybody is in some sections; in the others strength goes by place."""

    def sheet(self, grid: Grid, sub: SubCriterion, places: Sequence[Place]) -> list[AwardRow]:
        """Return an award for every cell of a sub-criterion at some places, as judges give it at first."""
        rows, severe = [], [self.severities.get((sub.code, seat), 0.0) for seat in SEATS]
        hard = {aspect.key: float(self.dice.uniform(-1, 1)) for aspect in sub.aspects}
        for place in places:
            by_place = grid.places.index(place) / max(1, len(grid.places) - 1)
            for aspect in sub.aspects:
                strength = self.strengths.get(aspect.section or "", by_place)
                if aspect.kind is Kind.MEASUREMENT:
                    rows.append(
                        AwardRow(place.code, aspect.key, AGREED, self._measured(strength, aspect.max_mark or 0), 0)
                    )
                else:
                    scores = zip(SEATS, self._judged(strength, hard[aspect.key], severe), strict=True)
                    rows += [AwardRow(place.code, aspect.key, seat, score, 0) for seat, score in scores]
        return rows

    def _measured(self, strength: float, best: int) -> int:
        low, high = _CHANCES
        return best if self.dice.random() < low + (high - low) * strength else 0

    def _judged(self, strength: float, hard: float, severe: Sequence[float]) -> list[int]:
        able = _ABILITY[0] + (_ABILITY[1] - _ABILITY[0]) * strength
        seen = able - hard + float(self.dice.normal(0, 0.8))  # three judges watch one performance
        return [self._score(seen - one) for one in severe]

    def _score(self, lead: float) -> int:
        """Return a mark after the rating scale model, with the steps of the scale 3 logits apart."""
        weights = np.exp(np.arange(4) * lead - np.cumsum((0.0, -3.0, 0.0, 3.0)))
        return int(self.dice.choice(4, p=weights / weights.sum()))

    def agreed(self, scores: Sequence[int]) -> list[int]:
        """Return what judges give once they have talked: nobody more than 1 from the middle of the three."""
        middle = sorted(scores)[1]
        return [min(max(one, middle - 1), middle + (min(scores) >= middle)) for one in scores]


def enter_and_confirm(  # noqa: PLR0913 - where, how far, how strong, who, when
    assessment: Assessment,
    subs: Sequence[str],
    *,
    seed: int,
    by: tuple[Person, Person, Person],
    at: datetime,
    strengths: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """Let one secretary enter whole sub-criteria, the chief settle what lies apart, and another secretary confirm."""
    grid = grid_of(assessment)
    hand = _hand(assessment, seed, strengths)
    entering, confirming, settling = by
    for sub in (one for one in sub_criteria_of(grid.scheme) if one.code in subs):
        rows = hand.sheet(grid, sub, grid.places)
        record_awards(assessment, rows, key=f"demo {assessment.code} {sub.code}", by=entering, at=at)
    again = []
    for place, aspect, scores in list(_apart(assessment)):
        settle_spread(assessment, place, aspect, reason=_TALK, by=settling, at=at)
        given = zip(SEATS, hand.agreed(scores), strict=True)
        again += [AwardRow(place, aspect, seat, score, 1) for seat, score in given]
    if again:
        record_awards(assessment, again, key=f"demo {assessment.code} again", by=entering, at=at)
    confirm_awards(assessment, list(_seen(assessment, subs)), by=confirming, at=at)


def _hand(assessment: Assessment, seed: int, strengths: Mapping[str, float] = MappingProxyType({})) -> Hand:
    """Return a hand that knows who sits where."""
    logins = dict(Person.objects.filter(login__in=SEVERITIES).values_list("pk", "login"))
    severities = {where: SEVERITIES[logins[judge]] for where, judge in panel_of(assessment).items()}
    return Hand(assessment, np.random.default_rng(seed), severities, strengths)


def _apart(assessment: Assessment) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    grid = grid_of(assessment)
    for place in grid.places:
        for aspect in aspects_of(grid.scheme):
            if is_apart(cell := grid.cell(place, aspect)):
                yield place.code, aspect.key, scores_of(cell)


def enter_some(  # noqa: PLR0913 - where, how far, who, when
    assessment: Assessment, sub: str, places: int, *, seed: int, by: Person, at: datetime
) -> None:
    """Let a secretary enter the first places of a sub-criterion, and nobody confirm them yet."""
    grid = grid_of(assessment)
    hand = _hand(assessment, seed)
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
