"""A multi-player Elo rating of Members and of Members in skills, tuned on nothing but the past.

Everybody in a field meets everybody; a rating moves by its step times the mean of result less expectation. Both steps,
and how much of a rating is kept from one competition to the next, are those of a small table that foretold the past
pairs best, each pair foretold before it was looked at.

References
----------
Elo, A. E. (1978). The Rating of Chessplayers, Past and Present.
"""

from collections.abc import Hashable
from itertools import product
from math import pi, sqrt

import numpy as np
import scipy

from beizhan.core.forecast.counting import Floats

STEPS, LINE_STEPS, KEPT = (0.1, 0.2, 0.4, 0.8, 1.6), (0.0, 0.1, 0.2, 0.4, 0.8, 1.6), (0.6, 0.8, 1.0)
"""What is tried: steps of Members, steps of Members in a skill, and what is kept."""

LUCK_SD = pi / sqrt(6)
"""Deviation of each of two luck terms whose difference is logistic."""


class _Ratings:
    """Ratings under every way of the table at once."""

    def __init__(self, ways: Floats) -> None:
        self.steps, self.kept = (ways[:, 0], ways[:, 1]), ways[:, 2]
        self.ratings: dict[Hashable, Floats] = {}
        self.fresh = np.zeros(len(ways))

    def fade(self) -> None:
        """Keep a part of every rating: another competition begins."""
        self.ratings = {key: self.kept * rating for key, rating in self.ratings.items()}

    def of(self, members: Floats, skills: Floats) -> Floats:
        """Return the ratings of entries, shape (ways, entries)."""
        keys = _keys_of(members, skills)
        return np.array([sum((self.ratings.get(key, self.fresh) for key in both), self.fresh) for both in keys]).T

    def meet(self, members: Floats, skills: Floats, results: Floats) -> Floats:
        """Return how surprising the pairs of a field were under each way, then move the ratings."""
        ratings = self.of(members, skills)
        expected = scipy.special.expit(ratings[:, :, None] - ratings[:, None, :])
        found = (np.sign(results[:, None] - results) + 1) / 2
        others = ~np.eye(results.size, dtype=bool)
        surprise = -(scipy.special.xlogy(found, expected) * others).sum(axis=(1, 2))
        moves = ((found - expected) * others).sum(axis=2) / max(results.size - 1, 1)
        for at, keys in enumerate(_keys_of(members, skills)):
            for key, step in zip(keys, self.steps, strict=True):
                self.ratings[key] = self.ratings.get(key, self.fresh) + step * moves[:, at]
        return np.asarray(surprise, np.float64)


def elo_ratings(rows: Floats, results: Floats, new: Floats) -> Floats:
    """Return the ratings of new entries after the past, by the way that foretold the past best.

    Parameters
    ----------
    rows, new : ndarray, shape (entries, 4)
        `strengths.COLUMNS` of past and of new entries.
    results : ndarray, shape (results,)
        Only who did better than whom within a field counts.

    Returns
    -------
    ndarray, shape (entries,)
        In units in which the luck of each entry has the deviation `LUCK_SD`.
    """
    ratings = _Ratings(np.array(list(product(STEPS, LINE_STEPS, KEPT))))
    surprise = ratings.fresh
    fields = sorted({(year, field) for field, year, *_ in rows.tolist()})
    for at, (year, field) in enumerate(fields):
        if at and year != fields[at - 1][0]:
            ratings.fade()
        own = rows[:, 0] == field
        surprise = surprise + ratings.meet(rows[own, 2], rows[own, 3], results[own])
    ratings.fade()
    best: Floats = ratings.of(new[:, 2], new[:, 3])[int(np.argmin(surprise))]
    return best


def _keys_of(members: Floats, skills: Floats) -> list[tuple[Hashable, Hashable]]:
    """Return under which two names the rating of each entry is kept."""
    return [(member, (member, skill)) for member, skill in zip(members.tolist(), skills.tolist(), strict=True)]
