"""The standardised scale: marks of one skill made comparable with those of another, by named strategies.

No official text gives the formula, so a strategy is chosen by name and stored, with its version, beside every score
that is published. Scores are for reading across skills and never for choosing anybody.

Every strategy is ``centre + 30 * (mark - middle) / spread``, rounded half-up. The fraction is kept as whole numbers
``above / sqrt(below)`` until it is rounded, so that a score cannot depend on the machine.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isqrt

LEAST_POPULATION = 5
"""With fewer competitors a score means nothing."""

POINTS_PER_UNIT = 30
"""Points on the scale for one unit of spread."""


class Doubt(StrEnum):
    """Why a field has no meaningful scores.

    A spread of zero needs no word of its own: the MAD is zero exactly when more than half of the marks are equal.
    """

    TOO_FEW = "too_few"
    MORE_THAN_HALF_EQUAL = "more_than_half_equal"


@dataclass(frozen=True, slots=True)
class Terms:
    """Distances from the middle in units of spread times 30: ``above[i] / sqrt(below)``, in whole numbers."""

    above: tuple[int, ...]
    below: int


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way to standardise.

    Parameters
    ----------
    name, version : str
        Stored beside every published score.
    centre : int
        Score of the middle of the field.
    formula : str
        The formula, to be read.
    terms_of : callable
        From whole marks to the distances from the middle.
    """

    name: str
    version: str
    centre: int
    formula: str
    terms_of: Callable[[Sequence[int]], Terms]


@dataclass(frozen=True, slots=True)
class Scaled:
    """The scores of one field, with everything needed to compute them again except the marks.

    ``scores`` are in the order of the marks, each ``None`` when ``doubt`` says why the field has no meaningful scores.
    ``population`` is the number of marks, all of the competitors of the skill, a team counted once.
    """

    strategy: str
    version: str
    population: int
    doubt: Doubt | None
    scores: tuple[int | None, ...]


def scaled(marks: Sequence[int], strategy: str) -> Scaled:
    """Standardise the marks of one skill.

    Parameters
    ----------
    marks : sequence of int
        Totals of all competitors of the skill, in hundredths or any other whole unit: the unit does not matter.
    strategy : str
        A name among `STRATEGIES`.

    Returns
    -------
    Scaled
        Whole scores, or the doubt: fewer than five competitors, or more than half of them equal.

    Raises
    ------
    KeyError
        If no strategy has this name.
    """
    chosen = STRATEGIES[strategy]
    doubt = _doubt_about(marks)
    scores: tuple[int | None, ...] = (None,) * len(marks) if doubt else _scores(chosen, marks)
    return Scaled(chosen.name, chosen.version, len(marks), doubt, scores)


def _scores(strategy: Strategy, marks: Sequence[int]) -> tuple[int, ...]:
    terms = strategy.terms_of(marks)
    return tuple(strategy.centre + _rounded(above, terms.below) for above in terms.above)


def _doubt_about(marks: Sequence[int]) -> Doubt | None:
    if len(marks) < LEAST_POPULATION:
        return Doubt.TOO_FEW
    return Doubt.MORE_THAN_HALF_EQUAL if 2 * max(Counter(marks).values()) > len(marks) else None


def _rounded(above: int, below: int) -> int:
    """Return ``above / sqrt(below)`` rounded half-up, by whole numbers alone."""
    square = 4 * above * above
    twice = isqrt(square // below) if above >= 0 else -_root_up(-(-square // below))
    return (twice + 1) // 2


def _root_up(square: int) -> int:
    return isqrt(square - 1) + 1


def twice_median_of(numbers: Sequence[int]) -> int:
    """Return the doubled median, so that an even number of marks stays whole."""
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] + ordered[-half - 1]


def _median_mad(marks: Sequence[int]) -> Terms:
    twice_median = twice_median_of(marks)
    from_middle = [2 * mark - twice_median for mark in marks]  # doubled
    four_mad = twice_median_of([abs(distance) for distance in from_middle])
    # 30 * (distance/2) / (1.4826 * four_mad/4) = 600000 * distance / (14826 * four_mad)
    return Terms(tuple(20_000 * POINTS_PER_UNIT * distance for distance in from_middle), (14_826 * four_mad) ** 2)


def _median_deviation(marks: Sequence[int]) -> Terms:
    twice_median, count = twice_median_of(marks), len(marks)
    half = POINTS_PER_UNIT // 2
    return Terms(tuple(half * count * (2 * mark - twice_median) for mark in marks), _variance_times_square(marks))


def _mean_deviation(marks: Sequence[int]) -> Terms:
    total, count = sum(marks), len(marks)
    return Terms(tuple(POINTS_PER_UNIT * (count * mark - total) for mark in marks), _variance_times_square(marks))


def _variance_times_square(marks: Sequence[int]) -> int:
    """Return the population variance times the squared number of marks, a whole number."""
    return len(marks) * sum(mark * mark for mark in marks) - sum(marks) ** 2


STRATEGIES = {
    strategy.name: strategy
    for strategy in (
        Strategy("median-mad-700", "1", 700, "700 + 30 (x - median) / (1.4826 MAD)", _median_mad),
        Strategy("median-sd-700", "1", 700, "700 + 30 (x - median) / population SD", _median_deviation),
        Strategy("mean-sd-500", "1", 500, "500 + 30 (x - mean) / population SD", _mean_deviation),
    )
}
"""All strategies by name."""

DEFAULT = "median-mad-700"
"""Fits the one real export of the 700 scale that is known; still an estimate."""
