"""How many of ours get through, and why that number is less certain than it looks.

The expected number is the sum of the chances whatever goes together. Its spread is not: what all of ours share (the
same camp, the same style of paper) moves many chances at once. Given the value of that factor the stages are
independent, and the number follows a Poisson-binomial law; the laws are averaged over the factor. Where several of ours
meet in one stage, where one's success is another's failure, everything is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from beizhan.core.forecast.counting import Floats, counts_of
from beizhan.core.forecast.stages import Stage, among_the_first, factor_nodes


@dataclass(frozen=True, slots=True)
class Ours:
    """A stage and who of its entries is ours, by position."""

    stage: Stage
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NumberThrough:
    """How many of ours get through.

    Parameters
    ----------
    chances : ndarray, shape (ours + 1,)
        Chance of 0, 1, ... through.
    expected, sd : float
        Mean and standard deviation of that law.
    drawn : int
        How many draws it rests on; 0 where it is computed.
    """

    chances: Floats
    expected: float
    sd: float
    drawn: int


def number_through(squad: Sequence[Ours], *, shared_sd: float, seed: int, draws: int = 20_000) -> NumberThrough:
    """Return how many of ours get through all their stages together.

    Parameters
    ----------
    squad : sequence of Ours
        One for each stage in which somebody is ours; loadings of the stages are replaced.
    shared_sd : float
        Standard deviation, in points, of what all of ours have in common; 0 makes the stages independent. It is a part
        of the deviations in the stages and does not widen them.
    seed, draws : int
        For the case that somewhere several of ours meet; otherwise nothing is drawn.

    Raises
    ------
    ValueError
        If what is shared exceeds the deviation of one of ours.
    """
    stages = [_with_factor(one, shared_sd) for one in squad]
    if any(len(one.entries) > 1 for one in squad):
        return _summary(_drawn_law(squad, stages, seed, draws), draws)
    nodes, weights = factor_nodes() if shared_sd else (np.zeros(1), np.ones(1))
    chances = np.array([_chances_given(squad, stages, node) for node in nodes]).T
    return _summary(counts_of(chances) @ weights, 0)


def _with_factor(one: Ours, shared_sd: float) -> Stage:
    loadings = np.zeros(one.stage.means.size)
    loadings[list(one.entries)] = shared_sd
    own = one.stage.sds**2 - loadings**2
    if (own <= 0).any():
        raise ValueError("what is shared exceeds a deviation of ours")
    return replace(one.stage, sds=np.sqrt(own), loadings=loadings)


def _chances_given(squad: Sequence[Ours], stages: Sequence[Stage], factor: float) -> list[float]:
    """Return the chance of each of ours to be through when the factor has this value."""
    given = [
        replace(stage, means=stage.means + factor * stage.loadings, loadings=None)
        for stage in stages
        if stage.loadings is not None
    ]
    through = among_the_first(given, [stage.through for stage in given])
    return [float(chances[entry]) for one, chances in zip(squad, through, strict=True) for entry in one.entries]


def _drawn_law(squad: Sequence[Ours], stages: Sequence[Stage], seed: int, draws: int) -> Floats:
    dice = np.random.default_rng(seed)
    factor = dice.standard_normal((draws, 1))
    number = np.zeros(draws, np.int64)
    for one, stage in zip(squad, stages, strict=True):
        luck = stage.sds * dice.standard_normal((draws, stage.means.size))
        scores = stage.means + luck + factor * (0 if stage.loadings is None else stage.loadings)
        number += _passes(stage, scores)[:, list(one.entries)].sum(axis=1)
    ours = sum(len(one.entries) for one in squad)
    return np.bincount(number, minlength=ours + 1) / draws


def _passes(stage: Stage, scores: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Tell which scores pass, shape (draws, entries)."""
    last = min(stage.through, scores.shape[1])
    cut = np.partition(scores, -last, axis=1)[:, [-last]]
    passed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = scores >= cut - stage.gap
    return passed if stage.minimum is None else passed & (scores >= stage.minimum)


def _summary(chances: Floats, drawn: int) -> NumberThrough:
    numbers = np.arange(chances.size)
    expected = float(numbers @ chances)
    return NumberThrough(chances, expected, float(np.sqrt((numbers - expected) ** 2 @ chances)), drawn)
