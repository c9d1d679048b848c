"""The countdown: days and working days to an anchor, and the names of the days around a competition."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_NAME = re.compile(r"C([+-]?)([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked, as the yearly notice announces it.

    Parameters
    ----------
    years : frozenset of int
        Years whose notice is known; nothing is said about any other.
    holidays : frozenset of date
        Days off that would otherwise be worked.
    make_up_days : frozenset of date
        Saturdays and Sundays that are worked to make up for them.
    """

    years: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Countdown:
    """How far it is to an anchor.

    ``days`` is below zero once the anchor has passed. ``working_days`` counts from today, included, to the eve of the
    anchor; it is ``None`` while the holidays of a year on the way are not yet announced.
    """

    anchor: str
    on: date
    days: int
    working_days: int | None


def is_working_day(day: date, calendar: WorkCalendar) -> bool:
    """Tell whether a day of a known year is worked."""
    if day.weekday() >= _SATURDAY:
        return day in calendar.make_up_days
    return day not in calendar.holidays


def working_days_between(at: date, on: date, calendar: WorkCalendar) -> int | None:
    """Return how many days from ``at``, included, to ``on``, excluded, are worked; ``None`` if a year is unknown."""
    if on <= at:
        return 0
    if not calendar.years.issuperset(range(at.year, (on - timedelta(1)).year + 1)):
        return None
    off = sum(at <= day < on and day.weekday() < _SATURDAY for day in calendar.holidays)
    made_up = sum(at <= day < on and day.weekday() >= _SATURDAY for day in calendar.make_up_days)
    return _weekdays_before(on) - _weekdays_before(at) - off + made_up


def _weekdays_before(day: date) -> int:
    """Count the Mondays to Fridays before a day; the calendar begins on a Monday."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return _SATURDAY * weeks + min(rest, _SATURDAY)


def countdown_to(anchor: str, on: date, *, at: date, calendar: WorkCalendar) -> Countdown:
    """Return the countdown from a day to an anchor."""
    return Countdown(anchor, on, (on - at).days, working_days_between(at, on, calendar))


def day_name_of(day: date, *, first: date, last: date) -> str:
    """Return the name of a day around a competition: ``C-2 C-1 C1 C2 ... C+1``. There is no day zero.

    Parameters
    ----------
    day : date
        The day to name.
    first, last : date
        First and last day of the competition, ``C1`` and, with four days, ``C4``.
    """
    if day < first:
        return f"C-{(first - day).days}"
    return f"C+{(day - last).days}" if day > last else f"C{(day - first).days + 1}"


def day_of(name: str, *, first: date, last: date) -> date:
    """Return the day that a name such as ``C-2``, ``C1`` or ``C+1`` means.

    Raises
    ------
    ValueError
        If it is no such name (``C0`` and ``C-0`` are none), or names a competition day after the last.
    """
    said = _NAME.fullmatch(name)
    if said is None:
        raise ValueError(name)
    sign, number = said[1], int(said[2])
    day = {"-": first - timedelta(number), "+": last + timedelta(number), "": first + timedelta(number - 1)}[sign]
    if not sign and day > last:
        raise ValueError(name)
    return day
