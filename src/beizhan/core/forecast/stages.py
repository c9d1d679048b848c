"""Who passes a stage: the chance to be among the first M of N, by integration over one's own score.

For independent Gaussian scores the chance to be among the first ``k`` is

    P_c = integral of f_c(s) * Pr{fewer than k rivals above s} ds,

with the bracket a Poisson-binomial law. The integral is taken on one grid for the whole field, so that the chances of a
field add up to ``k``: a check that costs nothing. What all scores of a stage share, such as an easy test, cancels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, pi, sqrt

import numpy as np
import scipy

from beizhan.core.forecast.counting import Floats, fewer_than, others_counts

NODES = 201
"""Least number of points of the grid."""

FACTOR_NODES = 15
"""Points of the shared factor on which chances are conditioned."""

_REACH = 8.5  # standard deviations: what lies beyond is below 1e-16
_STEP = 0.5  # of the smallest standard deviation: the trapezoid rule then errs by less than 1e-15
_LEAST_SHARE = 1 / 400  # of the largest standard deviation: whoever is known better is taken to be known so well
_PANEL, _PANEL_NODES = 3.0, 16  # a panel of Gauss-Legendre nodes spans three of the smallest standard deviations


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A field before its stage: what is expected of each entry, and by which rule M of N go through.

    Parameters
    ----------
    means, sds : array_like, shape (entries,)
        Predictive mean and standard deviation of each score, on any scale.
    through : int
        M.
    reserves : int
        Places behind them.
    minimum : float or None
        The least score that can pass, in the unit of the scores; none below it is through or in reserve.
    gap : float
        Whoever is no more than this behind the last one through goes through too; 0 is no such rule.
    loadings : array_like, shape (entries,), or None
        How far each score moves, beside ``sds``, with one standard deviation of a factor that some share (a region, a
        trainer).

    Raises
    ------
    ValueError
        If the columns differ in length, hold something that is not finite, or a deviation is not above zero.
    """

    means: Floats
    sds: Floats
    through: int
    reserves: int = 0
    minimum: float | None = None
    gap: float = 0.0
    loadings: Floats | None = None

    def __post_init__(self) -> None:
        given = {"means": self.means, "sds": self.sds, "loadings": self.loadings}
        columns = {name: np.array(column, np.float64) for name, column in given.items() if column is not None}
        for name, column in columns.items():
            if column.shape != (columns["means"].size,) or not np.isfinite(column).all():
                raise ValueError(f"{name} must be a finite column as long as the means")
            column.flags.writeable = False
            object.__setattr__(self, name, column)
        if not (self.sds > 0).all() or self.gap < 0:
            raise ValueError("every sd must be above zero, and the gap not below it")


@dataclass(frozen=True, slots=True, eq=False)
class StageChances:
    """What may become of each entry, shape (entries,); the three add to one."""

    through: Floats
    reserve: Floats
    out: Floats


def chances_of(stages: Sequence[Stage]) -> tuple[StageChances, ...]:
    """Return the chances of every entry of every stage; the stages are worked on together.

    Errors are below 1e-6. Without a minimum and a gap the chances to be through add up to M within 1e-8.
    """
    through = among_the_first(stages, [stage.through for stage in stages])
    placed = among_the_first(stages, [stage.through + stage.reserves for stage in stages])
    return tuple(
        StageChances(first, np.maximum(both - first, 0), 1 - both) for first, both in zip(through, placed, strict=True)
    )


def among_the_first(stages: Sequence[Stage], places: Sequence[int]) -> list[Floats]:
    """Return for each stage the chance of each entry to be among the first ``places`` and not below the minimum."""
    found: list[Floats] = [np.empty(0)] * len(stages)
    alike: dict[tuple[int, bool, bool], list[int]] = {}
    for at, stage in enumerate(stages):
        kind = (places[at], stage.minimum is None, stage.loadings is None)
        alike.setdefault(kind, []).append(at)
    for (wanted, _, independent), group in alike.items():
        fields = _fields_of([stages[at] for at in group])
        chances = _first(fields, wanted) if independent else _first_given_factor(fields, wanted)
        for column, at in enumerate(group):
            found[at] = chances[: stages[at].means.size, column]
    return found


def rank_chances(means: Floats, sds: Floats) -> Floats:
    """Return the whole law of the ranks of independent Gaussian scores.

    Parameters
    ----------
    means, sds : ndarray, shape (entries,)

    Returns
    -------
    ndarray, shape (entries, entries)
        ``[i, j]``: the chance that ``j`` others do better than ``i``. Rows and columns add to one.
    """
    fields = _fields_of([Stage(means, sds, 1)])
    nodes, weights = _grid(fields)
    above, density = _above(fields, nodes), _density(fields, nodes)
    laws = others_counts(above[:, 0])
    ranks: Floats = np.einsum("ijq,iq->ij", laws, density[:, 0] * weights[0])
    return ranks


def factor_nodes() -> tuple[Floats, Floats]:
    """Return the values of a standard Gaussian factor on which chances are conditioned, and their weights."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(FACTOR_NODES)
    return nodes, weights / weights.sum()


@dataclass(frozen=True, slots=True, eq=False)
class _Fields:
    """Stages as arrays of shape (entries, stages); short fields are filled up with entries at minus infinity."""

    means: Floats
    sds: Floats
    loadings: Floats
    minimum: Floats
    gap: Floats


def _fields_of(stages: Sequence[Stage]) -> _Fields:
    shape = (max(stage.means.size for stage in stages), len(stages))
    means, sds, loadings = np.full(shape, -np.inf), np.ones(shape), np.zeros(shape)
    for column, stage in enumerate(stages):
        size = stage.means.size
        means[:size, column] = stage.means
        sds[:, column] = stage.sds.max()
        sds[:size, column] = np.maximum(stage.sds, _LEAST_SHARE * stage.sds.max())
        loadings[:size, column] = 0 if stage.loadings is None else stage.loadings
    minimum = np.array([-np.inf if stage.minimum is None else stage.minimum for stage in stages])
    return _Fields(means, sds, loadings, minimum, np.array([stage.gap for stage in stages]))


def _first_given_factor(fields: _Fields, wanted: int) -> Floats:
    """Average the chances over the values of the shared factor."""
    moved = (
        weight * _first(_Fields(fields.means + node * fields.loadings, fields.sds, fields.loadings, *rule), wanted)
        for rule in [(fields.minimum, fields.gap)]
        for node, weight in zip(*factor_nodes(), strict=True)
    )
    averaged: Floats = np.sum(list(moved), axis=0)
    return averaged


def _first(fields: _Fields, wanted: int) -> Floats:
    nodes, weights = _grid(fields)
    few_above = fewer_than(wanted, _above(fields, nodes + fields.gap[:, None]))
    sums = np.einsum("esq,esq,sq->es", _density(fields, nodes), few_above, weights)
    chances: Floats = np.minimum(sums, 1)
    return chances


def _grid(fields: _Fields) -> tuple[Floats, Floats]:
    """Return nodes and weights, shape (stages, nodes): a trapezoid rule, or Gaussian panels from the minimum on."""
    reach = _REACH * fields.sds
    lowest = np.where(np.isinf(fields.means), np.inf, fields.means - reach).min(axis=0)
    start = np.maximum(lowest, fields.minimum)
    width = np.maximum((fields.means + reach).max(axis=0) - start, 0)
    steps = (width / fields.sds.min(axis=0)).max()
    points, shares = _panels(steps) if np.isfinite(fields.minimum).any() else _trapezoid(steps)
    return start[:, None] + width[:, None] * points, width[:, None] * shares


def _trapezoid(steps: float) -> tuple[Floats, Floats]:
    count = max(NODES, ceil(steps / _STEP) + 1)
    shares = np.full(count, 1 / (count - 1))
    shares[[0, -1]] /= 2
    return np.linspace(0, 1, count), shares


def _panels(steps: float) -> tuple[Floats, Floats]:
    count = max(ceil(NODES / _PANEL_NODES), ceil(steps / _PANEL))
    points, shares = np.polynomial.legendre.leggauss(_PANEL_NODES)
    starts = np.arange(count)[:, None]
    return ((starts + (points + 1) / 2) / count).ravel(), np.tile(shares / (2 * count), count)


def _above(fields: _Fields, nodes: Floats) -> Floats:
    """Return the chance that each entry is above each node, shape (entries, stages, nodes)."""
    above: Floats = scipy.special.ndtr((fields.means[:, :, None] - nodes) / fields.sds[:, :, None])
    return above


def _density(fields: _Fields, nodes: Floats) -> Floats:
    sds = fields.sds[:, :, None]
    density: Floats = np.exp(-(((nodes - fields.means[:, :, None]) / sds) ** 2) / 2) / (sqrt(2 * pi) * sds)
    return density
