"""The hyperparameters that past results make most likely, under weak priors.

Deviations have a half-normal prior of one standard unit; memories Beta(9, 1) for Members, whose schools and workshops
last, and Beta(4, 1) for a Member in one skill, where people change; the warp a normal one of 0.5. With a single past
competition the memories, and how what is left divides between skill and chance, rest on these priors alone.

The spreads of the Members are normal with a deviation of their own, which is found by Laplace's method; it and they are
searched for together, the spreads in units of it.

References
----------
Rasmussen, C. E. and Williams, C. K. I. (2006). Gaussian Processes for Machine Learning, section 5.2.
Tierney, L. and Kadane, J. B. (1986). Accurate approximations for posterior moments. JASA 81, 82-86.
"""

from dataclasses import dataclass

import numpy as np
import scipy

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.covariance import Hyper
from beizhan.core.forecast.layout import Layout
from beizhan.core.forecast.likelihood import Solved, solved

MEMBER_MEMORY, LINE_MEMORY = (9.0, 1.0), (4.0, 1.0)
"""Beta priors of the correlations over one competition."""

WARP_SD, SPREAD_SD = 0.5, 0.3
"""Scales of the priors of the warp (normal) and of the deviation of the spreads (half-normal)."""

_START = (-0.5, -0.7, -0.5, 2.2, 1.4, 0.1, -2.0)
_LEAST = (-6.0, -6.0, -6.0, -5.0, -5.0, -1.0, -5.0)
_MOST = (2.0, 2.0, 2.0, 7.0, 7.0, 1.5, 0.5)
_HYPER = len(_START)
_ENOUGH = 1e-8  # of the value: less than a thousandth of a unit of the logarithm
_ROUNDS = 2  # the curvature by the spreads is taken at the start and once more at the first mode


@dataclass(frozen=True, slots=True, eq=False)
class Mode:
    """The mode of the posterior of the hyperparameters.

    Parameters
    ----------
    hyper : Hyper
    spread_sd : float
        Deviation of the spreads.
    solved : Solved
        What these hyperparameters make of the past.
    found : bool
        Whether the search ended at a mode and not at its last step.
    """

    hyper: Hyper
    spread_sd: float
    solved: Solved
    found: bool


def mode_of(layout: Layout, standard: Floats, *, max_iter: int) -> Mode:
    """Search for the hyperparameters.

    Parameters
    ----------
    layout : Layout
    standard : ndarray, shape (results,)
        Results in standard units of their field, sorted as the layout is.
    max_iter : int
        Most steps of the search.
    """
    at = np.concatenate([_START, np.zeros(layout.members.size)])
    bounds = [*zip(_LEAST, _MOST, strict=True), *[(-4.0, 4.0)] * layout.members.size]
    for _ in range(_ROUNDS):
        bend = solved(layout, standard, _hyper_at(at)).spread_weight
        search = scipy.optimize.minimize(
            _minus_log_posterior,
            at,
            (layout, standard, bend),
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
            options={"maxiter": max_iter, "ftol": _ENOUGH},
        )
        at = search.x
    hyper = _hyper_at(at)
    return Mode(hyper, float(np.exp(at[_HYPER - 1])), solved(layout, standard, hyper), bool(search.success))


def _hyper_at(at: Floats) -> Hyper:
    member, line, noise = np.exp(at[:3]).tolist()
    member_memory, line_memory = scipy.special.expit(at[3:5]).tolist()
    spreads = np.exp(at[_HYPER - 1]) * at[_HYPER:]
    return Hyper(member, line, noise, member_memory, line_memory, float(at[5]), spreads)


def _minus_log_posterior(at: Floats, layout: Layout, standard: Floats, bend: Floats) -> tuple[float, Floats]:
    hyper = _hyper_at(at)
    here = solved(layout, standard, hyper)
    variance = np.exp(2 * at[_HYPER - 1])
    units = at[_HYPER:]
    prior, by_prior = _priors(at[:_HYPER])
    value = here.value + prior + (units @ units + np.log1p(bend * variance).sum()) / 2
    by_spread_sd = hyper.spreads @ here.by_spread + (bend * variance / (1 + bend * variance)).sum()
    by_units = np.exp(at[_HYPER - 1]) * here.by_spread + units
    return value, np.concatenate([np.append(here.gradient, by_spread_sd) + by_prior, by_units])


def _priors(at: Floats) -> tuple[float, Floats]:
    """Return minus the logarithm of the priors, in the coordinates of the search, and its gradient."""
    scaled = np.exp(at[[0, 1, 2, 6]]) / np.array([1, 1, 1, SPREAD_SD])
    kept, lost = np.array([MEMBER_MEMORY, LINE_MEMORY]).T
    memories = scipy.special.expit(at[3:5])
    value = (scaled @ scaled) / 2 - at[[0, 1, 2, 6]].sum() + (at[5] / WARP_SD) ** 2 / 2
    value -= kept @ np.log(memories) + lost @ np.log1p(-memories)
    gradient = np.empty(_HYPER)
    gradient[[0, 1, 2, 6]] = scaled**2 - 1
    gradient[3:5] = lost * memories - kept * (1 - memories)
    gradient[5] = at[5] / WARP_SD**2
    return float(value), gradient
