"""What is expected of a score on each cell, at abilities that all persons share."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Floats

LEAST_VARIANCE = 1e-9
"""Of a score that is all but certain; below, the difference of two moments is no longer exact enough to divide by."""


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What is expected of a score on each cell at each node; all of shape (cells, nodes), scores from the middle.

    Parameters
    ----------
    mean, variance, third, fourth : float array
        The last two are central moments.
    """

    mean: Floats
    variance: Floats
    third: Floats
    fourth: Floats

    def apart(self) -> tuple[Floats, ...]:
        """Return what a rating adds, apart from its score, to spread, squared, standardized, excess and ratio."""
        square, variance = self.mean**2, self.variance
        excess = np.maximum(self.fourth - variance**2, 0.0)
        return variance, square, square / variance, excess, excess / variance**2


def moments_at(weights: Floats, powers: Floats, centred: Floats) -> Moments:
    """Return the moments of each cell at each node."""
    heights = centred ** np.arange(5)[:, np.newaxis, np.newaxis]
    total, *raw = (weights * heights) @ powers.T
    one, two, three, four = (moment / total for moment in raw)
    square = one * one
    variance = np.maximum(two - square, LEAST_VARIANCE)
    third = three - one * (3 * two - 2 * square)
    return Moments(one, variance, third, four - one * (4 * three - 6 * one * two + 3 * one * square))
