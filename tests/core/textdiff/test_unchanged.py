import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.textdiff import comparing
from beizhan.core.textdiff.aligning.unchanged import unchanged_in, weight_of
from beizhan.core.textdiff.blocks import Document
from beizhan.core.textdiff.changes import changes_of
from core.textdiff.written import written
from files.long_description import long_pair

LINE = "The expert measures clamp {0} after module {0} and signs the sheet."


def lines(*numbers: int) -> Document:
    return written("\n".join(LINE.format(number) for number in numbers))


def read_whole(old: Document, new: Document) -> object:
    """Compare as if no block were left unread."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "unchanged_in", lambda *_: ({}, {}))
        return changes_of(old, new)


def test_a_block_between_the_same_neighbours_is_not_read_and_one_beside_a_change_is():
    assert unchanged_in(lines(1, 2, 3, 4, 5).blocks, lines(9, 1, 2, 3, 8, 5).blocks) == ({1: 0}, {2: 0})


@pytest.mark.parametrize("text", ["short", LINE])
def test_a_block_that_is_short_or_stands_twice_is_read(text):
    document = written("\n".join([LINE.format(1), text, text, LINE.format(2)]))

    assert unchanged_in(document.blocks, document.blocks) == ({}, {})


def test_a_weight_is_about_the_words_of_a_text():
    assert (weight_of("one two three"), weight_of("选手专家")) == (3.0, 3.0)


@pytest.mark.parametrize("seed", range(4))
def test_a_long_pair_is_told_as_if_every_block_were_read(seed):
    pair = long_pair(seed, clauses=6)
    old, new = (written("\n".join(side).replace("#" * 3, "#").replace("##", "#")) for side in (pair.old, pair.new))

    assert len(unchanged_in(old.blocks, new.blocks)[0]) > 10
    assert changes_of(old, new) == read_whole(old, new)


@st.composite
def editions(draw):
    """Give two editions: blocks move, come in, fall out and are run into the one before them."""
    old = draw(st.lists(st.integers(1, 30), min_size=3, max_size=16, unique=True))
    new = list(draw(st.permutations(old) | st.just(old)))
    for _ in range(draw(st.integers(0, 3))):
        new.insert(draw(st.integers(0, len(new))), draw(st.integers(31, 40)))
    del new[draw(st.integers(0, len(new) - 1))]
    glues = draw(st.lists(st.sampled_from("\n\n\n "), min_size=len(new), max_size=len(new)))
    text = "".join(LINE.format(number) + glue for number, glue in zip(new, glues, strict=True))
    return lines(*old), written(text)


@settings(max_examples=60, deadline=None)
@given(editions())
def test_editions_are_told_as_if_every_block_were_read(pair):
    assert changes_of(*pair) == read_whole(*pair)
