"""How good chances were, once it is known what happened.

References
----------
Gneiting, T. and Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. JASA 102, 359-378.
Künsch, H. R. (1989). The jackknife and the bootstrap for general stationary observations. Ann. Statist. 17, 1217-1241.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beizhan.core.forecast.counting import Floats

_LEAST = 1e-6  # a chance of zero or one that fails would cost infinitely much: no forecast is believed beyond this


@dataclass(frozen=True, slots=True)
class Difference:
    """How much smaller the mean loss of one forecast is than that of another, with its 95 % interval over blocks."""

    mean: float
    low: float
    high: float


def log_losses(chances: npt.ArrayLike, outcomes: npt.ArrayLike) -> Floats:
    """Return minus the logarithm of the chance that was given to what happened, entry by entry.

    Parameters
    ----------
    chances, outcomes : array_like, shape (entries, ...)
        Chances, and 1 where it happened.
    """
    believed = np.clip(np.asarray(chances, np.float64), _LEAST, 1 - _LEAST)
    losses: Floats = -np.log(np.where(np.asarray(outcomes, bool), believed, 1 - believed))
    return losses


def brier_losses(chances: npt.ArrayLike, outcomes: npt.ArrayLike) -> Floats:
    """Return the squared distance of each chance from what happened."""
    return (np.asarray(chances, np.float64) - np.asarray(outcomes, np.float64)) ** 2


def rank_losses(ranks: Floats, places: Sequence[int]) -> Floats:
    """Return the continuous ranked probability score of each entry of a field, in places.

    Parameters
    ----------
    ranks : ndarray, shape (entries, entries)
        `stages.rank_chances`.
    places : sequence of int
        How many did better than each entry.
    """
    reached = np.asarray(places)[:, None] <= np.arange(ranks.shape[1])
    losses: Floats = ((ranks.cumsum(axis=1) - reached) ** 2).sum(axis=1)
    return losses


def difference_of(
    losses: npt.ArrayLike, others: npt.ArrayLike, blocks: Sequence[object], *, seed: int, rounds: int = 2000
) -> Difference:
    """Return by how much the first losses are smaller than the others, drawing whole blocks anew.

    Parameters
    ----------
    losses, others : array_like, shape (entries,)
        Of two forecasts of the same entries.
    blocks : sequence, length (entries,)
        What each entry belongs to: the entries of one field depend on one another.
    seed, rounds : int
        For the bootstrap.
    """
    gains = np.asarray(others, np.float64) - np.asarray(losses, np.float64)
    codes: dict[object, int] = {}
    block = np.array([codes.setdefault(one, len(codes)) for one in blocks])
    sums, sizes = np.bincount(block, gains), np.bincount(block)
    drawn = np.random.default_rng(seed).integers(0, sums.size, (rounds, sums.size))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975)).tolist()
    return Difference(float(gains.mean()), low, high)
