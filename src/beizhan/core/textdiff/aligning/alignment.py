"""Which segment of one edition is which of the other, and which of them have moved, where nothing is reworded.

In three steps. Segments that occur once in either edition are anchors, and what stands beside an anchor and is equal
belongs to it (Heckel 1978). Of all these pairs the heaviest chain that rises in both editions has stayed; runs of the
others have moved, if there is enough of them to say so. Between two neighbours of the chain, what is equal is then
matched in order, by a longest common subsequence (Hunt and Szymanski 1977).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

LEAST_MOVED = 3.0
"""Weight, in words, from which a run of equal segments in another place is called moved and not struck and added."""

_MOST_REPEATS = 100
"""What stands more often than this between two anchors is matched with what has its turn from either end alone."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matching:
    """Pairs of equal places, ascending in the first: those in order in both editions, and those out of it."""

    stayed: tuple[Pair, ...]
    moved: tuple[Pair, ...]


def matching_of(
    old: Sequence[Hashable], new: Sequence[Hashable], weights: Sequence[float], least: float = LEAST_MOVED
) -> Matching:
    """Return which places of two sequences are the same.

    Parameters
    ----------
    old, new : sequence of hashable
        What is at each place; falsy values are matched with nothing.
    weights : sequence of float
        How much each place of ``old`` counts, in words.
    least : float
        From which weight a run of places out of order has moved.

    Notes
    -----
    ``O(n log n)`` in the number of places, but for places that are repeated between two anchors.
    """
    anchored = _with_neighbours(old, new, _anchors(old, new))
    stayed = heaviest_chain([(i, j, weights[i]) for i, j in anchored])
    strayed = _runs(sorted({*anchored} - {*stayed}))
    moved = [pair for run in strayed if sum(weights[i] for i, _ in run) >= least for pair in run]
    taken = {*stayed, *moved}
    free = ({i for i, _ in taken}, {j for _, j in taken})
    for begin, end in gaps_of(stayed, len(old), len(new)):
        left = [i for i in range(begin[0], end[0]) if i not in free[0] and old[i]]
        right = [j for j in range(begin[1], end[1]) if j not in free[1] and new[j]]
        if left and right:
            pairs = shared_subsequence([old[i] for i in left], [new[j] for j in right])
            stayed += [(left[i], right[j]) for i, j in pairs]
    return Matching(tuple(sorted(stayed)), tuple(sorted(moved)))


def heaviest_chain(pairs: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Return the pairs of greatest total weight that rise in both places.

    Parameters
    ----------
    pairs : sequence of (int, int, float)
        First and second place and a positive weight.
    """
    ends: list[int] = []
    totals: list[float] = []
    last: list[int] = []
    before: list[int] = [-1] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda place: (pairs[place][0], -pairs[place][1]))
    for place in order:
        _, second, weight = pairs[place]
        at = bisect_left(ends, second)
        total = weight + (totals[at - 1] if at else 0.0)
        before[place] = last[at - 1] if at else -1
        behind = at
        while behind < len(ends) and totals[behind] <= total:
            behind += 1
        if behind > at or at == len(ends) or ends[at] > second:
            ends[at:behind], totals[at:behind], last[at:behind] = [second], [total], [place]
    chain = []
    place = last[-1] if last else -1
    while place >= 0:
        chain.append(pairs[place][:2])
        place = before[place]
    return chain[::-1]


def shared_subsequence(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the places of a longest common subsequence; of what is repeated very often, those of a long one."""
    here, there = _places(old), _places(new)
    pairs = [(i, j, 1.0) for key, ours in here.items() for i, j in _equal(ours, there.get(key, ()))]
    return heaviest_chain(pairs)


def _places(keys: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    where: dict[Hashable, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        where[key].append(place)
    return where


def _equal(ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Pair]:
    """Yield the pairs of places of one key that may be matched."""
    if len(theirs) <= _MOST_REPEATS:
        yield from product(ours, theirs)
        return
    yield from {*zip(ours, theirs, strict=False), *zip(reversed(ours), reversed(theirs), strict=False)}


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    once = [key for key, times in Counter(old).items() if times == 1 and key]
    counts = Counter(new)
    there = {key: place for place, key in enumerate(new)}
    here = {key: place for place, key in enumerate(old)}
    return sorted((here[key], there[key]) for key in once if counts[key] == 1)


def _with_neighbours(old: Sequence[Hashable], new: Sequence[Hashable], anchors: list[Pair]) -> list[Pair]:
    """Return the anchors with every equal neighbour that is still free, first those after, then those before."""
    partner = dict(anchors)
    taken = {j for _, j in anchors}
    for step, among in ((1, anchors), (-1, anchors[::-1])):
        for anchor in among:
            i, j = anchor[0] + step, anchor[1] + step
            while 0 <= i < len(old) and 0 <= j < len(new) and i not in partner and j not in taken and old[i] == new[j]:
                if old[i]:
                    partner[i] = j
                    taken.add(j)
                i, j = i + step, j + step
    return sorted(partner.items())


def _runs(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield pairs that follow each other in both editions together."""
    run: list[Pair] = []
    for pair in pairs:
        if run and pair != (run[-1][0] + 1, run[-1][1] + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def gaps_of(stayed: Sequence[Pair], old: int, new: int) -> Iterator[tuple[Pair, Pair]]:
    """Yield what lies between the pairs of a chain: where it begins and where it ends, in both editions."""
    begin = (0, 0)
    for i, j in [*stayed, (old, new)]:
        yield begin, (i, j)
        begin = (i + 1, j + 1)
