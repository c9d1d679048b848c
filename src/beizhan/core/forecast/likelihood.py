"""The likelihood of past results given only the hyperparameters: everything Gaussian is integrated out, exactly.

For a result of line l (Member m in a skill) in field f of year t, on a scale warped to be Gaussian,

    y = level_f + s * size_m + r * returning_l + a_m(t) + exp(tau_m) (b_l(t) + e),

with a and b forgetting exponentially over the years.

References
----------
Rasmussen, C. E. and Williams, C. K. I. (2006). Gaussian Processes for Machine Learning, equations 2.42 and 5.9.
Harville, D. A. (1977). Maximum likelihood approaches to variance component estimation. JASA 72, 320-338.
"""

from dataclasses import dataclass
from math import log, pi

import numpy as np
import numpy.typing as npt

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.covariance import PERIOD, Covariance, Hyper, covariance_of, warped
from beizhan.core.forecast.layout import Layout, runs_of

_TRAITS = 2  # size and returning

Flags = npt.NDArray[np.bool_]

LEVEL_PRECISION, SLOPE_PRECISION = 1e-6, 1.0
"""Of the weak priors of a field's level, and of what size and returning give, in squared standard units."""


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What one set of hyperparameters makes of past results.

    Parameters
    ----------
    value : float
        Minus the logarithm of the marginal likelihood.
    gradient : ndarray, shape (6,)
        By the logarithms of the three deviations, the logits of the two memories, and the warp.
    by_spread, spread_weight : ndarray, shape (members,)
        By the spread of each Member, and what is expected of the second derivative.
    pull : ndarray, shape (results,)
        Inverse covariance times what is left when levels and slopes are taken out.
    levels : ndarray, shape (fields,)
    by_size, by_returning : float
        What one unit of the logarithm of the number of a Member's entries gives; and having been in the skill before.
    """

    value: float
    gradient: Floats
    by_spread: Floats
    spread_weight: Floats
    pull: Floats
    levels: Floats
    by_size: float
    by_returning: float


def solved(layout: Layout, standard: Floats, hyper: Hyper) -> Solved:
    """Return the likelihood of past results, its gradient, and what is needed to predict.

    Parameters
    ----------
    layout : Layout
    standard : ndarray, shape (results,)
        Results in standard units of their field, sorted as the layout is.
    hyper : Hyper
    """
    y = warped(standard, hyper.warp)
    covariance = covariance_of(layout, hyper)
    known = _known(layout)
    prior = np.full(known.shape[1], LEVEL_PRECISION)
    prior[-_TRAITS:] = SLOPE_PRECISION
    weighed = covariance.weighed(np.column_stack([known, y]))
    cross = _summed_by_known(layout, weighed)
    precision = cross[:, :-1] + np.diag(prior)
    estimate = np.linalg.solve(precision, cross[:, -1])
    pull = weighed[:, -1] - weighed[:, :-1] @ estimate
    fit = y @ weighed[:, -1] - cross[:, -1] @ estimate
    determinant = covariance.determinant + np.linalg.slogdet(precision)[1] - np.log(prior).sum()
    value = (determinant + fit + y.size * log(2 * pi)) / 2 - hyper.warp * standard.sum()
    left = _left_of(covariance, weighed[:, :-1], np.linalg.inv(precision), pull)
    of_member, of_lines = left.by_member(hyper), left.by_line(hyper)
    bent = pull @ _by_warp(standard, hyper.warp) - standard.sum()
    line, noise, memory = of_lines.sum(axis=0)
    gradient = np.array([of_member[0], line, noise, of_member[1], memory, bent])
    by_spread = _by_line_member(layout, of_lines[:, :2].sum(axis=1))
    by_size, by_returning = estimate[-_TRAITS:].tolist()
    weight = left.spread_weight()
    return Solved(value, gradient, by_spread, weight, pull, estimate[:-_TRAITS], by_size, by_returning)


@dataclass(frozen=True, slots=True, eq=False)
class _Left:
    """What the gradient is made of: ``P = V^-1 - K C K'`` and ``r = P y``, met only where a covariance is not zero.

    Every derivative is half of ``tr(P dV) - r' dV r``.
    """

    covariance: Covariance
    weighed: Floats
    error: Floats
    pull: Floats
    lines: Floats
    real: Flags

    def by_member(self, hyper: Hyper) -> tuple[float, float]:
        """Return the derivatives by the logarithm of the Members' deviation and by the logit of their memory."""
        one = self.covariance
        weighed = one.summed(self.weighed)
        pull = one.summed(self.pull[:, None])
        years = (one.inner - one.inner @ one.shrunk @ one.inner).sum(axis=0)
        years -= np.einsum("mtf,muf->tu", weighed @ self.error, weighed, optimize=True)
        years -= np.einsum("mt,mu->tu", pull[:, :, 0], pull[:, :, 0])
        along = years / 2 * one.by_year
        apart = np.abs(one.layout.years[:, None] - one.layout.years) / PERIOD
        return 2 * float(along.sum()), float((along * apart).sum()) * (1 - hyper.member_memory)

    def by_line(self, hyper: Hyper) -> Floats:
        """Return for each line the derivatives by the logarithms of both deviations and by the logit of the memory."""
        one = self.covariance
        pull = np.append(self.pull, 0)[one.layout.cells]
        half = (self.lines - pull[:, :, None] * pull[:, None, :]) / 2
        years = one.layout.years[one.layout.line_year]
        apart = np.abs(years[:, :, None] - years[:, None, :]) / PERIOD
        lasting = half * one.lasting
        alone = half * (one.whole - one.lasting) * self.real[:, :, None]
        memory = (lasting * apart).sum(axis=(1, 2)) * (1 - hyper.line_memory)
        return np.column_stack([2 * lasting.sum(axis=(1, 2)), 2 * alone.sum(axis=(1, 2)), memory])

    def spread_weight(self) -> Floats:
        """Return the expected second derivatives by the spread of each Member, taking lines one by one."""
        one = self.covariance
        share = self.lines @ (one.whole * self.real[:, :, None])
        return _by_line_member(one.layout, 2 * np.einsum("lij,lji->l", share, share))


def _left_of(covariance: Covariance, weighed: Floats, error: Floats, pull: Floats) -> _Left:
    """Work out P within each line, zero where cells fill it up."""
    layout = covariance.layout
    real = layout.cells < pull.size
    at = (layout.line_member[:, None, None], layout.line_year[:, :, None], layout.line_year[:, None, :])
    cells = np.minimum(layout.cells, pull.size - 1)
    known = (weighed @ error)[cells] @ weighed[cells].transpose(0, 2, 1)
    lines = covariance.inverse - covariance.inverse @ covariance.shrunk[at] @ covariance.inverse - known
    return _Left(covariance, weighed, error, pull, lines * (real[:, :, None] & real[:, None, :]), real)


def _by_line_member(layout: Layout, of_lines: Floats) -> Floats:
    """Add up over the lines of each Member."""
    return np.asarray(np.bincount(layout.line_member, of_lines, layout.members.size), np.float64)


def _known(layout: Layout) -> Floats:
    """Return the columns of the levels of the fields, of the size of the Member, and of returning."""
    columns = np.zeros((layout.field.size, int(layout.field.max()) + 1 + _TRAITS))
    columns[np.arange(layout.field.size), layout.field] = 1
    columns[:, -_TRAITS:] = _traits(layout)
    return columns


def _traits(layout: Layout) -> Floats:
    return np.column_stack([layout.sizes[layout.member], layout.returning])


def _summed_by_known(layout: Layout, columns: Floats) -> Floats:
    """Return the columns of `_known`, transposed, times other columns."""
    together = np.argsort(layout.field, kind="stable")
    sums = np.add.reduceat(columns[together], runs_of(layout.field[together]), axis=0)
    return np.vstack([sums, _traits(layout).T @ columns])


def _by_warp(standard: Floats, warp: float) -> Floats:
    """Return the derivative of the warped results by the warp, from its series where that is exact enough."""
    if abs(warp) < 1e-3:
        return standard**2 / 2 + warp * standard**3 / 3
    slope: Floats = (standard * np.exp(warp * standard) - warped(standard, warp)) / warp
    return slope
