from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.textdiff import comparing
from beizhan.core.textdiff.aligning.unchanged import unchanged_in, weight_of
from beizhan.core.textdiff.blocks import Document
from beizhan.core.textdiff.changes import Change, changes_of
from beizhan.core.textdiff.wording.pieces import Piece
from core.textdiff.written import written
from files.long_description import long_pair

LINE = "The expert measures clamp {0} after module {0} and signs the sheet."


def lines(*numbers: int) -> Document:
    return written("\n".join(LINE.format(number) for number in numbers))


def read_whole(old: Document, new: Document) -> tuple[Change, ...]:
    """Compare as if no block were left unread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "unchanged_in", lambda *_: ({}, {}))
        return changes_of(old, new)


def told(changes: tuple[Change, ...]) -> list[Change]:
    """Return changes with what is kept one after another as one piece: how it was cut says nothing."""
    return [replace(change, pieces=tuple(joined(change.pieces))) for change in changes]


def joined(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    for kept, run in groupby(pieces, key=attrgetter("kept")):
        several = list(run)
        if kept:
            yield Piece("".join(piece.old for piece in several), "".join(piece.new for piece in several), True)
        else:
            yield from several


def test_a_block_that_stands_once_in_both_editions_is_not_read_wherever_it_stands():
    assert unchanged_in(lines(1, 2, 3).blocks, lines(3, 9, 1).blocks) == ({0: 0, 2: 1}, {2: 0, 0: 1})


@pytest.mark.parametrize("text", ["short", LINE])
def test_a_block_that_is_short_or_stands_twice_is_read(text):
    document = written("\n".join([text, LINE.format(1), text]))

    assert unchanged_in(document.blocks, document.blocks) == ({1: 0}, {1: 0})


def test_a_weight_is_about_the_words_of_a_text():
    assert (weight_of("one two three"), weight_of("选手专家")) == (3.0, 3.0)


@pytest.mark.parametrize("seed", range(4))
def test_a_long_pair_is_told_as_if_every_block_were_read(seed):
    pair = long_pair(seed, clauses=6)
    old, new = (written("\n".join(side).replace("#" * 3, "#").replace("##", "#")) for side in (pair.old, pair.new))

    assert len(unchanged_in(old.blocks, new.blocks)[0]) > 10
    assert told(changes_of(old, new)) == told(read_whole(old, new))


@st.composite
def editions(draw):
    """Give two editions: blocks move, come in, fall out, are split and run together, and sentences change places."""
    numbers = iter(draw(st.permutations(range(1, 61))))
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=9))
    old = [[next(numbers) for _ in range(size)] for size in sizes]
    new = [list(block) for block in draw(st.permutations(old) | st.just(old))]
    for _ in range(draw(st.integers(0, 3))):
        block = draw(st.sampled_from(new))
        taken = [block.pop(draw(st.integers(0, len(block) - 1)))] if block and draw(st.booleans()) else [next(numbers)]
        home = draw(st.sampled_from([*new, []]))
        home[(place := draw(st.integers(0, len(home)))) : place] = taken
    if draw(st.booleans()):
        del new[draw(st.integers(0, len(new) - 1))]
    glues = draw(st.lists(st.sampled_from("\n\n\n "), min_size=len(new), max_size=len(new)))
    heads = draw(st.dictionaries(st.integers(1, 60), st.sampled_from(("Notes", "On tools", "Use of time")), max_size=9))
    return edition(old, heads, "\n" * len(old)), edition(new, heads, glues)


def edition(blocks: Sequence[Sequence[int]], heads: Mapping[int, str], glues: Sequence[str]) -> Document:
    """Write blocks of sentences, with the short line above each that a sentence brings, and what stands after each."""
    return written(
        "".join(
            "".join(f"{heads[number]}\n" for number in block if number in heads)
            + " ".join(map(LINE.format, block))
            + glue
            for block, glue in zip(blocks, glues, strict=True)
        )
    )


@settings(max_examples=60, deadline=None)
@given(editions())
def test_editions_are_told_as_if_every_block_were_read(pair):
    assert told(changes_of(*pair)) == told(read_whole(*pair))
