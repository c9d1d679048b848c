"""The design of a fit: cells, scales, patterns of persons, and what the scores add up to."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from beizhan.core.judging.arranging.patterns import Patterns, patterns_of
from beizhan.core.judging.arranging.tiles import Piece
from beizhan.core.judging.arranging.tiling import some, tiled
from beizhan.core.judging.coding import Codes, Flags, Floats, compact, distinct_count, distinct_rows


@dataclass(frozen=True, slots=True, eq=False)
class Scales:
    """The categories of each scale: one scale for all items (rating scale) or one for each (partial credit).

    Parameters
    ----------
    lowest : int array, shape (scales,)
        Score of the first category.
    used : bool array, shape (scales, categories)
        Which categories occur; the first always does.
    uses : float array, shape (scales, categories)
        How often.
    inner_scale, inner_category : int array, shape (inner,)
        Those used categories, scale by scale, that are neither the first nor the last of their scale. Only they have a
        parameter of their own: the steps of a scale add up to zero.
    """

    lowest: npt.NDArray[np.int64]
    used: Flags
    uses: Floats
    inner_scale: Codes
    inner_category: Codes

    @property
    def top(self) -> Codes:
        """The last used category of each scale, counted from its first."""
        categories = self.used.shape[1]
        return np.asarray(categories - 1 - np.argmax(self.used[:, ::-1], axis=1), np.intp)


@dataclass(frozen=True, eq=False)
class Design:
    """Who was rated on which cells. A cell is one combination of the elements of all facets.

    Ratings are ordered so that each piece stands together. Every element has a rating here, and none has only extreme
    ones: see `extremes`.

    Parameters
    ----------
    sizes : tuple of int
        Elements of each facet.
    cell : int array, shape (ratings,)
        The cell of each rating.
    person : int array, shape (ratings,)
    elements : int array, shape (facets, cells)
        Which element of each facet makes the cell.
    scale : int array, shape (cells,)
    scales : Scales
    step : int array, shape (ratings,)
        The category of each rating, counted from the first of its scale.
    patterns : Patterns
    units : Units
    pieces : tuple of Piece
    facet_order : tuple of int
        Facets, that of the cells in a block last: the order in which cells are numbered.
    order : int array, shape (ratings,)
        Where each rating stood when they were sorted by person, cell and score.
    """

    sizes: tuple[int, ...]
    person: Codes
    cell: Codes
    elements: npt.NDArray[np.intp]
    scale: Codes
    scales: Scales
    step: Codes
    patterns: Patterns
    units: "Units"
    pieces: tuple[Piece, ...]
    facet_order: tuple[int, ...]
    order: Codes

    @property
    def middle(self) -> float:
        """Half the number of steps: categories are counted from here, so that no power grows too large."""
        return float(self.scales.used.shape[1] - 1) / 2

    @cached_property
    def centred(self) -> Floats:
        """The categories counted from the middle."""
        return np.arange(self.scales.used.shape[1], dtype=np.float64) - self.middle

    @cached_property
    def unit_pieces(self) -> tuple[Piece, ...]:
        """The ratings of one person of each unit, numbered as units are."""
        return some(self.pieces, np.unique(self.units.of, return_index=True)[1], self.persons)

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return len(self.patterns.of)


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Persons with the same pattern and the same total: their likelihood is one and the same.

    Parameters
    ----------
    of : int array, shape (persons,)
        The unit of each person.
    pattern : int array, shape (units,)
    total : float array, shape (units,)
        Sum of the scores, each counted from the middle of the categories.
    size : float array, shape (units,)
        How many persons.
    """

    of: Codes
    pattern: Codes
    total: Floats
    size: Floats


def design_of(person: Codes, elements: tuple[Codes, ...], scores: Codes, *, by_item: bool) -> Design:
    """Arrange ratings for a fit.

    Parameters
    ----------
    person : int array, shape (ratings,)
        Codes without gaps.
    elements : tuple of int array, each of shape (ratings,)
        The element of each facet, codes without gaps; the first facet is the one with the scales.
    scores : int array, shape (ratings,)
    by_item : bool
        Whether each element of the first facet has a scale of its own (partial credit).
    """
    sizes = tuple(int(column.max()) + 1 for column in elements)
    persons = int(person.max()) + 1
    inner_last = _inner_last(person, elements, sizes)
    rows, cell = distinct_rows([elements[at] for at in inner_last], [sizes[at] for at in inner_last])
    of_cells = rows[np.argsort(inner_last)]
    scale = of_cells[0] if by_item else np.zeros(rows.shape[1], np.intp)
    scales, step = _scales_of(scale[cell], scores)
    width = scales.used.shape[1]
    sorted_keys = np.sort((person * rows.shape[1] + cell) * width + step)
    rest = sorted_keys // width  # quicker than divmod
    person = rest // rows.shape[1]
    step, cell = sorted_keys - rest * width, rest - person * rows.shape[1]
    outer = np.zeros(rows.shape[1], np.intp)
    if len(sizes) > 1:
        outer = distinct_rows(list(rows[:-1]), [sizes[at] for at in inner_last[:-1]])[1]
    patterns = patterns_of(person, cell, outer, persons)
    totals = np.bincount(person, step - (width - 1) / 2, persons)
    order, pieces = tiled(person, cell, outer, patterns)
    person, cell, step = person[order], cell[order], step[order]
    units = _units_of(patterns.of, np.asarray(totals, np.float64))
    facet_order = tuple(inner_last)
    return Design(sizes, person, cell, of_cells, scale, scales, step, patterns, units, pieces, facet_order, order)


def _inner_last(person: Codes, elements: tuple[Codes, ...], sizes: tuple[int, ...]) -> list[int]:
    """Put that facet last without which fewest blocks are met: mostly the items, for a judge marks all of them."""
    facets = range(len(sizes))

    def blocks(inner: int) -> int:
        others = [at for at in facets if at != inner]
        columns = [person, *(elements[at] for at in others)]
        return distinct_count(columns, [int(person.max()) + 1, *(sizes[at] for at in others)])

    inner = min(facets, key=blocks) if len(sizes) > 1 else 0
    return [*(at for at in facets if at != inner), inner]


def _scales_of(scale: Codes, scores: Codes) -> tuple[Scales, Codes]:
    """Count the categories of each scale from its lowest score."""
    first = int(scores.min())
    width = int(scores.max()) - first + 1
    rows = int(scale.max()) + 1
    found = np.bincount(scale * width + (scores - first), minlength=rows * width).reshape(rows, width)
    lowest = np.argmax(found > 0, axis=1)
    step = scores - first - lowest[scale]
    width = int(step.max()) + 1
    uses = np.bincount(scale * width + step, minlength=rows * width).reshape(rows, width)
    used = uses > 0
    inside = used.copy()
    inside[:, 0] = False
    inside[np.arange(rows), width - 1 - np.argmax(used[:, ::-1], axis=1)] = False
    inner_scale, inner_category = np.nonzero(inside)
    return Scales(lowest.astype(np.int64) + first, used, uses.astype(np.float64), inner_scale, inner_category), step


def _units_of(pattern: Codes, totals: Floats) -> Units:
    doubled = np.rint(2 * (totals - totals.min())).astype(np.intp)
    width = int(doubled.max()) + 1
    distinct, of = compact(pattern * width + doubled, (int(pattern.max()) + 1) * width)
    size = np.bincount(of, minlength=len(distinct)).astype(np.float64)
    return Units(of, distinct // width, distinct % width / 2 + totals.min(), size)
