"""A document cut into segments: what is aligned is never more than a sentence, a heading, an item or a cell.

How a text is cut into paragraphs and lines depends on the program that wrote it. So a boundary that one edition has
where the other runs on with the same words is drawn in both before anything is compared.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import compress, count, pairwise
from operator import and_
from typing import NamedTuple

from beizhan.core.textdiff.aligning.unchanged import weight_of
from beizhan.core.textdiff.blocks import Block, BlockKind
from beizhan.core.textdiff.wording.labels import LabelRole, role_of
from beizhan.core.textdiff.wording.tokens import Role, Tokens, tokens_of

Words = tuple[str, ...]
"""Words as they are compared."""

_REACH = 3
"""So many words on either side of a boundary must be the same for it to be drawn in the other edition."""

_TABLE_WEIGHS = 20.0
"""A table counts for a great many words."""

_CLOSES = frozenset(".。!?")
_QUOTES = frozenset("\"')]」》")
_ABBREVIATIONS = frozenset(
    ("e", "g", "i", "eg", "ie", "no", "nr", "fig", "approx", "max", "min", "vs", "dr", "mr", "ms", "cf", "art", "sec")
)


class Slot(NamedTuple):
    """One place that holds text: the text of a block, or one cell of a table; ``row`` is -1 for a block."""

    block: int
    row: int
    column: int
    text: str


class Segment(NamedTuple):
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
    whole table; ``weights`` tells how many words a token stands for that is a whole block.
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
    weights: dict[int, float] = field(default_factory=dict)


class Said(NamedTuple):
    """What is read in one text, wherever it stands.

    Parameters
    ----------
    tokens : Tokens
        Its tokens.
    begins : tuple of int
        The tokens at which a sentence begins.
    silent : tuple of (int, int)
        From which token up to which it says what is printed anew each time.
    """

    tokens: Tokens
    begins: tuple[int, ...]
    silent: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document is read.

    Parameters
    ----------
    volatile : sequence of pattern
        What is printed anew each time and counts for nothing.
    silent : frozenset of int
        Blocks that count for nothing.
    unchanged : Mapping
        The number of its pair for each block, by its place, that need not be read: it stands here as one token.
    known : dict
        What was read already: most texts stand in both editions.
    """

    volatile: Sequence[re.Pattern[str]] = ()
    silent: frozenset[int] = frozenset()
    unchanged: Mapping[int, int] = field(default_factory=dict)
    known: dict[str, Said] = field(default_factory=dict, compare=False)

    def said_in(self, text: str) -> Said:
        """Return what a text says."""
        said = self.known.get(text)
        if said is None:
            tokens = tokens_of(text)
            self.known[text] = said = Said(tokens, _sentence_starts(tokens), tuple(self._silent_in(text, tokens)))
        return said

    def _silent_in(self, text: str, tokens: Tokens) -> Iterator[tuple[int, int]]:
        for pattern in self.volatile:
            for match in pattern.finditer(text):
                yield bisect_left(tokens.starts, match.start()), bisect_left(tokens.starts, match.end())


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
        elif number in reading.unchanged:
            stream.weights[len(stream.keys)] = weight_of(block.text)
            _add_whole(stream, Slot(number, -1, -1, block.text), f"\1{reading.unchanged[number]}")
        elif block.kind is not BlockKind.TABLE:
            role = Role.CLAUSE if role_of(block) is LabelRole.CLAUSE else Role.ITEM
            _take(stream, Slot(number, -1, -1, block.text), (len(block.number), role), reading)
        elif number in pairs:
            stream.tables[len(stream.slots)] = pairs[number]
            stream.weights[len(stream.keys)] = _TABLE_WEIGHS
            _add_whole(stream, Slot(number, -1, -1, ""), f"\0{pairs[number]}")
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


def _roles_of(said: Said, label: tuple[int, Role]) -> bytearray:
    """Return what each token of a text counts for; ``label`` is the length of its number and what that is."""
    length, role = label
    roles = bytearray(len(said.tokens.keys))
    numbered = bisect_right(said.tokens.ends, length) if length else 0
    roles[:numbered] = bytes((role,)) * numbered
    for first, last in said.silent:
        roles[first:last] = bytes((Role.SILENT,)) * (last - first)
    return roles


def _take(stream: Stream, slot: Slot, label: tuple[int, Role], reading: Reading, *, opens: bool = True) -> None:
    said = reading.said_in(slot.text)
    _add(stream, slot, said, _roles_of(said, label), opens=opens)


def _add(stream: Stream, slot: Slot, said: Said, roles: bytearray, *, opens: bool = True) -> None:
    first, tokens = len(stream.keys), said.tokens
    stream.own += [first + place for place in said.begins if opens or place]
    stream.homes += [len(stream.slots)] * len(tokens.keys)
    stream.slots.append(slot)
    stream.keys += tokens.keys
    stream.roles += roles
    stream.sorts += tokens.sorts
    stream.starts += tokens.starts
    stream.ends += tokens.ends


def _add_whole(stream: Stream, slot: Slot, key: str) -> None:
    """Add a block as the one token that it is compared as."""
    tokens = Tokens((key,), (0,), (len(slot.text),), ("whole",))
    _add(stream, slot, Said(tokens, (0,), ()), bytearray(1))


def _sentence_starts(tokens: Tokens) -> tuple[int, ...]:
    """Return at which tokens of a text a sentence begins."""
    keys = tokens.keys
    begins = [0] if keys else []
    for place in compress(count(), map(_CLOSES.__contains__, keys)):
        after = place + 1
        if after < len(keys) and _closes(tokens, place):
            while after < len(keys) and keys[after] in _QUOTES and tokens.starts[after] == tokens.ends[after - 1]:
                after += 1
            if after < len(keys) and begins[-1] != after:
                begins.append(after)
    return tuple(begins)


def _closes(tokens: Tokens, place: int) -> bool:
    """Tell whether a sign that is not the last ends a sentence: dots in a row do not, nor what is within one sign."""
    after = place + 1
    if tokens.keys[place] != ".":
        return tokens.starts[after] >= tokens.ends[place]
    if "." in (tokens.keys[after], tokens.keys[place - 1] if place else ""):
        return False
    while after < len(tokens.keys) and tokens.keys[after] in _QUOTES:
        after += 1
    if after == len(tokens.keys) or tokens.starts[after] == tokens.ends[after - 1]:
        return False
    return place == 0 or tokens.keys[place - 1] not in _ABBREVIATIONS


def boundaries_of(old: Stream, new: Stream) -> tuple[list[int], list[int]]:
    """Return where the segments of both editions begin, every boundary of one drawn in the other too.

    Words are looked at without the numbers before them, then, where there are such, with them: a number may be printed
    by one program only, or be taken for one in one edition only.
    """
    drawn = set(old.own), set(new.own)
    for words_of_stream in (_Words, _NumberedWords):
        sides = words_of_stream(old), words_of_stream(new)
        contexts = {context for side in sides for context in side.contexts()}
        for found, side in zip(drawn, sides, strict=True):
            found.update(side.places_with(contexts))
    return sorted(drawn[0]), sorted(drawn[1])


class _Words:
    """The words of a stream without the numbers before them, with the way back to their tokens."""

    most = Role.WORD

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        counts = stream.roles.translate(bytes(role <= self.most for role in range(256)))
        self.places: Sequence[int] = range(len(counts))
        self.keys = tuple(stream.keys)
        if 0 in counts:
            self.places = list(compress(self.places, counts))
            self.keys = tuple(compress(self.keys, counts))
        self.looked_at = self._looked_at(bytes(compress(stream.roles, counts)))

    def contexts(self) -> Iterator[Words]:
        """Yield the words around each boundary that the edition itself draws."""
        for own in self.stream.own:
            at = bisect_left(self.places, own)
            if self.looked_at[at]:
                yield self.keys[at - _REACH : at + _REACH]

    def places_with(self, contexts: AbstractSet[Words]) -> Iterator[int]:
        """Yield the tokens at which a boundary stands between words such as these."""
        before = {context[_REACH - 1] for context in contexts}
        for at in compress(count(1), map(before.__contains__, self.keys)):
            if self.looked_at[at] and self.keys[at - _REACH : at + _REACH] in contexts:
                yield self._before_number(self.places[at])

    def _looked_at(self, roles: bytes) -> Sequence[int]:
        """Return for each place, and for the end, whether the words around it are looked at: there must be enough."""
        inside = max(0, len(roles) + 1 - 2 * _REACH)
        return bytes(_REACH) + b"\1" * inside + bytes(_REACH)

    def _before_number(self, place: int) -> int:
        """Return where the number of a block begins, if that is what stands before a word."""
        roles, homes = self.stream.roles, self.stream.homes
        while place and roles[place - 1] in (Role.CLAUSE, Role.ITEM) and homes[place - 1] == homes[place]:
            place -= 1
        return place


class _NumberedWords(_Words):
    """The words of a stream with the numbers before them: where no number is near, they were looked at already."""

    most = Role.ITEM

    def _looked_at(self, roles: bytes) -> Sequence[int]:
        near = bytearray(len(roles) + 1 + 2 * _REACH)
        for number in compress(count(), roles):
            near[number + 1 : number + 1 + 2 * _REACH] = b"\1" * (2 * _REACH)
        return bytes(map(and_, near[_REACH:], super()._looked_at(roles)))


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
