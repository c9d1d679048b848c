"""The marks of judges as values: whose they are, of whom and for what; what the judges' map is made of."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.timezone import localdate

from beizhan.core.judging.links import Subset
from beizhan.core.marking.assessment import Step
from beizhan.core.scheme.tree import Aspect, Kind, Scheme, SubCriterion, sub_criteria_of
from beizhan.models.campaign import Competitor
from beizhan.models.marking.assessments import Assessment, PanelSeat, Place, SchemeChoice, StepTaken
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.judging.awards import JudgedCell, Told, judged_cells_of
from beizhan.queries.analysis.judging.benches import Benches, benches_of
from beizhan.queries.marking.conflicts import bodies_of, kin_of
from beizhan.queries.marking.results import PUBLISHED
from beizhan.queries.marking.schemes import schemes_among
from beizhan.queries.people import team_of


class MarkRound(StrEnum):
    """Which marks are compared: the first, before anybody spoke of them, or those that stand at the end."""

    FIRST = "first"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One mark that one judge gave; ``is_own`` where judge and entry are tied, unknown until names are."""

    place: str
    aspect: str
    judge: str
    score: int
    day: int
    is_own: bool | None


@dataclass(frozen=True, slots=True)
class JudgedPlace:
    """Who was marked: by blind code, and by name once the result is published."""

    assessment: UUID
    assessment_code: str
    code: str
    entry: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedAspect:
    """What was marked, and the sub-criterion whose sheet it stands on."""

    sub: str
    code: str
    description: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A judge; ``spreads`` are cells with first marks more than 1 apart, ``away`` those where this one was far off."""

    name: str
    sort_key: str
    spreads: int = 0
    away: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """All marks, with what their keys stand for.

    ``names_known`` says that every entry is known, so that ties are; ``nameless`` counts marks of whom nobody knows
    the judge, which are left out.
    """

    marks: tuple[Judgement, ...]
    places: Mapping[str, JudgedPlace]
    aspects: Mapping[str, JudgedAspect]
    judges: Mapping[str, Marker]
    names_known: bool
    spreads: int = 0
    nameless: int = 0

    def within(self, subset: Subset) -> "Judgements":
        """Return the marks of one part of a design that falls apart."""
        known = {name: frozenset(labels) for name, labels in subset.elements.items()}
        keys = (("person", "place"), ("item", "aspect"), ("rater", "judge"))
        kept = [
            one
            for one in self.marks
            if all(getattr(one, field) in known[name] for name, field in keys if name in known)
        ]
        return replace(self, marks=tuple(kept))


@dataclass(frozen=True, slots=True)
class _Hall:
    """One assessment as its marks are read: aspects in force, and whether entries may be named."""

    row: Assessment
    aspects: Mapping[UUID, tuple[SubCriterion, Aspect]]
    is_named: bool


def judgements_of(assessment: Assessment, marks: MarkRound = MarkRound.FIRST) -> Judgements:
    """Return the marks of the judges of an assessment. Eighteen queries."""
    return judgements_among([assessment], marks)


def published_judgements_of(skill: Skill, marks: MarkRound = MarkRound.FIRST) -> Judgements:
    """Return the marks of the judges of all published assessments of a skill. Nineteen queries."""
    latest = StepTaken.objects.filter(assessment=OuterRef("pk")).order_by("-pk").values("step")[:1]
    rows = Assessment.objects.filter(skill=skill).annotate(stands=Subquery(latest))
    return judgements_among(list(rows.filter(stands__in=PUBLISHED).order_by("first_day", "at")), marks)


def sits_in_team(assessment: Assessment, person: Person) -> bool:
    """Return whether somebody ever sat in a marking team of an assessment. One query."""
    return PanelSeat.objects.filter(assessment=assessment, judge=person).exists()


def judgements_among(assessments: Collection[Assessment], marks: MarkRound) -> Judgements:
    """Return the marks of the judges of some assessments of one campaign. Eighteen queries."""
    halls = _halls(assessments)
    team = Prefetch("link__entry__competitors", Competitor.objects.select_related("person").order_by("position"))
    rows = Place.objects.filter(assessment__in=assessments).select_related("link__entry").prefetch_related(team)
    places = {place.pk: place for place in rows.order_by("assessment__first_day", "code")}
    benches = benches_of(assessments, places.values())
    cells = [one for one in judged_cells_of(assessments) if one.aspect in halls[one.assessment].aspects]
    given = [
        (cell, told, _judge(benches, cell, told, halls))
        for cell in cells
        for told in cell.given_in(_round(cell, marks))
    ]
    ties = _ties(assessments, places.values(), {judge for *_, judge in given if judge}, halls)
    return Judgements(
        marks=tuple(_mark(one, halls[one[0].assessment], ties) for one in given if one[2]),
        places={str(place.pk): _place(place, halls[place.assessment_id]) for place in places.values()},
        aspects={str(key): _aspect(*found) for hall in halls.values() for key, found in hall.aspects.items()},
        judges=_markers({judge for *_, judge in given if judge}, _apart(cells, benches, halls)),
        names_known=all(hall.is_named for hall in halls.values()),
        spreads=sum(cell.is_spread for cell in cells),
        nameless=sum(judge is None for *_, judge in given),
    )


def _halls(assessments: Collection[Assessment]) -> dict[UUID, _Hall]:
    """Return the assessments with their judgement aspects. Six queries."""
    choices = SchemeChoice.objects.filter(assessment__in=assessments).select_related("scheme").order_by("pk")
    chosen = {one.assessment_id: one.scheme for one in choices}
    schemes = schemes_among({scheme.pk: scheme for scheme in chosen.values()}.values())
    steps = StepTaken.objects.filter(assessment__in=assessments).order_by("pk").values_list("assessment_id", "step")
    stands = {assessment: Step(step) for assessment, step in steps}
    return {
        row.pk: _Hall(
            row,
            dict(_judged_in(schemes[chosen[row.pk].pk])) if row.pk in chosen else {},
            stands.get(row.pk) in PUBLISHED,
        )
        for row in assessments
    }


def _judged_in(scheme: Scheme) -> Iterator[tuple[UUID, tuple[SubCriterion, Aspect]]]:
    for sub in sub_criteria_of(scheme):
        yield from ((UUID(one.key), (sub, one)) for one in sub.aspects if one.kind is Kind.JUDGEMENT)


def _round(cell: JudgedCell, marks: MarkRound) -> int:
    return 1 if marks is MarkRound.FIRST else cell.round


def _judge(benches: Benches, cell: JudgedCell, told: Told, halls: Mapping[UUID, _Hall]) -> UUID | None:
    if told.is_alone:
        return told.by
    sub, _ = halls[cell.assessment].aspects[cell.aspect]
    return benches.judge_of((cell.assessment, sub.code, told.seat), cell.place, told.event)


def _ties(
    assessments: Collection[Assessment],
    places: Iterable[Place],
    judges: Collection[UUID],
    halls: Mapping[UUID, _Hall],
) -> frozenset[tuple[UUID, UUID]]:
    """Return which judges are tied to whom, as judge and place, where entries are named. Two queries."""
    bodies = bodies_of(next(iter(assessments)).campaign_id, judges) if assessments else {}
    return frozenset(
        (judge, place.pk)
        for place in places
        if halls[place.assessment_id].is_named and hasattr(place, "link")
        for judge in judges
        if any(True for _ in kin_of(place.link.entry, judge, bodies[judge]))
    )


def _mark(one: tuple[JudgedCell, Told, UUID | None], hall: _Hall, ties: frozenset[tuple[UUID, UUID]]) -> Judgement:
    cell, told, judge = one
    assert judge is not None
    assert told.value is not None
    own = (judge, cell.place) in ties if hall.is_named else None
    return Judgement(str(cell.place), str(cell.aspect), str(judge), told.value, _day(cell, told, hall), own)


def _day(cell: JudgedCell, told: Told, hall: _Hall) -> int:
    """Return the day of a mark, counted as calendars do: that of the scheme, else that on which it was entered."""
    sub, _ = hall.aspects[cell.aspect]
    if sub.day is None:
        return int(localdate(told.at).toordinal())
    return hall.row.first_day.toordinal() + sub.day - 1


def _place(place: Place, hall: _Hall) -> JudgedPlace:
    entry = place.link.entry if hall.is_named and hasattr(place, "link") else None
    names = team_of(entry) if entry else ()
    return JudgedPlace(hall.row.pk, hall.row.code, place.code, entry.code if entry else "", names)


def _aspect(sub: SubCriterion, aspect: Aspect) -> JudgedAspect:
    return JudgedAspect(sub.code, aspect.code, aspect.description)


def _apart(
    cells: Iterable[JudgedCell], benches: Benches, halls: Mapping[UUID, _Hall]
) -> tuple[Counter[UUID | None], Counter[UUID | None]]:
    """Count for each judge the spreads of first marks, and those in which this judge's mark was the far one."""
    spreads: Counter[UUID | None] = Counter()
    away: Counter[UUID | None] = Counter()
    for cell in (one for one in cells if one.is_spread):
        given = [(_judge(benches, cell, one, halls), one.value or 0) for one in cell.given_in(1)]
        middle = median(score for _, score in given)
        spreads.update(judge for judge, _ in given)
        away.update(judge for judge, score in given if abs(score - middle) > 1)
    return spreads, away


def _markers(judges: Collection[UUID], counted: tuple[Counter[UUID | None], Counter[UUID | None]]) -> dict[str, Marker]:
    rows = Person.objects.filter(pk__in=judges).order_by("sort_key", "name", "pk")
    spreads, away = counted
    return {str(row.pk): Marker(row.name, row.sort_key, spreads[row.pk], away[row.pk]) for row in rows}
