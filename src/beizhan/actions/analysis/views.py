"""The view log kept: recorded under the guard, open to those whom its writer names, and each opening in the log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from beizhan.actions.analysis.checking import faults_of_entry, faults_of_owner, faults_of_reason
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.analysis.channels import Channel, SpeakerRole, Statement, faults_of_statement
from beizhan.core.faults import Fault, error
from beizhan.models.analysis.meetings import Meeting, MeetingSkill, Minutes
from beizhan.models.analysis.views import View, ViewReader, ViewUse
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.hints import seats_among
from beizhan.queries.analysis.views import may_read, readers_of
from beizhan.queries.people import is_of


@dataclass(frozen=True, slots=True)
class ViewFacts:
    """A view as it was heard: who spoke (known here, or by name), of what, by which channel, in which words."""

    role: SpeakerRole
    channel: Channel
    heard_on: date
    words: str
    speaker: Person | None = None
    speaker_name: str = ""
    entry: Entry | None = None
    subject: str = ""
    place: str = ""
    answer: str = ""


def record_view(
    skill: Skill, facts: ViewFacts, readers: Collection[Person], *, by: Person, at: datetime
) -> tuple[View, tuple[Fault, ...]]:
    """Record a view for its writer and those named, and return what only wants a look.

    Raises
    ------
    Refused
        If its channel is forbidden, if whoever spoke is marking the entry now, or if somebody named may not read views.
    """
    with deed(Deed.RECORD_VIEW, by=by, campaign=skill.campaign, skill=skill, on=skill.number, at=at):
        faults = _faults_of(skill, facts, at)
        refuse((*faults, *_faults_of_readers(skill, readers)))
        return _write(skill, facts, readers, by, at), faults


def correct_view(
    view: View, facts: ViewFacts, *, reason: str, by: Person, at: datetime
) -> tuple[View, tuple[Fault, ...]]:
    """Write a view anew in place of one's own that stays to be read; the same people may read it."""
    skill = view.skill
    with deed(Deed.RECORD_VIEW, by=by, campaign=skill.campaign, skill=skill, on=_named(view), at=at):
        _demand_writer(view, by)
        faults = _faults_of(skill, facts, at)
        refuse((*faults, *_faults_of_replacing(view), *faults_of_reason(reason)))
        found = _write(skill, facts, readers_of(view), by, at, replaces=view, reason=reason.strip())
        return found, faults


def take_back_view(view: View, *, reason: str, by: Person, at: datetime) -> None:
    """Take one's own view back, with the reason."""
    skill = view.skill
    with deed(Deed.RECORD_VIEW, by=by, campaign=skill.campaign, skill=skill, on=f"{_named(view)} ✗", at=at):
        _demand_writer(view, by)
        refuse((*_faults_of_replacing(view), *faults_of_reason(reason)))
        row = View.objects.get(pk=view.pk)
        row.pk, row.replaces, row.is_taken_back, row.reason, row.at = None, view, True, reason.strip(), at
        row.save(force_insert=True)


def name_reader(view: View, person: Person, *, by: Person, at: datetime) -> None:
    """Name somebody who may read one's own view."""
    skill = view.skill
    with deed(Deed.RECORD_VIEW, by=by, campaign=skill.campaign, skill=skill, on=f"{_named(view)} → {person}", at=at):
        _demand_writer(view, by)
        refuse(_faults_of_readers(skill, [person]))
        ViewReader.objects.create(view=view, person=person, by=by, at=at)


def unname_reader(view: View, person: Person, *, by: Person, at: datetime) -> None:
    """Let somebody read one's own view no more."""
    skill = view.skill
    with deed(Deed.RECORD_VIEW, by=by, campaign=skill.campaign, skill=skill, on=f"{_named(view)} ← {person}", at=at):
        _demand_writer(view, by)
        ViewReader.objects.create(view=view, person=person, is_named=False, by=by, at=at)


def open_view(view: View, *, by: Person, at: datetime) -> None:
    """Open a view to read its words; that it was opened stands in the log.

    Raises
    ------
    PermissionDenied
        If somebody is neither its writer nor named, whatever post they hold.
    """
    with deed(Deed.SEE_VIEWS, by=by, campaign=view.skill.campaign, skill=view.skill, on=_named(view), at=at):
        _demand_reader(view, by)


def use_view(view: View, meeting: Meeting, *, by: Person, at: datetime) -> None:
    """Say that a view was spoken of in a meeting, as somebody who may read it."""
    skill = view.skill
    with deed(Deed.SEE_VIEWS, by=by, campaign=skill.campaign, skill=skill, on=f"{_named(view)} → {meeting}", at=at):
        _demand_reader(view, by)
        about = MeetingSkill.objects.filter(meeting=meeting, skill=skill).exists()
        closed = Minutes.objects.filter(meeting=meeting).exists()
        refuse((error("meeting_of_other_skills"),) if not about else (error("meeting_closed"),) if closed else ())
        ViewUse.objects.get_or_create(view=view, meeting=meeting, defaults={"by": by, "at": at})


def _write(  # noqa: PLR0913 - a view, its readers, and what it replaces
    skill: Skill,
    facts: ViewFacts,
    readers: Collection[Person],
    by: Person,
    at: datetime,
    *,
    replaces: View | None = None,
    reason: str = "",
) -> View:
    row = View.objects.create(
        skill=skill,
        entry=facts.entry,
        subject=facts.subject.strip(),
        speaker=facts.speaker,
        speaker_name="" if facts.speaker else facts.speaker_name.strip(),
        role=facts.role,
        channel=facts.channel,
        heard_on=facts.heard_on,
        place=facts.place.strip(),
        words=facts.words.strip(),
        answer=facts.answer.strip(),
        replaces=replaces,
        reason=reason,
        by=by,
        at=at,
    )
    named = [ViewReader(view=row, person=one, by=by, at=at) for one in {one.pk: one for one in readers}.values()]
    ViewReader.objects.bulk_create(named)
    return row


def _named(view: View) -> str:
    """Name a view in the log by its number: the log is read by people who may not know of whom it speaks."""
    return f"#{view.pk}"


def _demand_writer(view: View, by: Person) -> None:
    if view.by_id != by.pk:
        raise PermissionDenied(Deed.RECORD_VIEW)


def _demand_reader(view: View, by: Person) -> None:
    if not may_read(by, view):
        raise PermissionDenied(Deed.SEE_VIEWS)


def _faults_of(skill: Skill, facts: ViewFacts, at: datetime) -> tuple[Fault, ...]:
    speaker, entry = facts.speaker, facts.entry
    statement = Statement(
        0,
        str(speaker.pk) if speaker else "",
        facts.speaker_name,
        entry.code if entry else "",
        facts.heard_on,
        facts.channel,
    )
    missing = not facts.words.strip() or not (entry or facts.subject.strip())
    return (
        *faults_of_statement(statement, seats_among([skill.pk]), at=timezone.localdate(at)),
        *faults_of_entry(skill, entry),
        *((error("text_missing"),) if missing else ()),
        *_faults_of_stranger(skill, speaker),
    )


def _faults_of_stranger(skill: Skill, speaker: Person | None) -> tuple[Fault, ...]:
    strange = speaker is not None and not is_of(skill.campaign, speaker)
    return (error("person_of_another_campaign", name=speaker.name),) if speaker and strange else ()


def _faults_of_readers(skill: Skill, readers: Collection[Person]) -> tuple[Fault, ...]:
    return tuple(fault for one in readers for fault in faults_of_owner(skill, one, Deed.SEE_VIEWS))


def _faults_of_replacing(view: View) -> tuple[Fault, ...]:
    replaced = view.is_taken_back or View.objects.filter(replaces=view).exists()
    return (error("replaced_already"),) if replaced else ()
