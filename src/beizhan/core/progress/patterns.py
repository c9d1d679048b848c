"""Which results go together: one pattern for each part that a result is made of.

A result of competitor c in section w on test e, in percent of what the section is worth, is

    y = level_w + common * t + a_c + u_cw + v_c(t) + v_cw(t) + b_e + b_we + error,

with everything Gaussian: levels and common growth under wide priors; a, u for the competitor and the profile over the
sections; v for growth, by a Wiener or an Ornstein-Uhlenbeck process; b for how hard a test, and a section on it,
happened to be. The covariance of results is the sum of the patterns, each times its variance.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]

COLUMNS = ("competitor", "test", "section", "day")
"""What the columns of ``X`` mean: codes, any numbers that tell one from another, and days. A test below zero is none:
what was seen elsewhere has no difficulty of ours in it."""

PARTS = ("competitor", "profile", "growth", "section_growth", "test", "test_section", "error")
"""The parts of a result that have a variance of their own."""

STATE = PARTS[:4]
"""The parts that belong to the competitor and not to the test."""

CENTURY = 100.0
"""Days in which growth and its variance are counted."""

LEVEL_MEAN, LEVEL_SD, COMMON_SD = 60.0, 30.0, 10.0
"""Priors of the level of a section, and of what everybody gains in a hundred days, in percent."""


class Law(StrEnum):
    """How growth goes: on and on from where it is (Wiener), or around a level of one's own (Ornstein-Uhlenbeck)."""

    WIENER = "wiener"
    ORNSTEIN_UHLENBECK = "ornstein_uhlenbeck"


def patterns_of(rows: Floats, others: Floats, *, law: Law, origin: float, length: float) -> Floats:
    """Return how each pair goes together, by part.

    Parameters
    ----------
    rows, others : ndarray, shape (n, 4) and (m, 4)
        `COLUMNS`.
    law : Law
    origin : float
        The day from which a Wiener process runs: that of the first result.
    length : float
        Days over which an Ornstein-Uhlenbeck process forgets.

    Returns
    -------
    ndarray, shape (6, n, m)
        In the order of `PARTS`, the error left out.
    """
    same = {name: rows[:, [at]] == others[:, at] for at, name in enumerate(COLUMNS)}
    profile = same["competitor"] & same["section"]
    test = same["test"] & (rows[:, [1]] >= 0)
    along = _along(rows[:, [3]], others[:, 3], law, origin, length)
    parts = (same["competitor"], profile, same["competitor"] * along, profile * along, test, test & same["section"])
    return np.array(parts, np.float64)


def known_of(rows: Floats, others: Floats, *, origin: float) -> Floats:
    """Return the covariance that the wide priors of the levels and of common growth give, shape (n, m)."""
    common = np.outer(rows[:, 3] - origin, others[:, 3] - origin) / CENTURY**2
    known: Floats = LEVEL_SD**2 * (rows[:, [2]] == others[:, 2]) + COMMON_SD**2 * common
    return known


def by_length(rows: Floats, patterns: Floats, *, length: float) -> Floats:
    """Return the derivative of both patterns of growth by the logarithm of the length, shape (2, n, n)."""
    apart = np.abs(rows[:, [3]] - rows[:, 3]) / length
    derivative: Floats = patterns[2:4] * apart
    return derivative


def _along(days: Floats, others: Floats, law: Law, origin: float, length: float) -> Floats:
    along: Floats
    if law is Law.WIENER:
        along = np.maximum(np.minimum(days, others) - origin, 0) / CENTURY
    else:
        along = np.exp(-np.abs(days - others) / length)
    return along
