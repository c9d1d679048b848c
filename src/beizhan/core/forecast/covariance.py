"""How past results go together: by Member, by line, by year; and the inverse of it without a large matrix.

The covariance of a Member is one small block for each line and a low-rank part for the years, so that every inverse is
of a matrix as small as a line or as the number of years (Woodbury's identity).
"""

from dataclasses import dataclass

import numpy as np

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.layout import Layout, runs_of

PERIOD = 2.0
"""Years from one competition to the next: memories are correlations over so long."""

_STRAIGHT, _WARP_END = 1e-5, 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Hyper:
    """Hyperparameters, in standard units of a field.

    Parameters
    ----------
    member_sd, line_sd, noise_sd : float
        Standard deviation of Members; of a Member from skill to skill, lasting; and of one result.
    member_memory, line_memory : float
        Correlation with what it was one competition (two years) before.
    warp : float
        ``y = expm1(warp * z) / warp``: above zero, results are denser at the top of a field than at its foot.
    spreads : ndarray, shape (members,)
        Logarithm of how much more than others a Member varies.
    """

    member_sd: float
    line_sd: float
    noise_sd: float
    member_memory: float
    line_memory: float
    warp: float
    spreads: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Covariance:
    """The covariance of past results, in parts.

    Parameters
    ----------
    layout : Layout
    by_year : ndarray, shape (years, years)
        Of a Member with itself.
    lasting, whole, inverse : ndarray, shape (lines, longest, longest)
        Within a line: what lasts, all, and its inverse. Cells that fill up a line have variance one in the whole.
    inner, shrunk : ndarray, shape (members, years, years)
        ``Q = Z'B^-1 Z`` and ``S = (A^-1 + Q)^-1`` for the low-rank part.
    determinant : float
        Logarithm.
    """

    layout: Layout
    by_year: Floats
    lasting: Floats
    whole: Floats
    inverse: Floats
    inner: Floats
    shrunk: Floats
    determinant: float

    def weighed(self, columns: Floats) -> Floats:
        """Return the inverse times columns, shape (results, columns)."""
        layout = self.layout
        within = self.summed(self.within_lines(columns))
        pulled = (self.shrunk @ within)[layout.member, layout.year]
        return self.within_lines(columns - pulled)

    def within_lines(self, columns: Floats) -> Floats:
        """Return the inverse of the lines alone times columns."""
        cells = self.layout.cells
        padded = np.vstack([columns, np.zeros((1, columns.shape[1]))])
        spread = np.empty_like(padded)
        spread[cells] = self.inverse @ padded[cells]
        return spread[:-1]

    def summed(self, columns: Floats) -> Floats:
        """Return sums over the results of a Member in a year, shape (members, years, columns)."""
        layout = self.layout
        starts = runs_of(layout.member * layout.years.size + layout.year)
        sums = np.zeros((layout.members.size, layout.years.size, columns.shape[1]))
        sums[layout.member[starts], layout.year[starts]] = np.add.reduceat(columns, starts, axis=0)
        return sums


def covariance_of(layout: Layout, hyper: Hyper) -> Covariance:
    """Return the covariance that hyperparameters give to past results."""
    by_year = hyper.member_sd**2 * memory_of(layout.years[:, None] - layout.years, hyper.member_memory)
    lasting, whole = _within_lines(layout, hyper)
    inverse = np.linalg.inv(whole)
    inner = _inner(layout, inverse)
    lifted = np.eye(by_year.shape[0]) + inner @ by_year
    determinant = np.linalg.slogdet(whole)[1].sum() + np.linalg.slogdet(lifted)[1].sum()
    shrunk = by_year @ np.linalg.inv(lifted)
    return Covariance(layout, by_year, lasting, whole, inverse, inner, shrunk, float(determinant))


def memory_of(apart: Floats, memory: float) -> Floats:
    """Return the correlation of what lies so many years apart."""
    kept: Floats = memory ** (np.abs(apart) / PERIOD)
    return kept


def warped(standard: Floats, warp: float) -> Floats:
    """Return standard units on the Gaussian scale."""
    return standard + warp * standard**2 / 2 if abs(warp) < _STRAIGHT else np.expm1(warp * standard) / warp


def unwarped(latent: Floats, warp: float) -> Floats:
    """Return values of the Gaussian scale in standard units; what lies outside of the warp is at its end."""
    if abs(warp) < _STRAIGHT:
        return latent - warp * latent**2 / 2
    standard: Floats = np.log(np.maximum(1 + warp * latent, _WARP_END)) / warp
    return standard


def _within_lines(layout: Layout, hyper: Hyper) -> tuple[Floats, Floats]:
    real = layout.cells < layout.order.size
    years = layout.years[layout.line_year]
    widened = np.exp(2 * hyper.spreads[layout.line_member])[:, None, None]
    pairs = widened * (real[:, :, None] & real[:, None, :])
    lasting = pairs * hyper.line_sd**2 * memory_of(years[:, :, None] - years[:, None, :], hyper.line_memory)
    alone = np.where(real, widened[:, :, 0] * hyper.noise_sd**2, 1.0)
    return lasting, lasting + alone[:, :, None] * np.eye(real.shape[1])


def _inner(layout: Layout, inverse: Floats) -> Floats:
    """Add up the inverses of a Member's lines by the years of their cells."""
    shape = (layout.members.size, layout.years.size, layout.years.size)
    real = layout.cells < layout.order.size
    pairs = real[:, :, None] & real[:, None, :]
    at = (layout.line_member[:, None, None], layout.line_year[:, :, None], layout.line_year[:, None, :])
    places = np.ravel_multi_index(np.broadcast_arrays(*at), shape)
    sums = np.bincount(places[pairs], inverse[pairs], minlength=int(np.prod(shape)))
    return np.asarray(sums, np.float64).reshape(shape)
