"""Review meetings: which there were, what each speaks of, what was decided, and the minutes of those that closed."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from beizhan.core.analysis.agenda import Decided, Item, ItemKind, Verdict, ordered
from beizhan.models.analysis.meetings import Decision, Meeting, MeetingSkill, Minutes
from beizhan.models.campaign import Campaign
from beizhan.queries.analysis.agenda import agenda_of
from beizhan.queries.campaign import which_of
from beizhan.queries.people import Which, Who, who_of

Key = tuple[ItemKind, str]


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the list; one that closed has its minutes."""

    id: int
    name: str
    held_on: date
    place: str
    chair: Who
    skills: tuple[Which, ...]
    decisions: int
    closed_at: datetime | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """What a meeting decided about an item."""

    decided: Decided
    owner: Who | None
    meeting: str
    held_on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with its decision, and with what the last meeting that closed had decided about it."""

    item: Item
    decision: DecisionFact | None
    earlier: DecisionFact | None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with the items of the skills that a reader may see."""

    line: MeetingLine
    items: tuple[ItemLine, ...]

    @property
    def left(self) -> int:
        """How many items wait for their decision."""
        return sum(one.decision is None for one in self.items)


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The minutes of a meeting as they were closed, word for word, in the skills that a reader may see."""

    line: MeetingLine
    document: Mapping[str, Any]
    items: tuple[Mapping[str, Any], ...]
    by: str


def meetings_of(campaign: Campaign, skills: Collection[int]) -> list[MeetingLine]:
    """Return the meetings that speak of any of some skills, the latest first. Three queries."""
    rows = Meeting.objects.filter(campaign=campaign, skills__skill__in=skills).distinct()
    return _lines(list(rows.select_related("chair", "minutes").order_by("-held_on", "-pk")))


def meeting_page_of(meeting: Meeting, skills: Collection[int], *, at: datetime) -> MeetingPage:
    """Return what a meeting speaks of in some skills, while it is open.

    Twenty-one queries, and fourteen for each sealed assessment that showed or tested a gap.
    """
    own = [skill for skill in skills_of(meeting) if skill in set(skills)]
    decisions = decisions_of(meeting, own)
    items = items_of(own, decisions, at=at)
    earlier = _earlier(meeting, items)
    lines = tuple(ItemLine(one, decisions.get((one.kind, one.ref)), earlier.get((one.kind, one.ref))) for one in items)
    return MeetingPage(_lines([meeting])[0], lines)


def minutes_page_of(minutes: Minutes, skills: Collection[str]) -> MinutesPage:
    """Return the minutes of a meeting in the skills of some numbers. Four queries."""
    document = json.loads(minutes.document)
    items = tuple(one for one in document["items"] if one["skill"] in set(skills))
    return MinutesPage(_lines([minutes.meeting])[0], document, items, minutes.by.name)


def skills_of(meeting: Meeting) -> list[int]:
    """Return the skills that a meeting goes through. One query."""
    return list(
        MeetingSkill.objects.filter(meeting=meeting).order_by("skill__number").values_list("skill_id", flat=True)
    )


def decisions_of(meeting: Meeting, skills: Collection[int]) -> dict[Key, DecisionFact]:
    """Return the latest decision about each item, in some skills. One query."""
    rows = Decision.objects.filter(meeting=meeting, skill__in=skills).select_related("owner", "by", "meeting")
    return {(ItemKind(row.kind), row.ref): _decision(row) for row in rows.order_by("pk")}


def items_of(skills: Collection[int], decisions: Mapping[Key, DecisionFact], *, at: datetime) -> tuple[Item, ...]:
    """Return what is open in some skills, with what was decided and is open no more, or was brought up by hand."""
    live = agenda_of(skills, at=at)
    known = {(one.kind, one.ref) for one in live}
    return ordered((*live, *(item for key, item in _brought_up(skills, decisions).items() if key not in known)))


def _brought_up(skills: Collection[int], decisions: Mapping[Key, DecisionFact]) -> dict[Key, Item]:
    refs = [ref for _, ref in decisions]
    rows = Decision.objects.filter(skill__in=skills, ref__in=refs).select_related("skill").order_by("pk")
    titles = {(ItemKind(row.kind), row.ref): (row.skill.number, row.title) for row in rows}
    return {key: Item(*key, *titles[key]) for key in decisions}


def _earlier(meeting: Meeting, items: Iterable[Item]) -> dict[Key, DecisionFact]:
    """Return what the last meeting that closed had decided about each item."""
    rows = Decision.objects.filter(
        meeting__campaign=meeting.campaign_id, meeting__minutes__isnull=False, ref__in=[one.ref for one in items]
    ).exclude(meeting=meeting)
    rows = rows.select_related("owner", "by", "meeting").order_by("meeting__held_on", "pk")
    return {(ItemKind(row.kind), row.ref): _decision(row) for row in rows}


def _decision(row: Decision) -> DecisionFact:
    owner = who_of(row.owner) if row.owner else None
    name = owner.name if owner else ""
    decided = Decided(ItemKind(row.kind), row.ref, Verdict(row.verdict), row.words, name, row.due)
    return DecisionFact(decided, owner, row.meeting.name, row.meeting.held_on, row.by.name, row.at)


def _lines(meetings: list[Meeting]) -> list[MeetingLine]:
    skills: dict[int, list[Which]] = defaultdict(list)
    rows = MeetingSkill.objects.filter(meeting__in=meetings).select_related("skill").order_by("skill__number")
    for one in rows:
        skills[one.meeting_id].append(which_of(one.skill))
    decided: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for meeting, kind, ref in Decision.objects.filter(meeting__in=meetings).values_list("meeting_id", "kind", "ref"):
        decided[meeting].add((kind, ref))
    return [_line(one, tuple(skills[one.pk]), len(decided[one.pk])) for one in meetings]


def _line(row: Meeting, skills: tuple[Which, ...], decisions: int) -> MeetingLine:
    minutes = getattr(row, "minutes", None)
    return MeetingLine(
        row.pk,
        row.name,
        row.held_on,
        row.place,
        who_of(row.chair),
        skills,
        decisions,
        minutes.at if minutes else None,
        minutes.fingerprint if minutes else "",
    )
