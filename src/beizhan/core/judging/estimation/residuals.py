"""What each rating was expected to be, on average over what is known of the person."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.parameters import Layout, powers_of
from beizhan.core.judging.estimation.points import Points


@dataclass(frozen=True, eq=False)
class Residuals:
    """Of each rating of a design, in its order; reckoned when first asked for.

    Parameters
    ----------
    layout : Layout
    vector : float array, shape (parameters,)
    points : Points
        Of the persons.
    """

    layout: Layout
    vector: Floats
    points: Points

    @property
    def expected(self) -> Floats:
        """The mean of the score that the model expects, counted from the first category of its scale."""
        return self._moments[0]

    @property
    def variance(self) -> Floats:
        """The variance of the score that the model expects."""
        return self._moments[1]

    @cached_property
    def _moments(self) -> tuple[Floats, Floats]:
        design, weights = self.layout.design, self.layout.weights(self.vector)
        expected, variance = np.full(len(design.cell), design.middle), np.zeros(len(design.cell))
        for abilities, shares in zip(self.points.abilities.T, self.points.weights.T, strict=True):
            powers = powers_of(abilities, design.centred)
            for piece in design.pieces:
                found = piece.chances(weights, powers, design.centred, 2, np.empty(0, np.intp))
                share = piece.of_person(shares)
                expected[piece.ratings] += piece.flat(share * found.moments[0])
                variance[piece.ratings] += piece.flat(share * found.variance)
        return expected, variance
