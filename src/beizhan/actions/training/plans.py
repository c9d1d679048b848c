"""Training plans (A5): versions that say why they differ, and last week's plan with one click."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
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
from beizhan.queries.training.plans import latest_of, sessions_in


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
        of somebody else, a view that is not open to the planner, or sessions that cannot be held.
    """
    with deed(Deed.PLAN_TRAINING, by=by, campaign=entry.campaign, skill=entry.skill, on=entry.code, at=at):
        demand_own(entry, by, Deed.PLAN_TRAINING, whole=Deed.SEE_ALL_PLANS)
        number = _next_number(entry)
        refuse(
            (
                *faults_of_sessions(facts.sessions, facts.starts, facts.ends),
                *_faults_of_reasons(entry, facts.reasons, number, at),
                *_faults_of_named(entry, facts.reasons, by),
            )
        )
        version = _written(entry, facts, number, by, at)
        _give_reasons(version, facts.reasons)
        return version


def carry_plan_on(entry: Entry, *, by: Person, at: datetime) -> PlanVersion:
    """Take last week's sessions over into the week after, unchanged: that needs no reason.

    Raises
    ------
    Refused
        If there is no plan to take over.
    """
    with deed(Deed.PLAN_TRAINING, by=by, campaign=entry.campaign, skill=entry.skill, on=entry.code, at=at):
        demand_own(entry, by, Deed.PLAN_TRAINING, whole=Deed.SEE_ALL_PLANS)
        latest = latest_of(entry)
        refuse(() if latest else (error("no_plan_to_carry_on"),))
        assert latest is not None
        after = max(monday_of(latest.ends), monday_of(timezone.localdate(at)) - WEEK) + WEEK
        sessions = carried(sessions_in(latest), after)
        facts = PlanFacts(after, after + WEEK - WEEK / 7, sessions, words=latest.words)
        return _written(entry, facts, _next_number(entry), by, at)


def demand_own(entry: Entry, by: Person, name: Deed, *, whole: Deed) -> None:
    """Refuse whoever neither sees all plans of a skill nor speaks for the entry."""
    if may(posts_of(by, campaign=entry.campaign, skill=entry.skill), whole):
        return
    own = spoken_for(by, name, campaign=entry.campaign_id, skill=entry.skill_id)
    if not Entry.objects.filter(own, pk=entry.pk).exists():
        raise PermissionDenied(name)


def _next_number(entry: Entry) -> int:
    latest = latest_of(entry)
    return latest.number + 1 if latest else 1


def _written(entry: Entry, facts: PlanFacts, number: int, by: Person, at: datetime) -> PlanVersion:
    plan = Plan.objects.filter(entry=entry).first() or Plan.objects.create(entry=entry, by=by, at=at)
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
