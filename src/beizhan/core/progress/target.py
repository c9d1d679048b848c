"""The target line: what has won before, and how far somebody is from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

import scipy

from beizhan.core.progress.tracking import Lack, Level, NotEnough

LEAST_EDITIONS = 2
"""With fewer past competitions nobody knows how much the level that wins varies."""

_NINE_OF_TEN = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Target:
    """The level that is expected to be needed, with its deviation, from so many past competitions."""

    mean: float
    sd: float
    editions: int


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a level is above the target: nine times of ten between ``low`` and ``high``.

    ``chance`` is that of being above it. For minutes, where less is better, above means faster.
    """

    mean: float
    sd: float
    low: float
    high: float
    chance: float


def target_of(levels: Sequence[float]) -> Target | NotEnough:
    """Return the target that past levels set, such as those that gave a certain rank in the last three competitions.

    Parameters
    ----------
    levels : sequence of float
        Marks, percent or minutes, one for each competition.

    Notes
    -----
    The deviation is that of one more of the same: ``s * sqrt(1 + 1/n)``. With two or three it is itself little known.
    """
    if len(levels) < LEAST_EDITIONS:
        return NotEnough(Lack.TOO_FEW_EDITIONS, len(levels), LEAST_EDITIONS)
    return Target(mean(levels), stdev(levels) * sqrt(1 + 1 / len(levels)), len(levels))


def distance_of(level: Level, target: Target, *, less_is_better: bool = False) -> Distance:
    """Return how far a level is above the target line."""
    ahead = target.mean - level.mean if less_is_better else level.mean - target.mean
    sd = sqrt(level.sd**2 + target.sd**2)
    chance = float(scipy.special.ndtr(ahead / sd)) if sd else float(ahead > 0)
    return Distance(ahead, sd, ahead - _NINE_OF_TEN * sd, ahead + _NINE_OF_TEN * sd, chance)


def distances_of(
    levels: Sequence[Level | NotEnough], target: Target, *, less_is_better: bool = False
) -> tuple[Distance | NotEnough, ...]:
    """Return the curve of the distance, one point for each level; where a level says not enough, so does the curve."""
    return tuple(
        one if isinstance(one, NotEnough) else distance_of(one, target, less_is_better=less_is_better) for one in levels
    )
