"""The gap ledger: a gap recorded where marks were lost, and answered as often as it takes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from beizhan.actions.analysis.checking import faults_of_entry, faults_of_owner, faults_of_sections
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed, may
from beizhan.core.analysis.targets import TargetScope
from beizhan.core.faults import Fault, error
from beizhan.core.gaps.gap import Cause, faults_of_answer
from beizhan.models.analysis.gaps import Gap, GapAnswer
from beizhan.models.analysis.views import View, ViewUse
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.shares import WHOLE, Sealing, sealings_of, tested_in
from beizhan.queries.analysis.views import may_read
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import posts_of


@dataclass(frozen=True, slots=True)
class GapPlace:
    """Where marks are lost: of an entry or of the skill, in a section or in all, shown by a sealed result perhaps."""

    skill: Skill
    entry: Entry | None
    section: str
    assessment: Assessment | None = None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What somebody says of a gap; expected marks are hundredths."""

    cause: Cause
    text: str
    countermeasure: str = ""
    owner: Person | None = None
    due: date | None = None
    expected: int = 0
    is_dropped: bool = False


def record_gap(place: GapPlace, answer: AnswerFacts, *, by: Person, at: datetime, view: View | None = None) -> Gap:
    """Record a gap with its first answer; a view that it came from is used by it.

    Raises
    ------
    PermissionDenied
        If a coach records it of anybody but the own competitors.
    Refused
        If it is of another skill, names an unknown section, cites a result that is not sealed, or expects more marks
        than were lost.
    """
    skill = place.skill
    with deed(Deed.RECORD_GAP, by=by, campaign=skill.campaign, skill=skill, on=_named(place), at=at):
        _demand_own(skill, place.entry, by)
        refuse((*_faults_of_place(place), *_faults_of(skill, answer, _lost_at(place))))
        gap = Gap.objects.create(
            skill=skill, entry=place.entry, section=place.section, assessment=place.assessment, by=by, at=at
        )
        _say(gap, answer, by, at)
        if view is not None:
            refuse(() if view.skill_id == skill.pk and may_read(by, view) else (error("view_not_open"),))
            ViewUse.objects.create(view=view, gap=gap, by=by, at=at)
        return gap


def answer_gap(gap: Gap, answer: AnswerFacts, *, by: Person, at: datetime) -> GapAnswer:
    """Answer a gap anew; what was said before stays to be read.

    Raises
    ------
    PermissionDenied
        If somebody who does not see every gap neither coaches the entry nor owns the gap.
    """
    skill, place = gap.skill, GapPlace(gap.skill, gap.entry, gap.section, gap.assessment)
    with deed(Deed.ANSWER_GAP, by=by, campaign=skill.campaign, skill=skill, on=_named(place), at=at):
        latest = GapAnswer.objects.filter(gap=gap).order_by("-pk").first()
        if latest is None or latest.owner_id != by.pk:
            _demand_own(skill, gap.entry, by)
        refuse(_faults_of(skill, answer, _lost_at(place)))
        return _say(gap, answer, by, at)


def _demand_own(skill: Skill, entry: Entry | None, by: Person) -> None:
    """Refuse whoever does not see all gaps of a skill and does not coach the entry."""
    if may(posts_of(by, campaign=skill.campaign, skill=skill), Deed.SEE_ALL_GAPS):
        return
    own = Entry.objects.filter(spoken_for(by, Deed.RECORD_GAP, campaign=skill.campaign_id, skill=skill.pk))
    if entry is None or not own.filter(pk=entry.pk).exists():
        raise PermissionDenied(Deed.RECORD_GAP)


def _say(gap: Gap, answer: AnswerFacts, by: Person, at: datetime) -> GapAnswer:
    return GapAnswer.objects.create(
        gap=gap,
        cause=answer.cause,
        text=answer.text.strip(),
        countermeasure=answer.countermeasure.strip(),
        owner=answer.owner,
        due=answer.due,
        expected=answer.expected,
        is_dropped=answer.is_dropped,
        by=by,
        at=at,
    )


def _named(place: GapPlace) -> str:
    return " ".join(filter(None, (str(place.entry or place.skill.number), place.section and f"§{place.section}")))


def _faults_of_place(place: GapPlace) -> tuple[Fault, ...]:
    known = place.assessment is None or _sealing_of(place) is not None
    return (
        *faults_of_entry(place.skill, place.entry),
        *faults_of_sections(place.skill, [place.section]),
        *(() if known else (error("assessment_not_sealed"),)),
    )


def _faults_of(skill: Skill, answer: AnswerFacts, lost: int | None) -> tuple[Fault, ...]:
    return (
        *faults_of_answer(answer.text, answer.expected, lost=lost),
        *faults_of_owner(skill, answer.owner, Deed.SEE_ALL_GAPS, Deed.SEE_OWN_GAPS),
    )


def _sealing_of(place: GapPlace) -> Sealing | None:
    found = [one for one in sealings_of([place.skill.pk]) if place.assessment and one.id == place.assessment.pk]
    return next((one for one in found if place.entry is None or place.entry.code in one.entries), None)


def _lost_at(place: GapPlace) -> int | None:
    sealing = _sealing_of(place)
    if sealing is None:
        return None
    part = (TargetScope.SECTION, place.section) if place.section else WHOLE
    share = tested_in(sealing).share(place.entry.code if place.entry else "", part)
    return share.worth - share.mark if share else None
