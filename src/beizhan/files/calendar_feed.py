"""A calendar as telephones read it (RFC 5545): sessions with a beginning, an end and a title."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

PRODUCT = "-//Beizhan//training//"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event: a key that stays, when it begins and ends with time zone, its title, and words below it."""

    key: str
    begins: datetime
    ends: datetime
    title: str
    words: str = ""


def write_calendar(name: str, events: Iterable[CalendarEvent], *, at: datetime) -> bytes:
    """Return a calendar of some events, each in universal time: every telephone turns that into its own.

    Parameters
    ----------
    name : str
        What the telephone calls it.
    events : iterable of CalendarEvent
        The events, in any order.
    at : datetime
        When it was made; every event carries it as its stamp.
    """
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("x-wr-calname", name), ("method", "PUBLISH")):
        calendar.add(key, value)
    for one in events:
        event = Event()
        event.add("uid", f"{one.key}@beizhan")
        event.add("dtstamp", at)
        event.add("dtstart", one.begins.astimezone(UTC))
        event.add("dtend", one.ends.astimezone(UTC))
        event.add("summary", one.title)
        if one.words:
            event.add("description", one.words)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
