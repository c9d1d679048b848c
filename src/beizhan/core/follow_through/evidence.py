"""Whether marks show that a change was learnt: the same people on the same aspects, before and after, beyond noise.

Every cell is a share of what its aspect is worth. What everything else did between the same two assessments tells two
things: by how much the second was easier or the competitor fitter (the drift), and how much a cell goes up and down by
itself (the noise). See ``docs/method/closed-chain.md``.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import fsum, sqrt

LEAST_CELLS = 20
"""Cells of untouched aspects from which their noise can be measured."""

SURENESS = 1.96
"""Standard errors that a gain must exceed: one in forty gains of nothing would."""

FULL = 0.995
"""Share of the worth from which all touched aspects count as mastered before and after."""

LEAST_NOISE = 0.05
"""A cell is never taken to be steadier than this share of its worth, however calm the others were."""

_Place = tuple[str, str]


class Verdict(StrEnum):
    """What the marks show of a change."""

    IMPROVED = "improved"
    HELD = "held"
    ROSE_WITH_ALL = "rose_with_all"
    NOT_SHOWN = "not_shown"
    WORSE = "worse"
    NOTHING_ALIKE = "nothing_alike"
    NOISE_UNKNOWN = "noise_unknown"


@dataclass(frozen=True, slots=True)
class Marked:
    """One assessment as far as it is compared: final marks in hundredths.

    Parameters
    ----------
    assessment : str
        Its key.
    competitors : tuple of str
        Keys, the rows of ``marks``.
    aspects : tuple of str
        Keys that outlast a new version of the scheme, the columns of ``marks``.
    worths : tuple of int
        Greatest mark of each aspect, in hundredths.
    marks : tuple of tuple of (int or None)
        Shape (competitors, aspects); None is blank.
    """

    assessment: str
    competitors: tuple[str, ...]
    aspects: tuple[str, ...]
    worths: tuple[int, ...]
    marks: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two assessments show of one change.

    Parameters
    ----------
    verdict : Verdict
        In one word.
    before, after : float
        Mean share of the worth of the touched cells, 0 to 1.
    gain : float
        ``after - before``.
    drift : float
        Mean change of the same competitors on everything else.
    noise : float
        Standard deviation of the change of one cell.
    error : float
        Standard error of ``gain - drift``.
    cells : int
        Touched cells that are alike in both assessments.
    left_out : int
        Touched aspects that are not: new, gone, worth something else, or blank.
    """

    verdict: Verdict
    before: float = 0.0
    after: float = 0.0
    gain: float = 0.0
    drift: float = 0.0
    noise: float = 0.0
    error: float = 0.0
    cells: int = 0
    left_out: int = 0

    @property
    def shown(self) -> bool | None:
        """Whether the change was learnt; None if these marks can show nothing either way."""
        if self.verdict in (Verdict.NOTHING_ALIKE, Verdict.NOISE_UNKNOWN):
            return None
        return self.verdict in (Verdict.IMPROVED, Verdict.HELD)


def evidence_of(before: Marked, after: Marked, touched: Collection[str], noise: float | None = None) -> Evidence:
    """Return what two assessments show of a change.

    Parameters
    ----------
    before, after : Marked
        An assessment before the plan took the change up, and one after.
    touched : collection of str
        Keys of the aspects that the change touches.
    noise : float or None
        Standard deviation of the change of one cell, as a share of its worth, where it is known from elsewhere; else
        it is measured on the aspects that are not touched, if they are enough.
    """
    wanted = set(touched)
    pairs = _pairs(before, after)
    cells = {cell: pair for cell, pair in pairs.items() if cell[1] in wanted}
    others = _changes_by_competitor({cell: pair for cell, pair in pairs.items() if cell[1] not in wanted})
    left_out = len(wanted - {aspect for _, aspect in cells})
    if not cells:
        return Evidence(Verdict.NOTHING_ALIKE, left_out=left_out)
    start, end = (_mean([pair[side] for pair in cells.values()]) for side in (0, 1))
    found = Evidence(
        Verdict.HELD if min(start, end) >= FULL else Verdict.NOISE_UNKNOWN,
        before=start,
        after=end,
        gain=end - start,
        drift=_drift_of(others, [competitor for competitor, _ in cells]),
        cells=len(cells),
        left_out=left_out,
    )
    spread = _noise_of(others) if noise is None else noise
    if spread is None:
        return found
    spread = max(spread, LEAST_NOISE)
    untouched = sum(map(len, others.values()))
    error = spread * sqrt(1 / len(cells) + 1 / max(untouched, len(cells)))
    known = replace(found, noise=spread, error=error)
    return replace(known, verdict=_verdict(known))


def _mean(numbers: Sequence[float]) -> float:
    """Return the mean, added up exactly, so that the order of cells changes nothing."""
    return fsum(numbers) / len(numbers)


def _pairs(before: Marked, after: Marked) -> dict[_Place, tuple[float, float]]:
    """Return the shares of every cell that is in both; an aspect is the same only if it is worth the same."""
    earlier, later = _cells(before), _cells(after)
    return {
        place: (mark / worth, later[place][0] / worth)
        for place, (mark, worth) in earlier.items()
        if place in later and later[place][1] == worth
    }


def _cells(marked: Marked) -> dict[_Place, tuple[int, int]]:
    """Return the mark and the worth of every cell that is not blank."""
    return {
        (competitor, aspect): (mark, worth)
        for competitor, row in zip(marked.competitors, marked.marks, strict=True)
        for aspect, worth, mark in zip(marked.aspects, marked.worths, row, strict=True)
        if mark is not None and worth > 0
    }


def _changes_by_competitor(pairs: Mapping[_Place, tuple[float, float]]) -> dict[str, list[float]]:
    changes: dict[str, list[float]] = defaultdict(list)
    for (competitor, _), (start, end) in pairs.items():
        changes[competitor].append(end - start)
    return changes


def _drift_of(others: Mapping[str, Sequence[float]], competitors: Sequence[str]) -> float:
    """Return how much everything else rose for the competitors of the touched cells, each counted as often as there."""
    means = [_mean(others[competitor]) for competitor in competitors if others.get(competitor)]
    return _mean(means) if means else 0.0


def _noise_of(others: Mapping[str, Sequence[float]]) -> float | None:
    """Return how much a cell changes by itself: about the mean change of its competitor, pooled over competitors."""
    rows = [row for row in others.values() if len(row) > 1]
    if sum(map(len, rows)) < LEAST_CELLS:
        return None
    centres = [_mean(row) for row in rows]
    squares = fsum((change - centre) ** 2 for row, centre in zip(rows, centres, strict=True) for change in row)
    return sqrt(squares / sum(len(row) - 1 for row in rows))


def _verdict(found: Evidence) -> Verdict:
    if min(found.before, found.after) >= FULL:
        return Verdict.HELD
    if found.gain - max(found.drift, 0.0) > SURENESS * found.error:
        return Verdict.IMPROVED
    if found.gain - min(found.drift, 0.0) < -SURENESS * found.error:
        return Verdict.WORSE
    return Verdict.ROSE_WITH_ALL if found.gain > SURENESS * found.error else Verdict.NOT_SHOWN
