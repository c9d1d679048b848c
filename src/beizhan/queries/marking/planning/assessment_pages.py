"""Assessments as screens show them: the list of a campaign, and one as a whole with what it needs next."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from beizhan.core.access import Deed
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.objections import closes_at
from beizhan.models.campaign import Campaign
from beizhan.models.marking import schemes as rows
from beizhan.models.marking.assessments import Assessment, Declaration, PanelSeat, SchemeChoice, StandDown, StepTaken
from beizhan.models.marking.results import Objection, Snapshot
from beizhan.models.people import Person
from beizhan.queries.campaign import which_of
from beizhan.queries.marking.progress import Progress, progress_among
from beizhan.queries.people import Which

JUDGES = (1, 2, 3)
"""The seats that must be taken before lots can be drawn."""


class Need(StrEnum):
    """What an assessment needs next."""

    SCHEME = "scheme"
    TEAMS = "teams"
    DECLARATIONS = "declarations"
    FIRST_DRAW = "first_draw"
    SECOND_DRAW = "second_draw"
    START = "start"
    MARKS = "marks"
    LOCK = "lock"
    OPENING = "opening"
    PUBLICATION = "publication"
    OBJECTIONS = "objections"
    SEAL = "seal"
    NOTHING = "nothing"


DEEDS: Mapping[Need, Deed] = MappingProxyType(
    {
        Need.SCHEME: Deed.PLAN_ASSESSMENT,
        Need.TEAMS: Deed.PLAN_ASSESSMENT,
        Need.DECLARATIONS: Deed.DECLARE_CONFLICT,
        Need.FIRST_DRAW: Deed.DRAW_TAGS,
        Need.SECOND_DRAW: Deed.DRAW_CODES,
        Need.START: Deed.START_MARKING,
        Need.MARKS: Deed.SEE_BOARD,
        Need.LOCK: Deed.PROPOSE_LOCK,
        Need.OPENING: Deed.OPEN_CODES,
        Need.PUBLICATION: Deed.PROPOSE_PUBLICATION,
        Need.OBJECTIONS: Deed.SEE_RESULT,
        Need.SEAL: Deed.PROPOSE_SEAL,
        Need.NOTHING: Deed.SEE_RESULT,
    }
)
"""The deed that meets each need."""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """An assessment: what it is called, where it stands, and what it needs next."""

    id: UUID
    code: str
    name_zh: str
    name_en: str
    skill: Which
    skill_id: int
    stage_zh: str
    stage_en: str
    round: str
    first_day: date
    minutes: int
    step: Step
    need: Need
    progress: Progress | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Teams:
    """How far the marking teams have come: sub-criteria in all, those with an empty seat, who must declare, who has."""

    sub_criteria: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    judges: tuple[UUID, ...] = ()
    silent: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """A member of the marking teams: where, since when declared, and whether stood down since."""

    id: UUID
    name: str
    seats: tuple[str, ...]
    declared_at: datetime | None
    stood_down_at: datetime | None


def assessments_in(campaign: Campaign, *, at: datetime) -> list[AssessmentRow]:
    """Return the assessments of a campaign by skill and day. At most ten queries, more where marks have come since."""
    found = Assessment.objects.filter(campaign=campaign).select_related("skill", "stage")
    return rows_of(found.order_by("skill__number", "first_day", "code"), at=at)


def rows_of(assessments: Iterable[Assessment], *, at: datetime) -> list[AssessmentRow]:
    """Return some assessments with what each needs next. At most nine queries, more where marks have come since."""
    found = list(assessments)
    steps = dict.fromkeys((one.pk for one in found), Step.PLANNED)
    taken = StepTaken.objects.filter(assessment__in=found).order_by("pk").values_list("assessment_id", "step")
    steps |= {key: Step(step) for key, step in taken}
    teams = teams_among([one for one in found if steps[one.pk] is Step.PLANNED])
    progress = progress_among([one for one in found if steps[one.pk] is Step.MARKING])
    clocks = _clocks([one for one in found if steps[one.pk] is Step.PROVISIONAL])
    return [
        _row(one, steps[one.pk], _need(steps[one.pk], one.pk, (teams, progress, clocks), at), progress, clocks)
        for one in found
    ]


def teams_among(assessments: Collection[Assessment]) -> dict[UUID, Teams]:
    """Return how far the teams of those assessments have come that have a scheme. Four queries."""
    chosen = SchemeChoice.objects.filter(assessment__in=assessments).order_by("pk")
    schemes = dict(chosen.values_list("assessment_id", "scheme_id"))
    subs: dict[UUID, list[str]] = defaultdict(list)
    forms = rows.SubCriterion.objects.filter(criterion__scheme__in=set(schemes.values()))
    forms = forms.order_by("criterion__position", "position")
    for scheme, code in forms.values_list("criterion__scheme_id", "code"):
        subs[scheme].append(code)
    seats: dict[UUID, dict[tuple[str, int], UUID]] = defaultdict(dict)
    for seat in PanelSeat.objects.filter(assessment__in=assessments).order_by("pk"):
        seats[seat.assessment_id][seat.sub_criterion, seat.seat] = seat.judge_id
    declared = set(Declaration.objects.filter(assessment__in=assessments).values_list("assessment_id", "by_id"))
    return {
        key: _teams(subs[scheme], seats[key], {judge for one, judge in declared if one == key})
        for key, scheme in schemes.items()
    }


def judges_of(assessment: Assessment) -> tuple[JudgeLine, ...]:
    """Return the members of the marking teams by name. Four queries."""
    seats: dict[tuple[str, int], UUID] = {}
    for seat in PanelSeat.objects.filter(assessment=assessment).order_by("pk"):
        seats[seat.sub_criterion, seat.seat] = seat.judge_id
    declared = dict(Declaration.objects.filter(assessment=assessment).order_by("pk").values_list("by_id", "at"))
    gone = dict(StandDown.objects.filter(assessment=assessment).values_list("by_id", "at"))
    people = Person.objects.filter(pk__in=set(seats.values())).order_by("sort_key", "name", "login")
    return tuple(
        JudgeLine(
            one.pk,
            one.name,
            tuple(f"{sub}·{seat}" for (sub, seat), judge in sorted(seats.items()) if judge == one.pk),
            declared.get(one.pk),
            gone.get(one.pk),
        )
        for one in people
    )


def steps_of(assessment: Assessment) -> dict[Step, datetime]:
    """Return when each step was last taken; those that a reopening took back are left out. One query."""
    found = {Step.PLANNED: assessment.at}
    order = list(Step)
    for step, at in StepTaken.objects.filter(assessment=assessment).order_by("pk").values_list("step", "at"):
        found[Step(step)] = at
        found = {one: when for one, when in found.items() if order.index(one) <= order.index(Step(step))}
    return found


def _teams(subs: Sequence[str], seats: Mapping[tuple[str, int], UUID], declared: Collection[UUID]) -> Teams:
    sitting = {judge for (sub, _), judge in seats.items() if sub in subs}
    return Teams(
        tuple(subs),
        tuple(sub for sub in subs if any((sub, seat) not in seats for seat in JUDGES)),
        tuple(sitting),
        tuple(sitting - set(declared)),
    )


def _clocks(published: Sequence[Assessment]) -> dict[UUID, tuple[datetime, int]]:
    """Return until when one may object, and how many objections wait. Two queries."""
    latest = Snapshot.objects.filter(assessment__in=published).order_by("revision")
    moments = dict(latest.values_list("assessment_id", "at"))
    waiting = list(
        Objection.objects.filter(assessment__in=published, ruling=None).values_list("assessment_id", flat=True)
    )
    return {one.pk: (closes_at(moments[one.pk], one.objection_minutes), waiting.count(one.pk)) for one in published}


def _need(step: Step, key: UUID, facts: tuple[Mapping[UUID, Any], ...], at: datetime) -> Need:
    teams, progress, clocks = facts
    match step:
        case Step.PLANNED:
            return _need_of_plan(teams.get(key))
        case Step.MARKING:
            counted = progress[key]
            return Need.LOCK if counted.total and counted.confirmed == counted.total else Need.MARKS
        case Step.PROVISIONAL:
            until, waiting = clocks[key]
            return Need.OBJECTIONS if waiting or at < until else Need.SEAL
        case _:
            return _NEEDS[step]


def _need_of_plan(teams: Teams | None) -> Need:
    if teams is None:
        return Need.SCHEME
    if teams.short:
        return Need.TEAMS
    return Need.DECLARATIONS if teams.silent else Need.FIRST_DRAW


_NEEDS = MappingProxyType(
    {
        Step.TAGGED: Need.SECOND_DRAW,
        Step.DRAWN: Need.START,
        Step.LOCKED: Need.OPENING,
        Step.OPENED: Need.PUBLICATION,
        Step.SEALED: Need.NOTHING,
    }
)


def _row(
    one: Assessment,
    step: Step,
    need: Need,
    progress: Mapping[UUID, Progress],
    clocks: Mapping[UUID, tuple[datetime, int]],
) -> AssessmentRow:
    return AssessmentRow(
        id=one.pk,
        code=one.code,
        name_zh=one.name_zh,
        name_en=one.name_en,
        skill=which_of(one.skill),
        skill_id=one.skill_id,
        stage_zh=one.stage.name_zh if one.stage else "",
        stage_en=one.stage.name_en if one.stage else "",
        round=one.round,
        first_day=one.first_day,
        minutes=one.objection_minutes,
        step=step,
        need=need,
        progress=progress.get(one.pk),
        until=clocks[one.pk][0] if one.pk in clocks else None,
    )
