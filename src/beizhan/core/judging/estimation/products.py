"""What is expected of the categories of each cell, and of each two of them together, over many persons.

The chance of category ``k`` is ``w_k e^(k theta) / T``. So the sum over persons of the product of two chances,
``w_k w_l e^((k + l) theta) / T^2``, takes one number for each ``k + l`` only, and is a matrix product.
"""

from collections.abc import Iterator

import numpy as np

from beizhan.core.judging.arranging.tiles import Piece
from beizhan.core.judging.coding import Floats

LEAST = 1e-140
"""The square of a number smaller than this is nothing."""


def squares_of(powers: Floats) -> Floats:
    """Return ``e^((k + l) theta)`` for each ``k + l``; shape (persons, 2 categories - 1).

    Parameters
    ----------
    powers : float array, shape (persons, categories)
        ``e^(k theta)``, none of them great.
    """
    return np.concatenate((powers * powers[:, :1], powers[:, 1:] * powers[:, -1:]), axis=1)


def pairs_of(weights: Floats, sums: Floats) -> Iterator[Floats]:
    """Yield for each category the sums of the products of its chance and that of every one; shape (cells, categories).

    Parameters
    ----------
    weights : float array, shape (cells, categories)
    sums : float array, shape (cells, 2 categories - 1)
        Of ``e^((k + l) theta) / T^2`` over persons.
    """
    categories = weights.shape[1]
    for category in range(categories):
        yield weights * sums[:, category : category + categories] * weights[:, category, np.newaxis]


def one_by_one(weights: Floats, masses: Floats, powers: Floats) -> tuple[Floats, Floats]:
    """Return uses and pairs person by person: slow, but nothing grows too small where steps lie very far apart.

    Parameters
    ----------
    weights : float array, shape (cells, categories)
    masses : float array, shape (cells, persons)
        How much each person counts on each cell.
    powers : float array, shape (persons, categories)
    """
    uses, pairs = np.zeros(weights.shape), np.zeros((*weights.shape, weights.shape[1]))
    for mass, power in zip(masses.T, powers, strict=True):
        chances = weights * power
        chances /= chances.sum(axis=1, keepdims=True)
        weighted = chances * mass[:, np.newaxis]
        uses += weighted
        pairs += weighted[:, :, np.newaxis] * chances[:, np.newaxis]
    return uses, pairs


class Products:
    """Uses and pairs by cell, added up piece by piece."""

    def __init__(self, weights: Floats, powers: Floats) -> None:
        self.weights = weights
        self.powers = powers
        self.squares = squares_of(powers)
        self.uses = np.zeros(weights.shape)
        self.sums = np.zeros((len(weights), self.squares.shape[1]))
        self.apart: list[tuple[Piece, Floats, Floats]] = []

    def add(self, piece: Piece, scale: Floats) -> None:
        """Add the ratings of a piece; ``scale`` is that of its chances, one over ``T``."""
        if scale.max() > 1 / LEAST:
            masses = piece.back(
                piece.shaped(np.ones(piece.ratings.stop - piece.ratings.start)), np.eye(len(piece.persons))
            )
            self.apart.append((piece, *one_by_one(self.weights[piece.cells], masses, self.powers[piece.persons])))
            return
        self.uses[piece.cells] += piece.back(scale, self.powers[piece.persons])
        self.sums[piece.cells] += piece.back(scale * scale, self.squares[piece.persons])

    def found(self) -> tuple[Floats, Iterator[Floats]]:
        """Return the uses of all cells, and their pairs category by category."""
        uses = self.weights * self.uses
        for piece, own_uses, _ in self.apart:
            uses[piece.cells] += own_uses
        return uses, self._pairs()

    def _pairs(self) -> Iterator[Floats]:
        for category, pairs in enumerate(pairs_of(self.weights, self.sums)):
            for piece, _, own_pairs in self.apart:
                pairs[piece.cells] += own_pairs[:, category]
            yield pairs
