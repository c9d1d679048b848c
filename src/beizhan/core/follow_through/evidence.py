"""Whether marks show that a change was learnt: the same people on the same aspects, before and after, beyond noise.

Every cell is a share of what its aspect is worth. What everything else did between the same two assessments tells two
things: by how much the second was easier or the competitor fitter (the drift), and how much a cell goes up and down by
itself (the noise). See ``docs/method/closed-chain.md``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

import numpy as np
import numpy.typing as npt

LEAST_CELLS = 20
"""Cells of untouched aspects from which their noise can be measured."""

SURENESS = 1.96
"""Standard errors that a gain must exceed: one in forty gains of nothing would."""

FULL = 0.995
"""Share of the worth from which all touched aspects count as mastered before and after."""

LEAST_NOISE = 0.05
"""A cell is never taken to be steadier than this share of its worth, however calm the others were."""

_Shares = npt.NDArray[np.float64]


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
    alike, wanted = _alike(before, after), set(touched)
    is_touched = np.array([aspect in wanted for aspect in alike.aspects], dtype=bool)
    change = alike.after - alike.before
    cells, others = change[:, is_touched], change[:, ~is_touched]
    met = np.isfinite(cells)
    count, left_out = int(met.sum()), len(wanted) - int(met.any(axis=0).sum())
    if not count:
        return Evidence(Verdict.NOTHING_ALIKE, left_out=left_out)
    start, end = (float(side[:, is_touched][met].mean()) for side in (alike.before, alike.after))
    drift = _drift_of(others, met)
    known = {"before": start, "after": end, "gain": end - start, "drift": drift}
    spread = _noise_of(others) if noise is None else noise
    if spread is None:
        verdict = Verdict.HELD if min(start, end) >= FULL else Verdict.NOISE_UNKNOWN
        return Evidence(verdict, **known, cells=count, left_out=left_out)
    spread = max(spread, LEAST_NOISE)
    error = spread * sqrt(1 / count + 1 / max(int(np.isfinite(others).sum()), count))
    found = Evidence(Verdict.HELD, **known, noise=spread, error=error, cells=count, left_out=left_out)
    return replace(found, verdict=_verdict(found))


@dataclass(frozen=True, slots=True)
class _Alike:
    """Both assessments over the same competitors and aspects, as shares of what each aspect is worth."""

    aspects: tuple[str, ...]
    before: _Shares
    after: _Shares


def _alike(before: Marked, after: Marked) -> _Alike:
    """Return what can be compared: an aspect is the same only if it is worth the same."""
    worth = dict(zip(after.aspects, after.worths, strict=True))
    same = [
        aspect
        for aspect, mark in zip(before.aspects, before.worths, strict=True)
        if mark > 0 and worth.get(aspect) == mark
    ]
    both = [competitor for competitor in before.competitors if competitor in set(after.competitors)]
    return _Alike(tuple(same), _shares(before, both, same), _shares(after, both, same))


def _shares(marked: Marked, competitors: Sequence[str], aspects: Sequence[str]) -> _Shares:
    rows = [marked.competitors.index(one) for one in competitors]
    columns = [marked.aspects.index(one) for one in aspects]
    found = np.array([[np.nan if mark is None else mark for mark in row] for row in marked.marks], dtype=np.float64)
    if not rows or not columns:
        return np.empty((len(rows), len(columns)))
    return found[np.ix_(rows, columns)] / np.array(marked.worths, dtype=np.float64)[columns]


def _drift_of(others: _Shares, met: npt.NDArray[np.bool_]) -> float:
    """Return how much everything else rose for the competitors of the touched cells, each counted as often as there."""
    finite = np.isfinite(others)
    sums, counts = np.where(finite, others, 0.0).sum(axis=1), finite.sum(axis=1)
    weights = met.sum(axis=1) * (counts > 0)
    if not weights.sum():
        return 0.0
    return float(np.average(sums / np.maximum(counts, 1), weights=weights))


def _noise_of(others: _Shares) -> float | None:
    """Return how much a cell changes by itself: about the mean change of its competitor, pooled over competitors."""
    rows = [row[np.isfinite(row)] for row in others]
    rows = [row for row in rows if row.size > 1]
    if sum(row.size for row in rows) < LEAST_CELLS:
        return None
    squares = sum(float(((row - row.mean()) ** 2).sum()) for row in rows)
    return sqrt(squares / sum(row.size - 1 for row in rows))


def _verdict(found: Evidence) -> Verdict:
    if min(found.before, found.after) >= FULL:
        return Verdict.HELD
    if found.gain - max(found.drift, 0.0) > SURENESS * found.error:
        return Verdict.IMPROVED
    if found.gain - min(found.drift, 0.0) < -SURENESS * found.error:
        return Verdict.WORSE
    return Verdict.ROSE_WITH_ALL if found.gain > SURENESS * found.error else Verdict.NOT_SHOWN
