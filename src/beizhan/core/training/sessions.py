"""Sessions of training as a plan says them, weeks of them, and what is wrong with a plan."""

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from beizhan.core.faults import Fault, error

WEEK = timedelta(days=7)
LONGEST_SESSION = 720
"""Minutes of the longest single session that can be planned or told."""

HARDEST = 10
"""Session RPE, the felt effort of a whole session, is told from 0 (rest) to 10 (as hard as can be)."""

LONGEST_PLAN = timedelta(days=400)
"""A version covers at most so many days: a year, and a month besides."""

FARTHEST_BACK, FARTHEST_AHEAD = timedelta(days=366), timedelta(days=3 * 366)
"""A plan lies between one year before today and three years after; a session is logged within a year."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session.

    Parameters
    ----------
    day : date
        On which day.
    begins : time
        When it begins.
    minutes : int
        How long it lasts.
    effort : int
        How hard it is to be, 0 to 10.
    title : str
        What is trained.
    section : str
        The section of the standard, if it is one.
    """

    day: date
    begins: time
    minutes: int
    effort: int
    title: str
    section: str = ""

    @property
    def ends(self) -> datetime:
        """When it is over, without time zone."""
        return datetime.combine(self.day, self.begins) + timedelta(minutes=self.minutes)


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def carried(sessions: Sequence[Session], to: date) -> tuple[Session, ...]:
    """Return the last week of some sessions moved to the week of ``to``; nothing of nothing."""
    if not sessions:
        return ()
    last = monday_of(max(one.day for one in sessions))
    shift = monday_of(to) - last
    return tuple(replace(one, day=one.day + shift) for one in sessions if monday_of(one.day) == last)


def stands_for(later: Session, earlier: Session) -> bool:
    """Return whether a session of a later version is the same as one of an earlier version, so that its log counts.

    It is if day and beginning are the same, and so is the title; or the section, if it was only called otherwise.
    """
    if (later.day, later.begins) != (earlier.day, earlier.begins):
        return False
    return later.title == earlier.title or later.section == earlier.section != ""


def faults_of_session(minutes: int, effort: int, title: str) -> tuple[Fault, ...]:
    """Return what is wrong with a session that is planned or was done."""
    return tuple(_session_faults(minutes, effort, title))


def faults_of_done_day(day: date, today: date) -> tuple[Fault, ...]:
    """Return whether a day is none of which a session can be told today: ``session_ahead``, ``session_long_ago``."""
    if day > today:
        return (error("session_ahead", day=day.isoformat()),)
    earliest = today - FARTHEST_BACK
    if day < earliest:
        return (error("session_long_ago", day=day.isoformat(), earliest=earliest.isoformat()),)
    return ()


def faults_of_sessions(sessions: Collection[Session], starts: date, ends: date, today: date) -> tuple[Fault, ...]:
    """Return what is wrong with the sessions of a version that holds from ``starts`` to ``ends``, laid down today.

    Returns
    -------
    tuple of Fault
        What is wrong with the days of the version: ``plan_day_too_far``, ``plan_ends_before_it_starts``,
        ``plan_too_long``. If nothing is, ``plan_without_sessions``, ``session_outside``, ``sessions_overlap`` and
        those of each session.
    """
    if wrong := tuple(_day_faults(starts, ends, today)):
        return wrong
    if not sessions:
        return (error("plan_without_sessions"),)
    found = [fault for one in sessions for fault in _session_faults(one.minutes, one.effort, one.title)]
    found += [error("session_outside", day=one.day.isoformat()) for one in sessions if not starts <= one.day <= ends]
    return (*found, *_overlaps([one for one in sessions if starts <= one.day <= ends]))


def _day_faults(starts: date, ends: date, today: date) -> Iterator[Fault]:
    earliest, latest = today - FARTHEST_BACK, today + FARTHEST_AHEAD
    far = [day for day in dict.fromkeys((starts, ends)) if not earliest <= day <= latest]
    for day in map(date.isoformat, far):
        yield error("plan_day_too_far", day=day, earliest=earliest.isoformat(), latest=latest.isoformat())
    if ends < starts:
        yield error("plan_ends_before_it_starts")
    elif not far and ends - starts >= LONGEST_PLAN:
        yield error("plan_too_long", days=(ends - starts).days + 1, most=LONGEST_PLAN.days)


def _session_faults(minutes: int, effort: int, title: str) -> Iterator[Fault]:
    if not 0 < minutes <= LONGEST_SESSION:
        yield error("session_length", minutes=minutes, most=LONGEST_SESSION)
    if not 0 <= effort <= HARDEST:
        yield error("effort_out_of_range", effort=effort)
    if not title.strip():
        yield error("session_without_title")


def _overlaps(sessions: Collection[Session]) -> Iterator[Fault]:
    ordered = sorted(sessions, key=lambda one: (one.day, one.begins))
    for earlier, later in itertools.pairwise(ordered):
        if datetime.combine(later.day, later.begins) < earlier.ends:
            yield error("sessions_overlap", day=later.day.isoformat(), begins=f"{later.begins:%H:%M}")
