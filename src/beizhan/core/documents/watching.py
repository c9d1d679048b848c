"""When a source is looked at, and how it stands: polite intervals, longer rests while it fails, red when it does."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from beizhan.core.faults import Fault, error

SHORTEST = 15
"""Minutes: nobody is asked more often than this."""
LONGEST = 7 * 24 * 60
_DAY = timedelta(days=1)
_MOST_DOUBLINGS = 6


class SourceKind(StrEnum):
    """What lies at the address of a source."""

    PAGE = "page"
    FEED = "feed"
    FILE = "file"
    LIST = "list"


class Outcome(StrEnum):
    """What a look found."""

    FIRST = "first"
    NEW = "new"
    SAME = "same"
    NO_DIFFERENCE = "no_difference"
    FAILED = "failed"


class SourceState(StrEnum):
    """How a source stands."""

    GOOD = "good"
    PARTLY = "partly"
    FAILING = "failing"
    OVERDUE = "overdue"
    NEVER = "never"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Seen:
    """One look as far as its time counts: when, whether it failed, and seconds for which the host asked to wait."""

    at: datetime
    failed: bool
    wait: int = 0


def due_at(looks: Sequence[Seen], minutes: int) -> datetime | None:
    """Return when a source is looked at next; None if at once.

    Parameters
    ----------
    looks : sequence of Seen
        At its own address, the newest first.
    minutes : int
        Between two looks. Each failure in a row doubles the rest, up to a day or the interval itself.
    """
    if not looks:
        return None
    failures = next((place for place, one in enumerate(looks) if not one.failed), len(looks))
    rest = timedelta(minutes=max(minutes, SHORTEST))
    grown = min(rest * 2 ** min(failures, _MOST_DOUBLINGS), max(_DAY, rest)) if failures else rest
    return looks[0].at + max(grown, timedelta(seconds=looks[0].wait))


def state_of(looks: Sequence[Seen], parts: Iterable[bool], minutes: int, *, watched: bool, at: datetime) -> SourceState:
    """Return how a source stands.

    Parameters
    ----------
    looks : sequence of Seen
        At its own address, the newest first.
    parts : iterable of bool
        Whether the last look at each file of its list failed.
    minutes : int
        Between two looks.
    watched : bool
        Whether it is watched at all.
    at : datetime
        Now.
    """
    if not watched:
        return SourceState.STOPPED
    if not looks:
        return SourceState.NEVER
    if looks[0].failed:
        return SourceState.FAILING
    if at - looks[0].at > 2 * timedelta(minutes=max(minutes, SHORTEST)) + timedelta(hours=1):
        return SourceState.OVERDUE
    return SourceState.PARTLY if any(parts) else SourceState.GOOD


def faults_of_terms(minutes: int, ignore: Iterable[str], wanted: str) -> tuple[Fault, ...]:
    """Return what is wrong with how a source shall be watched."""
    faults = []
    if not SHORTEST <= minutes <= LONGEST:
        faults.append(error("interval_out_of_bounds", found=minutes, least=SHORTEST, most=LONGEST))
    for pattern in (*ignore, *([wanted] if wanted else [])):
        try:
            re.compile(pattern)
        except re.error:
            faults.append(error("rule_not_understood", pattern=pattern))
    return tuple(faults)
