"""How far a source can be believed, how long what it said holds, and which of several sightings speaks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from beizhan.core.faults import Fault, error

USUAL_BAND = 10
"""How many points below and above a level are meant where nobody said otherwise."""

USUAL_LIFE = timedelta(days=180)
"""How long an observation holds where nobody said otherwise."""

LONGEST_LIFE = timedelta(days=730)
"""No observation holds for longer than one cycle of competition."""


class Reliability(StrEnum):
    """How far the source itself can be trusted, from its history (the first half of the Admiralty code)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """How likely this very piece is true, whoever said it (the second half of the Admiralty code)."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"


class Weight(StrEnum):
    """What both halves together are worth."""

    SOLID = "solid"
    USABLE = "usable"
    DOUBTFUL = "doubtful"


class Freshness(StrEnum):
    """Whether something still holds: fresh until it expires, stale for as long again, then no evidence any more."""

    FRESH = "fresh"
    STALE = "stale"
    GREY = "grey"


class RivalKind(StrEnum):
    """Who it is that we compare ourselves with."""

    PERSON = "person"
    PROVINCE = "province"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Level:
    """How strong a rival is in a section, or with ``section`` empty in all: per cent of full marks, with a band."""

    section: str
    level: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """One level as it was once seen; ``key`` grows with the time of writing."""

    key: int
    level: Level
    seen: date
    expires: date
    weight: Weight


_WEIGHTS = tuple(Weight)
_AGES = tuple(Freshness)


def weight_of(reliability: Reliability, credibility: Credibility) -> Weight:
    """Return what a source and its piece are worth together; what cannot be judged (F, 6) is doubtful."""
    if reliability <= Reliability.B and credibility <= Credibility.PROBABLE:
        return Weight.SOLID
    usable = reliability <= Reliability.C and credibility <= Credibility.POSSIBLE
    return Weight.USABLE if usable else Weight.DOUBTFUL


def freshness_of(seen: date, expires: date, *, at: date) -> Freshness:
    """Return whether what was seen still holds.

    Parameters
    ----------
    seen, expires : date
        The day it was seen, and the last day on which it holds.
    at : date
        Today.
    """
    if at <= expires:
        return Freshness.FRESH
    return Freshness.STALE if at <= expires + (expires - seen) else Freshness.GREY


def freshest_of(ages: Iterable[Freshness]) -> Freshness:
    """Return the best of several ages; grey where there is none, for no evidence is never green."""
    return min(ages, key=_AGES.index, default=Freshness.GREY)


def heaviest_of(weights: Iterable[Weight]) -> Weight:
    """Return the best of several weights; doubtful where there is none."""
    return min(weights, key=_WEIGHTS.index, default=Weight.DOUBTFUL)


def picture_of(sightings: Iterable[Sighting], *, at: date) -> dict[str, Sighting]:
    """Return the one sighting that speaks for each section.

    What is fresher goes before what is older, then what weighs more, then what was seen later, then what was written
    down later: a rumour of today does not hide a measurement of last month that still holds.

    Parameters
    ----------
    sightings : iterable of Sighting
        In any order.
    at : date
        Today.

    Returns
    -------
    dict from str to Sighting
        By section; a section of which nobody said anything is not in it.
    """
    found: dict[str, Sighting] = {}
    for one in sightings:
        held = found.get(one.level.section)
        if held is None or _rank(one, at) > _rank(held, at):
            found[one.level.section] = one
    return found


def band_of(section: str, level: int, low: int | None = None, high: int | None = None) -> Level:
    """Return a level with its band, ten points to each side where nothing was said, within 0 and 100."""
    least = max(0, level - USUAL_BAND) if low is None else low
    most = min(100, level + USUAL_BAND) if high is None else high
    return Level(section, level, least, most)


def faults_of_level(one: Level) -> tuple[Fault, ...]:
    """Return what is wrong with a level."""
    if not (one.low >= 0 and one.high <= 100 and 0 <= one.level <= 100):
        return (error("level_out_of_range", section=one.section),)
    return () if one.low <= one.level <= one.high else (error("band_without_its_level", section=one.section),)


def faults_of_observation(source: str, seen: date, expires: date, *, says: bool, at: date) -> tuple[Fault, ...]:
    """Return what is wrong with an observation, apart from its levels.

    Parameters
    ----------
    source : str
        Where it comes from.
    seen, expires : date
        The day it was seen, and the last day on which it holds.
    says : bool
        Whether it says anything at all: a level, a piece of equipment, a method.
    at : date
        Today.
    """
    faults = []
    if not source.strip():
        faults.append(error("source_missing"))
    if not says:
        faults.append(error("observation_empty"))
    if seen > at:
        faults.append(error("seen_in_the_future", day=seen.isoformat()))
    if expires <= seen:
        faults.append(error("expires_before_it_was_seen"))
    elif expires - seen > LONGEST_LIFE:
        faults.append(error("expires_very_late"))
    return tuple(faults)


def _rank(one: Sighting, at: date) -> tuple[int, int, date, int]:
    age = freshness_of(one.seen, one.expires, at=at)
    return -_AGES.index(age), -_WEIGHTS.index(one.weight), one.seen, one.key
