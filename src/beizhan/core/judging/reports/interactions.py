"""Interactions: where a judge marked some competitors, aspects or days differently from what all else says.

One step from the fitted model: with the distances ``x - E`` of the ratings of a cell and their variances ``V``,
``favour = sum(x - E) / sum(V)`` and its error ``1 / sqrt(sum(V))``, in logits. Positive favour means *more* marks than
expected. One cell among many is far out by chance, so cells are drawn together as far as they do not differ more than
chance makes them (DerSimonian & Laird 1986), and tested with the false discovery rate (Benjamini & Hochberg 1995).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from beizhan.core.judging.coding import Codes, Floats, distinct_rows
from beizhan.core.judging.reports.expectations import Expectations, expectations_of
from beizhan.core.judging.results import Fit

LEAST_IN_CELL = 10
"""With fewer ratings a cell has no verdict: not enough data."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One cell.

    Parameters
    ----------
    labels : tuple of str
    count : int
        Ratings in the cell.
    favour, error : float
        One-step estimate and its standard error; positive means more marks than expected.
    shrunk, shrunk_error : float
        The same drawn together with all cells.
    p, q : float
        Two-sided probability of an effect at least as large by chance; and the share of false alarms if this cell and
        all with smaller ones are called effects.
    enough : bool
        Whether there are ratings enough to speak of it at all.
    """

    labels: tuple[str, ...]
    count: int
    favour: float
    error: float
    shrunk: float
    shrunk_error: float
    p: float
    q: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Effects:
    """All cells of an interaction.

    Parameters
    ----------
    cells : tuple of Effect
        In the order of their labels; those without ratings are not there.
    pooled, pooled_error : float or None
        Mean effect over cells; None without any.
    spread : float
        Standard deviation of the true effects of cells.
    """

    cells: tuple[Effect, ...]
    pooled: float | None
    pooled_error: float | None
    spread: float


def interactions_of(fit: Fit, first: str, second: str) -> Effects:
    """Return the interaction of two facets, or of a facet and ``"person"``.

    Raises
    ------
    KeyError
        If there is no such facet.
    """
    ratings = fit.arrangement.ratings
    columns, labels = [], []
    for name in (first, second):
        if name == "person":
            columns.append(ratings.person)
            labels.append(ratings.persons)
        else:
            place = ratings.place_of(name)
            columns.append(ratings.elements[place])
            labels.append(ratings.facets[place].labels)
    return effects_of(expectations_of(fit), columns, labels)


def effects_of(found: Expectations, columns: Sequence[Codes], labels: Sequence[tuple[str, ...]]) -> Effects:
    """Return the effects of the cells that columns of codes make.

    Parameters
    ----------
    found : Expectations
    columns : sequence of int array, each of shape (ratings given,)
        A negative code leaves a rating out.
    labels : sequence of tuple of str
        What the codes of each column stand for.
    """
    own = [column[found.rows] for column in columns]
    inside = np.flatnonzero(np.all([column >= 0 for column in own], axis=0))
    if not len(inside):
        return no_effects()
    rows, cell = distinct_rows([column[inside] for column in own], [len(names) for names in labels])
    count, cells = np.bincount(cell), rows.shape[1]
    spread = np.maximum(np.bincount(cell, found.variance[inside], cells), 1e-12)
    favour = np.bincount(cell, found.distances[inside], cells) / spread
    names = [tuple(names[code] for names, code in zip(labels, row, strict=True)) for row in rows.T]
    return drawn_together(names, count, favour, 1 / np.sqrt(spread))


def no_effects() -> Effects:
    """Return what is known of no cells: nothing."""
    return Effects((), None, None, 0.0)


def drawn_together(names: Sequence[tuple[str, ...]], count: Codes, favour: Floats, errors: Floats) -> Effects:
    """Return effects with what they have in common: mean, spread, and each drawn towards the mean.

    Parameters
    ----------
    names : sequence of tuple of str
    count : int array, shape (cells,)
    favour, errors : float array, shape (cells,)
    """
    if not len(favour):
        return no_effects()
    precision = errors**-2.0
    mean = float(precision @ favour / precision.sum())
    excess = float(precision @ (favour - mean) ** 2) - (len(favour) - 1)
    scale = float(precision.sum() - (precision**2).sum() / precision.sum())
    variance = max(excess / scale, 0.0) if scale > 0 else 0.0
    weight = 1 / (variance + errors**2)
    pooled = float(weight @ favour / weight.sum())
    trust = variance / (variance + errors**2)
    shrunk = pooled + trust * (favour - pooled)
    p = np.array([erfc(abs(value) / sqrt(2)) for value in favour / errors])
    q = false_discovery_rates(p)
    cells = tuple(
        Effect(
            names[at],
            int(count[at]),
            float(favour[at]),
            float(errors[at]),
            float(shrunk[at]),
            float(np.sqrt(trust[at]) * errors[at]),
            float(p[at]),
            float(q[at]),
            bool(count[at] >= LEAST_IN_CELL),
        )
        for at in range(len(favour))
    )
    return Effects(cells, pooled, float(1 / np.sqrt(weight.sum())), float(np.sqrt(variance)))


def false_discovery_rates(p: Floats) -> Floats:
    """Return for each probability the least false discovery rate at which it is called (Benjamini & Hochberg 1995)."""
    order = np.argsort(p)
    ranked = p[order] * len(p) / np.arange(1, len(p) + 1)
    rates = np.empty(len(p))
    rates[order] = np.minimum(np.minimum.accumulate(ranked[::-1])[::-1], 1.0)
    return rates
