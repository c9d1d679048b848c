"""Which campaigns somebody has a place in, and how far it is to each of their dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from beizhan.core.timetable import WorkCalendar, countdown_to
from beizhan.models.campaign import AnchorDate, Campaign, SpecialDay
from beizhan.models.people import Person


@dataclass(frozen=True, slots=True)
class AnchorDay:
    """An anchor as it stands: its names, its day, and how far that is."""

    key: str
    name_zh: str
    name_en: str
    on: date
    days: int
    working_days: int | None


def campaigns_of(person: Person) -> list[Campaign]:
    """Return the campaigns where a person holds a post, as holder or deputy, or competes; newest first. One query."""
    held = Q(appointments__person=person) | Q(appointments__deputy=person)
    place = (held & Q(appointments__end=None)) | Q(entries__competitors__person=person)
    return list(Campaign.objects.filter(place).distinct().order_by("-at", "-pk"))


def countdown_of(campaign: Campaign, *, at: datetime) -> list[AnchorDay]:
    """Return every anchor that is today or still ahead, nearest first. Two queries."""
    return [anchor for anchor in anchor_days_of(campaign, at=at) if anchor.days >= 0]


def anchor_days_of(campaign: Campaign, *, at: datetime) -> list[AnchorDay]:
    """Return every anchor on the day last said for it, earliest first. Two queries."""
    said = AnchorDate.objects.filter(anchor__campaign=campaign).select_related("anchor").order_by("pk")
    latest = {row.anchor_id: row for row in said}
    calendar = work_calendar_of(SpecialDay.objects.filter(campaign=campaign))
    today = timezone.localdate(at)
    found = [_anchor_day(row, today, calendar) for row in latest.values()]
    return sorted(found, key=lambda anchor: (anchor.on, anchor.key))


def work_calendar_of(days: Iterable[SpecialDay]) -> WorkCalendar:
    """Return the announced holidays and make-up days as the core counts them; a year with no row is unknown."""
    known = list(days)
    return WorkCalendar(
        years=frozenset(day.date.year for day in known),
        holidays=frozenset(day.date for day in known if not day.is_workday),
        make_up_days=frozenset(day.date for day in known if day.is_workday),
    )


def _anchor_day(row: AnchorDate, today: date, calendar: WorkCalendar) -> AnchorDay:
    anchor, left = row.anchor, countdown_to(row.anchor.key, row.date, at=today, calendar=calendar)
    return AnchorDay(anchor.key, anchor.name_zh, anchor.name_en, left.on, left.days, left.working_days)
