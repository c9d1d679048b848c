"""What is known of one section of the standard: readings of our own, estimates, rivals' marks, and the line of four.

All is priced on the section's full marks, in hundredths: a mark that was measured on another full is carried over by
one exact division, rounded half-up. What is not known is ``None``: pages show it grey, never as nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from beizhan.core.analysis.sources import Freshness, freshness_of
from beizhan.core.marking.marks import quotient_half_up


@dataclass(frozen=True, slots=True)
class AspectMark:
    """What one aspect gave: its key in the tree that all assessments share, its mark and its worth, in hundredths.

    ``mark`` is ``None`` while it is blank.
    """

    key: str
    mark: int | None
    full: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one assessment says about one entry in one section of the standard.

    Parameters
    ----------
    assessment : str
        Which drill, mock, camp or official assessment; one name for one assessment.
    on : date
        Its first day.
    section : str
        Number of the section; the empty string for everything that is marked.
    aspects : tuple of AspectMark
        Every counted aspect of it in that assessment, with the mark that is confirmed.
    project : str
        Which test project was worked on; equal names mean the very same project. The empty string is unknown and equals
        nothing.
    standard : str
        Which edition of the standard the sections belong to; sections of different editions are not the same thing.
    """

    assessment: str
    on: date
    section: str
    aspects: tuple[AspectMark, ...]
    project: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a fitted state says of a section: expected marks on ``full`` and their standard error, in hundredths."""

    on: date
    section: str
    marks: float
    error: float
    full: int


@dataclass(frozen=True, slots=True)
class RivalMark:
    """What a rival was seen to reach in a section: mark of full in any one unit, and the last day when it holds."""

    rival: str
    on: date
    section: str
    mark: int
    full: int
    expires: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """One of the four numbers of a line, with what it rests on.

    Parameters
    ----------
    marks : int or float
        Hundredths on the section's full marks: ``int`` where marks are exact, ``float`` where a state is estimated.
    error : float or None
        Standard error in hundredths, where one is known.
    on : date
        The day it speaks of.
    source : str
        The assessment or the rival; the empty string for an estimate.
    """

    marks: int | float
    error: float | None
    on: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class SectionLine:
    """Ours now, our best, the best rival and the full marks of one section; ``None`` where there is no evidence."""

    section: str
    now: Evidence | None
    our_best: Evidence | None
    best_rival: Evidence | None
    full: int


def carried_over(mark: int, full: int, to: int) -> int:
    """Return ``mark`` of ``full`` on another full, in whole hundredths, rounded half-up."""
    return mark if full == to else quotient_half_up(mark * to, full)


def sums_of(aspects: Iterable[AspectMark]) -> tuple[int, int] | None:
    """Return the sum of marks and of worths, or ``None`` while any mark is blank or nothing can be gained."""
    marks, full = 0, 0
    for aspect in aspects:
        if aspect.mark is None:
            return None
        marks, full = marks + aspect.mark, full + aspect.full
    return (marks, full) if full > 0 else None


def evidence_of(reading: Reading | Estimate, full: int) -> Evidence | None:
    """Return what a reading or an estimate says on ``full``; ``None`` while a mark of the section is blank."""
    if isinstance(reading, Estimate):
        return Evidence(reading.marks * full / reading.full, reading.error * full / reading.full, reading.on)
    sums = sums_of(reading.aspects)
    return None if sums is None else Evidence(carried_over(*sums, full), None, reading.on, reading.assessment)


def section_line_of(
    section: tuple[str, int],
    own: Sequence[Reading | Estimate],
    *,
    ours: Collection[Reading],
    rivals: Collection[RivalMark],
    at: date,
) -> SectionLine:
    """Put ours now, our best, the best rival and the full marks of a section beside one another.

    Parameters
    ----------
    section : tuple of (str, int)
        Its number, and what it is worth by the standard, in hundredths.
    own : sequence of Reading or Estimate
        This entry's; the latest complete one is "now", marks before an estimate of the same day. What is of another
        section is left out, here and below.
    ours : collection of Reading
        Of all our entries in the skill; the highest is "our best".
    rivals : collection of RivalMark
        All that was seen. What has expired on the day ``at`` is no evidence any more.
    at : date
        Nothing later is looked at.

    Returns
    -------
    SectionLine
        Each of the three is ``None`` where there is no evidence.
    """
    number, full = section
    known = _known(own, number, full, at)
    seen = [
        Evidence(carried_over(one.mark, one.full, full), None, one.on, one.rival)
        for one in rivals
        if one.section == number and one.on <= at and freshness_of(one.on, one.expires, at=at) is Freshness.FRESH
    ]
    return SectionLine(
        number,
        max(known, key=lambda one: (one.on, bool(one.source)), default=None),
        _highest(_known(ours, number, full, at)),
        _highest(seen),
        full,
    )


def only(reading: Reading, keys: Collection[str]) -> Reading:
    """Return the reading of these aspects alone."""
    return replace(reading, aspects=tuple(one for one in reading.aspects if one.key in keys))


def _known(readings: Iterable[Reading | Estimate], section: str, full: int, at: date) -> list[Evidence]:
    found = [evidence_of(one, full) for one in readings if one.section == section and one.on <= at]
    return [one for one in found if one is not None]


def _highest(found: Sequence[Evidence]) -> Evidence | None:
    """Return the highest, of equals the latest."""
    return max(found, key=lambda one: (one.marks, one.on), default=None)
