"""Infit and outfit (Wright & Masters 1982) and their deviates (Wilson & Hilferty 1931)."""

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.distances import Distances
from beizhan.core.judging.results import MeanSquares

_WIDEST = float(np.sqrt(2))
"""A mean square cannot be more uncertain than that of a single normal deviate."""


def mean_squares(distances: Distances) -> MeanSquares:
    """Return the mean squares of groups of ratings; nan for a group without any.

    Notes
    -----
    Infit is the sum of squared distances over the sum of variances, outfit the mean of their ratios. With ``q`` the
    standard deviation of a mean square ``m`` under the model, the deviate is ``(m^(1/3) - 1) 3 / q + q / 3``.
    """
    count, spread = distances.count, distances.spread
    with np.errstate(invalid="ignore", divide="ignore"):
        infit, outfit = distances.squared / spread, distances.standardized / count
        in_width, out_width = np.sqrt(distances.excess) / spread, np.sqrt(distances.ratio) / count
        return MeanSquares(infit, outfit, _deviates(infit, in_width), _deviates(outfit, out_width))


def _deviates(mean_square: Floats, uncertainty: Floats) -> Floats:
    width = np.clip(uncertainty, 1e-9, _WIDEST)
    return np.asarray((np.cbrt(mean_square) - 1) * 3 / width + width / 3)
