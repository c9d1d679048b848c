"""The grid of abilities: as fine as the narrowest posterior needs, and for each unit only where its posterior is.

The trapezoidal rule with spacing ``h`` on a posterior of width ``s`` errs by about ``exp(-2 pi^2 (s / h)^2)``: with one
posterior standard deviation between nodes, by 3e-9 (Trefethen & Weideman 2014).
"""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Codes, Floats, compact
from beizhan.core.judging.estimation.parameters import Layout, excess, powers_of, sigma_of

REACH = 6.0
"""Standard deviations of persons that the grid must cover on either side."""

MOST_NODES = 2001
"""With more, a posterior would be a hundredth of what persons spread over."""

_COARSE = 61
_DEPTH = 32.0
"""Nodes where the posterior is below ``exp(-32)`` of its peak are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Evenly spaced abilities, and a window of them for each unit.

    Parameters
    ----------
    nodes : float array, shape (nodes,)
    met : float array, shape (met,)
        Those nodes that lie in some window, in order; nothing is reckoned at the others.
    places : int array, shape (all windows,)
        Window after window: where pattern and node of each place stand in a table (patterns, met).
    starts : int array, shape (units,)
        Where the window of each unit begins.
    lengths : int array, shape (units,)
    peaks : int array, shape (units,)
        The place where the posterior was greatest when the windows were laid.
    abilities, lines : float array, shape (all windows,)
        The ability at each place; and multiplied by the total of the unit.
    """

    nodes: Floats
    met: Floats
    places: Codes
    starts: Codes
    lengths: Codes
    peaks: Codes
    abilities: Floats
    lines: Floats

    @property
    def spacing(self) -> float:
        """The distance between two nodes."""
        return float(self.nodes[1] - self.nodes[0])


def narrowest(layout: Layout, vector: Floats) -> float:
    """Return a width that no posterior is narrower than: where most information is, for the pattern with most."""
    sigma, design = sigma_of(layout, vector), layout.design
    nodes = np.linspace(-REACH * sigma, REACH * sigma, _COARSE)
    weights = layout.weights(vector)
    powers = powers_of(nodes, design.centred).T
    totals = weights @ powers
    means = (weights * design.centred) @ powers / totals
    variances = (weights * design.centred**2) @ powers / totals - means**2
    return float(1 / np.sqrt(design.patterns.sums(variances).max() + 1 / sigma**2))


def grid_of(layout: Layout, vector: Floats, *, spacing: float, reach: float = REACH) -> Grid:
    """Lay a grid over ``reach`` standard deviations of persons, nodes at most ``spacing`` apart, and its windows."""
    sigma = sigma_of(layout, vector)
    half = min(int(np.ceil(reach * sigma / spacing)), MOST_NODES // 2)
    return _laid(layout, vector, np.linspace(-reach * sigma, reach * sigma, 2 * half + 1))


def fixed_grid(layout: Layout, nodes: Floats) -> Grid:
    """Lay a grid on given nodes, and let the window of each unit be all of it."""
    units, count = layout.design.units, len(nodes)
    starts = np.arange(len(units.size)) * count
    places = (units.pattern[:, np.newaxis] * count + np.arange(count)).ravel()
    abilities = np.tile(nodes, len(units.size))
    lengths = np.full(len(starts), count)
    lines = abilities * np.repeat(units.total, count)
    return Grid(nodes, nodes, places, starts, lengths, starts + count // 2, abilities, lines)


def _laid(layout: Layout, vector: Floats, nodes: Floats) -> Grid:
    design, units, sigma = layout.design, layout.design.units, sigma_of(layout, vector)
    weights, peaked = layout.peaked(vector)
    logs = np.log(weights @ powers_of(nodes, design.centred).T)
    logs += peaked[:, np.newaxis] + excess(nodes, design.centred)
    table = design.patterns.sums(logs) + nodes**2 / (2 * sigma**2)
    lengths, first, peaks = _windows(table, units.pattern, units.total, nodes)
    starts = np.cumsum(lengths) - lengths
    node = np.arange(int(lengths.sum())) + np.repeat(first - starts, lengths)
    met, place = compact(node, len(nodes))
    places = place + np.repeat(units.pattern * len(met), lengths)
    abilities = nodes[node]
    lines = abilities * np.repeat(units.total, lengths)
    return Grid(nodes, nodes[met], places, starts, lengths, starts + peaks - first, abilities, lines)


def _windows(table: Floats, pattern: Codes, total: Floats, nodes: Floats) -> tuple[Codes, Codes, Codes]:
    """Return how many nodes each unit needs, the first of them, and the one with the peak. Posteriors have one peak."""
    lengths, first, peaks = (np.empty(len(total), np.intp) for _ in range(3))
    for begin in range(0, len(total), 1024):
        part = slice(begin, begin + 1024)
        joint = np.multiply.outer(total[part], nodes)
        joint -= table[pattern[part]]
        peaks[part] = np.argmax(joint, axis=1)
        near = joint > np.max(joint, axis=1, keepdims=True) - _DEPTH
        first[part] = np.argmax(near, axis=1)
        lengths[part] = np.count_nonzero(near, axis=1)
    return lengths, first, peaks
