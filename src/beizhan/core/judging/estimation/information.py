"""The information of a sample about the parameters, by the identity of Louis (1982).

Complete information, as if abilities were known, less what is lost because they are not: the posterior variance of the
score. The first is reckoned on the grid, cell by cell; for the second a few points stand for each posterior.
"""

from collections.abc import Sequence

import numpy as np

from beizhan.core.judging.arranging.tiles import Piece
from beizhan.core.judging.arranging.tiling import repeated, some
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.likelihood import masses_of
from beizhan.core.judging.estimation.parameters import Layout, powers_of, raised, sigma_of
from beizhan.core.judging.estimation.points import Points
from beizhan.core.judging.estimation.products import LEAST, one_by_one, pairs_of, squares_of
from beizhan.core.judging.estimation.quadrature import Grid
from beizhan.core.judging.estimation.sums import Sums

_ENTRIES = 2_000_000
"""Scores of units at several points are reckoned at once up to so many numbers."""


def information(  # noqa: PLR0913 - a posterior on a grid, the points that stand for it, and for whom
    layout: Layout, vector: Floats, grid: Grid, posterior: Floats, *, points: Points, sizes: Floats
) -> Floats:
    """Return the observed information of the marginal likelihood; shape (parameters, parameters).

    Parameters
    ----------
    layout : Layout
    vector : float array, shape (parameters,)
    grid : Grid
    posterior : float array, shape (all windows,)
        Of each unit there.
    points : Points
        Of the units.
    sizes : float array, shape (units,)
        For how many persons each unit stands; for a guess, some may stand for others.
    """
    masses = masses_of(layout, grid, posterior, sizes)
    full = _complete(layout, vector, grid, masses)
    spread = float(masses.sum(axis=0) @ grid.met**2) / sigma_of(layout, vector) ** 2
    full[layout.sigma, layout.sigma] = 2 * spread
    return full - _lost(layout, vector, points, sizes)


def _complete(layout: Layout, vector: Floats, grid: Grid, masses: Floats) -> Floats:
    """Return the complete information but that about sigma.

    For each cell it is the sum of the covariances of the categories over the posteriors of those who were rated on it:
    their expected uses less the sums of ``p_k p_l``.
    """
    design, weights = layout.design, layout.weights(vector)
    powers, _ = raised(grid.met, design.centred)
    totals = weights @ powers.T
    by_cell = design.patterns.spread(masses)
    sums = Sums(layout)
    if totals.min() < LEAST:
        uses, pairs = one_by_one(weights, by_cell, powers)
        sums.add_cells(uses, pairs.swapaxes(0, 1))
    else:
        shares = by_cell / totals
        sums.add_cells(weights * (shares @ powers), pairs_of(weights, (shares / totals) @ squares_of(powers)))
    return sums.complete()


def _lost(layout: Layout, vector: Floats, points: Points, sizes: Floats) -> Floats:
    """Return the sum of the variances of the score over the posteriors."""
    weights, pieces, variance = layout.weights(vector), layout.design.unit_pieces, sigma_of(layout, vector) ** 2
    chosen = np.flatnonzero(sizes)
    if len(chosen) < len(sizes):
        pieces, points = some(pieces, chosen, len(sizes)), points.of(chosen)
    means, lost = np.zeros((len(chosen), layout.size)), np.zeros((layout.size, layout.size))
    at_once = max(1, _ENTRIES // means.size)
    for begin in range(0, points.weights.shape[1], at_once):
        part = slice(begin, begin + at_once)
        abilities, shares = points.abilities[:, part].T.ravel(), points.weights[:, part].T
        score = _scores(layout, weights, repeated(pieces, len(chosen), len(shares)), abilities)
        score[:, -1] = abilities**2 / variance
        roots = np.sqrt(shares)
        score *= (roots * np.sqrt(sizes[chosen])).reshape(-1, 1)
        lost += score.T @ score  # of one array with itself, NumPy reckons but half
        for own, root in zip(score.reshape(*shares.shape, -1), roots, strict=True):
            means += own * root[:, np.newaxis]
    return np.asarray(lost - means.T @ means)


def _scores(layout: Layout, weights: Floats, pieces: Sequence[Piece], abilities: Floats) -> Floats:
    """Return the score of each unit, were its ability known; that about sigma is left open."""
    centred, scales = layout.design.centred, layout.design.scales
    powers, sums = powers_of(abilities, centred), Sums(layout)
    alike = len(scales.lowest) == 1
    rows = np.zeros((len(abilities), layout.size))
    for piece in pieces:
        found = piece.chances(weights, powers, centred, 1, sums.inner[:0] if alike else sums.inner)
        sums.to_persons(piece, rows, found.moments[0], found.inner)
        if alike:
            piece.to_categories(rows[:, layout.inner], found.scale, weights, powers, scales.inner_category)
    return rows
