"""Judges who watch the same performance do not err independently; standard errors that think so are too small.

The model takes all ratings of a person as independent given the ability. Judges of one performance share what happened
in it, so their residuals are correlated. With ``m`` judges and a correlation ``r`` a sum of their ratings has
``1 + (m - 1) r`` times the variance.
"""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.reports.contexts import contexts_of
from beizhan.core.judging.results import Fit


@dataclass(frozen=True, slots=True)
class Dependence:
    """How much the ratings of one performance depend on each other.

    Parameters
    ----------
    pairs : int
        Pairs of ratings of one performance.
    judges : float
        Judges of a performance, as a rating meets them on average.
    correlation : float or None
        Of the standardised residuals of two judges of one performance; None without a pair.
    inflation : float
        Factor for the standard errors of persons and items, at least 1. Differences between judges who watched the same
        performances do not need it: what they share falls out.
    """

    pairs: int
    judges: float
    correlation: float | None
    inflation: float


def dependence_of(fit: Fit, judges: str = "rater") -> Dependence:
    """Estimate the dependence of judges from the residuals of a fit.

    Residuals of one person are a little negatively correlated because the ability was estimated from them: by
    ``-sqrt(V V') s^2`` with the variances of both ratings and the posterior variance of the person. This is put back.

    Parameters
    ----------
    fit : Fit
    judges : str
        Name of their facet.
    """
    design, residuals = fit.arrangement.design, fit.solution.residuals
    context, contexts = contexts_of(fit, judges)
    deviation = np.sqrt(np.maximum(residuals.variance, np.finfo(float).tiny))
    standard = (design.step - residuals.expected) / deviation
    met = np.bincount(context, minlength=contexts)
    pairs = float((met * (met - 1.0)).sum())
    if pairs == 0:
        return Dependence(0, 1.0, None, 1.0)
    width = fit.solution.errors[design.person]
    product = _pairs_of(context, standard, contexts) + _pairs_of(context, deviation * width, contexts)
    scale = float(np.mean(standard**2 + (deviation * width) ** 2))
    correlation = float(np.clip(product / pairs / scale, -1.0, 1.0))
    panel = float((met**2).sum() / met.sum())
    return Dependence(round(pairs / 2), panel, correlation, float(np.sqrt(max(1 + (panel - 1) * correlation, 1.0))))


def _pairs_of(context: np.ndarray, values: np.ndarray, contexts: int) -> float:
    """Return the sum of the products of all ordered pairs within contexts."""
    return float((np.bincount(context, values, contexts) ** 2).sum() - (values**2).sum())
