"""How far scores lie from what was expected of them, added up by cell and by person: what mean squares are made of.

Under the posterior of the person the squared distance is ``k^2 - 2 k E + E^2``, so that scores enter only as sums of
``k`` and ``k^2``: with the posteriors by cell, and with ``E`` by person. Both are matrix products, tile by tile.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from beizhan.core.judging.arranging.design import Design
from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.estimation.likelihood import Marginal
from beizhan.core.judging.estimation.moments import LEAST_VARIANCE, Moments, moments_at
from beizhan.core.judging.estimation.parameters import Layout, powers_of
from beizhan.core.judging.estimation.quadrature import Grid

_NODES = 256
"""So many nodes are worked on at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Sums over ratings, each averaged over the posterior of its person; all of shape (groups,).

    Parameters
    ----------
    count : float array
        How many ratings.
    spread : float array
        Variances of the score that the model expects.
    squared, standardized : float array
        Squared distances of scores from what was expected, and the same divided by the variance.
    excess, ratio : float array
        Variances of both under the model.
    """

    count: Floats
    spread: Floats
    squared: Floats
    standardized: Floats
    excess: Floats
    ratio: Floats

    def __iter__(self) -> Iterator[Floats]:
        return (getattr(self, field.name) for field in fields(self))

    def of(self, group: Codes, groups: int) -> "Distances":
        """Return the sums over larger groups: ``group`` says where each group now belongs."""
        return Distances(*(np.asarray(np.bincount(group, own, groups), np.float64) for own in self))


def distances_of(layout: Layout, vector: Floats, grid: Grid, point: Marginal) -> tuple[Distances, Distances]:
    """Return the distances by cell and by person of a fit by marginal maximum likelihood."""
    design, weights = layout.design, layout.weights(vector)
    cells, persons = np.zeros((6, len(design.scale))), np.zeros((6, design.persons))
    cells[0], persons[0] = np.bincount(design.cell), np.bincount(design.person)
    squares = (design.step - design.middle) ** 2
    cells[2], persons[2] = np.bincount(design.cell, squares), np.bincount(design.person, squares)
    units = np.zeros((6, len(design.units.size)))
    for part, unit, node, posterior in _slabs(grid, point):
        moments = moments_at(weights, powers_of(grid.met[part], design.centred), design.centred)
        masses = design.patterns.spread(point.masses[:, part])
        for row, table in enumerate(moments.apart(), 1):
            cells[row] += np.einsum("cn,cn->c", table, masses)
            own = design.patterns.sums(table)[design.units.pattern[unit], node]
            units[row] += np.bincount(unit, own * posterior, units.shape[1])
        whole = np.zeros((units.shape[1], part.stop - part.start))
        whole[unit, node] = posterior
        _add_scores(design, moments, whole[design.units.of], cells, persons)
    persons += units[:, design.units.of]
    return Distances(*cells), Distances(*persons)


def _slabs(grid: Grid, point: Marginal) -> Iterator[tuple[slice, Codes, Codes, Floats]]:
    """Yield some nodes after others: which, and place by place the unit, the node among these, and the posterior."""
    unit, node = np.repeat(np.arange(len(grid.lengths)), grid.lengths), grid.places % len(grid.met)
    for begin in range(0, len(grid.met), _NODES):
        part = slice(begin, min(begin + _NODES, len(grid.met)))
        here = np.flatnonzero((node >= part.start) & (node < part.stop))
        yield part, unit[here], node[here] - begin, point.posterior[here]


def _add_scores(design: Design, moments: Moments, posterior: Floats, cells: Floats, persons: Floats) -> None:
    """Add to squared and standardized distances what depends on the scores."""
    scores, one = np.asarray(design.step - design.middle, np.float64), np.ones(design.persons)
    over, doubled = 1 / moments.variance, 2 * moments.mean
    ratio = doubled * over
    for piece in design.pieces:
        own, here = piece.shaped(scores[piece.ratings]), posterior[piece.persons]
        squared = -own * piece.across(here, doubled[piece.cells])
        standardized = own * (own * piece.across(here, over[piece.cells]) - piece.across(here, ratio[piece.cells]))
        for row, values in ((2, squared), (3, standardized)):
            persons[row] += piece.by_person(values, design.persons)
            cells[row] += piece.by_cell(one, values, len(design.scale))


def distances_at(layout: Layout, vector: Floats, abilities: Floats) -> tuple[Distances, Distances]:
    """Return the same for known abilities of the persons."""
    design, weights = layout.design, layout.weights(vector)
    powers, nothing = powers_of(abilities, design.centred), np.empty(0, np.intp)
    ratings = np.ones((6, len(design.cell)))
    for piece in design.pieces:
        found = piece.chances(weights, powers, design.centred, 4, nothing)
        moments = Moments(found.moments[0], np.maximum(found.variance, LEAST_VARIANCE), *found.central[1:])
        variance, _, _, excess, ratio = (piece.flat(own) for own in moments.apart())
        squared = (design.step[piece.ratings] - design.middle - piece.flat(moments.mean)) ** 2
        ratings[1:, piece.ratings] = variance, squared, squared / variance, excess, ratio
    every = Distances(*ratings)
    return every.of(design.cell, len(design.scale)), every.of(design.person, design.persons)
