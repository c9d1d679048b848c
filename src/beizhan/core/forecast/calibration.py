"""Whether what was called likely happened: the calibration report of past chances.

References
----------
Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly Weather Review 78, 1-3.
Brown, L. D., Cai, T. T. and DasGupta, A. (2001). Interval estimation for a binomial proportion. Stat. Sci. 16, 101-133.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from beizhan.core.forecast.counting import Floats, counts_of
from beizhan.core.forecast.scoring import brier_losses, log_losses

EDGES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.0)
"""Where one bin of chances ends and the next begins."""

ENOUGH = 20
"""With fewer chances a report says nothing about calibration."""

_OUTSIDE = 0.025


@dataclass(frozen=True, slots=True)
class Bin:
    """Chances of about one size: how many, their mean, the share that happened, and its 95 % interval (Jeffreys)."""

    low: float
    high: float
    count: int
    predicted: float
    observed: float
    interval: tuple[float, float]

    @property
    def agrees(self) -> bool:
        """Whether the mean chance lies in the interval of what happened."""
        return self.interval[0] <= self.predicted <= self.interval[1]


@dataclass(frozen=True, slots=True)
class Total:
    """How many happened in all, beside the law that the chances gave to that number.

    ``interval`` holds 95 % of that law; ``tail`` is the chance of a number at least as far out, on either side.
    """

    observed: int
    expected: float
    interval: tuple[int, int]
    tail: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The report. ``base_log_loss`` is that of one chance for everybody, the share that happened: the least to beat."""

    count: int
    bins: tuple[Bin, ...]
    total: Total
    brier: float
    log_loss: float
    base_log_loss: float

    @property
    def enough(self) -> bool:
        """Whether there are enough chances to say anything."""
        return self.count >= ENOUGH


def calibration_of(chances: npt.ArrayLike, outcomes: npt.ArrayLike, *, edges: Sequence[float] = EDGES) -> Calibration:
    """Compare past chances with what happened.

    Parameters
    ----------
    chances, outcomes : array_like, shape (entries,)
        Chances, and 1 where it happened.
    edges : sequence of float
        Bins, from 0 to 1; a chance on an edge belongs to the bin above it.

    Notes
    -----
    The law of the total takes what happened to different entries to be independent. Within a field that is not so (one
    wins the place that another loses), which makes the interval too wide rather than too narrow.

    Raises
    ------
    ValueError
        If there are no chances, or one is none.
    """
    given, happened = np.asarray(chances, np.float64), np.asarray(outcomes, bool)
    if given.shape != happened.shape or given.ndim != 1 or not given.size or not ((given >= 0) & (given <= 1)).all():
        raise ValueError("chances must be a column of numbers from 0 to 1, with one outcome each")
    share = np.full(given.size, happened.mean())
    return Calibration(
        given.size,
        _bins_of(given, happened, edges),
        _total_of(given, int(happened.sum())),
        float(brier_losses(given, happened).mean()),
        float(log_losses(given, happened).mean()),
        float(log_losses(share, happened).mean()),
    )


def _bins_of(given: Floats, happened: npt.NDArray[np.bool_], edges: Sequence[float]) -> tuple[Bin, ...]:
    """Return the bins that are not empty."""
    place = np.minimum(np.searchsorted(edges, given, side="right") - 1, len(edges) - 2)
    bins = []
    for at in np.unique(place).tolist():
        own = place == at
        count, hits = int(own.sum()), int(happened[own].sum())
        bins.append(
            Bin(edges[at], edges[at + 1], count, float(given[own].mean()), hits / count, _interval_of(hits, count))
        )
    return tuple(bins)


def _interval_of(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of Jeffreys, which reaches the end where everything or nothing happened."""
    low, high = scipy.special.betaincinv(hits + 0.5, count - hits + 0.5, [_OUTSIDE, 1 - _OUTSIDE]).tolist()
    return (low if hits else 0.0, high if hits < count else 1.0)


def _total_of(given: Floats, observed: int) -> Total:
    law = counts_of(given)
    reached = law.cumsum()
    low, high = (int(np.searchsorted(reached, share)) for share in (_OUTSIDE, 1 - _OUTSIDE))
    below, above = float(reached[observed]), float(law[observed:].sum())
    return Total(observed, float(given.sum()), (low, high), min(1.0, 2 * min(below, above)))
