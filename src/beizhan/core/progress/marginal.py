"""The likelihood of test results given only the hyperparameters, by one Cholesky factor, and the most likely ones.

Deviations have half-normal priors, in percent: weak, and wide enough for any real squad. The length of an
Ornstein-Uhlenbeck process has a log-normal one around 200 days.

References
----------
Rasmussen, C. E. and Williams, C. K. I. (2006). Gaussian Processes for Machine Learning, equations 2.30 and 5.9.
"""

from dataclasses import dataclass
from math import log, pi

import numpy as np
import scipy

from beizhan.core.progress.patterns import LEVEL_MEAN, PARTS, Floats, Law, by_length, known_of, patterns_of

PRIOR_SDS = np.array([15.0, 10.0, 10.0, 7.0, 8.0, 5.0, 5.0])
"""Scales of the half-normal priors, in the order of `PARTS`; of growth, in a hundred days."""

LENGTH, LENGTH_SPREAD = 200.0, 1.0
"""Middle and spread (of the logarithm) of the prior of the length, in days."""

_BOUNDS = [(-4.0, 4.5)] * len(PARTS) + [(log(5.0), log(5000.0))]


@dataclass(frozen=True, slots=True, eq=False)
class Mode:
    """The most likely hyperparameters and what they make of the results.

    Parameters
    ----------
    sds : ndarray, shape (7,)
        Standard deviations of `PARTS`, in percent; of growth, after a hundred days.
    length : float
        Days over which an Ornstein-Uhlenbeck process forgets; means nothing for a Wiener process.
    origin : float
        Day of the first result.
    factor : ndarray, shape (results, results)
        Lower Cholesky factor of the covariance of the results.
    pull : ndarray, shape (results,)
        Inverse covariance times the results less the prior level.
    evidence : float
        Logarithm of the marginal likelihood.
    found : bool
        Whether the search ended at a mode and not at its last step.
    """

    sds: Floats
    length: float
    origin: float
    factor: Floats
    pull: Floats
    evidence: float
    found: bool


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Test results: `COLUMNS`, percent, and the variance that each is known to have, shapes (n, 4), (n,) and (n,)."""

    rows: Floats
    percents: Floats
    variances: Floats
    law: Law

    @property
    def origin(self) -> float:
        """Day of the first result."""
        return float(self.rows[:, 3].min())


def mode_of(results: Results, *, max_iter: int) -> Mode:
    """Search for the most likely hyperparameters."""
    start = np.append(np.log(PRIOR_SDS / 2), log(LENGTH))
    search = scipy.optimize.minimize(
        _minus_log_posterior,
        start,
        (results,),
        jac=True,
        method="L-BFGS-B",
        bounds=_BOUNDS,
        options={"maxiter": max_iter},
    )
    sds, length = np.exp(search.x[:-1]), float(np.exp(search.x[-1]))
    _, covariance = _covariance(results, sds, length)
    factor = np.linalg.cholesky(covariance)
    pull = scipy.linalg.cho_solve((factor, True), results.percents - LEVEL_MEAN)
    return Mode(
        sds, length, results.origin, factor, pull, -_minus_log_likelihood(results, factor, pull), search.success
    )


def _covariance(results: Results, sds: Floats, length: float) -> tuple[Floats, Floats]:
    """Return the patterns and the covariance of results."""
    rows, origin = results.rows, results.origin
    patterns = patterns_of(rows, rows, law=results.law, origin=origin, length=length)
    covariance = known_of(rows, rows, origin=origin) + np.tensordot(sds[:-1] ** 2, patterns, 1)
    covariance[np.diag_indices_from(covariance)] += results.variances + sds[-1] ** 2
    return patterns, covariance


def _minus_log_likelihood(results: Results, factor: Floats, pull: Floats) -> float:
    fit = (results.percents - LEVEL_MEAN) @ pull
    return float(fit / 2 + np.log(np.diag(factor)).sum() + pull.size * log(2 * pi) / 2)


def _minus_log_posterior(at: Floats, results: Results) -> tuple[float, Floats]:
    sds, length = np.exp(at[:-1]), float(np.exp(at[-1]))
    patterns, covariance = _covariance(results, sds, length)
    factor = np.linalg.cholesky(covariance)
    inverse = scipy.linalg.cho_solve((factor, True), np.eye(factor.shape[0]))
    pull = inverse @ (results.percents - LEVEL_MEAN)
    slack = (inverse - np.outer(pull, pull)) / 2
    by_part = np.append(np.tensordot(patterns, slack, 2), np.trace(slack)) * 2 * sds**2
    by_log_length = 0.0
    if results.law is Law.ORNSTEIN_UHLENBECK:
        moved = by_length(results.rows, patterns, length=length)
        by_log_length = float(sds[2:4] ** 2 @ np.tensordot(moved, slack, 2))
    scaled, late = sds / PRIOR_SDS, (at[-1] - log(LENGTH)) / LENGTH_SPREAD
    prior = (scaled @ scaled + late**2) / 2 - at[:-1].sum()
    gradient = np.append(by_part + scaled**2 - 1, by_log_length + late / LENGTH_SPREAD)
    return _minus_log_likelihood(results, factor, pull) + prior, gradient
