"""A document cut into segments: what is aligned is never more than a sentence, a heading, an item or a cell.

How a text is cut into paragraphs and lines depends on the program that wrote it. So a boundary that one edition has
where the other runs on with the same words is drawn in both before anything is compared.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from beizhan.core.textdiff.blocks import Block, BlockKind
from beizhan.core.textdiff.labels import LabelRole, role_of
from beizhan.core.textdiff.tokens import Tokens, tokens_of

_REACH = 3
"""So many words on either side of a boundary must be the same for it to be drawn in the other edition."""

_CLOSES = frozenset(".。!?")
_QUOTES = frozenset("\"')]」》")
_ABBREVIATIONS = frozenset("eg ie no nr fig approx max min vs dr mr ms cf art sec para vol incl e g i".split())


class Role(IntEnum):
    """What a token counts for."""

    WORD = 0
    CLAUSE = 1
    ITEM = 2
    SILENT = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One place that holds text: the text of a block, or one cell of a table; ``row`` is -1 for a block."""

    block: int
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens ``first`` up to ``last`` of a stream, which are the characters ``start`` to ``end`` of one slot.

    ``sentence`` numbers the sentences of the document itself; a segment may be a part of one.
    """

    first: int
    last: int
    slot: int
    start: int
    end: int
    sentence: int


@dataclass(slots=True)
class Stream:
    """All tokens of a document in reading order, side by side.

    ``own`` are the tokens at which a slot or a sentence begins, ascending; ``tables`` tells which slots stand for a
    whole table.
    """

    slots: list[Slot] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    sorts: list[str] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    tables: dict[int, int] = field(default_factory=dict)


def stream_of(blocks: Sequence[Block], pairs: Mapping[int, int], volatile: Sequence[re.Pattern[str]] = ()) -> Stream:
    """Return the tokens of a document.

    Parameters
    ----------
    blocks : sequence of Block
        The document.
    pairs : Mapping
        The number of its pair for each table, by its block, that is compared elsewhere, cell by cell: it stands here
        as one token. Other tables are read cell after cell.
    volatile : sequence of pattern
        What is printed anew each time and counts for nothing.
    """
    stream = Stream()
    for number, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE:
            role = Role.CLAUSE if role_of(block) is LabelRole.CLAUSE else Role.ITEM
            _take(stream, Slot(number, -1, -1, block.text), (len(block.number), role), volatile)
        elif number in pairs:
            stream.tables[len(stream.slots)] = pairs[number]
            _add(stream, Slot(number, -1, -1, ""), Tokens((f"\0{pairs[number]}",), (0,), (0,), ("table",)), [Role.WORD])
        else:
            for slot in cells_of(number, block):
                _take(stream, slot, (0, Role.WORD), volatile)
    return stream


def cells_of(number: int, block: Block) -> Iterator[Slot]:
    """Yield the cells of a table that are not covered by another."""
    for row, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            if not cell.covered:
                yield Slot(number, row, column, cell.text)


def roles_of(text: str, tokens: Tokens, label: tuple[int, Role], volatile: Sequence[re.Pattern[str]]) -> list[Role]:
    """Return what each token of a text counts for; ``label`` is the length of its number and what that is."""
    length, role = label
    roles = [role if end <= length else Role.WORD for end in tokens.ends]
    for pattern in volatile:
        for match in pattern.finditer(text):
            first, last = bisect_left(tokens.starts, match.start()), bisect_left(tokens.starts, match.end())
            roles[first:last] = [Role.SILENT] * (last - first)
    return roles


def _take(stream: Stream, slot: Slot, label: tuple[int, Role], volatile: Sequence[re.Pattern[str]]) -> None:
    tokens = tokens_of(slot.text)
    _add(stream, slot, tokens, roles_of(slot.text, tokens, label, volatile))


def _add(stream: Stream, slot: Slot, tokens: Tokens, roles: list[Role]) -> None:
    first = len(stream.keys)
    stream.own += [first + place for place in sentence_starts(tokens)]
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
    """Return where the segments of both editions begin, every boundary of one drawn in the other too."""
    sides = [_Words(old), _Words(new)]
    contexts = {context for side in sides for context in side.contexts()}
    drawn = [side.places_with(contexts) for side in sides]
    return tuple(sorted({*side.stream.own, *places}) for side, places in zip(sides, drawn, strict=True))  # type: ignore[return-value]  # two of them


class _Words:
    """The words of a stream alone, with the way back to their tokens."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.places = [place for place, role in enumerate(stream.roles) if role is Role.WORD]
        self.keys = [stream.keys[place] for place in self.places]

    def contexts(self) -> Iterator[tuple[str, ...]]:
        for own in self.stream.own:
            at = bisect_left(self.places, own)
            if _REACH <= at <= len(self.keys) - _REACH:
                yield tuple(self.keys[at - _REACH : at + _REACH])

    def places_with(self, contexts: set[tuple[str, ...]]) -> Iterator[int]:
        windows = zip(*(self.keys[shift:] for shift in range(2 * _REACH)), strict=False)
        for start, window in enumerate(windows):
            if window in contexts:
                yield self._before_number(self.places[start + _REACH])

    def _before_number(self, place: int) -> int:
        """Return where the number of a block begins, if that is what stands before a word."""
        roles, homes = self.stream.roles, self.stream.homes
        while place and roles[place - 1] in (Role.CLAUSE, Role.ITEM) and homes[place - 1] == homes[place]:
            place -= 1
        return place


def segments_of(stream: Stream, begins: Sequence[int]) -> list[Segment]:
    """Return the segments of a stream; together they are every character of every slot, in order."""
    segments: list[Segment] = []
    own, sentence, following = set(stream.own), -1, 0
    for place, first in enumerate(begins):
        last = begins[place + 1] if place + 1 < len(begins) else len(stream.keys)
        home = stream.homes[first]
        while following < home:
            segments.append(_silent(stream, following, first))
            following += 1
        following = home + 1
        sentence += first in own
        opens = place == 0 or stream.homes[begins[place - 1]] != home
        ends = last == len(stream.keys) or stream.homes[last] != home
        start = 0 if opens else stream.starts[first]
        end = len(stream.slots[home].text) if ends else stream.starts[last]
        segments.append(Segment(first, last, home, start, end, sentence))
    tail = len(stream.keys)
    return [*segments, *(_silent(stream, slot, tail) for slot in range(following, len(stream.slots)))]


def _silent(stream: Stream, slot: int, place: int) -> Segment:
    return Segment(place, place, slot, 0, len(stream.slots[slot].text), -1)
