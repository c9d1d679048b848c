"""What was really trained, told by whoever trained or stood beside."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.actions.door import deed, refuse
from beizhan.actions.training.plans import demand_own, take_turns
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.training.sessions import faults_of_done_day, faults_of_session
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.models.training.plans import DoneSession, PlannedSession
from beizhan.queries.training.plans import trainings_of


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """What was done: a session that was planned, or one besides; effort is what was felt, 0 to 10.

    ``replaces`` is what was told of the same session before. ``known`` is the row of the session of the same title on
    the same day that the teller has seen: only then is it another one.
    """

    day: date
    minutes: int
    effort: int
    title: str
    section: str = ""
    words: str = ""
    planned: PlannedSession | None = None
    replaces: DoneSession | None = None
    known: int = 0


def log_session(entry: Entry, facts: DoneFacts, *, by: Person, at: datetime) -> DoneSession:
    """Write down what was trained; said again of the same session, the latest counts.

    Raises
    ------
    PermissionDenied
        If somebody tells of an entry for which they do not speak.
    Refused
        If it lies ahead or more than a year back, has no length or no title, was planned for or told of somebody else,
        or stands besides the plan under a title that is told already on that day, and the teller did not know.
    """
    with deed(Deed.LOG_TRAINING, by=by, campaign=entry.campaign, skill=entry.skill, on=entry.code, at=at):
        demand_own(entry, by, Deed.LOG_TRAINING, whole=Deed.SEE_ALL_PLANS)
        take_turns(entry)  # of two taps at once, the second sees what the first told
        refuse((*faults_of_session(facts.minutes, facts.effort, facts.title), *_faults_of_place(entry, facts, at)))
        return DoneSession.objects.create(
            entry=entry,
            planned=facts.planned,
            replaces=facts.replaces,
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
    found = list(faults_of_done_day(facts.day, timezone.localdate(at)))
    if facts.planned is not None and facts.planned.version.plan.entry_id != entry.pk:
        found.append(error("session_of_another_entry"))
    if facts.replaces is not None and facts.replaces.entry_id != entry.pk:
        found.append(error("session_told_of_another_entry"))
    return (*found, *_faults_of_telling_twice(entry, facts))


def _faults_of_telling_twice(entry: Entry, facts: DoneFacts) -> tuple[Fault, ...]:
    if facts.planned or facts.replaces:
        return ()
    (training,) = trainings_of(Entry.objects.filter(pk=entry.pk))
    told = training.told_on(facts.day, facts.title)
    if told is None or told.id == facts.known:
        return ()
    return (error("session_told_already", day=told.day.isoformat(), title=told.title, minutes=told.minutes),)
