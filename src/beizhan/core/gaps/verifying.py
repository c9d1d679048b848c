"""Whether the next test shows it: the rise in marks, how sure it is, and a verdict that nobody ticks by hand.

Two readings are compared like with like: by the aspects that both of them mark, or else by the whole section, each
carried over to the section's full marks. A rise that noise alone could give is not called verified.

References
----------
Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 6.3 (variance of a ratio). Wiley.
Bland, J. M., & Altman, D. G. (1994). Regression towards the mean. BMJ 308, 1499.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import hypot, inf, sqrt

import scipy

from beizhan.core.gaps.gap import Countermeasure, Gap, decides_from
from beizhan.core.gaps.readings import AspectMark, Reading, only, sums_of
from beizhan.core.marking.marks import quotient_half_up

LEAST_ASPECTS = 8
"""With fewer aspects a section is not compared as a whole, and the scatter between them says nothing."""

CONFIDENCE = 0.95
"""One-sided: of a hundred gaps where nothing changed, five would be called verified."""


class Verdict(StrEnum):
    """What the next test says about a gap."""

    NOT_YET_TESTED = "not_yet_tested"
    NOT_COMPARABLE = "not_comparable"
    VERIFIED = "verified"
    WITHIN_NOISE = "within_noise"
    NOISE_UNKNOWN = "noise_unknown"
    NO_RISE = "no_rise"


class Basis(StrEnum):
    """What was compared: the aspects that both tests mark, or the whole section carried over to its full marks."""

    SAME_ASPECTS = "same_aspects"
    WHOLE_SECTION = "whole_section"


class Hindrance(StrEnum):
    """Why two readings are not comparable."""

    NO_BASELINE = "no_baseline"
    MARKS_BLANK = "marks_blank"
    OTHER_STANDARD = "other_standard"
    ASPECTS_NOT_MARKED = "aspects_not_marked"
    TOO_FEW_ASPECTS = "too_few_aspects"


class Caution(StrEnum):
    """What a reader must know beside the figure."""

    FOUND_IN_BASELINE = "found_in_baseline"
    SAME_PROJECT = "same_project"
    DAY_NOT_COUNTED = "day_not_counted"
    FEW_ASPECTS = "few_aspects"


@dataclass(frozen=True, slots=True)
class Noise:
    """How much a section's share of its full marks varies although nobody has changed, as standard deviations.

    Parameters
    ----------
    day : float or None
        From one sitting to the next on the same project; ``None`` is unknown.
    project : float or None
        From one project to another, because one is harder; ``None`` is unknown.
    """

    day: float | None = None
    project: float | None = None


@dataclass(frozen=True, slots=True)
class Rise:
    """From one reading to another, in hundredths of the section's full marks.

    Parameters
    ----------
    before, after : str
        The two assessments.
    basis : Basis
        What was compared.
    aspects : int
        How many aspects were compared, in the reading that has fewer of them.
    marks : int
        The rise, rounded half-up; below zero is a fall.
    error : float or None
        Its standard error; ``None`` where it is not known.
    least : float or None
        What it is at least, one-sided with `CONFIDENCE`.
    cautions : tuple of Caution
        What else must be said.
    """

    before: str
    after: str
    basis: Basis
    aspects: int
    marks: int
    error: float | None
    least: float | None
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict, with the rise where two readings were compared, and with the hindrance where none could be."""

    verdict: Verdict
    rise: Rise | None = None
    hindrance: Hindrance | None = None


def verification_of(gap: Gap, readings: Sequence[Reading], *, noise: Noise, at: date) -> Verification:
    """Find the test that decides about a gap, and say what it shows.

    The first test from the day the countermeasure is due (or after the day it was put in place) that can be compared
    with one held before the countermeasure decides, and no later one: whoever may test until it fits will find a rise.
    Tests in between do not decide.

    Parameters
    ----------
    gap : Gap
        Without errors among its `faults_of`.
    readings : sequence of Reading
        Of this entry, in any order; other sections are left out.
    noise : Noise
        How much the section varies by itself.
    at : date
        Nothing later is looked at.

    Returns
    -------
    Verification
        ``NOT_YET_TESTED`` while there is no countermeasure or no test; ``NOT_COMPARABLE`` when no test compares, with
        what hinders the latest from comparing with the latest baseline; else the rise, its error and the verdict.
    """
    said = gap.countermeasure
    if said is None:
        return Verification(Verdict.NOT_YET_TESTED)
    here = sorted((one for one in readings if one.section == gap.section and one.on <= at), key=lambda one: one.on)
    tests = [one for one in here if _decides(one, said)]
    if not tests:
        return Verification(Verdict.NOT_YET_TESTED)
    baselines = [one for one in reversed(here) if one.on <= said.answered_on]
    hindrance = Hindrance.NO_BASELINE
    for test in tests:
        found = [_rise_between(baseline, test, gap, noise) for baseline in baselines]
        for rise in found:
            if isinstance(rise, Rise):
                return Verification(_verdict_on(rise), rise)
        hindrance = next((one for one in found if isinstance(one, Hindrance)), hindrance)
    return Verification(Verdict.NOT_COMPARABLE, hindrance=hindrance)


def _decides(reading: Reading, said: Countermeasure) -> bool:
    first, counts = decides_from(said)
    return reading.on > first or (counts and reading.on == first)


def _verdict_on(rise: Rise) -> Verdict:
    if rise.marks <= 0:
        return Verdict.NO_RISE
    if rise.least is None:
        return Verdict.NOISE_UNKNOWN
    return Verdict.VERIFIED if rise.least > 0 else Verdict.WITHIN_NOISE


@dataclass(frozen=True, slots=True)
class _Compared:
    """Which aspects of two readings stand against each other; ``scatter`` is the error of the share from them."""

    basis: Basis
    ours: Sequence[AspectMark]
    theirs: Sequence[AspectMark]
    scatter: float | None


def _rise_between(before: Reading, after: Reading, gap: Gap, noise: Noise) -> Rise | Hindrance:
    if gap.aspects:
        before, after = only(before, gap.aspects), only(after, gap.aspects)
    if any(one.mark is None for one in (*before.aspects, *after.aspects)):
        return Hindrance.MARKS_BLANK
    pairs = _pairs(before, after)
    if _covers(pairs, before) and _covers(pairs, after):
        scatter = _scatter([(b.mark or 0) - (a.mark or 0) for a, b in pairs], [one.full for one, _ in pairs])
        compared = _Compared(Basis.SAME_ASPECTS, [one for one, _ in pairs], [one for _, one in pairs], scatter)
        return _rise(before, after, compared, gap, noise)
    hindrance = _hindrance_of_whole(before, after, gap)
    if hindrance is not None:
        return hindrance
    scatters = (_scatter_of(before.aspects), _scatter_of(after.aspects))
    compared = _Compared(Basis.WHOLE_SECTION, before.aspects, after.aspects, _together(*scatters))
    return _rise(before, after, compared, gap, noise)


def _hindrance_of_whole(before: Reading, after: Reading, gap: Gap) -> Hindrance | None:
    if gap.aspects or sums_of(before.aspects) is None or sums_of(after.aspects) is None:
        return Hindrance.ASPECTS_NOT_MARKED
    if before.standard != after.standard:
        return Hindrance.OTHER_STANDARD
    fewest = min(len(before.aspects), len(after.aspects))
    return Hindrance.TOO_FEW_ASPECTS if fewest < LEAST_ASPECTS else None


def _pairs(before: Reading, after: Reading) -> list[tuple[AspectMark, AspectMark]]:
    """Return the aspects that both mark for the same worth."""
    earlier = {(one.key, one.full): one for one in before.aspects}
    return [(earlier[one.key, one.full], one) for one in after.aspects if (one.key, one.full) in earlier]


def _covers(pairs: Sequence[tuple[AspectMark, AspectMark]], reading: Reading) -> bool:
    """Tell whether the aspects in both are worth at least half of what a reading marks."""
    shared = sum(one.full for one, _ in pairs)
    return shared > 0 and 2 * shared >= sum(one.full for one in reading.aspects)


def _rise(before: Reading, after: Reading, compared: _Compared, gap: Gap, noise: Noise) -> Rise:
    (mark, full), (then, full_then) = _sums(compared.ours), _sums(compared.theirs)
    over, under = (then * full - mark * full_then) * gap.full, full * full_then
    same = before.project == after.project != ""
    aspects = min(len(compared.ours), len(compared.theirs))
    error = _error(compared.scatter, noise, same=same)
    threshold = _threshold(None if compared.scatter is None else aspects)
    return Rise(
        before.assessment,
        after.assessment,
        compared.basis,
        aspects,
        quotient_half_up(over, under),
        None if error is None else error * gap.full,
        None if error is None else over / under - threshold * error * gap.full,
        tuple(_cautions(before, gap, noise, same=same, few=compared.scatter is None)),
    )


def _sums(aspects: Iterable[AspectMark]) -> tuple[int, int]:
    sums = sums_of(aspects)
    assert sums is not None
    return sums


def _cautions(before: Reading, gap: Gap, noise: Noise, *, same: bool, few: bool) -> Iterable[Caution]:
    if before.assessment == gap.found_in:
        yield Caution.FOUND_IN_BASELINE
    if same:
        yield Caution.SAME_PROJECT
    if noise.day is None:
        yield Caution.DAY_NOT_COUNTED
    if few:
        yield Caution.FEW_ASPECTS


def _error(scatter: float | None, noise: Noise, *, same: bool) -> float | None:
    """Return the standard error of a difference of two shares; ``None`` where a part that matters is unknown."""
    if scatter is None and noise.day is None:
        return None
    if not same and noise.project is None:
        return None
    project = 0.0 if same else noise.project or 0.0
    return hypot(scatter or 0.0, sqrt(2) * (noise.day or 0.0), sqrt(2) * project)


def _threshold(aspects: int | None) -> float:
    """Return how many standard errors a rise must exceed: Student's, where scatter between few aspects is counted."""
    degrees = inf if aspects is None else aspects - 1
    return float(scipy.special.ndtri(CONFIDENCE) if degrees == inf else scipy.special.stdtrit(degrees, CONFIDENCE))


def _scatter_of(aspects: Sequence[AspectMark]) -> float | None:
    return _scatter([one.mark or 0 for one in aspects], [one.full for one in aspects])


def _scatter(marks: Sequence[int], fulls: Sequence[int]) -> float | None:
    """Return the standard error of ``sum(marks) / sum(fulls)`` from the scatter between aspects, ``None`` of few."""
    count, full = len(marks), sum(fulls)
    if count < LEAST_ASPECTS:
        return None
    share = sum(marks) / full
    squares = sum((mark - share * worth) ** 2 for mark, worth in zip(marks, fulls, strict=True))
    return sqrt(count / (count - 1) * squares) / full


def _together(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else hypot(first, second)
