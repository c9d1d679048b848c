"""Infit and outfit (Wright & Masters 1982) and their deviates (Wilson & Hilferty 1931)."""

import numpy as np

from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.estimation.residuals import LEAST_VARIANCE, Residuals
from beizhan.core.judging.results import MeanSquares

_WIDEST = float(np.sqrt(2))
"""A mean square cannot be more uncertain than that of a single normal deviate."""


def mean_squares(residuals: Residuals, group: Codes, groups: int) -> MeanSquares:
    """Return the mean squares of groups of ratings; nan for a group without any.

    Parameters
    ----------
    residuals : Residuals
    group : int array, shape (ratings,)
    groups : int

    Notes
    -----
    Infit is the sum of squared distances over the sum of variances, outfit the mean of their ratios. With ``q`` the
    standard deviation of a mean square ``m`` under the model, the deviate is ``(m^(1/3) - 1) 3 / q + q / 3``.
    """
    variance = np.maximum(residuals.variance, LEAST_VARIANCE)
    with np.errstate(invalid="ignore", divide="ignore"):
        count = np.bincount(group, minlength=groups).astype(np.float64)
        spread = np.bincount(group, variance, groups)
        infit = np.bincount(group, residuals.squared, groups) / spread
        outfit = np.bincount(group, residuals.standardized, groups) / count
        excess = np.bincount(group, np.maximum(residuals.fourth - variance**2, 0.0), groups)
        ratio = np.bincount(group, np.maximum(residuals.fourth / variance**2 - 1, 0.0), groups)
        return MeanSquares(
            infit, outfit, _deviates(infit, np.sqrt(excess) / spread), _deviates(outfit, np.sqrt(ratio) / count)
        )


def _deviates(mean_square: Floats, uncertainty: Floats) -> Floats:
    width = np.clip(uncertainty, 1e-9, _WIDEST)
    return np.asarray((np.cbrt(mean_square) - 1) * 3 / width + width / 3)
