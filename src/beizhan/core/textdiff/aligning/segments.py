"""A document cut into segments: what is aligned is never more than a sentence, a heading, an item or a cell.

How a text is cut into paragraphs and lines depends on the program that wrote it. So a boundary that one edition has
where the other runs on with the same words is drawn in both before anything is compared.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from beizhan.core.textdiff.blocks import Block, BlockKind
from beizhan.core.textdiff.wording.labels import LabelRole, role_of
from beizhan.core.textdiff.wording.tokens import Role, Tokens, tokens_of

_REACH = 3
"""So many words on either side of a boundary must be the same for it to be drawn in the other edition."""

_CLOSES = frozenset(".。!?")
_QUOTES = frozenset("\"')]」》")
_ABBREVIATIONS = frozenset(
    ("e", "g", "i", "eg", "ie", "no", "nr", "fig", "approx", "max", "min", "vs", "dr", "mr", "ms", "cf", "art", "sec")
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place that holds text: the text of a block, or one cell of a table; ``row`` is -1 for a block."""

    block: int
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens ``first`` up to ``last`` of a stream, which are the characters of ``reaches``.

    ``reaches`` are slots, each with where in its text the segment begins and ends: usually one, the cells of a row in
    a table that is read as text. ``sentence`` numbers the sentences of the document itself; a segment may be a part of
    one.
    """

    first: int
    last: int
    reaches: tuple[tuple[int, int, int], ...]
    sentence: int


@dataclass(slots=True)
class Stream:
    """All tokens of a document in reading order, side by side.

    ``own`` are the tokens at which a slot or a sentence begins, ascending; ``tables`` tells which slots stand for a
    whole table.
    """

    slots: list[Slot] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    roles: bytearray = field(default_factory=bytearray)
    sorts: list[str] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    tables: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document is read.

    Parameters
    ----------
    volatile : sequence of pattern
        What is printed anew each time and counts for nothing.
    tokens_of : callable
        From a text to its tokens: the plain function, or one that remembers what it was asked.
    silent : frozenset of int
        Blocks that count for nothing.
    """

    volatile: Sequence[re.Pattern[str]] = ()
    tokens_of: Callable[[str], Tokens] = tokens_of
    silent: frozenset[int] = frozenset()


PLAIN_READING = Reading()
"""Everything counts."""


def stream_of(blocks: Sequence[Block], pairs: Mapping[int, int], reading: Reading = PLAIN_READING) -> Stream:
    """Return the tokens of a document.

    Parameters
    ----------
    blocks : sequence of Block
        The document.
    pairs : Mapping
        The number of its pair for each table, by its block, that is compared elsewhere, cell by cell: it stands here
        as one token. Other tables are read as text, a row like a sentence.
    reading : Reading
        What counts.
    """
    stream = Stream()
    for number, block in enumerate(blocks):
        if number in reading.silent:
            _take(stream, Slot(number, -1, -1, block.text), (len(block.text), Role.SILENT), reading)
        elif block.kind is not BlockKind.TABLE:
            role = Role.CLAUSE if role_of(block) is LabelRole.CLAUSE else Role.ITEM
            _take(stream, Slot(number, -1, -1, block.text), (len(block.number), role), reading)
        elif number in pairs:
            stream.tables[len(stream.slots)] = pairs[number]
            _add(
                stream, Slot(number, -1, -1, ""), Tokens((f"\0{pairs[number]}",), (0,), (0,), ("table",)), bytearray(1)
            )
        else:
            _take_rows(stream, number, block, reading)
    return stream


def _take_rows(stream: Stream, number: int, block: Block, reading: Reading) -> None:
    """Take the cells of a table as text; a row begins with its first cell that says anything."""
    row, begins = -1, 0
    for slot in cells_of(number, block):
        if slot.row != row:
            row, begins = slot.row, len(stream.keys)
        _take(stream, slot, (0, Role.WORD), reading, opens=len(stream.keys) == begins)


def cells_of(number: int, block: Block) -> Iterator[Slot]:
    """Yield the cells of a table that are not covered by another."""
    for row, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            if not cell.covered:
                yield Slot(number, row, column, cell.text)


def roles_of(text: str, tokens: Tokens, label: tuple[int, Role], volatile: Sequence[re.Pattern[str]]) -> bytearray:
    """Return what each token of a text counts for; ``label`` is the length of its number and what that is."""
    length, role = label
    roles = bytearray(len(tokens.keys))
    numbered = bisect_right(tokens.ends, length) if length else 0
    roles[:numbered] = bytes((role,)) * numbered
    for pattern in volatile:
        for match in pattern.finditer(text):
            first, last = bisect_left(tokens.starts, match.start()), bisect_left(tokens.starts, match.end())
            roles[first:last] = bytes((Role.SILENT,)) * (last - first)
    return roles


def _take(stream: Stream, slot: Slot, label: tuple[int, Role], reading: Reading, *, opens: bool = True) -> None:
    tokens = reading.tokens_of(slot.text)
    _add(stream, slot, tokens, roles_of(slot.text, tokens, label, reading.volatile), opens=opens)


def _add(stream: Stream, slot: Slot, tokens: Tokens, roles: bytearray, *, opens: bool = True) -> None:
    first = len(stream.keys)
    stream.own += [first + place for place in sentence_starts(tokens) if opens or place]
    stream.homes += [len(stream.slots)] * len(tokens.keys)
    stream.slots.append(slot)
    stream.keys += tokens.keys
    stream.roles += roles
    stream.sorts += tokens.sorts
    stream.starts += tokens.starts
    stream.ends += tokens.ends


def sentence_starts(tokens: Tokens) -> list[int]:
    """Return at which tokens of a text a sentence begins."""
    keys = tokens.keys
    begins = [0] if keys else []
    for place, key in enumerate(keys[:-1]):
        if key in _CLOSES and _closes(tokens, place):
            after = place + 1
            while after < len(keys) and keys[after] in _QUOTES and tokens.starts[after] == tokens.ends[after - 1]:
                after += 1
            if after < len(keys) and begins[-1] != after:
                begins.append(after)
    return begins


def _closes(tokens: Tokens, place: int) -> bool:
    key = tokens.keys[place]
    if key != ".":
        return True
    after = place + 1
    while after < len(tokens.keys) and tokens.keys[after] in _QUOTES:
        after += 1
    if after == len(tokens.keys) or tokens.starts[after] == tokens.ends[after - 1]:
        return False
    return place == 0 or tokens.keys[place - 1] not in _ABBREVIATIONS


def boundaries_of(old: Stream, new: Stream) -> tuple[list[int], list[int]]:
    """Return where the segments of both editions begin, every boundary of one drawn in the other too.

    Words are looked at without the numbers before them, then with them: a number may be printed by one program only,
    or be taken for one in one edition only.
    """
    drawn = set(old.own), set(new.own)
    for most in (Role.WORD, Role.ITEM):
        sides = _Words(old, most), _Words(new, most)
        contexts = {context for side in sides for context in side.contexts()}
        for found, side in zip(drawn, sides, strict=True):
            found.update(side.places_with(contexts))
    return sorted(drawn[0]), sorted(drawn[1])


class _Words:
    """The words of a stream alone, or with the numbers before them, with the way back to their tokens."""

    def __init__(self, stream: Stream, most: int) -> None:
        self.stream = stream
        self.places: Sequence[int] = range(len(stream.keys))
        self.keys = stream.keys
        if any(role > most for role in set(stream.roles)):
            self.places = [place for place, role in enumerate(stream.roles) if role <= most]
            self.keys = [stream.keys[place] for place in self.places]

    def contexts(self) -> Iterator[tuple[str, ...]]:
        for own in self.stream.own:
            at = bisect_left(self.places, own)
            if _REACH <= at <= len(self.keys) - _REACH:
                yield tuple(self.keys[at - _REACH : at + _REACH])

    def places_with(self, contexts: set[tuple[str, ...]]) -> Iterator[int]:
        after = {context[_REACH] for context in contexts}
        last = len(self.keys) - _REACH
        for at, key in enumerate(self.keys):
            if key in after and _REACH <= at <= last and tuple(self.keys[at - _REACH : at + _REACH]) in contexts:
                yield self._before_number(self.places[at])

    def _before_number(self, place: int) -> int:
        """Return where the number of a block begins, if that is what stands before a word."""
        roles, homes = self.stream.roles, self.stream.homes
        while place and roles[place - 1] in (Role.CLAUSE, Role.ITEM) and homes[place - 1] == homes[place]:
            place -= 1
        return place


def segments_of(stream: Stream, begins: Sequence[int]) -> list[Segment]:
    """Return the segments of a stream; together they are every character of every slot, in order.

    A slot that holds no token is a segment of its own, after the others.
    """
    own, sentence = set(stream.own), -1
    segments: list[Segment] = []
    for first, last in pairwise([*begins, len(stream.keys)]):
        sentence += first in own
        segments.append(Segment(first, last, tuple(_reaches(stream, first, last)), sentence))
    said = set(stream.homes)
    end = len(stream.keys)
    empty = [slot for slot in range(len(stream.slots)) if slot not in said]
    return [*segments, *(Segment(end, end, ((slot, 0, len(stream.slots[slot].text)),), -1) for slot in empty)]


def _reaches(stream: Stream, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Yield the slots that tokens stand in, with the characters that are theirs: up to the next token, or the end."""
    place = first
    while place < last:
        home = stream.homes[place]
        after = bisect_right(stream.homes, home, place, last)
        opens = place == 0 or stream.homes[place - 1] != home
        ends = after == len(stream.homes) or stream.homes[after] != home
        start = 0 if opens else stream.starts[place]
        yield home, start, len(stream.slots[home].text) if ends else stream.starts[after]
        place = after
