"""What differs inside one sentence or cell, word by word and, in Chinese, character by character.

The shortest edit script (Myers 1986) over tokens; a lone word that happens to be the same between two changes is no
island of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from beizhan.core.textdiff.wording.figures import Figure, FigureChange, figures_in
from beizhan.core.textdiff.wording.measures import FigureKind
from beizhan.core.textdiff.wording.tokens import Role, Tokens, is_figure, tokens_of

_MOST_EDITS = 600
"""Two texts that need more edits than this have little in common: what is between their ends is replaced whole."""

Opcode = tuple[int, int, int, int, bool]
"""Where a stretch begins and ends among the words of either side, and whether it is the same."""


class Piece(NamedTuple):
    """A stretch of text in both editions; either may be empty. What is kept may still be spaced or numbered anew."""

    old: str
    new: str
    kept: bool


class Strand(NamedTuple):
    """One side of a comparison: a text, its tokens and what each of them counts for.

    ``head`` is the head of the column, for a cell.
    """

    text: str
    tokens: Tokens
    roles: Sequence[int]
    head: str = ""


def plain_strand(text: str) -> Strand:
    """Return a text of which every token counts."""
    tokens = tokens_of(text)
    return Strand(text, tokens, bytes(len(tokens.keys)))


def joined(strands: Sequence[Strand], head: str = "") -> Strand:
    """Return texts as one, no word of one running into a word of the next."""
    if len(strands) == 1:
        return strands[0]._replace(head=head)
    shifts = list(accumulate((len(strand.text) for strand in strands), initial=0))
    pairs = list(zip(strands, shifts, strict=False))
    tokens = Tokens(
        tuple(key for strand in strands for key in strand.tokens.keys),
        tuple(start + shift for strand, shift in pairs for start in strand.tokens.starts),
        tuple(end + shift for strand, shift in pairs for end in strand.tokens.ends),
        tuple(sort for strand in strands for sort in strand.tokens.sorts),
    )
    roles = tuple(role for strand in strands for role in strand.roles)
    return Strand("".join(strand.text for strand in strands), tokens, roles, head)


def compared(old: Strand, new: Strand) -> tuple[tuple[Piece, ...], tuple[FigureChange, ...]]:
    """Return the pieces of two texts, in order, and which figures changed.

    The pieces are all of both texts: one after another, their old sides are the old text, their new sides the new.
    """
    ours, theirs = _Words(old), _Words(new)
    opcodes = _without_islands(opcodes_of(ours.keys, theirs.keys), ours)
    pieces: list[Piece] = []
    figures: list[FigureChange] = []
    if ours.label or theirs.label:
        pieces.append(Piece(ours.label, theirs.label, _same_label(ours, theirs)))
    for place, (i, i_end, j, j_end, kept) in enumerate(opcodes):
        last = place == len(opcodes) - 1
        pieces.append(Piece(ours.text(i, i_end, last=last), theirs.text(j, j_end, last=last), kept))
        if not kept:
            figures += figure_changes(ours.figures(i, i_end), theirs.figures(j, j_end))
    if not opcodes:
        pieces.append(Piece(ours.text(0, 0, last=True), theirs.text(0, 0, last=True), True))
    return tuple(pieces), tuple(figures)


class _Words:
    """The words of a strand, apart from its number and from what is silent; each owns the blanks that follow it."""

    def __init__(self, strand: Strand) -> None:
        self.strand = strand
        labels = [role for role in strand.roles if role in (Role.CLAUSE, Role.ITEM)]
        leading = len(labels) if labels == list(strand.roles[: len(labels)]) else 0
        self.role = labels[0] if leading else None
        self.places = [place for place, role in enumerate(strand.roles) if role == Role.WORD]
        self.keys = [strand.tokens.keys[place] for place in self.places]
        begin = self.places[0] if self.places else len(strand.roles)
        self.begin = strand.tokens.starts[begin] if leading and begin < len(strand.roles) else 0
        if leading and begin == len(strand.roles):
            self.begin = len(strand.text)
        self.label = strand.text[: self.begin]

    def text(self, first: int, end: int, *, last: bool) -> str:
        return self.strand.text[self._cut(first) : len(self.strand.text) if last else self._cut(end)]

    def figures(self, first: int, end: int) -> list[Figure]:
        if first == end:
            return []
        strand = self.strand
        return figures_in(strand.text, strand.tokens, self.places[first], self.places[end - 1] + 1, strand.head)

    def is_lone(self, first: int, end: int) -> bool:
        """Tell whether a stretch is one word or sign that says little by itself."""
        return end - first == 1 and not is_figure(self.strand.tokens.sorts[self.places[first]])

    def _cut(self, word: int) -> int:
        if word == 0:
            return self.begin
        if word == len(self.places):
            return len(self.strand.text)
        return self.strand.tokens.starts[self.places[word]]


def _same_label(one: _Words, two: _Words) -> bool:
    """Tell whether two numbers need no telling: they are the same, one is not printed, or they only count items."""
    if not (one.label and two.label) or Role.ITEM in (one.role, two.role):
        return True
    return _label_keys(one) == _label_keys(two)


def _label_keys(words: _Words) -> list[str]:
    tokens = zip(words.strand.tokens.keys, words.strand.roles, strict=True)
    return [key for key, role in tokens if role == Role.CLAUSE and key != "."]


def figure_changes(old: Sequence[Figure], new: Sequence[Figure]) -> Iterator[FigureChange]:
    """Yield which figure became which: those of one unit and kind in their order, then the others in theirs."""
    left, right = list(old), list(new)
    for alike in _ALIKE:
        for one in list(left):
            other = next((two for two in right if alike(one, two)), None)
            if other is not None:
                left.remove(one)
                right.remove(other)
                yield FigureChange(one, other, _stake(one, other))
    yield from (FigureChange(one, None) for one in left)
    yield from (FigureChange(None, two) for two in right)


def _stake(one: Figure, two: Figure) -> Decimal | None:
    priced = one.kind in _PRICED and two.kind in _PRICED
    return two.value - one.value if priced and one.value is not None and two.value is not None else None


_PRICED = (FigureKind.WEIGHT, FigureKind.MARKS)
_ALIKE: tuple[Callable[[Figure, Figure], bool], ...] = (
    lambda one, two: one.kind is two.kind and one.unit == two.unit,
    lambda one, two: one.kind is two.kind,
    lambda _one, _two: True,
)


def opcodes_of(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """Return the shortest edit script between two sequences as stretches that are the same or are not."""
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = _shortest(old[head : len(old) - tail], new[head : len(new) - tail])
    same = [*((place, place) for place in range(head)), *((head + i, head + j) for i, j in middle)]
    same += [(len(old) - place, len(new) - place) for place in range(tail, 0, -1)]
    return list(_stretches(same, len(old), len(new)))


def _shortest(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places that a shortest edit script keeps."""
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(len(old) + len(new), _MOST_EDITS) + 1):
        trail.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            before = _came_from(trail[-1], diagonal, edits)
            i = trail[-1][before] + (before < diagonal)
            j = i - diagonal
            while i < len(old) and j < len(new) and old[i] == new[j]:
                i, j = i + 1, j + 1
            reach[diagonal] = i
            if i >= len(old) and j >= len(new):
                return _traced(trail, len(old), len(new))
    return []


def _traced(trail: list[dict[int, int]], i: int, j: int) -> list[tuple[int, int]]:
    """Walk back from the end of both sequences over the reaches before each edit."""
    same = []
    for edits in range(len(trail) - 1, 0, -1):
        before = _came_from(trail[edits], i - j, edits)
        i_before = trail[edits][before]
        j_before = i_before - before
        while i > i_before and j > j_before:
            i, j = i - 1, j - 1
            same.append((i, j))
        i, j = i_before, j_before
    return [*((place, place) for place in range(i)), *same[::-1]]


def _came_from(reach: dict[int, int], diagonal: int, edits: int) -> int:
    """Return the diagonal from which an edit leads furthest along this one."""
    if diagonal == -edits:
        return diagonal + 1
    if diagonal == edits:
        return diagonal - 1
    return diagonal + 1 if reach.get(diagonal - 1, -1) < reach.get(diagonal + 1, -1) else diagonal - 1


def _stretches(same: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[Opcode]:
    """Yield what lies between the kept places, and the kept places in their runs."""
    i = j = 0
    for (one, two), run in _runs(same):
        if (one, two) != (i, j):
            yield i, one, j, two, False
        i, j = one + run, two + run
        yield one, i, two, j, True
    if (i, j) != (old, new):
        yield i, old, j, new, False


def _runs(same: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], int]]:
    begin, length = (0, 0), 0
    for pair in same:
        if length and pair == (begin[0] + length, begin[1] + length):
            length += 1
            continue
        if length:
            yield begin, length
        begin, length = pair, 1
    if length:
        yield begin, length


def _without_islands(opcodes: Sequence[Opcode], words: _Words) -> list[Opcode]:
    """Return the stretches with every lone word between two changes taken into them."""
    joined: list[Opcode] = []
    for place, one in enumerate(opcodes):
        i, i_end, j, j_end, kept = one
        lone = kept and 0 < place < len(opcodes) - 1 and words.is_lone(i, i_end)
        if joined and not joined[-1][4] and (lone or not kept):
            joined[-1] = (joined[-1][0], i_end, joined[-1][2], j_end, False)
        else:
            joined.append((i, i_end, j, j_end, kept))
    return joined
