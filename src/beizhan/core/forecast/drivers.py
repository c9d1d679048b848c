"""What drives a chance: one's own mean, one's own uncertainty, the rivals near the cut, and the next test."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.stages import Stage, among_the_first, factor_nodes

_SMALL = 1 / 400  # of a standard deviation: a chance that does not depend on one's own luck
_STEP = 1e-2  # of a standard deviation, for a slope by differences
_NINE_OF_TEN = (-1.6448536269514722, 1.6448536269514722)


@dataclass(frozen=True, slots=True)
class Rival:
    """One rival: where in the field; how much higher the chance would be without; how much lower for a point more."""

    entry: int
    cost: float
    per_point: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """Why the chance of one entry to be through is what it is.

    Parameters
    ----------
    chance : float
        To be through.
    cut : float
        Where the last place is won: the score above which half a rival less than M is expected.
    from_mean : float
        What the distance from the cut gives or takes: the chance less what it would be with the mean at the cut.
    from_uncertainty : float
        What not knowing one's own score gives (a weak entry lives by it) or takes: the chance less what it would be if
        one's own score were its mean.
    per_point : float
        How much the chance grows with one point of one's own mean.
    rivals : tuple of Rival
        All others; first those whose points matter most, who stand near the cut. A rival far above it costs a place
        all the same.
    """

    chance: float
    cut: float
    from_mean: float
    from_uncertainty: float
    per_point: float
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AfterTest:
    """The chance as it may stand after the next test.

    Parameters
    ----------
    chance : float
        Today's; the mean of what may come, as nobody can expect to be surprised in one direction.
    chances, weights : ndarray, shape (nodes,)
        What the chance may be after the test, from the worst result to the best, and how likely each is.
    low, high : float
        Between them lies the chance after nine tests of ten.
    expected_move : float
        Mean distance between the chance after the test and today's.
    """

    chance: float
    chances: Floats
    weights: Floats
    low: float
    high: float
    expected_move: float


def drivers_of(stage: Stage, entry: int) -> Drivers:
    """Return what drives the chance of one entry to be through.

    Parameters
    ----------
    stage : Stage
        At least two entries.
    entry : int
        Its position in the field.
    """
    cut = _cut_of(stage, entry)
    mean, sd = stage.means[entry], stage.sds[entry]
    known = _with(stage, entry, mean, _SMALL * stage.sds.max())
    now, at_cut, certain = (one[entry] for one in _through([stage, _with(stage, entry, cut, sd), known]))
    rivals = [at for at in range(stage.means.size) if at != entry]
    slopes = dict(zip((entry, *rivals), _slopes(stage, entry, (entry, *rivals)), strict=True))
    without = _through([_without(stage, rival) for rival in rivals])
    costs = [float(one[entry - (rival < entry)] - now) for rival, one in zip(rivals, without, strict=True)]
    found = [Rival(rival, cost, -slopes[rival]) for rival, cost in zip(rivals, costs, strict=True)]
    found.sort(key=lambda rival: -rival.per_point)
    return Drivers(float(now), cut, float(now - at_cut), float(now - certain), slopes[entry], tuple(found))


def after_next_test(stage: Stage, entry: int, *, known_sd: float, test_sd: float) -> AfterTest:
    """Return how much the next test could move the chance of one entry: a preposterior analysis.

    Parameters
    ----------
    stage : Stage
        As it stands today.
    entry : int
        Its position in the field.
    known_sd : float
        Standard deviation of what is not known about the level of this entry today: the part of ``stage.sds[entry]``
        that a test can lessen.
    test_sd : float
        Standard deviation of the result of the test around the level.

    Raises
    ------
    ValueError
        If ``known_sd`` exceeds the standard deviation of the entry, or ``test_sd`` is not above zero.

    References
    ----------
    Raiffa, H. and Schlaifer, R. (1961). Applied Statistical Decision Theory, chapter 5.
    """
    total = float(stage.sds[entry])
    if not 0 <= known_sd <= total or test_sd <= 0:
        raise ValueError("known_sd must lie between zero and the sd of the entry, and test_sd above zero")
    learnt = known_sd**2 * known_sd**2 / (known_sd**2 + test_sd**2)
    left = float(np.sqrt(max(total**2 - learnt, (_SMALL * total) ** 2)))
    nodes, weights = factor_nodes()
    after = [_with(stage, entry, stage.means[entry] + np.sqrt(learnt) * node, left) for node in nodes]
    chances = np.array([column[entry] for column in _through(after)])
    ends = [_with(stage, entry, stage.means[entry] + np.sqrt(learnt) * end, left) for end in _NINE_OF_TEN]
    low, high, now = (float(column[entry]) for column in _through([*ends, stage]))
    return AfterTest(now, chances, weights, low, high, float(weights @ np.abs(chances - now)))


def _through(stages: Sequence[Stage]) -> list[Floats]:
    return among_the_first(stages, [stage.through for stage in stages])


def _slopes(stage: Stage, entry: int, moved: Sequence[int]) -> list[float]:
    """Return how the chance of an entry changes with a point more of each mean, by differences."""
    steps = [float(_STEP * stage.sds[at]) for at in moved]
    ways = [
        _with(stage, at, stage.means[at] + side * step, stage.sds[at])
        for at, step in zip(moved, steps, strict=True)
        for side in (-1, 1)
    ]
    chances = [float(one[entry]) for one in _through(ways)]
    return [
        (after - before) / (2 * step) for before, after, step in zip(chances[::2], chances[1::2], steps, strict=True)
    ]


def _with(stage: Stage, entry: int, mean: float, sd: float) -> Stage:
    means, sds = stage.means.copy(), stage.sds.copy()
    means[entry], sds[entry] = mean, sd
    return replace(stage, means=means, sds=sds)


def _without(stage: Stage, entry: int) -> Stage:
    means, sds = np.delete(stage.means, entry), np.delete(stage.sds, entry)
    loadings = None if stage.loadings is None else np.delete(stage.loadings, entry)
    return replace(stage, means=means, sds=sds, loadings=loadings)


def _cut_of(stage: Stage, entry: int) -> float:
    """Return the score that as many rivals as there are places are expected to beat, by halving."""
    rivals = _without(stage, entry)
    spread = np.hypot(rivals.sds, 0 if rivals.loadings is None else rivals.loadings)
    low, high = float((rivals.means - 10 * spread).min()), float((rivals.means + 10 * spread).max())
    for _ in range(60):
        middle = (low + high) / 2
        above = scipy.special.ndtr((rivals.means - middle) / spread).sum() > stage.through - 0.5
        low, high = (middle, high) if above else (low, middle)
    return (low + high) / 2
