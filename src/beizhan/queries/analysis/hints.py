"""Judges who will mark and have said what they think of a competitor: a hint to stand aside, without a word of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from beizhan.core.analysis.channels import Channel, Seat, Statement, hints_among
from beizhan.core.marking.assessment import Step
from beizhan.models.analysis.views import View
from beizhan.models.marking.assessments import Assessment, PanelSeat, StandDown, StepTaken
from beizhan.models.people import Person
from beizhan.queries.analysis.views import standing
from beizhan.queries.marking.assessments import entries_for
from beizhan.queries.marking.conflicts import barred_pairs_of


@dataclass(frozen=True, slots=True)
class HintLine:
    """A judge to be asked whether they stand aside: in which assessment, for which entry, after how many views."""

    assessment: UUID
    code: str
    name_zh: str
    name_en: str
    skill: str
    judge: str
    entry: str
    views: int
    last: date


def hints_of(skills: Collection[int]) -> list[HintLine]:
    """Return whom to ask whether they should stand aside.

    One query while no view speaks of an entry; else five, and twelve for each assessment that is not sealed.
    """
    statements = statements_of(skills)
    if not any(one.entry for one in statements):
        return []
    open_ones = _open_ones(skills)
    seats = seats_in(open_ones.values())
    names = {seat.person: seat.name for seat in seats}
    found = []
    for hint in hints_among(statements, seats):
        row = open_ones[hint.assessment]
        about = (row.pk, row.code, row.name_zh, row.name_en, row.skill.number)
        found.append(HintLine(*about, names[hint.person], hint.entry, hint.views, hint.last))
    return found


def statements_of(skills: Collection[int]) -> list[Statement]:
    """Return every view of some skills that stands, without its words. One query."""
    rows = View.objects.filter(standing(), skill__in=skills).order_by("pk")
    return [
        Statement(key, str(speaker) if speaker else "", name, entry or "", heard, Channel(channel))
        for key, speaker, name, entry, heard, channel in rows.values_list(
            "pk", "speaker_id", "speaker_name", "entry__code", "heard_on", "channel"
        )
    ]


def seats_among(skills: Collection[int]) -> list[Seat]:
    """Return who sits in the marking teams of open assessments. Four queries, and twelve for each open assessment."""
    return seats_in(_open_ones(skills).values())


def seats_in(assessments: Iterable[Assessment]) -> list[Seat]:
    """Return who sits in the marking teams of some assessments, as last said, without those who stood down."""
    rows = {row.pk: row for row in assessments}
    sitting: dict[UUID, dict[tuple[str, int], UUID]] = defaultdict(dict)
    said = PanelSeat.objects.filter(assessment__in=rows).order_by("pk")
    for assessment, sub, seat, judge in said.values_list("assessment_id", "sub_criterion", "seat", "judge_id"):
        sitting[assessment][sub, seat] = judge
    gone = set(StandDown.objects.filter(assessment__in=rows).values_list("assessment_id", "by_id"))
    judges = {judge for seats in sitting.values() for judge in seats.values()}
    names = dict(Person.objects.filter(pk__in=judges).values_list("pk", "name"))
    found = []
    for key, seats in sitting.items():
        called = {one.pk: one.code for one in entries_for(rows[key])}
        barred = barred_pairs_of(rows[key])
        step = Step(getattr(rows[key], "stands", None) or Step.PLANNED)
        found += [
            Seat(str(key), step, str(judge), names[judge], _judged_by(judge, called, barred))
            for judge in sorted(set(seats.values()), key=str)
            if (key, judge) not in gone
        ]
    return found


def _open_ones(skills: Collection[int]) -> dict[str, Assessment]:
    latest = StepTaken.objects.filter(assessment=OuterRef("pk")).order_by("-pk").values("step")[:1]
    rows = Assessment.objects.filter(skill__in=skills).select_related("skill").annotate(stands=Subquery(latest))
    return {str(row.pk): row for row in rows.order_by("first_day", "code") if row.stands != Step.SEALED}


def _judged_by(judge: UUID, called: Mapping[UUID, str], barred: Collection[tuple[UUID, UUID]]) -> frozenset[str]:
    return frozenset(code for entry, code in called.items() if (judge, entry) not in barred)
