"""What is known about somebody's level: marks on tests, and sightings of rivals with a source, a grade and an expiry.

Both are put in percent of what a section is worth, with the variance of what they say.

References
----------
NATO AJP-2.1, Allied joint doctrine for intelligence procedures: reliability A to F of a source, credibility 1 to 6 of
what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

RELIABILITY: Mapping[str, float] = MappingProxyType({"A": 1.0, "B": 1.5, "C": 2.0, "D": 3.0, "E": 5.0, "F": 3.0})
"""By what the reliability of a source multiplies the deviation: A completely reliable ... E unreliable, F unknown."""

CREDIBILITY: Mapping[int, float] = MappingProxyType({1: 1.0, 2: 1.3, 3: 1.7, 4: 2.5, 5: 4.0, 6: 2.5})
"""By what the credibility of a sighting does: 1 confirmed by others ... 5 improbable, 6 cannot be judged."""

SIGHTING_SD = 4.0
"""Deviation, in percent, of what a completely reliable source says and others confirm. An assumption of ours."""

_WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class Marked:
    """What a competitor reached in one section on one test.

    Parameters
    ----------
    competitor, test, section : str
        Who; which drill, mock, camp or official assessment; which section of the standards.
    day : float
        When, in days from any day that all marks share.
    mark, full : float
        What was reached and what the section was worth there, in one unit.
    aspects : int
        How many aspects were marked.
    """

    competitor: str
    test: str
    section: str
    day: float
    mark: float
    full: float
    aspects: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a source says about somebody's level in one section, on no test of ours.

    Parameters
    ----------
    competitor, section : str
    day : float
        When it was seen.
    percent : float
        Of what the section is worth, on a test of ordinary difficulty.
    reliability, credibility : str, int
        A to F, and 1 to 6.
    expires : float
        The day from which it should no longer be believed as it stands.
    """

    competitor: str
    section: str
    day: float
    percent: float
    reliability: str
    credibility: int
    expires: float


def percent_of(marked: Marked) -> tuple[float, float]:
    """Return a mark in percent of the full mark, and the variance that chance on its aspects gives it.

    Each aspect is taken as won or lost, with the share of the section pulled a little to the middle (one aspect more on
    either side), so that a full mark on four aspects is not taken for certainty. Graded aspects vary less: this is the
    most that chance can do.

    Raises
    ------
    ValueError
        If there is no aspect, or the mark does not lie between nothing and the full mark.
    """
    if marked.aspects < 1 or not 0 <= marked.mark <= marked.full or marked.full <= 0:
        raise ValueError("a mark lies between nothing and the full mark, on at least one aspect")
    share = marked.mark / marked.full
    pulled = (share * marked.aspects + 1) / (marked.aspects + 2)
    return _WHOLE * share, _WHOLE**2 * pulled * (1 - pulled) / marked.aspects


def sighting_variance(sighting: Sighting, *, at: float) -> float:
    """Return the variance of a sighting on a day, in squared percent.

    Up to its expiry it is that of its grade; after it the deviation doubles each time that as many days have gone by as
    the sighting was good for, so that an old sighting fades instead of being dropped.

    Raises
    ------
    KeyError
        If the grade is none.
    ValueError
        If the sighting expires on the day it was seen, or before.
    """
    if sighting.expires <= sighting.day:
        raise ValueError("a sighting must be good for some days")
    late = max(0.0, at - sighting.expires) / (sighting.expires - sighting.day)
    return float((SIGHTING_SD * RELIABILITY[sighting.reliability] * CREDIBILITY[sighting.credibility] * 2**late) ** 2)
