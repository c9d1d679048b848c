"""Codes for labels, groups for keys: whole numbers that stand for what was written."""

from collections.abc import Hashable, Iterable, Sequence
from re import split

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_DENSE = 8
"""A table of so many times the number of keys is still quicker than sorting them."""


def coded(labels: Iterable[Hashable]) -> tuple[tuple[str, ...], Codes]:
    """Return the labels in their natural order, each once, and the place of every one given among them.

    Parameters
    ----------
    labels : iterable
        Anything that can be written; two labels are the same if they are written the same.
    """
    given = [str(label) for label in labels]
    ordered = sorted(set(given), key=natural_order)
    place = {label: at for at, label in enumerate(ordered)}
    return tuple(ordered), np.fromiter((place[label] for label in given), np.intp, len(given))


def natural_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which ``A2`` comes before ``A10``."""
    parts = split(r"(\d+)", label)
    return tuple((1, int(part), part) if part.isdecimal() else (0, 0, part) for part in parts if part) or ((0, 0, ""),)


def compact(keys: Codes, size: int) -> tuple[Codes, Codes]:
    """Return the distinct keys in order, and the place of each key among them.

    Parameters
    ----------
    keys : int array, shape (n,)
        From 0 to ``size - 1``.
    size : int
        How many keys there could be.
    """
    if size > _DENSE * len(keys) + 1024:
        distinct, places = np.unique(keys, return_inverse=True)
        return distinct, places.astype(np.intp, copy=False)
    present = np.zeros(size, np.bool_)
    present[keys] = True
    distinct = np.flatnonzero(present)
    table = np.empty(size, np.intp)
    table[distinct] = np.arange(len(distinct))
    return distinct, table[keys]


def distinct_rows(columns: Sequence[Codes], sizes: Sequence[int]) -> tuple[npt.NDArray[np.intp], Codes]:
    """Return the distinct rows of several columns, sorted by the first column, then the next …, and each row's place.

    Parameters
    ----------
    columns : sequence of int array, each of shape (n,)
    sizes : sequence of int
        Codes of each column run from 0 to ``size - 1``.

    Returns
    -------
    rows : int array, shape (columns, distinct)
    places : int array, shape (n,)
    """
    distinct, places = compact(columns[0], sizes[0])
    rows = distinct[np.newaxis]
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        distinct, places = compact(places * size + column, rows.shape[1] * size)
        before, last = np.divmod(distinct, size)
        rows = np.vstack((rows[:, before], last))
    return rows, places


def distinct_count(columns: Sequence[Codes], sizes: Sequence[int]) -> int:
    """Return how many distinct rows several columns have; as for `distinct_rows`."""
    places, size = columns[0], sizes[0]
    for column, more in zip(columns[1:], sizes[1:], strict=True):
        if size * more > _DENSE * len(places) + 1024:
            distinct, places = compact(places, size)
            size = len(distinct)
        places, size = places * more + column, size * more
    if size > _DENSE * len(places) + 1024:
        return len(np.unique(places))
    present = np.zeros(size, np.bool_)
    present[places] = True
    return int(np.count_nonzero(present))
