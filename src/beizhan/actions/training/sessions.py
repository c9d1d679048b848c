"""What was really trained, told by whoever trained or stood beside."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.actions.door import deed, refuse
from beizhan.actions.training.plans import demand_own
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.training.sessions import faults_of_session
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.models.training.plans import DoneSession, PlannedSession


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """What was done: a session that was planned, or one besides; effort is what was felt, 0 to 10."""

    day: date
    minutes: int
    effort: int
    title: str
    section: str = ""
    words: str = ""
    planned: PlannedSession | None = None


def log_session(entry: Entry, facts: DoneFacts, *, by: Person, at: datetime) -> DoneSession:
    """Write down what was trained; said again of the same planned session, the latest counts.

    Raises
    ------
    PermissionDenied
        If somebody tells of an entry for which they do not speak.
    Refused
        If it lies ahead, has no length or no title, or was planned for somebody else.
    """
    with deed(Deed.LOG_TRAINING, by=by, campaign=entry.campaign, skill=entry.skill, on=entry.code, at=at):
        demand_own(entry, by, Deed.LOG_TRAINING, whole=Deed.SEE_ALL_PLANS)
        refuse((*faults_of_session(facts.minutes, facts.effort, facts.title), *_faults_of_place(entry, facts, at)))
        return DoneSession.objects.create(
            entry=entry,
            planned=facts.planned,
            day=facts.day,
            minutes=facts.minutes,
            effort=facts.effort,
            title=facts.title.strip(),
            section=facts.section,
            words=facts.words.strip(),
            by=by,
            at=at,
        )


def _faults_of_place(entry: Entry, facts: DoneFacts, at: datetime) -> tuple[Fault, ...]:
    found = []
    if facts.day > timezone.localdate(at):
        found.append(error("session_ahead", day=facts.day.isoformat()))
    if facts.planned is not None and facts.planned.version.plan.entry_id != entry.pk:
        found.append(error("session_of_another_entry"))
    return tuple(found)
