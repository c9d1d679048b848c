"""Cutting a design into tiles: every block that enough persons share becomes a rectangle, the rest stays ragged."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from beizhan.core.judging.arranging.patterns import Patterns, ranges
from beizhan.core.judging.arranging.tiles import RATINGS, Piece, Ragged, Tile
from beizhan.core.judging.coding import Codes, Flags

_LEAST = 48
"""A rectangle of fewer ratings is not worth its own turn."""


def tiled(person: Codes, cell: Codes, outer: Codes, patterns: Patterns) -> tuple[Codes, tuple[Piece, ...]]:
    """Return the order in which the ratings of each piece stand together, and the pieces.

    Parameters
    ----------
    person, cell : int array, shape (ratings,)
        Sorted by person and then by cell.
    outer : int array, shape (cells,)
        As for `patterns_of`.
    patterns : Patterns
    """
    begins = (np.diff(outer[cell], prepend=-1) != 0) | (np.diff(person, prepend=-1) != 0)
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=len(cell))
    twice = np.zeros(len(starts), np.bool_)
    again = np.flatnonzero((np.diff(cell, prepend=-1) == 0) & ~begins)
    twice[np.searchsorted(starts, again, "right") - 1] = True
    first, last = patterns.runs.starts[patterns.of], patterns.runs.starts[patterns.of + 1]
    block = patterns.runs.block[ranges(first, last - first)]
    block[twice] = -1
    order: list[Codes] = []
    pieces: list[Piece] = []
    at = 0
    left = np.ones(len(starts), np.bool_)
    sorted_runs = np.argsort(block, kind="stable")
    bounds = np.searchsorted(block[sorted_runs], np.arange(patterns.blocks.shape[0] + 1))
    for number, (one, two) in enumerate(pairwise(bounds)):
        runs = sorted_runs[one:two]
        cells = patterns.cells_of(number)
        if len(runs) * len(cells) < _LEAST or len(runs) < 2:
            continue
        left[runs] = False
        for tile, places in _rectangles(person, cell, cells, starts[runs], lengths[runs]):
            pieces.append(Tile(slice(at, at + len(places)), *tile))
            order.append(places)
            at += len(places)
    rest = np.flatnonzero(np.repeat(left, lengths))
    pieces += _ragged(person[rest], cell[rest], at)
    return np.concatenate([*order, rest]), tuple(pieces)


def _rectangles(
    person: Codes, cell: Codes, cells: Codes, starts: Codes, lengths: Codes
) -> Iterator[tuple[tuple[Codes, Codes, Flags | None], Codes]]:
    """Yield rectangles of persons who have the cells, each with the places of its ratings."""
    rows = max(RATINGS // len(cells), 1)
    for begin in range(0, len(starts), rows):
        own, sizes = starts[begin : begin + rows], lengths[begin : begin + rows]
        places = ranges(own, sizes)
        there = None
        if (sizes < len(cells)).any():
            there = np.zeros((len(own), len(cells)), np.bool_)
            there[np.repeat(np.arange(len(own)), sizes), np.searchsorted(cells, cell[places])] = True
        yield (person[own], cells, there), places


def _ragged(person: Codes, cell: Codes, at: int) -> Iterator[Ragged]:
    """Yield ragged pieces that end where a person ends."""
    begin = 0
    while begin < len(person):
        end = min(begin + RATINGS, len(person))
        if end < len(person):
            end = max(int(np.searchsorted(person, person[end - 1], "left")), 0) or end
            end = end if end > begin else int(np.searchsorted(person, person[begin], "right"))
        yield Ragged(slice(at + begin, at + end), person[begin:end], cell[begin:end])
        begin = end


def some(pieces: Sequence[Piece], chosen: Codes, persons: int) -> tuple[Piece, ...]:
    """Return the ratings of some persons, numbered anew in the order in which they were chosen."""
    number = np.full(persons, -1, np.intp)
    number[chosen] = np.arange(len(chosen))
    return tuple(_joined(cut for piece in pieces if (cut := _cut(piece, number)) is not None))


def repeated(pieces: Sequence[Piece], persons: int, times: int) -> tuple[Piece, ...]:
    """Return the ratings of all persons several times over, each time as if they were those of others."""
    return tuple(pieces) if times == 1 else tuple(_repeated(piece, persons * np.arange(times)) for piece in pieces)


def _repeated(piece: Piece, firsts: Codes) -> Piece:
    nowhere = slice(0, 0)
    match piece:
        case Tile():
            there = None if piece.there is None else np.tile(piece.there, (len(firsts), 1))
            return Tile(nowhere, np.add.outer(firsts, piece.persons).ravel(), piece.cells, there)
        case Ragged():
            return Ragged(nowhere, np.add.outer(firsts, piece.person).ravel(), np.tile(piece.cell, len(firsts)))
    raise TypeError(piece)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join tiles of the same cells that stand one after the other, as long as they stay small."""
    last: Piece | None = None
    for piece in pieces:
        if isinstance(piece, Tile) and isinstance(last, Tile) and _together(last, piece):
            there = None if last.there is None or piece.there is None else np.concatenate((last.there, piece.there))
            last = Tile(last.ratings, np.concatenate((last.persons, piece.persons)), last.cells, there)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _together(one: Tile, two: Tile) -> bool:
    small = (len(one.persons) + len(two.persons)) * len(one.cells) <= RATINGS
    return small and one.cells is two.cells and (one.there is None) == (two.there is None)


def _cut(piece: Piece, number: Codes) -> Piece | None:
    nowhere = slice(0, 0)
    match piece:
        case Tile():
            rows = number[piece.persons] >= 0
            there = None if piece.there is None else piece.there[rows]
            return Tile(nowhere, number[piece.persons[rows]], piece.cells, there) if rows.any() else None
        case Ragged():
            own = np.flatnonzero(number[piece.person] >= 0)
            own = own[np.argsort(number[piece.person[own]], kind="stable")]
            return Ragged(nowhere, number[piece.person[own]], piece.cell[own]) if len(own) else None
    raise TypeError(piece)
