"""What each rating was expected to be, and those that came as a surprise."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.results import Fit

UNEXPECTED = 3.0
"""Standardised distance from which a rating is listed, as in Facets."""


@dataclass(frozen=True, slots=True, eq=False)
class Expectations:
    """Of the ratings that were fitted, row by row.

    Expected scores are averaged over what is known of each person. In marginal estimation the distances of the ratings
    of every element from them add up to zero.

    Parameters
    ----------
    rows : int array, shape (fitted,)
        Which of the ratings given; rising.
    scores, expected, variance : float array, shape (fitted,)
        In score points and their squares.
    """

    rows: Codes
    scores: Floats
    expected: Floats
    variance: Floats

    @property
    def distances(self) -> Floats:
        """Score less expected score."""
        return self.scores - self.expected

    @property
    def standardized(self) -> Floats:
        """Distance over the standard deviation that the model expects."""
        return self.distances / np.sqrt(np.maximum(self.variance, np.finfo(float).tiny))


@dataclass(frozen=True, slots=True)
class Unexpected:
    """A rating far from what the model expected; it may be right.

    Parameters
    ----------
    row : int
        Among the ratings given.
    person : str
    elements : tuple of str
        Label of the element of each facet.
    score : int
    expected, standardized : float
    """

    row: int
    person: str
    elements: tuple[str, ...]
    score: int
    expected: float
    standardized: float


def expectations_of(fit: Fit) -> Expectations:
    """Return what each fitted rating was expected to be, in the order in which the ratings were given."""
    rows = fit.arrangement.rows()
    by_row, design, residuals = np.argsort(rows), fit.arrangement.design, fit.solution.residuals
    lowest = design.scales.lowest[design.scale[design.cell]].astype(np.float64)
    return Expectations(
        rows[by_row], (design.step + lowest)[by_row], (residuals.expected + lowest)[by_row], residuals.variance[by_row]
    )


def unexpected_of(fit: Fit, least: float = UNEXPECTED, most: int = 100) -> tuple[Unexpected, ...]:
    """Return the ratings whose standardised distance is at least ``least``, the farthest first, at most ``most``."""
    found, ratings = expectations_of(fit), fit.arrangement.ratings
    far = np.flatnonzero(np.abs(found.standardized) >= least)
    far = far[np.argsort(-np.abs(found.standardized[far]), kind="stable")][:most]
    return tuple(
        Unexpected(
            int(row),
            ratings.persons[ratings.person[row]],
            tuple(facet.labels[column[row]] for facet, column in zip(ratings.facets, ratings.elements, strict=True)),
            int(ratings.scores[row]),
            float(found.expected[at]),
            float(found.standardized[at]),
        )
        for at, row in zip(far, found.rows[far], strict=True)
    )
