"""What the complete information about cells is added up from: piece by piece, or cell by cell."""

from collections.abc import Iterable

import numpy as np

from beizhan.core.judging.arranging.tiles import Piece
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.parameters import Layout


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
        for places, values in zip(self.places, of_categories, strict=False):
            piece.to_persons(rows, places[self.layout.design.scale], values)

    def add_cells(self, uses: Floats, pairs: Iterable[Floats]) -> None:
        """Add for each cell the expected uses of its categories, and the sums of the products of two chances.

        Parameters
        ----------
        uses : float array, shape (cells, categories)
        pairs : iterable of float array, shape (cells, categories)
            For one category after the other.
        """
        design, inner = self.layout.design, self.inner
        scales, centred = len(design.scales.lowest), design.centred
        by_scale = np.argsort(design.scale, kind="stable")
        firsts = np.searchsorted(design.scale[by_scale], np.arange(scales))
        mixed = np.zeros(uses.shape)
        place = {int(category): at for at, category in enumerate(inner)}
        for category, products in enumerate(pairs):
            mixed += centred[category] * products
            if (at := place.get(category)) is not None:
                own = products[:, inner]
                sums = own.sum(axis=0) if scales == 1 else np.add.reduceat(own[by_scale], firsts)
                self.between[:, at] -= sums
        self.around += uses @ centred**2 - mixed @ centred
        self.beside += (uses * centred - mixed).T[inner]
        own = uses[:, inner]
        self.alone += own.sum(axis=0) if scales == 1 else np.add.reduceat(own[by_scale], firsts)

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
