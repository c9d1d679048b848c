"""The marginal likelihood and its gradient, on the sums that are sufficient for it (Bock & Aitkin 1981)."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.parameters import Layout, at_bound, excess, powers_of, sigma_of
from beizhan.core.judging.estimation.quadrature import Grid

_FAR = 300.0
"""So far may a posterior rise above where its peak was when the windows were laid; ``exp`` overflows beyond 700."""


@dataclass(frozen=True, slots=True, eq=False)
class Marginal:
    """The likelihood at one point.

    Parameters
    ----------
    value : float
        Log-likelihood.
    gradient : float array, shape (parameters,)
    posterior : float array, shape (all windows,)
        Of each unit over its window of the grid; each adds up to one.
    masses : float array, shape (patterns, met)
        The posteriors of all persons of each pattern, added up.
    """

    value: float
    gradient: Floats
    posterior: Floats
    masses: Floats


def marginal(layout: Layout, vector: Floats, grid: Grid) -> Marginal:
    """Return the likelihood, its gradient by Fisher's identity, and the posterior of each unit."""
    design, units, sigma = layout.design, layout.design.units, sigma_of(layout, vector)
    weights, peaked = layout.peaked(vector)
    powers = powers_of(grid.met, design.centred).T
    totals = weights @ powers
    logs = np.log(totals)
    logs += peaked[:, np.newaxis] + excess(grid.met, design.centred)
    table = design.patterns.sums(logs)
    table += grid.met**2 / (2 * sigma**2)
    joint = grid.lines - np.take(table.ravel(), grid.places)
    peaks = joint[grid.peaks]
    joint -= np.repeat(peaks, grid.lengths)
    if joint.max() > _FAR:
        higher = np.maximum.reduceat(joint, grid.starts)
        joint -= np.repeat(higher, grid.lengths)
        peaks = peaks + higher
    np.exp(joint, out=joint)
    masses = np.add.reduceat(joint, grid.starts)
    joint *= np.repeat(1 / masses, grid.lengths)
    prior = np.exp(-(grid.nodes**2) / (2 * sigma**2))
    linear = layout.observed @ vector[: layout.sigma]
    value = float(units.size @ (np.log(masses) + peaks - np.log(prior.sum())) - linear)

    by_pattern = masses_of(layout, grid, joint, units.size)
    by_cell = design.patterns.spread(by_pattern)
    by_cell /= totals
    gradient = np.empty(layout.size)
    gradient[: layout.sigma] = layout.expected(weights * (by_cell @ powers.T)) - layout.observed
    spread = float(prior @ grid.nodes**2) / prior.sum()
    uphill = float(by_pattern.sum(axis=0) @ grid.met**2 - units.size.sum() * spread) / sigma**2
    gradient[layout.sigma] = 0.0 if at_bound(layout, vector, uphill) else uphill
    return Marginal(value, gradient, joint, by_pattern)


def masses_of(layout: Layout, grid: Grid, posterior: Floats, sizes: Floats) -> Floats:
    """Return the posteriors of all persons of each pattern, added up; shape (patterns, met)."""
    shape = (layout.design.patterns.through_blocks.shape[0], len(grid.met))
    counted = np.bincount(grid.places, posterior * np.repeat(sizes, grid.lengths), shape[0] * shape[1])
    return np.asarray(counted, np.float64).reshape(shape)
