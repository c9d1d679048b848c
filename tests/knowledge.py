"""What a hall knows of rivals, gaps, views, contacts, missions and meetings; each builder takes what a test wants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import hall
import podium
from beizhan.actions.analysis.contacts import ContactFacts, StepFacts, plan_contact
from beizhan.actions.analysis.gaps import AnswerFacts, GapPlace, record_gap
from beizhan.actions.analysis.meetings import MeetingFacts, call_meeting
from beizhan.actions.analysis.missions import MissionFacts, declare_mission
from beizhan.actions.analysis.rivals import ObservationFacts, RivalFacts, add_rival
from beizhan.actions.analysis.views import ViewFacts, record_view
from beizhan.actions.marking.assessments import Plan, choose_scheme, plan_assessment, seat_judges
from beizhan.actions.marking.conflicts import declare_conflicts
from beizhan.core.analysis.channels import Channel, SpeakerRole
from beizhan.core.analysis.contacts import ContactKind
from beizhan.core.analysis.sources import Credibility, Reliability, RivalKind, band_of
from beizhan.core.gaps.gap import Cause
from beizhan.models.analysis.contacts import Contact
from beizhan.models.analysis.gaps import Gap
from beizhan.models.analysis.meetings import Meeting
from beizhan.models.analysis.missions import Mission
from beizhan.models.analysis.rivals import Rival
from beizhan.models.analysis.views import View
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import Scheme
from beizhan.queries.marking.schemes import sub_criterion_codes_of
from once import once

TODAY = date(2026, 11, 22)
"""The day on which a hall opens."""

RIVAL = RivalFacts(RivalKind.PROVINCE, "示例省乙", "Example Province B", "")
DUE = TODAY + timedelta(days=14)


@once
def sealed() -> hall.Hall:
    """A hall whose first result is sealed: each place two marks behind the one before."""
    return hall.sealed(hall.published(podium.ranked()))


def planned_again(found: hall.Hall, code: str = "K2", day: date = date(2026, 12, 6)) -> Assessment:
    """Plan another assessment of the skill with the same scheme and team; nobody has declared yet."""
    found.at = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
    plan = Plan(found.skill, None, code, code, "再次考核", "Assessment again", day, 60)
    found.assessment = plan_assessment(plan, **found.who("officer"))
    scheme = Scheme.objects.get(skill=found.skill)
    choose_scheme(found.assessment, scheme, **found.who("officer"))
    team = {seat: found.people[f"judge{seat}"] for seat in (1, 2, 3, 4)}
    seats = {(sub, seat): judge for sub in sub_criterion_codes_of(scheme) for seat, judge in team.items()}
    seat_judges(found.assessment, seats, **found.who("chief"))
    return found.assessment


def sealed_again(found: hall.Hall, code: str = "K2", day: date = date(2026, 12, 6)) -> hall.Hall:
    """Hold another assessment in which everybody has every mark, and seal it."""
    planned_again(found, code, day)
    for seat in (1, 2, 3, 4):
        declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))
    hall.marking(found=found)
    hall.marked(found, hall.rows_of(found, 3))
    return hall.sealed(hall.published(hall.opened(hall.locked(found))))


def observation(**otherwise: object) -> ObservationFacts:
    said: dict[str, object] = {
        "source": "示例公开赛现场观摩",
        "reliability": Reliability.B,
        "credibility": Credibility.PROBABLE,
        "seen_on": TODAY,
        "expires_on": TODAY + timedelta(days=90),
        "levels": (band_of("", 84), band_of("2", 90)),
    }
    return ObservationFacts(**said | otherwise)


def rival(found: hall.Hall, name: str = "示例省乙") -> Rival:
    facts = RivalFacts(RivalKind.PROVINCE, name, "", "")
    return add_rival(found.skill, facts, **found.who("expert"))


def answer(found: hall.Hall, **otherwise: object) -> AnswerFacts:
    said: dict[str, object] = {
        "cause": Cause.SPEED,
        "text": "最后两项未完成",
        "countermeasure": "限时专项",
        "owner": found.people["coach"],
        "due": DUE,
        "expected": 100,
    }
    return AnswerFacts(**said | otherwise)


def gap(found: hall.Hall, who: str = "coach", *, number: int = 1, section: str = "2", **otherwise: object) -> Gap:
    """Record a gap of an entry that its first result shows; the first entry is the coach's."""
    entry = found.entries[number - 1] if number else None
    shown = Assessment.objects.get(code="K1", campaign=found.campaign) if number else None
    place = GapPlace(found.skill, entry, section, shown)
    return record_gap(place, answer(found, **otherwise), **found.who(who))


def spoken(found: hall.Hall, **otherwise: object) -> ViewFacts:
    said: dict[str, object] = {
        "role": SpeakerRole.JUDGE,
        "channel": Channel.FEEDBACK_SESSION,
        "heard_on": TODAY,
        "words": "注释太少",
        "speaker": found.people["judge1"],
        "entry": found.entries[0],
    }
    return ViewFacts(**said | otherwise)


def view(found: hall.Hall, who: str = "expert", readers: tuple[str, ...] = ("chief",), **otherwise: object) -> View:
    named = [found.people[name] for name in readers]
    return record_view(found.skill, spoken(found, **otherwise), named, **found.who(who))[0]


def contact(found: hall.Hall, who: str = "expert", *, due: date = DUE) -> Contact:
    facts = ContactFacts(ContactKind.FORUM_QUESTION, "官方论坛", "评分口径")
    return plan_contact(found.skill, facts, StepFacts("发帖", found.people[who], due), **found.who(who))


def mission(found: hall.Hall, traveller: str = "coach", *, ends: date = TODAY, days: int = 2) -> Mission:
    facts = MissionFacts("示例交流", "示例城市", found.people[traveller])
    return declare_mission(found.skill, facts, ends - timedelta(days=days), ends, **found.who("officer"))


def meeting(found: hall.Hall, who: str = "officer") -> Meeting:
    facts = MeetingFacts("研判会", TODAY, "会议室", found.people["director"])
    return call_meeting(found.campaign, facts, [found.skill], **found.who(who))
