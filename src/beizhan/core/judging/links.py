"""Whether all measures stand on one ruler: subsets that nothing links (union-find), before anything is fitted.

Two elements can be compared if a chain of ratings leads from one to the other. Two facets that fall apart into the same
parts cannot be told from each other across the parts, however much else is shared: judges who marked only module A and
judges who marked only module B are not comparable, even if every competitor did both, for the aspects of A may as well
be easy as its judges lenient. So facets are looked at together *and* two by two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from beizhan.core.judging.coding import Codes, Floats, compact, distinct_rows
from beizhan.core.judging.ratings import Facet, Ratings

PERSON = "person"
"""Name of the persons among the facets."""

_MOST = 1500
"""With more elements than this, facets are only compared two by two."""


@dataclass(frozen=True, slots=True)
class Subset:
    """Elements that are linked with each other and with no other subset: their labels by the name of their facet."""

    elements: Mapping[str, tuple[str, ...]]


def subsets_of(ratings: Ratings, *, with_persons: bool) -> tuple[Subset, ...]:
    """Return the parts that are not linked; one part, or none without ratings, if all measures can be compared.

    Parameters
    ----------
    ratings : Ratings
    with_persons : bool
        Whether persons have parameters of their own, as in joint estimation. In marginal estimation they come from one
        population, which links whoever marked different persons on the same items.
    """
    named = [(facet.name, facet.labels, column) for facet, column in zip(ratings.facets, ratings.elements, strict=True)]
    person = (PERSON, ratings.persons, ratings.person)
    pairs = list(combinations(named, 2))
    pairs += [(person, one) for one in named] if with_persons or len(named) == 1 else []
    for pair in pairs:
        parts = _parts(pair)
        if parts.max(initial=0) > 0:
            whole = _parts([person, *named])
            return _named([person, *named], whole) if whole.max() > 0 else _named(pair, parts)
    return _confounded(ratings, named, with_persons=with_persons)


Named = tuple[str, tuple[str, ...], Codes]
"""Name, labels and column of a facet, or of persons."""


def _parts(columns: Sequence[Named]) -> Codes:
    return parts_of([column for _, _, column in columns], [len(labels) for _, labels, _ in columns])


def part_of(ratings: Ratings, subset: Subset) -> Ratings:
    """Return the ratings of one subset, with the labels that they use."""
    columns = {
        facet.name: (facet.labels, column) for facet, column in zip(ratings.facets, ratings.elements, strict=True)
    }
    columns[PERSON] = (ratings.persons, ratings.person)
    inside = np.ones(len(ratings), np.bool_)
    for name, wanted in subset.elements.items():
        labels, column = columns[name]
        inside &= np.isin(column, [labels.index(label) for label in wanted])
    left = ratings.only(inside)
    persons, person = compact(left.person, len(left.persons))
    used = [compact(column, len(facet.labels)) for facet, column in zip(left.facets, left.elements, strict=True)]
    return Ratings(
        tuple(left.persons[code] for code in persons),
        tuple(
            Facet(facet.name, tuple(facet.labels[code] for code in codes))
            for facet, (codes, _) in zip(left.facets, used, strict=True)
        ),
        person,
        tuple(places for _, places in used),
        left.scores,
    )


def parts_of(columns: Sequence[Codes], sizes: Sequence[int]) -> Codes:
    """Return for each row the number of the part it belongs to; elements in one row hang together.

    Each element begins as its own part. Every row gives all its elements the least of their numbers, and each number is
    replaced by the number of the element it names, until nothing changes.
    """
    rows, places = distinct_rows(columns, sizes)
    edges = rows + np.concatenate(([0], np.cumsum(sizes)))[:-1, np.newaxis]
    part = np.arange(int(np.sum(sizes)))
    before = np.empty(0, np.intp)
    while not np.array_equal(part, before):
        before = part.copy()
        least = part[edges].min(axis=0)
        for row in edges:
            np.minimum.at(part, before[row], least)
            np.minimum.at(part, row, least)
        part = part[part]
    return compact(part[edges[0]], len(part))[1][places]


def _named(columns: Sequence[Named], parts: Codes) -> tuple[Subset, ...]:
    """Return the subsets with the labels of their elements, the one with most ratings first."""
    order = np.argsort(-np.bincount(parts), kind="stable")
    return tuple(
        Subset(
            {name: tuple(labels[code] for code in np.unique(column[parts == part])) for name, labels, column in columns}
        )
        for part in order
    )


def _confounded(ratings: Ratings, named: Sequence[Named], *, with_persons: bool) -> tuple[Subset, ...]:
    """Find what only three facets together leave open: a design with more free directions than one for each facet."""
    sizes = [len(labels) for _, labels, _ in named]
    if len(named) + with_persons < 3 or sum(sizes) > _MOST or not len(ratings):
        return ()
    first = np.concatenate(([0], np.cumsum(sizes)))
    values, vectors = np.linalg.eigh(_gram(ratings, first, with_persons=with_persons))
    free = vectors[:, values < 1e-9 * values[-1]]
    expected = len(named) - (0 if with_persons else 1)
    return () if free.shape[1] <= expected else _groups(named, first, free)


def _gram(ratings: Ratings, first: Codes, *, with_persons: bool) -> Floats:
    """Return how often elements are rated together, less what persons of their own explain."""
    total = int(first[-1])
    columns = [column + start for column, start in zip(ratings.elements, first[:-1], strict=True)]
    gram = np.zeros((total, total))
    for one in columns:
        for two in columns:
            gram += np.bincount(one * total + two, minlength=total * total).reshape(total, total)
    if with_persons:
        persons = len(ratings.persons)
        met = np.zeros((persons, total))
        for column in columns:
            met += np.bincount(ratings.person * total + column, minlength=persons * total).reshape(persons, total)
        ratings_of_each = np.maximum(np.bincount(ratings.person, minlength=persons), 1)
        gram -= met.T @ (met / ratings_of_each[:, np.newaxis])
    unused = np.bincount(np.concatenate(columns), minlength=total) == 0
    gram[unused, unused] = 1.0
    return gram


def _groups(named: Sequence[Named], first: Codes, free: Floats) -> tuple[Subset, ...]:
    """Put elements of a facet together if every free direction moves them alike; then whatever is rated together."""
    split, columns = [], []
    for start, one in zip(first[:-1], named, strict=True):
        _, labels, column = one
        own = free[start : start + len(labels)]
        away = np.round(own - own[column[0]], 6) + 0.0
        group = np.unique(away, axis=0, return_inverse=True)[1].reshape(-1)[column]
        if len(np.unique(group)) > 1:
            split.append(one)
            columns.append(np.asarray(group, np.intp))
    parts = parts_of(columns, [int(column.max()) + 1 for column in columns])
    return _named(split, parts if parts.max() > 0 else columns[0])
