"""When a source is looked at, and how it stands: polite intervals, longer rests while it fails, red when it does."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from beizhan.core.faults import Fault, error

SHORTEST = 15
"""Minutes: nobody is asked more often than this."""
LONGEST = 7 * 24 * 60
_DAY = timedelta(days=1)
_MOST_DOUBLINGS = 6
MOST_RULES = 20
LONGEST_RULE = 200
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FIXED = re.compile(r"\{\d+\}")
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")


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
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class SourceState(StrEnum):
    """How a source stands."""

    GOOD = "good"
    PARTLY = "partly"
    UNDERWAY = "underway"
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


def due_at(looks: Sequence[Seen], minutes: int, parts: Sequence[Seen | None] = ()) -> datetime | None:
    """Return when a source is looked at next; None if at once.

    Parameters
    ----------
    looks : sequence of Seen
        At its own address, the newest first.
    minutes : int
        Between two looks. Each failure in a row doubles the rest, up to a day or the interval itself.
    parts : sequence of Seen or None
        The last look at each file of its list, None if nobody looked at it yet: then the list is gone on with as soon
        as may be. A host that asked for rest at one of them is left alone.
    """
    if not looks:
        return None
    failures = next((place for place, one in enumerate(looks) if not one.failed), len(looks))
    is_unfinished = not failures and None in parts
    rest = timedelta(minutes=SHORTEST if is_unfinished else max(minutes, SHORTEST))
    grown = min(rest * 2 ** min(failures, _MOST_DOUBLINGS), max(_DAY, rest)) if failures else rest
    waits = (one.at + timedelta(seconds=one.wait) for one in (looks[0], *parts) if one is not None)
    return max(looks[0].at + grown, *waits)


def in_turn(addresses: Iterable[str], last: Mapping[str, datetime]) -> list[str]:
    """Return the files of a list in the order in which they are asked for.

    First those that nobody looked at yet, then those that were not looked at longest, so that a round that does not
    come to the end is gone on with in the next.

    Parameters
    ----------
    addresses : iterable of str
        As the list has them.
    last : mapping of str to datetime
        When each was looked at last.
    """
    return sorted(addresses, key=lambda one: last[one].timestamp() if one in last else float("-inf"))


def state_of(
    looks: Sequence[Seen], parts: Collection[bool | None], minutes: int, *, watched: bool, at: datetime
) -> SourceState:
    """Return how a source stands.

    Parameters
    ----------
    looks : sequence of Seen
        At its own address, the newest first.
    parts : collection of bool or None
        Whether the last look at each file of its list failed; None if nobody looked at it yet.
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
    if any(parts):
        return SourceState.PARTLY
    return SourceState.UNDERWAY if None in parts else SourceState.GOOD


def faults_of_terms(minutes: int, ignore: Iterable[str], wanted: str) -> tuple[Fault, ...]:
    """Return what is wrong with how a source shall be watched."""
    faults = []
    if not SHORTEST <= minutes <= LONGEST:
        faults.append(error("interval_out_of_bounds", found=minutes, least=SHORTEST, most=LONGEST))
    rules = (*ignore, *([wanted] if wanted else []))
    if len(rules) > MOST_RULES:
        faults.append(error("rules_too_many", found=len(rules), most=MOST_RULES))
    return (*faults, *(fault for pattern in rules if (fault := _fault_of(pattern))))


def _fault_of(pattern: str) -> Fault | None:
    """Return what is wrong with an expression.

    One that repeats what repeats by itself, such as ``(a+)+``, can take longer than anybody lives; what gets by here is
    stopped where it is applied.
    """
    if len(pattern) > LONGEST_RULE:
        return error("rule_too_long", pattern=pattern[:40], most=LONGEST_RULE)
    try:
        re.compile(pattern)
    except re.error:
        return error("rule_not_understood", pattern=pattern)
    return error("rule_repeats_itself", pattern=pattern) if _repeats_itself(pattern) else None


def _repeats_itself(pattern: str) -> bool:
    """Return whether a group that repeats holds a repetition or a choice, or an earlier group is called back."""
    plain = _CLASS.sub("c", _ESCAPED.sub(lambda match: "\\1" if match.group(1).isdigit() else "e", pattern))
    plain = _FIXED.sub("", plain)
    if "\\1" in plain or "(?P=" in plain:
        return True
    repeats: list[bool] = [False]
    for place, sign in enumerate(plain):
        if sign == "(":
            repeats.append(False)
        elif sign == ")" and len(repeats) > 1:
            inside = repeats.pop()
            if inside and plain[place + 1 : place + 2] in ("*", "+", "{"):
                return True
            repeats[-1] |= inside
        elif sign in "*+{|":
            repeats[-1] = True
    return False
