"""The contact plan: a contact planned with its first step, and each step that follows."""

from dataclasses import dataclass
from datetime import date, datetime

from beizhan.actions.analysis.checking import faults_of_owner
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.analysis.contacts import ContactKind, faults_of_step
from beizhan.core.faults import Fault, error
from beizhan.models.analysis.contacts import Contact, ContactStep
from beizhan.models.people import Person
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact as somebody plans it."""

    kind: ContactKind
    with_whom: str
    subject: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What comes next, who does it by when; or with ``is_closed`` what came of it."""

    text: str
    owner: Person | None
    due: date | None
    is_closed: bool = False


def plan_contact(skill: Skill, facts: ContactFacts, step: StepFacts, *, by: Person, at: datetime) -> Contact:
    """Plan a contact with experts, with the step that comes first."""
    with deed(Deed.PLAN_CONTACT, by=by, campaign=skill.campaign, skill=skill, on=facts.with_whom, at=at):
        missing = not (facts.with_whom.strip() and facts.subject.strip())
        refuse((*((error("text_missing"),) if missing else ()), *_faults_of(skill, step)))
        contact = Contact.objects.create(
            skill=skill,
            kind=facts.kind,
            with_whom=facts.with_whom.strip(),
            subject=facts.subject.strip(),
            by=by,
            at=at,
        )
        _say(contact, step, by, at)
        return contact


def take_step(contact: Contact, step: StepFacts, *, by: Person, at: datetime) -> ContactStep:
    """Say what comes next in a contact, or what came of it."""
    skill = contact.skill
    with deed(Deed.PLAN_CONTACT, by=by, campaign=skill.campaign, skill=skill, on=contact.with_whom, at=at):
        refuse(_faults_of(skill, step))
        return _say(contact, step, by, at)


def _say(contact: Contact, step: StepFacts, by: Person, at: datetime) -> ContactStep:
    return ContactStep.objects.create(
        contact=contact,
        text=step.text.strip(),
        owner=step.owner,
        due=step.due,
        is_closed=step.is_closed,
        by=by,
        at=at,
    )


def _faults_of(skill: Skill, step: StepFacts) -> tuple[Fault, ...]:
    return (
        *faults_of_step(step.text, has_owner=step.owner is not None, due=step.due, is_closed=step.is_closed),
        *faults_of_owner(skill, step.owner, Deed.SEE_CONTACTS),
    )
