"""Which cells were marked for whom, in as few numbers as possible.

The likelihood of a competitor depends on the total score and on *which* cells were marked. Most competitors share their
cells with others: those who met the same judges. And cells come in blocks: a judge marks all aspects. Both are found
here, so that a sum over ten thousand competitors and ninety ratings each becomes three small matrix products:
``links = through_blocks @ blocks + alone``. Any design is exact; an irregular one only costs more.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import scipy

from beizhan.core.judging.coding import Codes, Flags, Floats

_DENSE = 300_000
"""A matrix of so many entries is multiplied as it is: quicker than a sparse one, and SciPy need not be loaded."""


@dataclass(frozen=True, eq=False)
class Entries:
    """A matrix by its entries that are not zero; ``product`` and ``back`` multiply by it and by its transpose."""

    rows: Codes
    columns: Codes
    counts: Floats
    shape: tuple[int, int]

    def product(self, table: Floats) -> Floats:
        """Return the matrix times ``table``."""
        return np.asarray(self._forward @ table)

    def back(self, table: Floats) -> Floats:
        """Return the transposed matrix times ``table``."""
        return np.asarray(self._backward @ table)

    @cached_property
    def _forward(self) -> Any:
        if self.shape[0] * self.shape[1] <= _DENSE:
            dense = np.zeros(self.shape)
            np.add.at(dense, (self.rows, self.columns), self.counts)
            return dense
        return scipy.sparse.csr_array((self.counts, (self.rows, self.columns)), shape=self.shape)

    @cached_property
    def _backward(self) -> Any:
        turned = self._forward.T
        return turned if isinstance(turned, np.ndarray) else turned.tocsr()


@dataclass(frozen=True, eq=False)
class Patterns:
    """The distinct sets of cells that competitors were marked on.

    Parameters
    ----------
    of : int array, shape (persons,)
        The pattern of each person.
    runs : Runs
    through_blocks, blocks, alone : Entries
        ``links = through_blocks @ blocks + alone`` counts the cells of each pattern.
    """

    of: Codes
    runs: "Runs"
    through_blocks: Entries
    blocks: Entries
    alone: Entries

    def cells_of(self, block: int) -> Codes:
        """Return the cells of one block."""
        first, last = np.searchsorted(self.blocks.rows, (block, block + 1))
        return self.blocks.columns[first:last]

    def sums(self, table: Floats) -> Floats:
        """Return the sums over the cells of each pattern. ``table`` has shape (cells, nodes)."""
        found = self.through_blocks.product(self.blocks.product(table))
        return found + self.alone.product(table) if len(self.alone.rows) else found

    def spread(self, table: Floats) -> Floats:
        """Return the sums over the patterns of each cell. ``table`` has shape (patterns, nodes)."""
        found = self.blocks.back(self.through_blocks.back(table))
        return found + self.alone.back(table) if len(self.alone.rows) else found


@dataclass(frozen=True, eq=False)
class Runs:
    """The cells of each pattern, cut where the outer number changes.

    Parameters
    ----------
    starts : int array, shape (patterns + 1,)
        Which runs belong to each pattern.
    block : int array, shape (runs,)
        The block that each run is, or is less a few cells; -1 if it is counted cell by cell.
    """

    starts: Codes
    block: Codes


def patterns_of(person: Codes, cell: Codes, outer: Codes, persons: int) -> Patterns:
    """Find the patterns and the blocks in them.

    Parameters
    ----------
    person, cell : int array, shape (ratings,)
        Of each rating, sorted by person and then by cell.
    outer : int array, shape (cells,)
        Rising: cells with the same number (of the same judge, say) may form a block.
    persons : int
        How many persons there are; each must have a rating.
    """
    cells = len(outer)
    first = np.flatnonzero((np.diff(cell, prepend=-1) != 0) | (np.diff(person, prepend=-1) != 0))
    times = np.diff(first, append=len(cell))
    who, what = person[first], cell[first]
    starts = np.searchsorted(who, np.arange(persons + 1))
    of = alike(what + cells * (times - 1), starts)
    chosen = np.unique(of, return_index=True)[1]
    lengths = np.diff(starts)[chosen]
    own = ranges(starts[chosen], lengths)
    pattern = np.repeat(np.arange(len(chosen)), lengths)
    return Patterns(of, *_blocks_in(pattern, what[own], times[own].astype(np.float64), outer))


def alike(values: Codes, starts: Codes) -> Codes:
    """Return for each run ``values[starts[i]:starts[i + 1]]`` a number that is the same for equal runs, and only those.

    Runs are sorted by a fingerprint, then each is compared with the first that has the same one.
    """
    lengths = np.diff(starts)
    mixed = (values.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    prints = np.add.reduceat(mixed ^ (mixed >> np.uint64(32)), starts[:-1])
    prints ^= lengths.astype(np.uint64) << np.uint64(40)
    _, first, of = np.unique(prints, return_index=True, return_inverse=True)
    model = starts[first[of]]
    same_length = lengths[first[of]] == lengths
    within = np.arange(len(values)) - np.repeat(starts[:-1], lengths)
    compared = np.minimum(np.repeat(model, lengths) + within, len(values) - 1)
    differs = np.logical_or.reduceat(values[compared] != values, starts[:-1]) | ~same_length
    of[differs] = len(first) + np.arange(np.count_nonzero(differs))  # never seen: two fingerprints would have to agree
    return np.asarray(of, np.intp)


def ranges(starts: Codes, lengths: Codes) -> Codes:
    """Return ``starts[0], starts[0] + 1 … starts[1], …``, so many of each."""
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths), np.intp)


Links = tuple[Runs, Entries, Entries, Entries]


def _blocks_in(pattern: Codes, cell: Codes, counts: Floats, outer: Codes) -> Links:
    """Choose the cheaper of two ways: blocks exactly as they were marked, or whole blocks less what is missing."""
    cells, patterns = len(outer), int(pattern[-1]) + 1
    starts = np.flatnonzero(np.diff(pattern * cells + outer[cell], prepend=-1))
    starts = np.append(starts, len(cell))
    where = pattern[starts[:-1]]
    firsts = np.searchsorted(where, np.arange(patterns + 1))
    of = alike(cell + cells * (counts.astype(np.intp) - 1), starts)
    chosen = np.unique(of, return_index=True)[1]
    lengths = np.diff(starts)
    sizes = lengths[chosen]
    whole_first = np.flatnonzero(np.diff(outer, prepend=-1))
    whole_sizes = np.diff(whole_first, append=cells)
    missing = whole_sizes[np.searchsorted(outer[whole_first], outer[cell[starts[:-1]]])] - lengths
    exact_costs = len(of) + int(sizes.sum())
    if exact_costs <= len(of) + cells + int(np.minimum(missing, lengths).sum()) + int((counts > 1).sum()):
        own = ranges(starts[chosen], sizes)
        blocks = Entries(np.repeat(np.arange(len(chosen)), sizes), cell[own], counts[own], (len(chosen), cells))
        through = Entries(where, of, np.ones(len(of)), (patterns, len(chosen)))
        nothing = np.empty(0, np.intp)
        return Runs(firsts, of), through, blocks, Entries(nothing, nothing, np.empty(0), (patterns, cells))
    block, through, blocks, alone = _whole_blocks(pattern, cell, counts, outer, starts)
    return Runs(firsts, block), through, blocks, alone


def _whole_blocks(
    pattern: Codes, cell: Codes, counts: Floats, outer: Codes, starts: Codes
) -> tuple[Codes, Entries, Entries, Entries]:
    """Take each block whole where at least half of it is there, and take off what is missing; else cell by cell."""
    cells, patterns = len(outer), int(pattern[-1]) + 1
    whole_first, block = compact_runs(outer)
    whole_sizes = np.diff(whole_first, append=cells)
    lengths, where, which = np.diff(starts), pattern[starts[:-1]], block[cell[starts[:-1]]]
    full = 2 * lengths >= whole_sizes[which]
    expected = np.repeat(where[full], whole_sizes[which[full]]) * cells + ranges(
        whole_first[which[full]], whole_sizes[which[full]]
    )
    there = pattern * cells + cell
    absent = expected[~_among(expected, there)]
    in_full = np.repeat(full, lengths)
    extra = np.where(in_full, counts - 1, counts)
    more = extra > 0
    alone = Entries(
        np.concatenate((absent // cells, pattern[more])),
        np.concatenate((absent % cells, cell[more])),
        np.concatenate((np.full(len(absent), -1.0), extra[more])),
        (patterns, cells),
    )
    blocks = Entries(block, np.arange(cells), np.ones(cells), (len(whole_first), cells))
    through = Entries(where[full], which[full], np.ones(int(full.sum())), (patterns, len(whole_first)))
    return np.where(full, which, -1), through, blocks, alone


def compact_runs(rising: Codes) -> tuple[Codes, Codes]:
    """Return where each run of equal numbers begins, and the number of the run each place belongs to."""
    begins = np.diff(rising, prepend=-1) != 0
    return np.flatnonzero(begins), np.cumsum(begins) - 1


def _among(wanted: Codes, rising: Codes) -> Flags:
    """Tell which of ``wanted`` stand in ``rising``."""
    if not len(rising):
        return np.zeros(len(wanted), np.bool_)
    places = np.minimum(np.searchsorted(rising, wanted), len(rising) - 1)
    return np.asarray(rising[places] == wanted)
