"""Disputed cells: scores that lie too far apart, and problems that were raised (K5, K10)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.cells import Cell, is_apart, round_of, scores_of
from beizhan.core.scheme.tree import Aspect, sub_criteria_of
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Discussion, Problem
from beizhan.models.marking.schemes import Aspect as AspectRow
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.bars import barred_places
from beizhan.queries.marking.grids import grid_of


@dataclass(frozen=True, slots=True)
class Round:
    """The scores of one round, and why they lay apart if somebody has signed it."""

    number: int
    scores: tuple[int, ...]
    reason: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """A cell whose scores lay more than 1 apart in some round; ``is_open`` while the last of them is not signed."""

    place: str
    sub: str
    aspect: Aspect
    rounds: tuple[Round, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A problem with its answer, if there is one."""

    id: int
    place: str
    sub: str
    aspect: str
    words: str
    text: str
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


def spreads_of(assessment: Assessment, person: Person) -> tuple[Spread, ...]:
    """Return every spread, open ones first, without the codes at which the reader is barred. Thirteen queries."""
    grid = grid_of(assessment)
    barred = barred_places(assessment, person.pk, grid.places)
    signed = _signed(assessment)
    found = [
        _spread(place.code, sub.code, aspect, grid.cell(place, aspect), signed)
        for sub in sub_criteria_of(grid.scheme)
        for aspect in sub.aspects
        for place in grid.places
        if place.pk not in barred and _was_apart(grid.cell(place, aspect))
    ]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def questions_of(assessment: Assessment, person: Person) -> tuple[Question, ...]:
    """Return every problem, those without an answer first and the oldest of them first. At most six queries."""
    rows = list(
        Problem.objects.filter(assessment=assessment).select_related("place", "by", "answer__by").order_by("pk")
    )
    barred = barred_places(assessment, person.pk, [row.place for row in rows]) if rows else frozenset()
    aspects = _aspects(assessment) if rows else {}
    found = [_question(row, aspects) for row in rows if row.place_id not in barred]
    return tuple(sorted(found, key=lambda one: bool(one.answer)))


def _was_apart(cell: Cell) -> bool:
    return bool(cell.discussed) or is_apart(cell)


def _spread(
    place: str, sub: str, aspect: Aspect, cell: Cell, signed: dict[tuple[str, str], dict[int, Round]]
) -> Spread:
    reasons = signed.get((place, aspect.key), {})
    rounds = []
    for number in range(1, round_of(cell) + 1):
        scores, said = scores_of(cell, in_round=number), reasons.get(number)
        if scores:
            rounds.append(Round(number, scores, said.reason, said.by, said.at) if said else Round(number, scores))
    return Spread(place, sub, aspect, tuple(rounds), is_apart(cell))


def _signed(assessment: Assessment) -> dict[tuple[str, str], dict[int, Round]]:
    found: dict[tuple[str, str], dict[int, Round]] = defaultdict(dict)
    rows = Discussion.objects.filter(assessment=assessment)
    for place, key, number, reason, by, at in rows.values_list(
        "place__code", "aspect_key", "round", "reason", "by__name", "at"
    ):
        found[place, str(key)][number] = Round(number, (), reason, by, at)
    return found


def _aspects(assessment: Assessment) -> dict[str, AspectRow]:
    scheme = scheme_in_force(assessment)
    rows = AspectRow.objects.filter(sub_criterion__criterion__scheme=scheme).select_related("sub_criterion")
    return {str(row.key): row for row in rows}


def _question(row: Problem, aspects: dict[str, AspectRow]) -> Question:
    aspect, answer = aspects.get(str(row.aspect_key)), getattr(row, "answer", None)
    return Question(
        id=row.pk,
        place=row.place.code,
        sub=aspect.sub_criterion.code if aspect else "",
        aspect=aspect.code if aspect else "",
        words=aspect.description if aspect else "",
        text=row.text,
        by=row.by.name,
        at=row.at,
        answer=answer.text if answer else "",
        answered_by=answer.by.name if answer else "",
        answered_at=answer.at if answer else None,
    )


def problem_by(assessment: Assessment, number: int) -> Problem | None:
    """Return a problem of an assessment. One query."""
    rows = Problem.objects.select_related("place", "assessment__campaign", "assessment__skill")
    return rows.filter(pk=number, assessment=assessment).first()
