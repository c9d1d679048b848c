"""Ratings whose truth is known, and real ones."""

import csv
from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.ratings import Facet, Ratings, ratings_of


@dataclass(frozen=True)
class Truth:
    """What was planted."""

    facets: dict[str, np.ndarray]
    steps: np.ndarray
    abilities: np.ndarray


def planted(  # noqa: PLR0913 - each is one way in which samples differ
    sizes,
    *,
    persons,
    panel=None,
    steps=(-1.2, 0.0, 1.2),
    sigma=1.0,
    shared=0.0,
    lowest=0,
    seed=0,
):
    """Return ratings in which everybody meets every combination of elements, and the truth.

    With a panel only so many of the elements of the last facet, drawn by lot, mark each person; ``shared`` is the
    deviation of what those who watch one performance (a person with one element of the first facet) see alike.
    """
    dice = np.random.default_rng(seed)
    facets = {name: dice.normal(0, 0.7 if at == 0 else 0.5, size) for at, (name, size) in enumerate(sizes.items())}
    abilities, tau = dice.normal(0, sigma, persons), np.asarray(steps) - np.mean(steps)
    person, *elements = (axis.ravel() for axis in np.indices((persons, *sizes.values())))
    if panel is not None:
        last = list(sizes.values())[-1]
        seats = dice.permuted(np.tile(np.arange(last), (persons, 1)), axis=1)[:, :panel]
        sits = np.zeros((persons, last), bool)
        np.put_along_axis(sits, seats, values=True, axis=1)
        there = sits[person, elements[-1]]
        person, elements = person[there], [column[there] for column in elements]
    first = next(iter(sizes.values()))
    seen = shared * dice.standard_normal((persons, first))[person, elements[0]]
    distance = abilities[person] + seen - sum(own[at] for own, at in zip(facets.values(), elements, strict=True))
    chances = np.exp(np.cumsum(np.column_stack((np.zeros(len(person)), distance[:, None] - tau)), axis=1))
    chances /= chances.sum(axis=1, keepdims=True)
    scores = (dice.random((len(person), 1)) > np.cumsum(chances, axis=1)[:, :-1]).sum(axis=1)
    ratings = Ratings(
        tuple(f"p{at:05d}" for at in range(persons)),
        tuple(Facet(name, tuple(f"{name[0]}{at:03d}" for at in range(size))) for name, size in sizes.items()),
        person,
        tuple(elements),
        scores + lowest,
    )
    return ratings, Truth(facets, tau, abilities)


def read_rows(path):
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_set(folder, person="person"):
    """Return the ratings of one of the reference sets."""
    rows = read_rows(folder / "ratings.csv")
    columns = {name: [row[name] for row in rows] for name in ("item", "rater")}
    return ratings_of([row[person] for row in rows], columns, [int(float(row["score"])) for row in rows])
