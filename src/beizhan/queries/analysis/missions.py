"""Missions: where they stand, until when their report is due, and what it says."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.core.analysis.clocks import MissionState, mission_state_of, report_due_on
from beizhan.core.analysis.sources import Level
from beizhan.models.analysis.missions import Mission, MissionDates, MissionReport
from beizhan.models.analysis.rivals import Observation
from beizhan.queries.people import Who, who_of

PARTS = ("documents", "site", "meetings", "marking", "competitors", "equipment", "follow_up")
"""What a report speaks of, in its order."""


@dataclass(frozen=True, slots=True)
class DatesFact:
    """The dates of a mission as they were once said."""

    starts: date
    ends: date
    is_cancelled: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportFact:
    """A report as it was filed; a part of which nothing was said is empty."""

    parts: Mapping[str, str]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MissionFact:
    """A mission with its dates and reports, latest first."""

    id: int
    skill: str
    name: str
    place: str
    traveller: Who
    by: str
    at: datetime
    dates: tuple[DatesFact, ...]
    reports: tuple[ReportFact, ...]
    due: date
    state: MissionState


@dataclass(frozen=True, slots=True)
class SeenFact:
    """A rival that was seen on a mission, and how strong."""

    rival: int
    name_zh: str
    name_en: str
    levels: tuple[Level, ...]


_ORDER = tuple(MissionState)


def missions_among(skills: Collection[int], *, at: datetime) -> list[MissionFact]:
    """Return the missions of some skills, those that owe a report first, then the latest. Three queries."""
    rows = Mission.objects.filter(skill__in=skills).select_related("skill", "traveller", "by")
    found = _facts(list(rows), timezone.localdate(at))
    return sorted(found, key=lambda one: (_ORDER.index(one.state), -one.dates[0].ends.toordinal(), one.id))


def mission_of(mission: Mission, *, at: datetime) -> MissionFact:
    """Return one mission. At most five queries."""
    return _facts([mission], timezone.localdate(at))[0]


def seen_on(mission: Mission) -> list[SeenFact]:
    """Return what the reports of a mission say of rivals, in the order it was written. Two queries."""
    rows = Observation.objects.filter(mission=mission).select_related("rival").prefetch_related("strengths")
    return [
        SeenFact(
            row.rival_id,
            row.rival.name_zh,
            row.rival.name_en,
            tuple(Level(one.section, one.level, one.low, one.high) for one in row.strengths.all()),
        )
        for row in rows.order_by("pk")
    ]


def _facts(missions: list[Mission], today: date) -> list[MissionFact]:
    dates: dict[int, list[DatesFact]] = defaultdict(list)
    for said in MissionDates.objects.filter(mission__in=missions).select_related("by").order_by("-pk"):
        dates[said.mission_id].append(
            DatesFact(said.starts, said.ends, said.is_cancelled, said.reason, said.by.name, said.at)
        )
    reports: dict[int, list[ReportFact]] = defaultdict(list)
    for row in MissionReport.objects.filter(mission__in=missions).select_related("by").order_by("-pk"):
        reports[row.mission_id].append(ReportFact({part: getattr(row, part) for part in PARTS}, row.by.name, row.at))
    return [_fact(one, tuple(dates[one.pk]), tuple(reports[one.pk]), today) for one in missions]


def _fact(row: Mission, dates: tuple[DatesFact, ...], reports: tuple[ReportFact, ...], today: date) -> MissionFact:
    now = dates[0]
    filed = timezone.localdate(reports[-1].at) if reports else None
    return MissionFact(
        row.pk,
        row.skill.number,
        row.name,
        row.place,
        who_of(row.traveller),
        row.by.name,
        row.at,
        dates,
        reports,
        report_due_on(now.ends),
        mission_state_of(now.starts, now.ends, filed=filed, is_cancelled=now.is_cancelled, at=today),
    )
