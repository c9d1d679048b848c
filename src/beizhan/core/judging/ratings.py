"""Ratings: who was rated on what by whom, in columns of whole numbers."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beizhan.core.judging.coding import Codes, Flags, coded


@dataclass(frozen=True, slots=True)
class Facet:
    """One way in which ratings differ beside the person: aspects, judges, days.

    Parameters
    ----------
    name : str
        Of one element, in the singular: ``"rater"``.
    labels : tuple of str
        Its elements, no two alike.
    """

    name: str
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.labels)) < len(self.labels):
            raise ValueError(f"two elements of {self.name} share a label")


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One column for each of person, facets and score; one row for each rating, in any order.

    The first facet is the one whose elements float freely and, in a partial-credit model, have scales of their own:
    the items, here the aspects. A rating that is missing is simply not there; a cell may be rated more than once.

    Parameters
    ----------
    persons : tuple of str
        Labels of those who are measured.
    facets : tuple of Facet
        One or more.
    person : array_like of int, shape (ratings,)
        Which person each rating is of.
    elements : sequence of array_like of int, each of shape (ratings,)
        Which element of each facet it belongs to.
    scores : array_like of int, shape (ratings,)
        Whole numbers; they need not begin at zero.

    Raises
    ------
    ValueError
        If columns differ in length, a code points nowhere, or a score is no whole number.
    """

    persons: tuple[str, ...]
    facets: tuple[Facet, ...]
    person: Codes
    elements: tuple[Codes, ...]
    scores: npt.NDArray[np.int64]

    def __post_init__(self) -> None:
        scores = np.asarray(self.scores)
        if scores.ndim != 1 or (scores.dtype.kind not in "iu" and not np.array_equal(scores, np.rint(scores))):
            raise ValueError("scores must be one column of whole numbers")
        object.__setattr__(self, "scores", _frozen(scores.astype(np.int64)))
        if not self.facets or len(self.elements) != len(self.facets):
            raise ValueError("there must be one column of elements for each facet")
        object.__setattr__(self, "person", _column(self.person, len(self.persons), len(scores), "person"))
        columns = [
            _column(column, len(facet.labels), len(scores), facet.name)
            for column, facet in zip(self.elements, self.facets, strict=True)
        ]
        object.__setattr__(self, "elements", tuple(columns))

    def __len__(self) -> int:
        return len(self.scores)

    def place_of(self, facet: str) -> int:
        """Return where the facet of this name stands.

        Raises
        ------
        KeyError
            If there is none.
        """
        for place, one in enumerate(self.facets):
            if one.name == facet:
                return place
        raise KeyError(facet)

    def only(self, rows: Flags | Codes) -> "Ratings":
        """Return some of the ratings, with all labels."""
        elements = tuple(column[rows] for column in self.elements)
        return Ratings(self.persons, self.facets, self.person[rows], elements, self.scores[rows])


def ratings_of(
    person: Iterable[Hashable], facets: Mapping[str, Iterable[Hashable]], scores: Sequence[int] | npt.ArrayLike
) -> Ratings:
    """Return ratings from columns of labels.

    Parameters
    ----------
    person : iterable
        Whoever was rated; anything that can be written, row by row.
    facets : mapping from str to iterable
        The other columns by name, items first.
    scores : array_like of int

    Examples
    --------
    >>> ratings = ratings_of(["a", "a", "b"], {"item": [1, 2, 1], "rater": ["x", "y", "x"]}, [0, 3, 2])
    >>> ratings.persons, [facet.name for facet in ratings.facets]
    (('a', 'b'), ['item', 'rater'])
    """
    persons, code = coded(person)
    columns = {name: coded(column) for name, column in facets.items()}
    return Ratings(
        persons,
        tuple(Facet(name, labels) for name, (labels, _) in columns.items()),
        code,
        tuple(codes for _, codes in columns.values()),
        np.asarray(scores),
    )


def _column(codes: npt.ArrayLike, labels: int, rows: int, name: str) -> Codes:
    column = np.asarray(codes)
    if column.shape != (rows,):
        raise ValueError(f"the column of {name} must have one code for each score")
    if rows and (column.dtype.kind not in "iu" or column.min() < 0 or column.max() >= labels):
        raise ValueError(f"a code of {name} points at no label")
    return _frozen(column.astype(np.intp))


def _frozen(column: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    column.flags.writeable = False
    return column
