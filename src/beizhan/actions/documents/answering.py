"""What is said about a change: how much it weighs and what it touches, and what is done about it (A3, A4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.actions.documents.whole import demand_whole
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.core.follow_through.facts import Answer, Decision, Severity
from beizhan.core.follow_through.links import Thread, faults_of
from beizhan.core.follow_through.touching import Touch, faults_of_touches
from beizhan.models.documents.changes import Change, ChangeDecision, ChangeWeight
from beizhan.models.people import Person
from beizhan.queries.documents.following import change_fact_of, thread_of
from beizhan.queries.documents.touchables import offered_in, touchables_of
from beizhan.queries.people import posts_of


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What somebody signs about a change: a countermeasure has an owner and a date."""

    answer: Answer
    words: str
    owner: Person | None = None
    due: date | None = None


def weigh_change(
    change: Change, severity: Severity, touches: Collection[Touch], *, by: Person, at: datetime
) -> ChangeWeight:
    """Say how much a change weighs and what it touches; the latest counts.

    Raises
    ------
    Refused
        If it is said to touch what the skill does not have.
    """
    document = change.new.document
    with deed(Deed.WEIGH_CHANGE, by=by, campaign=document.campaign, skill=document.skill, on=_named(change), at=at):
        demand_whole(Deed.WEIGH_CHANGE, by=by, document=document)
        refuse(_faults_of_touches(change, touches))
        written = sorted({str(one) for one in touches})
        return ChangeWeight.objects.create(change=change, severity=severity, touches=written, by=by, at=at)


def decide_change(change: Change, facts: DecisionFacts, *, by: Person, at: datetime) -> ChangeDecision:
    """Sign that a change has no impact, with the reason, or what is done about it, by whom, until when.

    Raises
    ------
    Refused
        If it has no words, a countermeasure has no owner or date or its date has passed, or its owner may not see
        changes of the skill.
    """
    document = change.new.document
    with deed(Deed.DECIDE_CHANGE, by=by, campaign=document.campaign, skill=document.skill, on=_named(change), at=at):
        demand_whole(Deed.DECIDE_CHANGE, by=by, document=document)
        refuse((*_faults_of_order(change, facts, by, at), *_faults_of_owner(change, facts, at)))
        acts = facts.answer is Answer.COUNTERMEASURE
        return ChangeDecision.objects.create(
            change=change,
            answer=facts.answer,
            words=facts.words.strip(),
            owner=facts.owner if acts else None,
            due=facts.due if acts else None,
            by=by,
            at=at,
        )


def _named(change: Change) -> str:
    document = change.new.document
    return f"{document.skill.number if document.skill else ''} {document.title} #{change.number}".strip()


def _faults_of_touches(change: Change, touches: Collection[Touch]) -> tuple[Fault, ...]:
    skill = change.new.document.skill
    aspects = touchables_of([skill.pk]).get(skill.number, ()) if skill else ()
    return faults_of_touches(touches, aspects, [one.number for one in offered_in(skill).sections])


def _faults_of_order(change: Change, facts: DecisionFacts, by: Person, at: datetime) -> tuple[Fault, ...]:
    thread, owner = thread_of(change_fact_of(change)), facts.owner.name if facts.owner else ""
    said = Decision(str(change.pk), facts.answer, by.name, at, facts.words, owner, facts.due)
    return tuple(faults_of(Thread(thread.found, (said,))))


def _faults_of_owner(change: Change, facts: DecisionFacts, at: datetime) -> tuple[Fault, ...]:
    found, document = [], change.new.document
    if facts.answer is not Answer.COUNTERMEASURE:
        return ()
    if facts.due is not None and facts.due < timezone.localdate(at):
        found.append(error("due_before_it_is_said", day=facts.due.isoformat()))
    if facts.owner is not None:
        posts = posts_of(facts.owner, campaign=document.campaign, skill=document.skill)
        if not (facts.owner.is_active and may(posts, Deed.SEE_CHANGES)):
            found.append(error("owner_may_not_see", name=facts.owner.name))
    return tuple(found)
