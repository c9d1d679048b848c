"""From scores and measurements to marks.

A mark is a whole number of hundredths in an ``int``; nothing here knows floats.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BLANK = -1
"""Stands in an array of marks where nothing has been awarded."""

TOP_SCORE = 3
"""The best judgement score: 0 below industry standard ... 3 excellent."""

WIDEST_SPREAD = 1
"""Judges may differ by this much; more must be discussed."""

WHOLE_PERCENT = 10_000
"""One hundred percent, in hundredths of a percent."""

Marks = npt.NDArray[np.int64]


def quotient_half_up(numerator: int, denominator: int) -> int:
    """Return ``numerator / denominator`` rounded half-up, for a denominator above zero."""
    return (2 * numerator + denominator) // (2 * denominator)


def judgement_mark(max_mark: int, scores: Sequence[int]) -> int:
    """Return the mark that judges' scores are worth.

    ``max_mark * sum(scores) / (3 * n)``, divided once and rounded half-up: rounding the mean first gives other marks.

    Parameters
    ----------
    max_mark : int
        Worth of the aspect, in hundredths.
    scores : sequence of int
        One score from 0 to 3 per judge, at least one.

    Returns
    -------
    int
        Hundredths of a mark.

    Raises
    ------
    ValueError
        If there is no score, or one outside 0 to 3, or a negative worth.

    References
    ----------
    Technical work documents of the Chinese selections: average, divide by 3, times the worth, 四舍五入 to two decimals.
    """
    if not scores or min(scores) < 0 or max(scores) > TOP_SCORE or max_mark < 0:
        raise ValueError(f"not a judgement: {max_mark}, {tuple(scores)}")
    return quotient_half_up(max_mark * sum(scores), TOP_SCORE * len(scores))


def judgement_marks(max_marks: npt.ArrayLike, sums: npt.ArrayLike, judges: npt.ArrayLike = 3) -> Marks:
    """Return the marks of many judgements at once, by the rule of `judgement_mark`.

    Parameters
    ----------
    max_marks : array_like of int
        Worth in hundredths; broadcast against ``sums``, so a row of worths serves a whole sheet.
    sums : array_like of int, shape (competitors, aspects)
        Sum of the judges' scores, ``BLANK`` where they have not all spoken.
    judges : array_like of int
        How many judges each sum is of.

    Returns
    -------
    ndarray of int64, shape (competitors, aspects)
        Hundredths of a mark, ``BLANK`` where the sum is.
    """
    worth, total = np.asarray(max_marks, np.int64), np.asarray(sums, np.int64)
    parts = TOP_SCORE * np.asarray(judges, np.int64)
    return np.where(total == BLANK, BLANK, (2 * worth * total + parts) // (2 * parts))


def spread_of(scores: Sequence[int]) -> int:
    """Return how far the judges are apart: highest minus lowest score."""
    return max(scores) - min(scores)


def needs_discussion(scores: Sequence[int]) -> bool:
    """Tell whether the judges differ by more than one, so that the aspect must be discussed and scored again."""
    return spread_of(scores) > WIDEST_SPREAD


# Measurement: full or zero, unless the aspect itself names a calculation.


def full_or_zero(max_mark: int, *, met: bool) -> int:
    """Return all of the mark or none of it (``PASS_FAIL``)."""
    return max_mark if met else 0


def deducted(max_mark: int, deductions: Iterable[int]) -> int:
    """Return what is left after deductions, never below zero."""
    return max(0, max_mark - sum(deductions))


def number_completed(max_mark: int, completed: int, possible: int) -> int:
    """Return the share of the mark for parts completed, half-up (``NUMBER_COMPLETED``).

    Raises
    ------
    ValueError
        If more parts are completed than possible, or none is possible.
    """
    if not 0 <= completed <= possible or possible == 0:
        raise ValueError(f"{completed} of {possible}")
    return quotient_half_up(max_mark * completed, possible)


def choice(max_mark: int, deduction: int, *, percent: bool = False) -> int:
    """Return the mark for one of several described outcomes (``CHOICE``).

    Parameters
    ----------
    max_mark : int
        Hundredths.
    deduction : int
        Hundredths of a mark; with ``percent`` (``DEDUCTION_TYPE`` is ``PERCENT``) hundredths of a percent of it.
    percent : bool
        How the deduction is meant.
    """
    if percent:
        return max(0, quotient_half_up(max_mark * (WHOLE_PERCENT - deduction), WHOLE_PERCENT))
    return deducted(max_mark, (deduction,))


@dataclass(frozen=True, slots=True)
class Steps:
    """A deduction for every whole ``difference`` away from ``target``, both in one whole unit such as micrometres."""

    target: int
    difference: int
    deduction: int
    percent: bool = False


def regular_difference_deduction(max_mark: int, value: int, rule: Steps) -> int:
    """Return the mark after a deduction for every whole step away from the target (``REGULAR_DIFFERENCE_DEDUCTION``).

    Notes
    -----
    Inferred from exported workbooks, not documented: ask the scheme's author whether only *whole* steps count.
    """
    steps = abs(value - rule.target) // rule.difference
    return choice(max_mark, steps * rule.deduction, percent=rule.percent)


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of values, both ends included, and what it costs."""

    lower: int
    upper: int
    deduction: int


def ranged_score(max_mark: int, value: int, bands: Sequence[Band], *, percent: bool = False) -> int:
    """Return the mark of the cheapest band that holds the value, zero outside all bands (``RANGED_SCORE``).

    Notes
    -----
    Inferred: the two real examples known contradict each other about the order of bands, so the reading kindest to the
    competitor is taken, which does not depend on any order.
    """
    costs = [band.deduction for band in bands if band.lower <= value <= band.upper]
    return choice(max_mark, min(costs), percent=percent) if costs else 0
