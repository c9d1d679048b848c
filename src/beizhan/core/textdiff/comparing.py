"""Two editions beside each other: every character of both in one passage, and the promise that this is so.

The contract: to accept every passage gives exactly the newer edition, to reject every passage exactly the older one,
and both are checked before anything is told. ``docs/method/comparison.md`` tells the method.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from beizhan.core.textdiff.aligning.linking import Link, Side, links_of
from beizhan.core.textdiff.aligning.segments import (
    Reading,
    Segment,
    Stream,
    Words,
    boundaries_of,
    segments_of,
    stream_of,
)
from beizhan.core.textdiff.aligning.unchanged import unchanged_in
from beizhan.core.textdiff.blocks import Block, Document
from beizhan.core.textdiff.passages import Passage, Span
from beizhan.core.textdiff.tables.cells import alone, passages_of_tables
from beizhan.core.textdiff.tables.laying import pairs_of
from beizhan.core.textdiff.uncompared import running_blocks_of
from beizhan.core.textdiff.wording.pieces import Piece, Strand, compared
from beizhan.core.textdiff.wording.tokens import Tokens
from beizhan.core.textdiff.wording.volatile import Rules

USUAL_RULES = Rules()
"""Dates of print and page numbers count for nothing."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, every character of either in exactly one passage.

    Parameters
    ----------
    passages : tuple of Passage
        In the order of the newer edition.
    old_frames, new_frames : tuple of Block
        The blocks of both, without their texts.
    """

    passages: tuple[Passage, ...]
    old_frames: tuple[Block, ...]
    new_frames: tuple[Block, ...]


def comparison_of(old: Document, new: Document, rules: Rules = USUAL_RULES) -> Comparison:
    """Compare two editions of a document.

    Parameters
    ----------
    old, new : Document
        Of whatever formats.
    rules : Rules
        What does not count.

    Returns
    -------
    Comparison
        For which ``accepted`` gives the blocks of ``new`` and ``rejected`` those of ``old``, checked.
    """
    pairs = pairs_of(old.blocks, new.blocks)
    unchanged = unchanged_in(old.blocks, new.blocks)
    reading = Reading(rules.patterns())
    streams = (
        stream_of(
            old.blocks,
            {one: number for number, (one, _) in enumerate(pairs)},
            replace(reading, silent=running_blocks_of(old, new), unchanged=unchanged[0]),
        ),
        stream_of(
            new.blocks,
            {two: number for number, (_, two) in enumerate(pairs)},
            replace(reading, silent=running_blocks_of(new, old), unchanged=unchanged[1]),
        ),
    )
    begins = boundaries_of(*streams)
    sides = Side(streams[0], segments_of(streams[0], begins[0])), Side(streams[1], segments_of(streams[1], begins[1]))
    passages: list[Passage] = []
    for link in links_of(*sides):
        table = _table_in(link, *sides)
        if table is None:
            passages.append(_passage_of(link, *sides))
        else:
            passages += passages_of_tables(old.blocks, new.blocks, pairs[table], moved=link.moved)
    comparison = Comparison(tuple(passages), _frames(old.blocks), _frames(new.blocks))
    assert accepted(comparison) == new.blocks, "to accept all must give the newer edition"
    assert rejected(comparison) == old.blocks, "to reject all must give the older edition"
    return comparison


def accepted(comparison: Comparison) -> tuple[Block, ...]:
    """Return the blocks that stand once every passage is accepted."""
    texts = ((passage.new, "".join([piece.new for piece in passage.pieces])) for passage in comparison.passages)
    return _filled(comparison.new_frames, texts)


def rejected(comparison: Comparison) -> tuple[Block, ...]:
    """Return the blocks that stand once every passage is rejected."""
    texts = ((passage.old, "".join([piece.old for piece in passage.pieces])) for passage in comparison.passages)
    return _filled(comparison.old_frames, texts)


def _filled(frames: Sequence[Block], texts: Iterator[tuple[tuple[Span, ...], str]]) -> tuple[Block, ...]:
    """Return the frames with the texts put where their spans say; an empty span says that there is a text at all."""
    parts: dict[tuple[int, int, int], list[tuple[int, str]]] = defaultdict(list)
    for spans, text in texts:
        at = 0
        for span in spans:
            length = span.end - span.start
            parts[span.block, span.row, span.column].append((span.start, text[at : at + length]))
            at += length
        assert at == len(text), "a passage holds the text of its spans and no more"
    whole = {slot: "".join(text for _, text in sorted(found)) for slot, found in parts.items()}
    return tuple(_block(frame, number, whole) for number, frame in enumerate(frames))


def _block(frame: Block, number: int, texts: dict[tuple[int, int, int], str]) -> Block:
    text = texts.get((number, -1, -1), "")
    if not frame.rows:
        return frame._replace(text=text)
    rows = tuple(
        tuple(
            cell if cell.covered else cell._replace(text=texts[number, row, column])
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(frame.rows)
    )
    return frame._replace(text=text, rows=rows)


def _frames(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks without their texts; what a covered cell repeats is no text of its own."""
    return tuple(
        block._replace(
            text="",
            rows=tuple(tuple(cell if cell.covered else cell._replace(text="") for cell in row) for row in block.rows),
        )
        for block in blocks
    )


def _table_in(link: Link, old: Side, new: Side) -> int | None:
    """Return the pair of tables for which a link stands, if it does."""
    for side, places in ((new, link.new), (old, link.old)):
        for place in places:
            table = side.stream.tables.get(side.segments[place].reaches[0][0])
            if table is not None:
                return table
    return None


def _passage_of(link: Link, old: Side, new: Side) -> Passage:
    ours, theirs = [old.segments[place] for place in link.old], [new.segments[place] for place in link.new]
    spans = _spans(old.stream, ours), _spans(new.stream, theirs)
    one, two = _text(old.stream, ours), _text(new.stream, theirs)
    sentences = tuple(segment.sentence for segment in ours), tuple(segment.sentence for segment in theirs)
    if not (ours and theirs):
        told = alone(spans[0] or spans[1], one or two, new=bool(theirs))
        says = any(side.bare[place] for side, places in ((old, link.old), (new, link.new)) for place in places)
        return told._replace(silent=not says, old_sentences=sentences[0], new_sentences=sentences[1])
    told = Passage(
        *spans, (Piece(one, two, True),), moved=link.moved, old_sentences=sentences[0], new_sentences=sentences[1]
    )
    if _same(old.full, link.old, new.full, link.new):
        return told
    pieces, figures = compared(_strand(old.stream, ours), _strand(new.stream, theirs))
    renumbered = _same(old.bare, link.old, new.bare, link.new) and not all(piece.kept for piece in pieces)
    return told._replace(pieces=pieces, figures=figures, renumbered=renumbered)


def _same(old: Sequence[Words], ours: Sequence[int], new: Sequence[Words], theirs: Sequence[int]) -> bool:
    """Tell whether some segments of one edition and some of the other say the same words."""
    if len(ours) == len(theirs) == 1:
        return old[ours[0]] == new[theirs[0]]
    return [word for place in ours for word in old[place]] == [word for place in theirs for word in new[place]]


def _spans(stream: Stream, segments: Sequence[Segment]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for segment in segments:
        for place, start, end in segment.reaches:
            slot = stream.slots[place]
            spans.append(Span(slot.block, slot.row, slot.column, start, end))
    return tuple(spans)


def _text(stream: Stream, segments: Sequence[Segment]) -> str:
    return "".join([stream.slots[slot].text[start:end] for one in segments for slot, start, end in one.reaches])


def _strand(stream: Stream, segments: Sequence[Segment]) -> Strand:
    """Return the text and tokens of segments as one."""
    keys, starts, ends, sorts, roles, text = [], [], [], [], [], ""
    for segment in segments:
        place = segment.first
        for slot, start, end in segment.reaches:
            shift = len(text) - start
            text += stream.slots[slot].text[start:end]
            while place < segment.last and stream.homes[place] == slot:
                keys.append(stream.keys[place])
                starts.append(stream.starts[place] + shift)
                ends.append(stream.ends[place] + shift)
                sorts.append(stream.sorts[place])
                roles.append(stream.roles[place])
                place += 1
    return Strand(text, Tokens(tuple(keys), tuple(starts), tuple(ends), tuple(sorts)), tuple(roles))
