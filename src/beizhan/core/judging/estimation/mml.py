"""Marginal maximum likelihood: persons are a sample from a normal population with mean zero."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.descent import Summit, climb
from beizhan.core.judging.estimation.information import information
from beizhan.core.judging.estimation.likelihood import Marginal, marginal
from beizhan.core.judging.estimation.parameters import Layout
from beizhan.core.judging.estimation.points import Points, moments_of, points_of
from beizhan.core.judging.estimation.quadrature import REACH, Grid, fixed_grid, grid_of, narrowest
from beizhan.core.judging.estimation.residuals import Gathering
from beizhan.core.judging.estimation.solution import Solution, inverse_of
from beizhan.core.judging.estimation.starting import start_of
from beizhan.core.judging.estimation.tiling import some

_ROUGH = 0.1
_CLOSE = 1e-10
"""Gains in log-likelihood at which the climb ends: far from the top, and at it."""

_SAMPLE = 300
"""Persons that are enough to guess the shape of the hill."""

_COARSE = 1.5
"""Posterior widths between nodes while the climb is far from the top: an error of 1e-4."""

_GRIDS = 6

_FEW = 20_000
"""Up to so many ratings a posterior may have more points than it needs."""

_WIDE = 0.5
"""A posterior wider than this, in logits, needs one point more."""


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """The top of the likelihood, and the grid it was found on."""

    summit: Summit[Marginal]
    grid: Grid
    evaluations: int


def marginal_solution(layout: Layout, *, start: Floats | None = None, nodes: Floats | None = None) -> Solution:
    """Fit by marginal maximum likelihood.

    Parameters
    ----------
    layout : Layout
    start : float array or None
        Begin here, for instance at the solution of a similar sample.
    nodes : float array or None
        Use these nodes and no others, as programs with a fixed grid do; only for comparisons.
    """
    return _solution(layout, marginal_top(layout, start=start, nodes=nodes))


def marginal_top(
    layout: Layout, *, start: Floats | None = None, shape: Floats | None = None, nodes: Floats | None = None
) -> Top:
    """Find the top of the marginal likelihood, and nothing else.

    Parameters
    ----------
    layout : Layout
    start, nodes : float array or None
        As for `marginal_solution`.
    shape : float array or None, shape (parameters, parameters)
        With ``start``: the covariance there, if it is known.
    """
    vector, evaluations = start_of(layout) if start is None else start, 0
    if nodes is not None:
        grid = fixed_grid(layout, nodes)
    elif start is None:
        grid = grid_of(layout, vector, spacing=_COARSE * narrowest(layout, vector), reach=REACH + 2)
        rough = _summit(layout, vector, grid, _ROUGH)
        vector, evaluations = rough.vector, rough.evaluations
        grid = _finer(layout, rough, grid)
    else:
        grid = grid_of(layout, vector, spacing=narrowest(layout, vector), reach=REACH + 1)
    for _ in range(_GRIDS):
        summit = _summit(layout, vector, grid, _CLOSE, shape)
        vector, evaluations = summit.vector, evaluations + summit.evaluations
        if nodes is not None or _fine_enough(layout, summit, grid):
            break
        grid = _finer(layout, summit, grid)
    return Top(summit, grid, evaluations)


def _summit(
    layout: Layout, vector: Floats, grid: Grid, tolerance: float, shape: Floats | None = None
) -> Summit[Marginal]:
    first = marginal(layout, vector, grid)
    inverse = _guess(layout, vector, grid, first) if shape is None else shape
    return climb(lambda at: marginal(layout, at, grid), vector, first, inverse, tolerance=tolerance)


def _guess(layout: Layout, vector: Floats, grid: Grid, point: Marginal) -> Floats:
    """Guess the shape of the hill from some persons, each by two points, scaled up to all."""
    units = layout.design.units
    chosen = np.arange(0, len(units.of), max(1, len(units.of) // _SAMPLE))
    means, widths = (own[units.of[chosen]] for own in moments_of(grid, point.posterior))
    two = Points(np.stack((means - widths, means + widths), axis=1), np.full((len(chosen), 2), 0.5))
    pieces = some(layout.design.pieces, chosen, len(units.of))
    guess = information(layout, vector, two, pieces, lambda *_: None) * (len(units.of) / len(chosen))
    return inverse_of(layout, guess)[0]


def _finer(layout: Layout, top: Summit[Marginal], grid: Grid) -> Grid:
    widths = moments_of(grid, top.point.posterior)[1]
    return grid_of(layout, top.vector, spacing=0.95 * float(widths.min()), reach=REACH + 0.3)


def _fine_enough(layout: Layout, top: Summit[Marginal], grid: Grid) -> bool:
    widths = moments_of(grid, top.point.posterior)[1]
    reach = grid.nodes[-1] >= REACH * np.exp(top.vector[layout.sigma])
    return bool(reach and grid.spacing <= widths.min())


def _points(layout: Layout, widths: Floats) -> int:
    """Return how many points stand for a posterior: standard errors are then right to a thousandth."""
    if len(layout.design.cell) <= _FEW:
        return 9
    return 5 if widths.max() > _WIDE else 4


def _solution(layout: Layout, top: Top) -> Solution:
    units, grid, summit = layout.design.units, top.grid, top.summit
    posterior = summit.point.posterior
    means, widths = (own[units.of] for own in moments_of(grid, posterior))
    points = points_of(grid, posterior, _points(layout, widths)).of(units.of)
    gathering = Gathering(layout)
    full = information(layout, summit.vector, points, layout.design.pieces, gathering.watch)
    covariance, exact = inverse_of(layout, full)
    return Solution(
        layout=layout,
        vector=summit.vector,
        covariance=covariance,
        likelihood=summit.point.value,
        converged=summit.converged and exact,
        evaluations=top.evaluations,
        nodes=len(grid.nodes),
        abilities=means,
        errors=widths,
        residuals=gathering.residuals(summit.vector, means),
    )
