"""How much training weighs on a competitor, and what should be looked at: load, jumps, monotony and rest.

Load is session RPE times minutes. Every limit here is a rule of thumb: it asks for a look, it forbids nothing and
foretells no injury. See ``docs/method/training-load.md``.
"""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import sqrt

from beizhan.core.faults import Fault, warning
from beizhan.core.training.sessions import WEEK, Session, monday_of

WEEKS_BEFORE = 4
MOST_JUMP = 1.5
"""So many times the mean of the four weeks before a week may weigh."""

LONGEST_STREAK = 6
"""Days of training in a row; the seventh is for rest."""

LONGEST_DAY = 600
"""Minutes of training in a day."""

SHORTEST_NIGHT = timedelta(hours=11)
"""Rest between two days."""

MOST_MONOTONY = 2.0
"""Mean load of a day over its standard deviation in a week."""

LOAD_WARNINGS = ("load_jump", "load_monotonous", "no_rest_day", "day_too_long", "night_too_short")
"""Every code that this module may give: each is a warning, and a rule of thumb."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What one session weighs: on which day, how many minutes, how hard (session RPE, 0 to 10)."""

    day: date
    minutes: int
    effort: int

    @property
    def load(self) -> int:
        """Session RPE times minutes, in arbitrary units."""
        return self.minutes * self.effort


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """What a week weighs, and its ratio to the mean of the four weeks before, if anything was told of all of them."""

    monday: date
    load: int
    minutes: int
    sessions: int
    ratio: float | None


def weeks_of(efforts: Collection[Effort], last: date, count: int = 8) -> tuple[WeekLoad, ...]:
    """Return the last ``count`` weeks up to that of ``last``, the earliest first.

    Parameters
    ----------
    efforts : collection of Effort
        Every session that is known; older ones give the ratio of the first weeks.
    last : date
        A day of the last week.
    count : int
        How many weeks.
    """
    by_week: dict[date, list[Effort]] = defaultdict(list)
    for one in efforts:
        by_week[monday_of(one.day)].append(one)
    mondays = [monday_of(last) - WEEK * back for back in reversed(range(count))]
    return tuple(_week(monday, by_week) for monday in mondays)


def warnings_of(efforts: Collection[Effort], week: date) -> tuple[Fault, ...]:
    """Return what should be looked at in the week of a day; ``nights_of`` adds the nights.

    Parameters
    ----------
    efforts : collection of Effort
        The sessions of that week and of the weeks before, planned or done.
    week : date
        A day of the week.
    """
    monday = monday_of(week)
    own = [one for one in efforts if monday <= one.day < monday + WEEK]
    return (*_jumps(efforts, monday), *_monotony(own, monday), *_streaks(efforts, monday), *_long_days(own))


def nights_of(sessions: Collection[Session], week: date) -> tuple[Fault, ...]:
    """Return the nights before the days of a week that are shorter than eleven hours.

    Parameters
    ----------
    sessions : collection of Session
        What is planned in that week and before; the night before Monday begins with what is planned on Sunday.
    week : date
        A day of the week.
    """
    monday = monday_of(week)
    ordered = sorted(sessions, key=lambda one: (one.day, one.begins))
    return tuple(
        warning("night_too_short", day=later.day.isoformat(), hours=f"{rest / timedelta(hours=1):.1f}")
        for earlier, later in itertools.pairwise(ordered)
        if later.day != earlier.day
        and monday <= later.day < monday + WEEK
        and (rest := datetime.combine(later.day, later.begins) - earlier.ends) < SHORTEST_NIGHT
    )


def _week(monday: date, by_week: Mapping[date, Sequence[Effort]]) -> WeekLoad:
    own = by_week.get(monday, ())
    load = sum(one.load for one in own)
    before = [sum(one.load for one in by_week.get(monday - WEEK * back, ())) for back in range(1, WEEKS_BEFORE + 1)]
    ratio = load * WEEKS_BEFORE / sum(before) if all(before) else None
    return WeekLoad(monday, load, sum(one.minutes for one in own), len(own), ratio)


def _jumps(efforts: Collection[Effort], monday: date) -> Iterator[Fault]:
    (week,) = weeks_of(efforts, monday, 1)
    if week.ratio is not None and week.ratio > MOST_JUMP:
        yield warning("load_jump", week=monday.isoformat(), ratio=f"{week.ratio:.2f}", most=MOST_JUMP)


def _monotony(own: Collection[Effort], monday: date) -> Iterator[Fault]:
    days = [sum(one.load for one in own if one.day == monday + timedelta(days=day)) for day in range(7)]
    mean = sum(days) / 7
    spread = sqrt(sum((day - mean) ** 2 for day in days) / 6)
    if len([day for day in days if day]) > 3 and mean > MOST_MONOTONY * spread:
        found = f"{mean / spread:.1f}" if spread else "∞"
        yield warning("load_monotonous", week=monday.isoformat(), monotony=found, most=MOST_MONOTONY)


def _streaks(efforts: Collection[Effort], monday: date) -> Iterator[Fault]:
    """Yield the first day in the week on which somebody trains for the seventh day in a row or more."""
    days = {one.day for one in efforts if one.minutes}
    for day in (monday + timedelta(days=number) for number in range(7)):
        streak = 0
        while day - timedelta(days=streak) in days:
            streak += 1
        if streak > LONGEST_STREAK:
            yield warning("no_rest_day", day=day.isoformat(), days=streak, most=LONGEST_STREAK)
            return


def _long_days(own: Collection[Effort]) -> Iterator[Fault]:
    minutes: dict[date, int] = defaultdict(int)
    for one in own:
        minutes[one.day] += one.minutes
    for day, found in sorted(minutes.items()):
        if found > LONGEST_DAY:
            yield warning("day_too_long", day=day.isoformat(), minutes=found, most=LONGEST_DAY)
