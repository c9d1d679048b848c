"""The information of a sample about the parameters, by the identity of Louis (1982).

Complete information, as if abilities were known, less what is lost because they are not: the posterior variance of the
score. Both are means over the posterior of each person, which is given by a few points.
"""

from collections.abc import Callable, Sequence

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.parameters import Layout, powers_of
from beizhan.core.judging.estimation.points import Points
from beizhan.core.judging.estimation.tiles import Chances, Piece

Watch = Callable[[Piece, Floats, Chances], None]
"""Told, point by point and piece by piece: the piece, the weight of each person, and what was expected."""


def information(layout: Layout, vector: Floats, points: Points, pieces: Sequence[Piece], watch: Watch) -> Floats:
    """Return the observed information of the marginal likelihood; shape (parameters, parameters).

    Parameters
    ----------
    layout : Layout
    vector : float array, shape (parameters,)
    points : Points
        Of the persons of the pieces.
    pieces : sequence of Piece
    watch : callable
        Whoever else wants to see each rating at each point.
    """
    sums, weights, centred = Sums(layout), layout.weights(vector), layout.design.centred
    variance = np.exp(2 * vector[layout.sigma])
    means = np.zeros((len(points.abilities), layout.size))
    lost, spread = np.zeros((layout.size, layout.size)), 0.0
    for ability, share in zip(points.abilities.T, points.weights.T, strict=True):
        score, powers = np.zeros(means.shape), powers_of(ability, centred)
        for piece in pieces:
            found = piece.chances(weights, powers, centred, 2, sums.inner)
            sums.to_persons(piece, score, found.moments[0], found.inner)
            sums.add(piece, found, share)
            watch(piece, share, found)
        score[:, -1] = ability**2 / variance
        spread += float(share @ score[:, -1])
        weighted = share[:, np.newaxis] * score
        means += weighted
        lost += score.T @ weighted
    lost -= means.T @ means
    full = sums.complete()
    full[layout.sigma, layout.sigma] = 2 * spread
    return full - lost


class Sums:
    """What the complete information is added up from, piece by piece."""

    def __init__(self, layout: Layout) -> None:
        design = layout.design
        self.layout = layout
        self.inner = np.unique(design.scales.inner_category)
        self.around = np.zeros(len(design.scale))
        self.beside = np.zeros((len(self.inner), len(design.scale)))
        self.between = np.zeros((len(design.scales.lowest), len(self.inner), len(self.inner)))
        self.alone = np.zeros((len(design.scales.lowest), len(self.inner)))
        self.places = np.full((len(self.inner), len(design.scales.lowest)), layout.size - 1, np.intp)
        where = np.searchsorted(self.inner, design.scales.inner_category)
        self.places[where, design.scales.inner_scale] = np.arange(layout.inner.start, layout.inner.stop)

    def to_persons(self, piece: Piece, rows: Floats, of_elements: Floats, of_categories: Floats) -> None:
        """Add to each person one number for each element rated on, and one for each inner category.

        The column of sigma is left with what categories without a parameter had.
        """
        for places in self.layout.places:
            piece.to_persons(rows, places, of_elements)
        for places, values in zip(self.places, of_categories, strict=True):
            piece.to_persons(rows, places[self.layout.design.scale], values)

    def add(self, piece: Piece, found: Chances, shares: Floats) -> None:
        """Add the ratings of a piece, each times the share of its person."""
        design = self.layout.design
        cells, scales = len(design.scale), len(design.scales.lowest)
        self.around += piece.by_cell(shares, found.variance, cells)
        for place, (category, own) in enumerate(zip(self.inner, found.inner, strict=True)):
            self.beside[place] += piece.by_cell(shares, own * (design.centred[category] - found.moments[0]), cells)
            self.alone[:, place] += np.bincount(design.scale, piece.by_cell(shares, own, cells), scales)
        self.between -= piece.between(shares, found.inner, design.scale, scales)

    def complete(self) -> Floats:
        """Return the complete information of all that was added; nothing yet for sigma."""
        layout, scales, size = self.layout, self.layout.design.scales, self.layout.size
        full = np.zeros((size, size))
        for one in layout.places:
            for two in layout.places:
                full += np.bincount(one * size + two, self.around, size * size).reshape(size, size)
        inner, where = layout.inner, np.searchsorted(self.inner, scales.inner_category)
        for at, scale, place in zip(range(inner.start, inner.stop), scales.inner_scale, where, strict=True):
            here = np.where(layout.design.scale == scale, self.beside[place], 0.0)
            for one in layout.places:
                full[at] += np.bincount(one, here, size)
        full[: inner.start, inner] = full[inner, : inner.start].T
        scale = scales.inner_scale
        block = self.between[scale[:, np.newaxis], where[:, np.newaxis], where]
        full[inner, inner] = np.where(scale[:, np.newaxis] == scale, block, 0.0)
        own = np.arange(inner.start, inner.stop)
        full[own, own] += self.alone[scale, where]
        return full
