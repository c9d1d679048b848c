"""From what was said to marks: judgement, measurement, and the state of one cell of the sheet.

A mark is a whole number of hundredths in an ``int``; nothing here knows floats.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from beizhan.core.faults import Fault, error

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


class State(StrEnum):
    """How far one cell of the sheet is."""

    BLANK = "blank"
    PARTIAL = "partial"
    ENTERED = "entered"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"


Scores = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What has been said so far about one competitor on one aspect.

    Parameters
    ----------
    rounds : tuple of tuples
        For a judgement: every round, one score per seat, ``None`` where a seat has not spoken. Otherwise empty.
    agreed : int or None
        For a measurement: the one agreed mark, in hundredths.
    supervised : bool
        A reason has been written and a supervisor has signed, as every spread above one demands.
    confirmed : bool
        A second person has confirmed what is written.
    problem_open : bool
        A judge has reported a problem that is not settled yet.
    """

    rounds: tuple[Scores, ...] = ()
    agreed: int | None = None
    supervised: bool = False
    confirmed: bool = False
    problem_open: bool = False


def state_of(cell: Cell) -> State:
    """Return how far a cell is; an unsettled spread or an open problem outweighs a confirmation."""
    if cell.problem_open:
        return State.DISPUTED
    given = cell.rounds[-1] if cell.rounds else (cell.agreed,)
    if None in given:
        untouched = len(cell.rounds) <= 1 and not any(score is not None for score in given)
        return State.BLANK if untouched else State.PARTIAL
    if faults_of(cell):
        return State.DISPUTED
    return State.CONFIRMED if cell.confirmed else State.ENTERED


def mark_of(cell: Cell, max_mark: int) -> int | None:
    """Return what a cell is worth so far in hundredths, ``None`` until every seat of the current round has spoken."""
    if not cell.rounds:
        return cell.agreed
    return None if None in cell.rounds[-1] else judgement_mark(max_mark, _spoken(cell.rounds[-1]))


def faults_of(cell: Cell) -> tuple[Fault, ...]:
    """Return what keeps a cell from being confirmed because of its spread.

    After any round with a spread above one there must be another round, a written reason and a supervisor's signature.
    """
    if not any(_is_disputed(scores) for scores in cell.rounds):
        return ()
    found = []
    if len(cell.rounds) < 2:  # the round with the spread is the only one so far
        found.append(error("spread_needs_round", spread=spread_of(_spoken(cell.rounds[-1]))))
    if not cell.supervised:
        found.append(error("spread_needs_reason"))
    return tuple(found)


def _spoken(scores: Scores) -> tuple[int, ...]:
    return tuple(score for score in scores if score is not None)


def _is_disputed(scores: Scores) -> bool:
    return None not in scores and needs_discussion(_spoken(scores))
