"""The cells of an assessment: what was said about each aspect of each competitor."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from beizhan.core.marking.cells import Cell, Given, Verdict
from beizhan.core.scheme.tree import Kind
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Award, Confirmation, Discussion, Problem

Where = tuple[UUID, UUID]
"""A place and the key of an aspect."""


def cells_of(
    assessment: Assessment,
    aspects_in_force: Mapping[UUID, tuple[Kind, int]],
    *,
    places: Collection[UUID] | None = None,
    aspects: Collection[UUID] | None = None,
) -> dict[Where, Cell]:
    """Return every cell of which something was said, by place and aspect key.

    ``aspects_in_force`` gives kind and greatest mark of each aspect that counts; cells of other aspects are left out.
    ``places`` and ``aspects`` narrow the question. Four queries.
    """
    narrow = {
        name: value for name, value in (("place_id__in", places), ("aspect_key__in", aspects)) if value is not None
    }
    given = _given(assessment, narrow)
    verdicts = _verdicts(assessment, narrow)
    rounds = _rounds(assessment, narrow)
    problems = _problems(assessment, narrow)
    return {
        where: Cell(
            kind=aspects_in_force[where[1]][0],
            max_mark=aspects_in_force[where[1]][1],
            given=tuple(given.get(where, {}).values()),
            verdict=verdicts.get(where),
            discussed=frozenset(rounds.get(where, ())),
            open_problems=problems.get(where, 0),
        )
        for where in {*given, *rounds, *problems}
        if where[1] in aspects_in_force
    }


def _given(assessment: Assessment, narrow: Mapping[str, object]) -> dict[Where, dict[tuple[int, int], Given]]:
    found: dict[Where, dict[tuple[int, int], Given]] = defaultdict(dict)
    rows = (
        Award.objects.filter(assessment=assessment, **narrow)
        .order_by("version")
        .values_list("place_id", "aspect_key", "seat", "round", "version", "value", "out_of", "by_id", "is_alone")
    )
    for place, aspect, seat, in_round, version, value, out_of, by, alone in rows:
        found[place, aspect][seat, in_round] = Given(seat, in_round, version, value, out_of, str(by), alone)
    return found


def _verdicts(assessment: Assessment, narrow: Mapping[str, object]) -> dict[Where, Verdict]:
    rows = (
        Confirmation.objects.filter(assessment=assessment, **narrow)
        .order_by("pk")
        .values_list("place_id", "aspect_key", "confirmed", "seen", "by_id", "reason")
    )
    return {(place, aspect): Verdict(yes, seen, str(by), reason) for place, aspect, yes, seen, by, reason in rows}


def _rounds(assessment: Assessment, narrow: Mapping[str, object]) -> dict[Where, set[int]]:
    found: dict[Where, set[int]] = defaultdict(set)
    rows = Discussion.objects.filter(assessment=assessment, **narrow)
    for place, aspect, in_round in rows.values_list("place_id", "aspect_key", "round"):
        found[place, aspect].add(in_round)
    return found


def _problems(assessment: Assessment, narrow: Mapping[str, object]) -> dict[Where, int]:
    found: dict[Where, int] = defaultdict(int)
    rows = Problem.objects.filter(assessment=assessment, answer=None, **narrow)
    for where in rows.values_list("place_id", "aspect_key"):
        found[where] += 1
    return found
