"""Elements with nothing but lowest or highest scores: they have no finite measure, and tell nothing of the others.

At the limit their ratings are certain and contribute nothing to the likelihood, so they are set aside exactly, and
given a measure afterwards from a score that is moved a little inwards (Linacre 1989; Facets' adjustment is 0.3 score
points).
"""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Codes, Flags
from beizhan.core.judging.ratings import Ratings

ADJUSTMENT = 0.3
"""Score points by which an extreme total is moved inwards."""

PERSONS = -1
"""The place of persons among the facets."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """An element that was set aside.

    Parameters
    ----------
    facet : int
        Place of its facet, or ``PERSONS``.
    element : int
    turn : int
        Elements that are extreme only once others are set aside have a later turn.
    """

    facet: int
    element: int
    turn: int


def extremes_of(ratings: Ratings, *, by_item: bool, with_persons: bool) -> tuple[Flags, tuple[Extreme, ...]]:
    """Return which ratings are left, and the extreme elements, turn by turn.

    Parameters
    ----------
    ratings : Ratings
    by_item : bool
        Whether each item has a scale, and so a lowest and a highest score, of its own.
    with_persons : bool
        Whether persons with extreme scores are set aside too, as joint estimation must.
    """
    left, found, turn = np.ones(len(ratings), np.bool_), [], 0
    while left.any():
        low, high = _ends(ratings, left, by_item=by_item)
        columns = [(at, column, len(ratings.facets[at].labels)) for at, column in enumerate(ratings.elements)]
        if with_persons:
            columns.append((PERSONS, ratings.person, len(ratings.persons)))
        gone = np.zeros(len(ratings), np.bool_)
        for facet, column, size in columns:
            there = np.bincount(column[left], minlength=size)
            only = (np.bincount(column[low], minlength=size) == there) | (
                np.bincount(column[high], minlength=size) == there
            )
            only &= there > 0
            if only.any():
                found += [Extreme(facet, int(element), turn) for element in np.flatnonzero(only)]
                gone |= only[column]
        if not (gone & left).any():
            break
        left &= ~gone
        turn += 1
    return left, tuple(found)


def _ends(ratings: Ratings, left: Flags, *, by_item: bool) -> tuple[Flags, Flags]:
    """Return which of the ratings left are lowest, and which highest, on their scale."""
    scores = ratings.scores
    if not by_item:
        own = scores[left]
        return left & (scores == own.min()), left & (scores == own.max())
    item, first = ratings.elements[0], int(scores.min())
    width, items = int(scores.max()) - first + 1, len(ratings.facets[0].labels)
    found = np.bincount(item[left] * width + (scores[left] - first), minlength=items * width).reshape(items, width) > 0
    lowest, highest = np.argmax(found, axis=1), width - 1 - np.argmax(found[:, ::-1], axis=1)
    steps: Codes = np.asarray(scores - first, np.intp)
    return left & (steps == lowest[item]), left & (steps == highest[item])
