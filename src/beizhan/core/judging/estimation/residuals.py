"""How far each rating was from what was expected, on average over what is known of the person."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.parameters import Layout, powers_of
from beizhan.core.judging.estimation.tiles import Chances, Piece

LEAST_VARIANCE = 1e-9
"""Of a score that is all but certain; below, the difference of two moments is no longer exact enough to divide by."""


@dataclass(frozen=True, slots=True, eq=False)
class Residuals:
    """Of each rating of a design, in its order.

    Parameters
    ----------
    expected, variance : float array, shape (ratings,)
        Mean and variance of the score that the model expects, counted from the first category of its scale.
    squared, standardized : float array, shape (ratings,)
        The squared distance of the score from what was expected, and the same divided by the variance: both averaged
        over the posterior of the person, so that their means are one under the model (Adams & Wu 2007).
    fourth : float array, shape (ratings,)
        The fourth central moment at the mean of the posterior.
    """

    expected: Floats
    variance: Floats
    squared: Floats
    standardized: Floats
    fourth: Floats


class Gathering:
    """Gathers residuals while the points of the posterior go by."""

    def __init__(self, layout: Layout) -> None:
        ratings = len(layout.design.cell)
        self.layout = layout
        self.scores = np.asarray(layout.design.step - layout.design.middle, np.float64)
        self.expected, self.variance, self.squared, self.standardized = (np.zeros(ratings) for _ in range(4))

    def watch(self, piece: Piece, shares: Floats, found: Chances) -> None:
        """Add one point."""
        own, expected, variance, share = piece.ratings, found.moments[0], found.variance, piece.of_person(shares)
        away = (piece.shaped(self.scores[own]) - expected) ** 2
        away *= share
        self.squared[own] += piece.flat(away)
        away /= np.maximum(variance, LEAST_VARIANCE)
        self.standardized[own] += piece.flat(away)
        self.expected[own] += piece.flat(share * expected)
        self.variance[own] += piece.flat(share * variance)

    def residuals(self, vector: Floats, abilities: Floats) -> Residuals:
        """Return what was gathered; ``abilities`` are the means of the posteriors of persons."""
        fourth = fourth_moments(self.layout, vector, abilities)
        expected = self.expected + self.layout.design.middle
        return Residuals(expected, self.variance, self.squared, self.standardized, fourth)


def fourth_moments(layout: Layout, vector: Floats, abilities: Floats) -> Floats:
    """Return the fourth central moment of each rating at given abilities of the persons."""
    design, weights = layout.design, layout.weights(vector)
    powers, nothing = powers_of(abilities, design.centred), np.empty(0, np.intp)
    fourth = np.empty(len(design.cell))
    for piece in design.pieces:
        found = piece.chances(weights, powers, design.centred, 4, nothing)
        fourth[piece.ratings] = piece.flat(found.central[2])
    return fourth
