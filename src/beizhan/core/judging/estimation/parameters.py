"""Where each parameter of a fit stands in one vector, and what cells make of them."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from beizhan.core.judging.arranging.design import Design
from beizhan.core.judging.coding import Codes, Floats

LEAST_SIGMA, MOST_SIGMA = 0.01, 30.0
"""Persons who do not differ have no spread, and where everybody is marked alike throughout it has no end."""

_HIGHEST, _LOWEST = 600.0, -690.0
"""``exp`` overflows beyond 709, and below -708 it is nothing."""


def powers_of(abilities: Floats, centred: Floats) -> Floats:
    """Return ``exp(k theta)`` for each ability and category, over that of `excess` so that nothing overflows.

    Parameters
    ----------
    abilities : float array, shape (n,)
    centred : float array, shape (categories,)
        Categories counted from the middle.

    Returns
    -------
    float array, shape (n, categories)
    """
    exponents = np.multiply.outer(abilities, centred)
    exponents -= excess(abilities, centred)[:, np.newaxis]
    return np.exp(exponents, out=exponents)


def excess(abilities: Floats, centred: Floats) -> Floats:
    """Return by how much the greatest exponent ``|theta| centred[-1]`` is beyond what can be raised; mostly nothing."""
    return np.asarray(np.maximum(np.abs(abilities) * centred[-1] - _HIGHEST, 0.0))


def raised(abilities: Floats, centred: Floats) -> tuple[Floats, Floats]:
    """Return ``exp(k theta)`` for each ability and category over the greatest of them, and the logarithm of that.

    No power is nothing: one that would be below ``exp(-690)`` is that.
    """
    exponents = np.multiply.outer(abilities, centred)
    highest = np.abs(abilities) * centred[-1]
    exponents -= highest[:, np.newaxis]
    np.maximum(exponents, _LOWEST, out=exponents)
    return np.exp(exponents, out=exponents), highest


@dataclass(frozen=True, eq=False)
class Layout:
    """Elements of the first facet, of the next …, inner categories, and last the logarithm of sigma.

    A cell has the difficulty ``d`` = sum of its elements; category ``k`` has the weight ``exp(k (theta - d) - D_k)``,
    where ``D_k``, the sum of the steps up to ``k``, is 0 for the first and the last category and a parameter for each
    used category between.
    """

    design: Design

    @cached_property
    def facets(self) -> tuple[slice, ...]:
        """Where the elements of each facet stand."""
        bounds = np.concatenate(([0], np.cumsum(self.design.sizes)))
        return tuple(slice(int(one), int(two)) for one, two in pairwise(bounds))

    @property
    def inner(self) -> slice:
        """Where the inner categories stand."""
        first = self.facets[-1].stop
        return slice(first, first + len(self.design.scales.inner_scale))

    @property
    def sigma(self) -> int:
        """Where the logarithm of the standard deviation of persons stands."""
        return int(self.inner.stop)

    @property
    def size(self) -> int:
        """How many numbers the vector holds."""
        return self.sigma + 1

    @cached_property
    def places(self) -> Codes:
        """Where the elements of each cell stand; shape (facets, cells)."""
        first = np.array([part.start for part in self.facets])
        return np.asarray(self.design.elements + first[:, np.newaxis], np.intp)

    def difficulties(self, vector: Floats) -> Floats:
        """Return the difficulty of each cell."""
        return np.asarray(vector[self.places].sum(axis=0))

    def depths(self, vector: Floats) -> Floats:
        """Return ``D`` of each category of each scale; infinite where a category is not used."""
        scales = self.design.scales
        depths = np.where(scales.used, 0.0, np.inf)
        depths[scales.inner_scale, scales.inner_category] = vector[self.inner]
        return depths

    def weights(self, vector: Floats) -> Floats:
        """Return the weight of each category of each cell at theta = 0, the greatest one; shape (cells, categories)."""
        return self.peaked(vector)[0]

    def peaked(self, vector: Floats) -> tuple[Floats, Floats]:
        """Return the weights, and the logarithm of what those of each cell were divided by; shape (cells,)."""
        exponents = -self.difficulties(vector)[:, np.newaxis] * self.design.centred
        exponents -= self.depths(vector)[self.design.scale]
        peaks = exponents.max(axis=1)
        exponents -= peaks[:, np.newaxis]
        return np.exp(exponents, out=exponents), peaks

    @cached_property
    def observed(self) -> Floats:
        """What the scores add up to for each parameter but sigma: minus the derivative of the linear part."""
        design = self.design
        centred = design.step - design.middle
        sums = [
            np.bincount(column[design.cell], centred, size)
            for column, size in zip(design.elements, design.sizes, strict=True)
        ]
        return np.concatenate([*sums, design.scales.uses[design.scales.inner_scale, design.scales.inner_category]])

    def expected(self, uses: Floats) -> Floats:
        """Return the same sums from expected uses of the categories of each cell, shape (cells, categories)."""
        design = self.design
        scores = uses @ design.centred
        sums = [np.bincount(column, scores, size) for column, size in zip(design.elements, design.sizes, strict=True)]
        rows = len(design.scales.lowest)
        by_scale = np.stack([np.bincount(design.scale, column, rows) for column in uses.T], axis=1)
        return np.concatenate([*sums, by_scale[design.scales.inner_scale, design.scales.inner_category]])


def sigma_of(layout: Layout, vector: Floats) -> float:
    """Return the standard deviation of persons that a vector means."""
    return float(np.clip(np.exp(min(vector[layout.sigma], 50.0)), LEAST_SIGMA, MOST_SIGMA))


def held(layout: Layout, vector: Floats) -> Floats:
    """Return the nearest vector whose spread of persons is neither too small nor too large."""
    inside = vector.copy()
    inside[layout.sigma] = np.clip(vector[layout.sigma], np.log(LEAST_SIGMA), np.log(MOST_SIGMA))
    return inside


def at_bound(layout: Layout, vector: Floats, uphill: float = 0.0) -> bool:
    """Tell whether the spread of persons is the least or the most there is, and uphill leads farther."""
    sigma = vector[layout.sigma]
    return bool(
        (sigma <= np.log(LEAST_SIGMA) + 1e-9 and uphill <= 0) or (sigma >= np.log(MOST_SIGMA) - 1e-9 and uphill >= 0)
    )
