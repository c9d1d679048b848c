"""Review meetings: called for some skills, decided item by item, closed into minutes that never change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from beizhan.actions.analysis.checking import faults_of_owner
from beizhan.actions.door import deed, demand, refuse
from beizhan.core.access import Deed
from beizhan.core.analysis.agenda import (
    Decided,
    Item,
    ItemKind,
    Verdict,
    faults_of_decision,
    minutes_of,
    undecided,
)
from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import canonical, fingerprint_of, instant
from beizhan.models.analysis.meetings import Decision, Meeting, MeetingSkill, Minutes
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.meetings import decisions_of, items_of, skills_of


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting as somebody calls it."""

    name: str
    held_on: date
    place: str
    chair: Person


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What is decided: who acts by when, or that it is noted or deferred."""

    verdict: Verdict
    words: str
    owner: Person | None = None
    due: date | None = None


def call_meeting(
    campaign: Campaign, facts: MeetingFacts, skills: Collection[Skill], *, by: Person, at: datetime
) -> Meeting:
    """Call a meeting for some skills, in each of which one may call it."""
    first = next(iter(skills), None)
    with deed(Deed.CALL_MEETING, by=by, campaign=campaign, skill=first, on=facts.name, at=at):
        for skill in skills:
            demand(Deed.CALL_MEETING, by=by, campaign=campaign, skill=skill)
        refuse(_faults_of(campaign, facts, skills))
        meeting = Meeting.objects.create(
            campaign=campaign,
            name=facts.name.strip(),
            held_on=facts.held_on,
            place=facts.place.strip(),
            chair=facts.chair,
            by=by,
            at=at,
        )
        MeetingSkill.objects.bulk_create(MeetingSkill(meeting=meeting, skill=skill) for skill in skills)
        return meeting


def decide_item(  # noqa: PLR0913 - in which meeting, which item, what, who, when
    meeting: Meeting, kind: ItemKind, ref: str, facts: DecisionFacts, *, by: Person, at: datetime
) -> Decision:
    """Decide an item of the agenda; until the meeting closes, a later decision replaces an earlier one.

    Raises
    ------
    Refused
        If the meeting is closed, the item is not on its agenda, or the decision names nobody or no day to act.
    """
    demand(
        Deed.DECIDE_ITEM, by=by, campaign=meeting.campaign
    )  # before the agenda is gathered; the skill is asked below
    own = skills_of(meeting)
    items = items_of(own, decisions_of(meeting, own), at=at)
    item = next((one for one in items if (one.kind, one.ref) == (kind, ref)), None)
    skill = Skill.objects.get(campaign=meeting.campaign, number=item.skill) if item else None
    with deed(Deed.DECIDE_ITEM, by=by, campaign=meeting.campaign, skill=skill, on=f"{meeting} {kind}", at=at):
        refuse((*_faults_of_closed(meeting), *(() if item else (error("not_on_the_agenda"),))))
        assert item is not None
        assert skill is not None
        return _decide(meeting, skill, item, facts, by=by, at=at)


def bring_up(  # noqa: PLR0913 - in which meeting and skill, what, how decided, who, when
    meeting: Meeting, skill: Skill, title: str, facts: DecisionFacts, *, by: Person, at: datetime
) -> Decision:
    """Bring up something that no record asks for, and decide it."""
    with deed(Deed.DECIDE_ITEM, by=by, campaign=meeting.campaign, skill=skill, on=f"{meeting} {title}", at=at):
        strange = not MeetingSkill.objects.filter(meeting=meeting, skill=skill).exists()
        refuse(
            (
                *_faults_of_closed(meeting),
                *((error("meeting_of_other_skills"),) if strange else ()),
                *(() if title.strip() else (error("text_missing"),)),
            )
        )
        item = Item(ItemKind.OTHER, uuid4().hex[:12], skill.number, title.strip())
        return _decide(meeting, skill, item, facts, by=by, at=at)


def close_meeting(meeting: Meeting, *, by: Person, at: datetime) -> Minutes:
    """Close a meeting: its agenda as it stands and every decision become minutes, fixed by their fingerprint.

    Raises
    ------
    Refused
        If it is closed already, or an item waits for its decision.
    """
    own = skills_of(meeting)
    with deed(Deed.CLOSE_MEETING, by=by, campaign=meeting.campaign, skill=_first(meeting), on=meeting, at=at):
        for one in Skill.objects.filter(pk__in=own):
            demand(Deed.CLOSE_MEETING, by=by, campaign=meeting.campaign, skill=one)
        refuse(_faults_of_closed(meeting))
        facts = decisions_of(meeting, own)
        items = items_of(own, facts, at=at)
        decisions = {key: one.decided for key, one in facts.items()}
        left = undecided(items, decisions)
        refuse((error("items_undecided", found=len(left)),) if left else ())
        document = minutes_of(_facts_of(meeting, by, at), items, decisions)
        return Minutes.objects.create(
            meeting=meeting, document=canonical(document), fingerprint=fingerprint_of(document), by=by, at=at
        )


def _decide(  # noqa: PLR0913 - in which meeting and skill, of what, how, who, when
    meeting: Meeting, skill: Skill, item: Item, facts: DecisionFacts, *, by: Person, at: datetime
) -> Decision:
    owner = facts.owner if facts.verdict is Verdict.ACT else None
    due = facts.due if facts.verdict is Verdict.ACT else None
    decided = Decided(item.kind, item.ref, facts.verdict, facts.words, owner.name if owner else "", due)
    refuse((*faults_of_decision(decided, at=meeting.held_on), *faults_of_owner(skill, owner, Deed.SEE_ANALYSIS)))
    return Decision.objects.create(
        meeting=meeting,
        skill=skill,
        kind=item.kind,
        ref=item.ref,
        title=item.title,
        verdict=facts.verdict,
        words=facts.words.strip(),
        owner=owner,
        due=due,
        by=by,
        at=at,
    )


def _first(meeting: Meeting) -> Skill | None:
    return Skill.objects.filter(pk__in=skills_of(meeting)).order_by("number").first()


def _facts_of(meeting: Meeting, by: Person, at: datetime) -> dict[str, object]:
    skills = Skill.objects.filter(pk__in=skills_of(meeting)).order_by("number")
    return {
        "meeting": meeting.pk,
        "name": meeting.name,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "chair": meeting.chair.name,
        "skills": [{"number": one.number, "name_zh": one.name_zh, "name_en": one.name_en} for one in skills],
        "closed_at": instant(at),
        "closed_by": by.name,
    }


def _faults_of(campaign: Campaign, facts: MeetingFacts, skills: Collection[Skill]) -> tuple[Fault, ...]:
    faults: list[Fault] = [] if facts.name.strip() else [error("text_missing")]
    if not skills:
        faults.append(error("meeting_without_skill"))
    if any(one.campaign_id != campaign.pk for one in skills):
        faults.append(error("skill_of_another_campaign"))
    first = next(iter(skills), None)
    return (*faults, *(faults_of_owner(first, facts.chair, Deed.SEE_MEETINGS) if first else ()))


def _faults_of_closed(meeting: Meeting) -> tuple[Fault, ...]:
    """Return that a meeting is closed; of a decision and a closing at once, one waits."""
    Meeting.objects.select_for_update().only("pk").get(pk=meeting.pk)
    return (error("meeting_closed"),) if Minutes.objects.filter(meeting=meeting).exists() else ()
