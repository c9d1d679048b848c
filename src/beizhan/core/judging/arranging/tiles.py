# ruff: noqa: D102 - what the methods of a piece do is told once, in Piece
"""Ratings in tiles: persons with the same block of cells make a rectangle, on which whole rows are worked at once.

What fits no rectangle is left ragged. Both know how to find what was expected of each rating at given abilities, and
how to add numbers up by person and by cell.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from beizhan.core.judging.arranging.patterns import Entries
from beizhan.core.judging.coding import Codes, Flags, Floats, compact

RATINGS = 16_384
"""So many ratings are worked on at a time: they stay in the cache."""

_AT_ONCE = 1024
"""So many, if each has a row of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """What is expected of the ratings of a piece; each array is in the shape of the piece.

    Parameters
    ----------
    scale : float array
        One over the sum of the weights; 0 where there is no rating.
    moments : tuple of float array
        Mean of the category, of its square, of its cube …, each counted from the middle.
    inner : float array, shape (categories asked for, ...)
        Their probabilities.
    """

    scale: Floats
    moments: tuple[Floats, ...]
    inner: Floats

    @property
    def variance(self) -> Floats:
        """The variance of the category."""
        return np.asarray(self.moments[1] - self.moments[0] ** 2)

    @property
    def central(self) -> tuple[Floats, Floats, Floats]:
        """The second, third and fourth central moment of the category."""
        one, two, three, four = self.moments
        square = one * one
        second = two - square
        third = three - one * (3 * two - 2 * square)
        fourth = four - one * (4 * three - 6 * one * two + 3 * one * square)
        return second, third, fourth


class Piece(Protocol):
    """Some ratings of a design, which stand together in its order."""

    @property
    def ratings(self) -> slice:
        """Which of them."""
        ...

    @property
    def persons(self) -> Codes:
        """Whose they are, each once."""
        ...

    @property
    def cells(self) -> Codes:
        """Which cells they are on, each once."""
        ...

    def chances(self, weights: Floats, powers: Floats, centred: Floats, degree: int, inner: Codes) -> Chances:
        """Return the moments up to a degree and the probabilities of some categories.

        Parameters
        ----------
        weights : float array, shape (cells, categories)
        powers : float array, shape (persons, categories)
            ``exp(k theta)``.
        centred : float array, shape (categories,)
        degree : int
        inner : int array
        """
        ...

    def to_persons(self, rows: Floats, of_cell: Codes, values: Floats) -> None:
        """Add values to ``rows[person, of_cell[cell]]``."""
        ...

    def to_categories(self, rows: Floats, scale: Floats, weights: Floats, powers: Floats, categories: Codes) -> None:
        """Add to ``rows[person]`` the probabilities of some categories; ``scale`` is that of `Chances`."""
        ...

    def times(self, values: Floats, table: Floats) -> Floats:
        """Return for each own person the sum of values, each times the row of its cell in a table of own cells."""
        ...

    def back(self, values: Floats, table: Floats) -> Floats:
        """Return for each own cell the sum of values, each times the row of its person among own persons."""
        ...

    def across(self, one: Floats, two: Floats) -> Floats:
        """Return for each rating the product of the row of its person, among own persons, and that of its own cell."""
        ...

    def by_person(self, values: Floats, persons: int) -> Floats:
        """Return the sums of values by person."""
        ...

    def by_cell(self, shares: Floats, values: Floats, cells: int) -> Floats:
        """Return the sums of values by cell, each times the share of its person."""
        ...

    def of_person(self, values: Floats) -> Floats:
        """Return the value of its person for each rating, in the shape of the piece or to be stretched to it."""
        ...

    def shaped(self, values: Floats) -> Floats:
        """Return values of the ratings in the shape of the piece."""
        ...

    def flat(self, values: Floats) -> Floats:
        """Return values in the shape of the piece in the order of the ratings."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """Persons by cells.

    Parameters
    ----------
    ratings : slice
    persons : int array, shape (rows,)
        No two alike.
    cells : int array, shape (columns,)
        No two alike.
    there : bool array, shape (rows, columns), or None
        Which ratings there are; None for all.
    """

    ratings: slice
    persons: Codes
    cells: Codes
    there: Flags | None

    def chances(self, weights: Floats, powers: Floats, centred: Floats, degree: int, inner: Codes) -> Chances:
        own, across = powers[self.persons], weights[self.cells].T
        heights = [own]
        for _ in range(degree):
            heights.append(heights[-1] * centred)
        products = np.concatenate(heights) @ across
        shape = (len(self.persons), len(self.cells))
        total, *moments = products.reshape(degree + 1, *shape)
        np.divide(1.0, total, out=total)
        if self.there is not None:
            total *= self.there  # a rating that is not there has no probability, and counts nowhere
        for moment in moments:
            np.multiply(moment, total, out=moment)
        found = np.empty((len(inner), *shape))
        for row, category in zip(found, inner, strict=True):
            np.multiply.outer(own[:, category], across[category], out=row)
            np.multiply(row, total, out=row)
        return Chances(total, tuple(moments), found)

    def to_persons(self, rows: Floats, of_cell: Codes, values: Floats) -> None:
        places = of_cell[self.cells]
        first, count = int(places[0]), len(places)
        if places[-1] == first and (places == first).all():
            rows[self.persons, first] += values.sum(axis=1)
        elif places[-1] == first + count - 1 and (places == np.arange(first, first + count)).all():
            rows[:, first : first + count][self.persons] += values
        else:
            for place in np.unique(places):
                rows[self.persons, place] += values[:, places == place].sum(axis=1)

    def to_categories(self, rows: Floats, scale: Floats, weights: Floats, powers: Floats, categories: Codes) -> None:
        sums = scale @ weights[self.cells[:, np.newaxis], categories]
        rows[self.persons] += sums * powers[self.persons[:, np.newaxis], categories]

    def times(self, values: Floats, table: Floats) -> Floats:
        return np.asarray(values @ table)

    def back(self, values: Floats, table: Floats) -> Floats:
        return np.asarray(values.T @ table)

    def across(self, one: Floats, two: Floats) -> Floats:
        return np.asarray(one @ two.T)

    def by_person(self, values: Floats, persons: int) -> Floats:
        sums = np.zeros(persons)
        sums[self.persons] = values.sum(axis=1)
        return sums

    def by_cell(self, shares: Floats, values: Floats, cells: int) -> Floats:
        sums = np.zeros(cells)
        sums[self.cells] = shares[self.persons] @ values
        return sums

    def of_person(self, values: Floats) -> Floats:
        return values[self.persons][:, np.newaxis]

    def shaped(self, values: Floats) -> Floats:
        if self.there is None:
            return values.reshape(len(self.persons), len(self.cells))
        full = np.zeros(self.there.shape)
        full[self.there] = values
        return full

    def flat(self, values: Floats) -> Floats:
        return values.reshape(-1) if self.there is None else values[self.there]


@dataclass(frozen=True, eq=False)
class Ragged:
    """Ratings one by one, sorted by person.

    Parameters
    ----------
    ratings : slice
    person, cell : int array, shape (ratings,)
    """

    ratings: slice
    person: Codes
    cell: Codes

    def chances(self, weights: Floats, powers: Floats, centred: Floats, degree: int, inner: Codes) -> Chances:
        found = np.take(weights, self.cell, axis=0)
        found *= np.take(powers, self.person, axis=0)
        heights = np.stack([centred**power for power in range(degree + 1)], axis=1)
        total, *moments = (found @ heights).T
        scale = 1 / total
        return Chances(scale, tuple(moment * scale for moment in moments), found[:, inner].T * scale)

    def to_persons(self, rows: Floats, of_cell: Codes, values: Floats) -> None:
        first, last = int(self.person[0]), int(self.person[-1]) + 1
        columns, place = compact(of_cell[self.cell], rows.shape[1])
        keys = (self.person - first) * len(columns) + place
        sums = np.bincount(keys, values, (last - first) * len(columns)).reshape(last - first, len(columns))
        rows[first:last, columns] += sums

    def to_categories(self, rows: Floats, scale: Floats, weights: Floats, powers: Floats, categories: Codes) -> None:
        for column, category in enumerate(categories):
            sums = self.by_person(scale * weights[self.cell, category], len(rows))
            rows[:, column] += sums * powers[:, category]

    @property
    def persons(self) -> Codes:
        return self._by_person[0]

    @property
    def cells(self) -> Codes:
        return self._by_cell[0]

    @cached_property
    def _by_person(self) -> tuple[Codes, Codes]:
        distinct, places = np.unique(self.person, return_inverse=True)
        return distinct, places

    @cached_property
    def _by_cell(self) -> tuple[Codes, Codes]:
        distinct, places = np.unique(self.cell, return_inverse=True)
        return distinct, places

    def times(self, values: Floats, table: Floats) -> Floats:
        return self._entries(values).product(table)

    def back(self, values: Floats, table: Floats) -> Floats:
        return self._entries(values).back(table)

    def across(self, one: Floats, two: Floats) -> Floats:
        found = np.empty(len(self.person))
        (_, row), (_, column) = self._by_person, self._by_cell
        for begin in range(0, len(found), _AT_ONCE):
            part = slice(begin, begin + _AT_ONCE)
            np.einsum("rn,rn->r", one[row[part]], two[column[part]], out=found[part])
        return found

    def _entries(self, values: Floats) -> Entries:
        (persons, row), (cells, column) = self._by_person, self._by_cell
        return Entries(row, column, values, (len(persons), len(cells)))

    def by_person(self, values: Floats, persons: int) -> Floats:
        return np.asarray(np.bincount(self.person, values, persons), np.float64)

    def by_cell(self, shares: Floats, values: Floats, cells: int) -> Floats:
        return np.asarray(np.bincount(self.cell, shares[self.person] * values, cells), np.float64)

    def of_person(self, values: Floats) -> Floats:
        return values[self.person]

    def shaped(self, values: Floats) -> Floats:
        return values

    def flat(self, values: Floats) -> Floats:
        return values
