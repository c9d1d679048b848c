"""Training plans (A5): versions that say why they differ, and last week's plan with one click."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.core.follow_through.facts import Answer, Reason, ReasonKind
from beizhan.core.follow_through.facts import PlanVersion as Version
from beizhan.core.follow_through.links import faults_of_version
from beizhan.core.training.sessions import WEEK, Session, carried, faults_of_sessions, monday_of
from beizhan.models.analysis.gaps import Gap
from beizhan.models.analysis.views import View
from beizhan.models.campaign import Entry
from beizhan.models.documents.changes import Change
from beizhan.models.people import Person
from beizhan.models.training.plans import Plan, PlannedSession, PlanReason, PlanVersion
from beizhan.queries.analysis.views import may_read
from beizhan.queries.documents.following import change_fact_of
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import posts_of
from beizhan.queries.training.plans import Training, trainings_of


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a version differs from the one before."""

    changes: Sequence[Change] = ()
    gaps: Sequence[Gap] = ()
    views: Sequence[View] = ()
    health: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A version as somebody lays it down."""

    starts: date
    ends: date
    sessions: Sequence[Session]
    reasons: Reasons = field(default_factory=Reasons)
    words: str = ""


def lay_down_plan(entry: Entry, facts: PlanFacts, *, by: Person, at: datetime) -> PlanVersion:
    """Lay down a version of an entry's plan; each but the first says why.

    Raises
    ------
    PermissionDenied
        If a coach plans for anybody but the own competitors.
    Refused
        If it gives no reason, names a change that is undecided or signed as without impact or of another skill, a gap
        of somebody else, a view that is not open to the planner, days that are too many or too far away, or sessions
        that cannot be held.
    """
    with deed(Deed.PLAN_TRAINING, by=by, campaign=entry.campaign, skill=entry.skill, on=entry.code, at=at):
        demand_own(entry, by, Deed.PLAN_TRAINING, whole=Deed.SEE_ALL_PLANS)
        plan = _plan_of(entry, by, at)
        number = _next_number(plan)
        refuse(
            (
                *faults_of_sessions(facts.sessions, facts.starts, facts.ends, timezone.localdate(at)),
                *_faults_of_reasons(entry, facts.reasons, number, at),
                *_faults_of_named(entry, facts.reasons, by),
            )
        )
        version = _written(plan, facts, number, by, at)
        _give_reasons(version, facts.reasons)
        return version


def carry_plan_on(entry: Entry, week: date, *, by: Person, at: datetime) -> PlanVersion:
    """Take the last week of the plan, as it counts day by day, over into the week after: that needs no reason.

    ``week`` is a day of the week to be planned; asked a second time for the same week, nothing is planned.

    Raises
    ------
    Refused
        If there is no plan to take over, the week is planned already, or it is not the next one.
    """
    with deed(Deed.PLAN_TRAINING, by=by, campaign=entry.campaign, skill=entry.skill, on=entry.code, at=at):
        demand_own(entry, by, Deed.PLAN_TRAINING, whole=Deed.SEE_ALL_PLANS)
        plan = _plan_of(entry, by, at)
        (training,) = trainings_of(Entry.objects.filter(pk=entry.pk))
        refuse(_faults_of_week(training, week, timezone.localdate(at)))
        monday = monday_of(week)
        sessions = carried([one.session for one in training.planned], monday)
        words = training.latest.words if training.latest else ""
        facts = PlanFacts(monday, monday + WEEK - timedelta(days=1), sessions, words=words)
        return _written(plan, facts, _next_number(plan), by, at)


def demand_own(entry: Entry, by: Person, name: Deed, *, whole: Deed) -> None:
    """Refuse whoever neither sees all plans of a skill nor speaks for the entry."""
    if may(posts_of(by, campaign=entry.campaign, skill=entry.skill), whole):
        return
    own = spoken_for(by, name, campaign=entry.campaign_id, skill=entry.skill_id)
    if not Entry.objects.filter(own, pk=entry.pk).exists():
        raise PermissionDenied(name)


def take_turns(entry: Entry) -> None:
    """Let nobody else plan or log for an entry until this deed is done.

    The entry is locked and not its plan, which may not be there yet.
    """
    Entry.objects.select_for_update(no_key=True).only("pk").get(pk=entry.pk)


def _plan_of(entry: Entry, by: Person, at: datetime) -> Plan:
    """Return the plan of an entry, nobody else planning meanwhile: of two at once, one waits for its number."""
    take_turns(entry)
    return Plan.objects.filter(entry=entry).first() or Plan.objects.create(entry=entry, by=by, at=at)


def _next_number(plan: Plan) -> int:
    last = plan.versions.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _faults_of_week(training: Training, week: date, today: date) -> tuple[Fault, ...]:
    """Return whether a week is the next to be carried on."""
    if training.ends is None:
        return (error("no_plan_to_carry_on"),)
    monday, after = monday_of(week), training.open_week(today)
    if monday <= training.ends:
        return (error("week_planned_already", week=monday.isoformat()),)
    return () if monday == after else (error("week_not_next", week=monday.isoformat(), next=after.isoformat()),)


def _written(plan: Plan, facts: PlanFacts, number: int, by: Person, at: datetime) -> PlanVersion:
    version = PlanVersion.objects.create(
        plan=plan, number=number, starts=facts.starts, ends=facts.ends, words=facts.words.strip(), by=by, at=at
    )
    PlannedSession.objects.bulk_create(
        PlannedSession(
            version=version,
            day=one.day,
            begins=one.begins,
            minutes=one.minutes,
            effort=one.effort,
            title=one.title.strip(),
            section=one.section,
        )
        for one in facts.sessions
    )
    return version


def _give_reasons(version: PlanVersion, reasons: Reasons) -> None:
    rows = [PlanReason(version=version, kind=ReasonKind.CHANGE, change=one) for one in reasons.changes]
    rows += [PlanReason(version=version, kind=ReasonKind.GAP, gap=one) for one in reasons.gaps]
    rows += [PlanReason(version=version, kind=ReasonKind.VIEW, view=one) for one in reasons.views]
    if reasons.health.strip():
        rows.append(PlanReason(version=version, kind=ReasonKind.HEALTH, words=reasons.health.strip()))
    PlanReason.objects.bulk_create(rows)


def _faults_of_reasons(entry: Entry, reasons: Reasons, number: int, at: datetime) -> tuple[Fault, ...]:
    """Return whether a version gives its reason; the first differs from nothing and needs none."""
    stated = (
        *(Reason(ReasonKind.CHANGE, str(one.pk)) for one in reasons.changes),
        *(Reason(ReasonKind.GAP, str(one.pk)) for one in reasons.gaps),
        *(Reason(ReasonKind.VIEW, str(one.pk)) for one in reasons.views),
        *((Reason(ReasonKind.HEALTH, ""),) if reasons.health.strip() else ()),
    )
    if number == 1 and not stated:
        return ()
    known = frozenset(str(one.pk) for one in reasons.changes)
    return faults_of_version(Version(entry.code, number, at, stated), known)


def _faults_of_named(entry: Entry, reasons: Reasons, by: Person) -> tuple[Fault, ...]:
    found = []
    for change in reasons.changes:
        document, decision = change.new.document, change_fact_of(change).decision
        if document.campaign_id != entry.campaign_id or document.skill_id not in (None, entry.skill_id):
            found.append(error("change_unknown", change=change.pk))
        elif decision is None:
            found.append(error("change_undecided", change=change.where))
        elif decision.answer is Answer.NO_IMPACT:
            found.append(error("change_without_impact", change=change.where))
    strange = [one for one in reasons.gaps if one.skill_id != entry.skill_id or one.entry_id not in (None, entry.pk)]
    found += [error("gap_of_another_entry") for _ in strange]
    closed = [one for one in reasons.views if one.skill_id != entry.skill_id or not may_read(by, one)]
    found += [error("view_not_open") for _ in closed]
    return tuple(found)
