"""Marginal maximum likelihood: persons are a sample from a normal population with mean zero."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.approaching import LONG, approached
from beizhan.core.judging.estimation.descent import Summit, climb
from beizhan.core.judging.estimation.distances import distances_of
from beizhan.core.judging.estimation.information import information
from beizhan.core.judging.estimation.likelihood import Marginal, marginal
from beizhan.core.judging.estimation.parameters import Layout, at_bound, held, sigma_of
from beizhan.core.judging.estimation.points import Points, moments_of, points_of, thinned
from beizhan.core.judging.estimation.quadrature import REACH, Grid, fixed_grid, grid_of, narrowest
from beizhan.core.judging.estimation.residuals import Residuals
from beizhan.core.judging.estimation.solution import Solution, inverse_of
from beizhan.core.judging.estimation.starting import start_of

_CLOSE = 1e-10
"""The climb ends where no step promises a greater gain in log-likelihood."""

_NEAR = 1.0
"""Where a step promises more than this, the top is far: the shape of the hill changes on the way."""

_SHORT, _MOST = 2, 200
"""So often the hill is looked at before its shape is guessed anew, far from the top, and near it."""

_SAMPLE, _BY_PARAMETER = 300, 5
"""Units that are enough to guess the information; or so many for each parameter, if that is more."""

_FAR_SAMPLE, _FAR_BY_PARAMETER = 100, 2
"""The same where nothing is known yet: the hill has another shape after a step or two."""

_COARSE = 1.5
"""Posterior widths between nodes while the climb is far from the top: an error of 1e-4."""

_CUT = 1e-8
"""Mass at the end of a window from which a posterior is taken to be cut."""

_GRIDS = 20
"""So often the grid is laid anew, at most: each time persons may turn out to spread a third wider than was thought."""

_FEW = 20_000
"""Up to so many ratings a posterior may have more points than it needs."""

_WIDE, _WIDEST = 0.5, 0.7
"""A posterior wider than this, in logits, needs one point more; or is too far from normal for so few points."""


@dataclass(frozen=True, slots=True, eq=False)
class Top:
    """The top of the likelihood, the grid it was found on, and whether that is fine and wide enough."""

    summit: Summit[Marginal]
    grid: Grid
    evaluations: int
    fine: bool


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
    vector, evaluations = _start(layout) if start is None else start, 0
    if nodes is not None:
        grid = fixed_grid(layout, nodes)
    elif start is None:
        grid = grid_of(layout, vector, spacing=_COARSE * narrowest(layout, vector), reach=REACH + 2)
    else:
        grid = grid_of(layout, vector, spacing=narrowest(layout, vector), reach=REACH + 1)
    for turn in range(_GRIDS):
        first = marginal(layout, vector, grid)
        if shape is None:
            shape = _guess(layout, vector, grid, first, far=turn == 0 and start is None)
        near = float(first.gradient @ shape @ first.gradient) / 2 < _NEAR
        most = _MOST if near or nodes is not None else _SHORT + turn
        summit = _summit(layout, vector, grid, first, shape=shape, most=most)
        evaluations += summit.evaluations
        near = near or summit.converged
        fine = near and (nodes is not None or _fine_enough(layout, summit, grid))
        if fine:
            break
        vector, old = summit.vector, grid
        if summit.left >= _NEAR or (near and not summit.converged):
            shape = None
        grid = grid if nodes is not None else _finer(layout, summit, grid)
    return Top(summit, grid if fine else old, evaluations, fine)


def _start(layout: Layout) -> Floats:
    return approached(layout) if len(layout.design.centred) >= LONG else start_of(layout)


def _summit(  # noqa: PLR0913 - as for `climb`
    layout: Layout, vector: Floats, grid: Grid, first: Marginal, *, shape: Floats, most: int
) -> Summit[Marginal]:
    """Climb to the top, or far from it a few steps."""
    return climb(
        lambda at: marginal(layout, at, grid),
        vector,
        first,
        shape,
        lambda ahead: held(layout, ahead),
        tolerance=_CLOSE,
        most=most,
    )


def _guess(layout: Layout, vector: Floats, grid: Grid, point: Marginal, *, far: bool) -> Floats:
    """Guess the shape of the hill: two points for each posterior, and of many persons only some."""
    least = max(_FAR_SAMPLE, _FAR_BY_PARAMETER * layout.size) if far else max(_SAMPLE, _BY_PARAMETER * layout.size)
    means, widths = moments_of(grid, point.posterior)
    two = Points(np.stack((means - widths, means + widths), axis=1), np.full((len(means), 2), 0.5))
    sizes = layout.design.units.size
    chosen = np.arange(len(sizes)) % max(1, len(sizes) // least) == 0
    some = np.where(chosen, sizes * sizes.sum() / sizes[chosen].sum(), 0.0)
    return inverse_of(layout, information(layout, vector, grid, point.posterior, points=two, sizes=some))[0]


def _finer(layout: Layout, top: Summit[Marginal], grid: Grid) -> Grid:
    widths = moments_of(grid, top.point.posterior)[1]
    return grid_of(layout, top.vector, spacing=0.95 * float(widths.min()), reach=REACH + 0.3)


def _fine_enough(layout: Layout, top: Summit[Marginal], grid: Grid) -> bool:
    widths = moments_of(grid, top.point.posterior)[1]
    fine = grid.spacing <= widths.min() and _inside(grid, top.point.posterior)
    return bool(fine and _wide_enough(layout, top.vector, grid))


def _wide_enough(layout: Layout, vector: Floats, grid: Grid) -> bool:
    return bool(grid.nodes[-1] >= REACH * sigma_of(layout, vector))


def _inside(grid: Grid, posterior: Floats) -> bool:
    """Tell whether no posterior is cut by its window; the ends of the grid itself are no cut."""
    ends = np.concatenate((grid.starts, grid.starts + grid.lengths - 1))
    cut = ends[posterior[ends] >= _CUT]
    return bool((np.abs(grid.abilities[cut]) >= grid.nodes[-1]).all())


def _points(layout: Layout, grid: Grid, posterior: Floats) -> Points:
    """Return the points that stand for each posterior: standard errors are then right to a thousandth."""
    widest = moments_of(grid, posterior)[1].max()
    if widest > _WIDEST:
        return thinned(grid, posterior)
    if len(layout.design.cell) <= _FEW:
        return points_of(grid, posterior, 9)
    return points_of(grid, posterior, 5 if widest > _WIDE else 4)


def _solution(layout: Layout, top: Top) -> Solution:
    units, grid, summit = layout.design.units, top.grid, top.summit
    means, widths = (own[units.of] for own in moments_of(grid, summit.point.posterior))
    points = _points(layout, grid, summit.point.posterior)
    full = information(layout, summit.vector, grid, summit.point.posterior, points=points, sizes=units.size)
    if at_bound(layout, summit.vector):  # sigma is held, so nothing depends on it
        full[layout.sigma] = full[:, layout.sigma] = 0.0
        full[layout.sigma, layout.sigma] = full[0, 0]
    covariance, exact = inverse_of(layout, full)
    by_cell, by_person = distances_of(layout, summit.vector, grid, summit.point)
    return Solution(
        layout=layout,
        vector=summit.vector,
        covariance=covariance,
        likelihood=summit.point.value,
        converged=summit.converged and top.fine and exact,
        evaluations=top.evaluations,
        nodes=len(grid.nodes),
        abilities=means,
        errors=widths,
        by_cell=by_cell,
        by_person=by_person,
        residuals=Residuals(layout, summit.vector, points.of(units.of)),
    )
