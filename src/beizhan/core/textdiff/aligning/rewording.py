"""Which segment continues which where words were changed: in the gaps between equal ones, and out of order.

Likeness is the share of words and of neighbouring pairs of words that two segments have in common (Dice 1945); figures
also count with their digits left out, so that a changed figure leaves its sentence alike. Within a gap segments are
paired in order, one with one or one with two as translations are aligned with their originals (Gale and Church 1993).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from beizhan.core.textdiff.aligning.alignment import Pair, heaviest_chain

Features = Counter[str]
"""What a segment is told by, with how often."""

STRICT, ALONE = 0.4, 0.2
"""Least likeness within a gap: usually, and where one segment stands against one."""

MOVED = 0.55
"""Least likeness of a segment that was moved and reworded."""

LEAST_FEATURES = 8
"""A segment with fewer words and pairs of words can change its place or its words, not both."""

_SMALL_GAP = 900
_FREQUENT = 24
_CANDIDATES = 4
_DIGITS = re.compile(r"\d+")

Bead = tuple[tuple[int, ...], tuple[int, ...]]
"""Places of the older edition that are continued by places of the newer one."""


def features_of(keys: Sequence[str]) -> Features:
    """Return what a sequence of words is told by: the words, their neighbours, and figures without their digits."""
    shapes = [_shape(key) for key in keys]
    pairs = [f"{one}\t{two}" for one, two in pairwise(shapes)]
    return Counter([*keys, *pairs, *(shape for key, shape in zip(keys, shapes, strict=True) if shape != key)])


def likeness_of(one: Features, two: Features) -> float:
    """Return twice the common part over the whole, 0 to 1."""
    whole = one.total() + two.total()
    return 2 * _shared(one, two) / whole if whole else 0.0


def beads_in_gap(old: Sequence[Features], new: Sequence[Features], *, single: bool = False) -> list[Bead]:
    """Return which segments of a gap continue which, in order.

    Parameters
    ----------
    old, new : sequence of Counter
        The features of the segments left in the gap.
    single : bool
        Whether one can only continue one.
    """
    if not (old and new):
        return []
    least = ALONE if len(old) == len(new) == 1 else STRICT
    if len(old) * len(new) > _SMALL_GAP:
        scored = [(i, j, gain) for i, j in candidates(old, new) if (gain := _gain(old[i], new[j], least)) > 0]
        return [((i,), (j,)) for i, j in heaviest_chain(scored)]
    return _aligned(old, new, least, single=single)


def moved_pairs(old: Sequence[Features], new: Sequence[Features]) -> list[Pair]:
    """Return which of the segments that no gap explained were moved and reworded, the surest first."""
    likely = [
        (likeness_of(old[i], new[j]) * min(old[i].total(), new[j].total()), i, j)
        for i, j in candidates(old, new)
        if min(old[i].total(), new[j].total()) >= LEAST_FEATURES and likeness_of(old[i], new[j]) >= MOVED
    ]
    pairs: list[Pair] = []
    for _, i, j in sorted(likely, reverse=True):
        if all(i != one and j != two for one, two in pairs):
            pairs.append((i, j))
    return pairs


def candidates(old: Sequence[Features], new: Sequence[Features]) -> Iterator[Pair]:
    """Yield the pairs that share most of what is rare."""
    where: dict[str, list[int]] = defaultdict(list)
    for place, features in enumerate(new):
        for feature in features:
            where[feature].append(place)
    for place, features in enumerate(old):
        shared: Counter[int] = Counter()
        for feature in features:
            there = where.get(feature, ())
            if len(there) <= _FREQUENT:
                shared.update(there)
        for other, _ in shared.most_common(_CANDIDATES):
            yield place, other


@dataclass(slots=True)
class _Grid:
    """The best way to every corner of a gap: its total, and the step that led there."""

    totals: list[list[float]]
    steps: list[list[Pair]]


def _aligned(old: Sequence[Features], new: Sequence[Features], least: float, *, single: bool) -> list[Bead]:
    grid = _Grid(
        [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)],
        [[(0, 0)] * (len(new) + 1) for _ in range(len(old) + 1)],
    )
    for i in range(len(old) + 1):
        for j in range(len(new) + 1):
            arrivals = _arrivals(old, new, (i, j), least)
            _reach(grid, (i, j), (one for one in arrivals if not single or max(one[0]) < 2))
    beads: list[Bead] = []
    i, j = len(old), len(new)
    while i or j:
        one, two = grid.steps[i][j]
        if one and two:
            beads.append((tuple(range(i - one, i)), tuple(range(j - two, j))))
        i, j = i - one, j - two
    return beads[::-1]


def _arrivals(
    old: Sequence[Features], new: Sequence[Features], corner: Pair, least: float
) -> Iterator[tuple[Pair, float]]:
    """Yield the steps that can end here, each with what it is worth."""
    i, j = corner
    if i:
        yield (1, 0), 0.0
    if j:
        yield (0, 1), 0.0
    if i and j:
        yield (1, 1), _gain(old[i - 1], new[j - 1], least)
    if i > 1 and j:
        yield (2, 1), _gain(old[i - 2] + old[i - 1], new[j - 1], least)
    if i and j > 1:
        yield (1, 2), _gain(old[i - 1], new[j - 2] + new[j - 1], least)


def _reach(grid: _Grid, corner: Pair, arrivals: Iterable[tuple[Pair, float]]) -> None:
    i, j = corner
    best = -1.0
    for (one, two), gain in arrivals:
        total = grid.totals[i - one][j - two] + gain
        if total > best and gain >= 0:
            best, grid.totals[i][j], grid.steps[i][j] = total, total, (one, two)


def _gain(one: Features, two: Features, least: float) -> float:
    """Return what pairing is worth: nothing at the least likeness, and less for every word that has no partner."""
    whole = one.total() + two.total()
    same = 2 * _shared(one, two)
    return same - least / (1 - least) * (whole - same)


def _shared(one: Features, two: Features) -> int:
    if len(one) > len(two):
        one, two = two, one
    return sum(min(times, two[feature]) for feature, times in one.items() if feature in two)


def _shape(key: str) -> str:
    return _DIGITS.sub("#", key)
