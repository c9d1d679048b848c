"""Key skills: where a unit of effort lets the most be expected to go through, and who is near the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from beizhan.core.allocation.conditions import Floats

NEAR = (0.2, 0.8)
"""Between these chances a skill is near the line."""

LOW, HIGH = 0.1, 0.9
"""The quantiles of the range over scenarios."""


class Zone(StrEnum):
    """Where a skill stands against the line without further effort."""

    SAFE = "safe"
    BUBBLE = "bubble"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Focus:
    """One skill as a candidate for a breakthrough.

    Parameters
    ----------
    skill : str
        Which.
    zone : Zone
        By its mean chance at the level where it stands.
    chance : float
        That chance.
    rate : float
        Expected number through that each unit of further effort adds, at the best stop; the skills are ranked by it.
    effort : int
        Further effort up to that stop; 0 where none adds anything.
    chance_then : float
        Chance there.
    low, high : float
        Tenth and ninetieth percentile of the rate over scenarios, each with its own best stop.
    among_first : float
        In what share of the scenarios it is among the first so many.
    """

    skill: str
    zone: Zone
    chance: float
    rate: float
    effort: int
    chance_then: float
    low: float
    high: float
    among_first: float


def focus_of(
    skills: Sequence[str], efforts: Sequence[int], chances: Floats, *, levels: Sequence[int] = (), first: int = 5
) -> tuple[Focus, ...]:
    """Rank skills by what the next effort does, the best first, equals in the order given.

    Because a response may be slow at first, the rate is not that of the next day but of the way to the best stop.

    Parameters
    ----------
    skills : sequence of str
        Their names.
    efforts : sequence of int
        Effort of each level, ascending.
    chances : ndarray of float, shape (scenarios, skills, levels)
        Chance of each skill at each level in each scenario.
    levels : sequence of int
        Where each skill stands; the lowest level if empty.
    first : int
        How many key skills are looked for.
    """
    stands = np.asarray(levels or [0] * len(skills))
    rates = _rates(chances, np.asarray(efforts, np.float64), stands)
    means = chances.mean(axis=0)
    mean_rates = _rates(means[np.newaxis], np.asarray(efforts, np.float64), stands)[0]
    best = rates.max(axis=2)
    among = (np.argsort(np.argsort(-best, axis=1, kind="stable"), axis=1) < first).mean(axis=0)
    low, high = np.quantile(best, (LOW, HIGH), axis=0)
    rows = np.argsort(-mean_rates.max(axis=1), kind="stable").tolist()
    return tuple(
        Focus(
            skills[row],
            _zone(means[row, stands[row]]),
            float(means[row, stands[row]]),
            float(mean_rates[row].max()),
            efforts[stop] - efforts[stands[row]],
            float(means[row, stop]),
            float(low[row]),
            float(high[row]),
            float(among[row]),
        )
        for row in rows
        for stop in [int(mean_rates[row].argmax())]
    )


def _rates(chances: Floats, efforts: Floats, stands: Floats) -> Floats:
    """Return gain over effort of every level above where a skill stands, 0 there, and minus infinity below."""
    rows = np.arange(stands.size)
    gains = chances - chances[:, rows, stands][..., np.newaxis]
    further = efforts - efforts[stands][:, np.newaxis]
    rates: Floats = np.where(further > 0, gains / np.where(further > 0, further, 1), np.where(further == 0, 0, -np.inf))
    return rates


def _zone(chance: float) -> Zone:
    low, high = NEAR
    if chance < low:
        return Zone.FAR
    return Zone.SAFE if chance > high else Zone.BUBBLE
