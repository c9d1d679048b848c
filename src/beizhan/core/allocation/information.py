"""What a mock is worth before it is held: how much better the plan could be made once its result is known.

For a Gaussian state the result moves the mean and narrows the rest. Each possible result is followed by the best change
of plan; the mean gain is the value of the information, and it ranks which skill to mock next. It is never below zero:
whoever learns nothing that changes the plan gains nothing.

References
----------
Raiffa, H., & Schlaifer, R. (1961). Applied Statistical Decision Theory, chapter 5. Harvard University.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from beizhan.core.allocation import dynamic, programme
from beizhan.core.allocation.conditions import Conditions, Floats, first_levels_of
from beizhan.core.allocation.response import Beliefs, added_by, normal_chance


class ValueWay(StrEnum):
    """How the effort that a skill takes or leaves is valued: by solving for all others, or by the prices."""

    RESOLVED = "resolved"
    PRICED = "priced"


@dataclass(frozen=True, slots=True)
class MockValue:
    """What a mock of one skill is worth.

    Parameters
    ----------
    skill : str
        Which.
    gain : float
        Expected number through that the plan gains by it, on average over its possible results.
    error : float
        Standard error of the simulation.
    changes : float
        In what share of the results the plan would be changed.
    way : ValueWay
        How the others' loss was valued.
    """

    skill: str
    gain: float
    error: float
    changes: float
    way: ValueWay


def mock_values_of(
    conditions: Conditions, beliefs: Beliefs, mock_errors: Sequence[float], *, results: int, seed: int
) -> tuple[MockValue, ...]:
    """Rank the skills by the value of a mock, the best first.

    Parameters
    ----------
    conditions : Conditions
        Such as can be met, without faults.
    beliefs : Beliefs
        Reach and pace are taken as known here: a mock tells of the margin alone.
    mock_errors : sequence of float
        Standard error of each skill's mock as a measurement of its margin, in marks; above zero.
    results : int
        How many results of each mock are simulated.
    seed : int
        The same seed gives the same answer; all skills share the same draws.

    Raises
    ------
    ValueError
        If the conditions cannot be met.
    """
    now = chances_before(beliefs, conditions.efforts)
    left, way = _left_to_others(conditions, now)
    normal = np.random.default_rng(seed).standard_normal(results)
    found = []
    for row, (skill, mock_error) in enumerate(zip(conditions.skills, mock_errors, strict=True)):
        then = _chances_after(beliefs, row, mock_error, normal, conditions.efforts) + left[row]
        gains = then.max(axis=1) - then[:, int((now[row] + left[row]).argmax())]
        error = float(gains.std() / np.sqrt(results))
        found.append(MockValue(skill, float(gains.mean()), error, float((gains > 0).mean()), way))
    return tuple(sorted(found, key=lambda one: -one.gain))


def chances_before(beliefs: Beliefs, efforts: Sequence[int]) -> Floats:
    """Return the chances as believed now, shape (skills, levels): the doubt about the margin widens the noise."""
    added = added_by(efforts, beliefs.reach[:, np.newaxis], beliefs.pace[:, np.newaxis])
    width = np.hypot(beliefs.margin_error, beliefs.noise)
    return normal_chance((beliefs.margin[:, np.newaxis] + added) / width[:, np.newaxis])


def _chances_after(beliefs: Beliefs, row: int, mock_error: float, normal: Floats, efforts: Sequence[int]) -> Floats:
    """Return the chances of a skill after each simulated result of its mock, shape (results, levels)."""
    prior = float(beliefs.margin_error[row])
    total = np.hypot(prior, mock_error)
    means = beliefs.margin[row] + prior * prior / total * normal
    added = added_by(efforts, beliefs.reach[row], beliefs.pace[row])
    return normal_chance((means[:, np.newaxis] + added) / np.hypot(prior * mock_error / total, beliefs.noise[row]))


def _left_to_others(conditions: Conditions, chances: Floats) -> tuple[Floats, ValueWay]:
    """Return what all others reach when a skill takes a level, up to a constant, shape (skills, levels)."""
    if dynamic.fits(conditions) and not conditions.floors:
        left, way = dynamic.best_of_others(conditions, chances), ValueWay.RESOLVED
    else:
        left, way = _by_prices(conditions, chances), ValueWay.PRICED
    if not bool(np.isfinite(left).any(axis=1).all()):
        raise ValueError("the conditions cannot be met")
    return left, way


def _by_prices(conditions: Conditions, chances: Floats) -> Floats:
    ceiling = programme.relaxed(conditions, chances)
    if ceiling is None:
        return np.full(chances.shape, -np.inf)
    left = -programme.priced(conditions, ceiling)
    left[np.arange(left.shape[1]) < np.array(first_levels_of(conditions))[:, np.newaxis]] = -np.inf
    return left
