"""Which segments of two streams are one: equal ones, renumbered ones, reworded ones, moved ones."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from beizhan.core.textdiff.aligning.alignment import Pair, gaps_of, matching_of
from beizhan.core.textdiff.aligning.rewording import (
    ALONE,
    Features,
    beads_in_gap,
    features_of,
    likeness_of,
    moved_pairs,
)
from beizhan.core.textdiff.aligning.segments import Segment, Stream, Words
from beizhan.core.textdiff.wording.tokens import Role

_WEIGHS = defaultdict(lambda: 1.0, han=0.5, sign=0.25, whole=0.0)
"""A Chinese character is about half a word, a sign is hardly one; what stands for a block has a weight of its own.

All are binary fractions, so that their sums are exact: of two stretches that weigh the same neither weighs more.
"""


class Link(NamedTuple):
    """Segments, by their places, that are one passage; one side is empty for what came or went."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


class Side:
    """The segments of one edition, with what they are told by."""

    def __init__(self, stream: Stream, segments: Sequence[Segment]) -> None:
        self.stream = stream
        self.segments = segments
        self.bare = [self._words(segment, Role.WORD) for segment in segments]
        self.full = [
            self._words(segment, Role.ITEM) if any(stream.roles[segment.first : segment.last]) else bare
            for segment, bare in zip(segments, self.bare, strict=True)
        ]
        self._features: dict[int, Features] = {}

    def features(self, place: int) -> Features:
        """Return what a segment is told by, the number of its clause included."""
        found = self._features.get(place)
        if found is None:
            found = features_of(self.bare[place])
            found.update(f"\0{key}" for key in self.full[place] if key not in found and any(map(str.isdigit, key)))
            self._features[place] = found
        return found

    def weights(self) -> list[float]:
        """Return how many words each segment counts for."""
        sums = list(accumulate(map(_WEIGHS.__getitem__, self.stream.sorts), initial=0.0))
        whole = self.stream.weights
        return [sums[segment.last] - sums[segment.first] + whole.get(segment.first, 0.0) for segment in self.segments]

    def _words(self, segment: Segment, most: int) -> Words:
        stream = self.stream
        keys, roles = stream.keys[segment.first : segment.last], stream.roles[segment.first : segment.last]
        if not any(roles):
            return tuple(keys)
        return tuple(key for key, role in zip(keys, roles, strict=True) if role <= most)


def links_of(old: Side, new: Side) -> list[Link]:
    """Return all segments of both editions, each in one link, in the order of the newer edition.

    What went stands after what it followed in the older edition.
    """
    linking = _Linking(old, new)
    linking.match_equal()
    linking.match_in_gaps()
    linking.match_moved()
    return linking.ordered()


class _Linking:
    """The links found so far, and what is still free."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.links: list[Link] = []
        self.stayed: list[Pair] = []
        self.moved: list[Pair] = []
        self.free_old = {place for place, words in enumerate(old.bare) if words}
        self.free_new = {place for place, words in enumerate(new.bare) if words}

    def match_equal(self) -> None:
        """Pair what has the same words, whatever its number."""
        exact = matching_of(self.old.bare, self.new.bare, self.old.weights())
        self.stayed, self.moved = list(exact.stayed), list(exact.moved)
        for pair in exact.stayed:
            self._link(pair[:1], pair[1:])
        for pair in exact.moved:
            self._link(pair[:1], pair[1:], moved=True)

    def match_in_gaps(self) -> None:
        """Pair what was reworded between two neighbours that were not."""
        for begin, end in list(gaps_of(self.stayed, len(self.old.bare), len(self.new.bare))):
            left = [i for i in range(begin[0], end[0]) if i in self.free_old]
            right = [j for j in range(begin[1], end[1]) if j in self.free_new]
            if left and right:
                self._match_gap(left, right)

    def _match_gap(self, left: list[int], right: list[int]) -> None:
        """Pair first what only a misread number keeps apart, then what is likest."""
        where = {self.new.full[j]: j for j in right}
        for i in list(left):
            j = where.get(self.old.full[i])
            if j in right:
                self._link((i,), (j,))
                left.remove(i)
                right.remove(j)
        beads = beads_in_gap([self.old.features(i) for i in left], [self.new.features(j) for j in right])
        for one, two in beads:
            self._link(tuple(left[i] for i in one), tuple(right[j] for j in two))

    def match_moved(self) -> None:
        """Pair what moved and was reworded: what stands beside moved text, then what is like enough anywhere."""
        for step in (1, -1):
            for i, j in sorted(self.moved, reverse=step < 0):
                self._extend(i + step, j + step, step)
        left, right = sorted(self.free_old), sorted(self.free_new)
        for i, j in moved_pairs([self.old.features(i) for i in left], [self.new.features(j) for j in right]):
            self._link((left[i],), (right[j],), moved=True)

    def _extend(self, i: int, j: int, step: int) -> None:
        while i in self.free_old and j in self.free_new:
            if likeness_of(self.old.features(i), self.new.features(j)) < ALONE:
                return
            self._link((i,), (j,), moved=True)
            i, j = i + step, j + step

    def ordered(self) -> list[Link]:
        """Return every link, and what is left as links of one side."""
        linked = {i for link in self.links for i in link.old}, {j for link in self.links for j in link.new}
        come = [Link((), (j,)) for j in range(len(self.new.bare)) if j not in linked[1]]
        gone = [Link((i,), ()) for i in range(len(self.old.bare)) if i not in linked[0]]
        anchors = sorted((link.old[-1], link.new[-1]) for link in self.links if not link.moved)

        def rank(link: Link) -> tuple[int, int, int]:
            if link.new:
                return link.new[0], 1, 0
            at = bisect_left(anchors, (link.old[0], -1))
            return (anchors[at - 1][1] if at else -1), 2, link.old[0]

        return sorted([*self.links, *come, *gone], key=rank)

    def _link(self, old: tuple[int, ...], new: tuple[int, ...], *, moved: bool = False) -> None:
        self.links.append(Link(old, new, moved))
        self.free_old.difference_update(old)
        self.free_new.difference_update(new)
