"""What waits for somebody in the marking of a campaign: for the first screen, which turns kinds into words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from beizhan.core.access import Deed
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.objections import closes_at
from beizhan.models.campaign import Campaign
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment, Declaration, PanelSeat, StepTaken
from beizhan.models.marking.awards import Problem
from beizhan.models.marking.results import Objection, Snapshot
from beizhan.models.people import Person
from beizhan.queries.marking.duties import Duties, duties_of
from beizhan.queries.marking.entering.judging import duties_of as sheets_of
from beizhan.queries.marking.planning.assessment_pages import teams_among
from beizhan.queries.marking.progress import progress_among
from beizhan.queries.marking.proposals import lines_of, may_approve


class TodoKind(StrEnum):
    """What waits."""

    DECLARATION = "declaration"
    SCORING = "scoring"
    PROPOSAL = "proposal"
    DRAW = "draw"
    START = "start"
    ENTRY = "entry"
    CONFIRMATION = "confirmation"
    PROBLEM = "problem"
    SPREAD = "spread"
    OBJECTION = "objection"
    CLOCK = "clock"
    SEAL = "seal"
    OPENING = "opening"


_STEPS = (
    (Step.TAGGED, Deed.DRAW_CODES, TodoKind.DRAW, "draw"),
    (Step.DRAWN, Deed.START_MARKING, TodoKind.START, "assessment"),
    (Step.LOCKED, Deed.OPEN_CODES, TodoKind.OPENING, "open_codes"),
)
"""A step, the deed that leads on from it, and where it is done."""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits: how many of it, where to go, and since when, or for a clock until when.

    ``target`` is the name of a screen followed by its arguments; ``on`` is the code of the assessment or skill.
    """

    kind: TodoKind
    count: int
    target: tuple[str, ...]
    at: datetime | None
    on: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    """The assessments of a campaign that are not sealed, and the step at which each stands."""

    by_id: dict[Any, Assessment]
    steps: dict[Any, Step]

    def at(self, step: Step) -> list[Assessment]:
        return [one for key, one in self.by_id.items() if self.steps[key] is step]


def todo_of(person: Person, campaign: Campaign, *, at: datetime) -> tuple[Todo, ...]:
    """Return what waits for somebody.

    Seventeen queries; eleven more for each assessment that was marked on since, fifteen for each that a judge scores.
    """
    duties = duties_of(person, campaign)
    open_ones = _open_ones(campaign)
    return (
        *_declarations(person, open_ones),
        *_scoring(person, duties, open_ones),
        *_proposals(person, campaign, duties),
        *_steps(duties, open_ones),
        *_cells(duties, open_ones),
        *_problems(duties, open_ones),
        *_objections(duties, open_ones),
        *_clocks(duties, open_ones, at),
    )


def _open_ones(campaign: Campaign) -> _Open:
    rows = {one.pk: one for one in Assessment.objects.filter(campaign=campaign).order_by("first_day", "code")}
    taken = StepTaken.objects.filter(assessment__in=rows).order_by("pk").values_list("assessment_id", "step")
    steps = dict.fromkeys(rows, Step.PLANNED) | {key: Step(step) for key, step in taken}
    return _Open({key: one for key, one in rows.items() if steps[key] is not Step.SEALED}, steps)


def _declarations(person: Person, found: _Open) -> Iterator[Todo]:
    planned = found.at(Step.PLANNED)
    seats = PanelSeat.objects.filter(judge=person, assessment__in=planned).order_by("at")
    declared = set(
        Declaration.objects.filter(by=person, assessment__in=planned).values_list("assessment_id", flat=True)
    )
    since = dict(reversed(seats.values_list("assessment_id", "at")))
    for one in planned:
        if one.pk in since and one.pk not in declared:
            yield Todo(TodoKind.DECLARATION, 1, ("declaration", str(one.pk)), since[one.pk], one.code)


def _scoring(person: Person, duties: Duties, found: _Open) -> Iterator[Todo]:
    running = [one for one in found.at(Step.MARKING) if duties.may(Deed.SCORE_ALONE, one.skill_id)]
    for one in running:
        left = sum(sheet.left for sheet in sheets_of(one, person))
        if left:
            yield Todo(TodoKind.SCORING, left, ("judge", str(one.pk)), None, one.code)


def _steps(duties: Duties, found: _Open) -> Iterator[Todo]:
    planned = [one for one in found.at(Step.PLANNED) if duties.may(Deed.DRAW_TAGS, one.skill_id)]
    for key, teams in teams_among(planned).items():
        if teams.judges and not (teams.short or teams.silent):
            yield Todo(TodoKind.DRAW, 1, ("draw", str(key)), None, found.by_id[key].code)
    for step, deed, kind, screen in _STEPS:
        for one in found.at(step):
            if duties.may(deed, one.skill_id):
                yield Todo(kind, 1, (screen, str(one.pk)), None, one.code)


def _proposals(person: Person, campaign: Campaign, duties: Duties) -> Iterator[Todo]:
    rows = Proposal.objects.filter(campaign=campaign, approval=None).select_related("by", "approval").order_by("at")
    mine = [one for one in lines_of(rows) if may_approve(duties, one, person)]
    for one in mine:
        yield Todo(TodoKind.PROPOSAL, 1, ("proposal", str(one.id)), one.at, one.about.code if one.about else "")


def _cells(duties: Duties, found: _Open) -> Iterator[Todo]:
    wanted = (Deed.RECORD_AWARDS, Deed.CONFIRM_AWARDS, Deed.SETTLE_SPREAD)
    running = [one for one in found.at(Step.MARKING) if any(duties.may(deed, one.skill_id) for deed in wanted)]
    for key, progress in progress_among(running).items():
        one, missing = found.by_id[key], progress.blank + progress.partial + progress.rejected
        if missing and duties.may(Deed.RECORD_AWARDS, one.skill_id):
            yield Todo(TodoKind.ENTRY, missing, ("enter_awards", str(key)), None, one.code)
        if progress.entered and duties.may(Deed.CONFIRM_AWARDS, one.skill_id):
            yield Todo(TodoKind.CONFIRMATION, progress.entered, ("confirm", str(key)), None, one.code)
        if progress.apart and duties.may(Deed.SETTLE_SPREAD, one.skill_id):
            yield Todo(TodoKind.SPREAD, progress.apart, ("spreads", str(key)), None, one.code)


def _problems(duties: Duties, found: _Open) -> Iterator[Todo]:
    running = [one for one in found.at(Step.MARKING) if duties.may(Deed.ANSWER_PROBLEM, one.skill_id)]
    rows = Problem.objects.filter(assessment__in=running, answer=None).order_by("at")
    yield from _counted(TodoKind.PROBLEM, "problems", rows.values_list("assessment_id", "at"), found)


def _objections(duties: Duties, found: _Open) -> Iterator[Todo]:
    published = [one for one in found.at(Step.PROVISIONAL) if duties.may(Deed.RULE_ON_OBJECTION, one.skill_id)]
    rows = Objection.objects.filter(assessment__in=published, ruling=None).order_by("at")
    yield from _counted(TodoKind.OBJECTION, "objections", rows.values_list("assessment_id", "at"), found)


def _clocks(duties: Duties, found: _Open, at: datetime) -> Iterator[Todo]:
    """Yield the clocks that run; after its end a clock says nothing more, but that the result can be sealed."""
    wanted = (Deed.LODGE_OBJECTION, Deed.PROPOSE_SEAL)
    running = [one for one in found.at(Step.PROVISIONAL) if any(duties.may(deed, one.skill_id) for deed in wanted)]
    latest = dict(
        Snapshot.objects.filter(assessment__in=running).order_by("revision").values_list("assessment_id", "at")
    )
    for one in running:
        screen = "objections" if duties.may(Deed.LODGE_OBJECTION, one.skill_id) else "publish"
        until = closes_at(latest[one.pk], one.objection_minutes)
        if at < until:
            yield Todo(TodoKind.CLOCK, 1, (screen, str(one.pk)), until, one.code)
        elif duties.may(Deed.PROPOSE_SEAL, one.skill_id):
            yield Todo(TodoKind.SEAL, 1, ("publish", str(one.pk)), until, one.code)


def _counted(kind: TodoKind, screen: str, rows: Iterable[tuple[Any, datetime]], found: _Open) -> Iterator[Todo]:
    """Count what waits in each assessment, since the oldest of it."""
    listed = list(rows)
    oldest = dict(reversed(listed))
    for key, count in Counter(key for key, _ in listed).items():
        yield Todo(kind, count, (screen, str(key)), oldest[key], found.by_id[key].code)
