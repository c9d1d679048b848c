import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.textdiff.blocks import Block, BlockKind, Cell, Document
from beizhan.core.textdiff.changes import changes_of
from beizhan.core.textdiff.comparing import accepted, comparison_of, rejected
from beizhan.core.textdiff.wording.labels import label_in
from beizhan.core.textdiff.wording.tokens import words_of
from core.textdiff.written import written

SAID = ["the", "expert", "5", "±0.5 mm", "22 years", "选手", "公差为", "。", ". ", "5.3 ", "(a) ", "• ", " "]
words = st.sampled_from([*SAID, "Page 3 of 4", "ﬁ", "\u00ad", "\n"])
texts = st.lists(words, max_size=8).map("".join).map(str.strip)
cells = st.builds(Cell, texts, st.booleans())
lines = st.builds(
    lambda kind, text: Block(kind, text, label_in(text)),
    st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM]),
    texts,
)
tables = st.lists(st.lists(cells, min_size=1, max_size=4).map(tuple), min_size=1, max_size=4).map(
    lambda rows: Block(BlockKind.TABLE, rows=tuple(rows))
)
blocks = st.lists(lines | lines | tables, max_size=8)


@st.composite
def editions(draw):
    """Give two editions of which the newer took over some blocks of the older, in some order."""
    old = draw(blocks)
    new = draw(
        st.permutations([*draw(st.lists(st.sampled_from(old), max_size=8) if old else st.just([])), *draw(blocks)])
    )
    return Document(tuple(old)), Document(tuple(new))


@settings(max_examples=60)
@given(editions())
def test_to_accept_all_gives_the_newer_and_to_reject_all_the_older_edition(pair):
    old, new = pair

    comparison = comparison_of(old, new)

    assert (accepted(comparison), rejected(comparison)) == (new.blocks, old.blocks)


@settings(max_examples=40)
@given(editions())
def test_what_is_called_kept_says_the_same_words(pair):
    for passage in comparison_of(*pair).passages:
        if passage.old and passage.new and passage.kept and len(passage.old) == len(passage.new) == 1:
            old, new = ("".join(side) for side in zip(*((one.old, one.new) for one in passage.pieces), strict=True))
            numberless = [re.sub(r"^(?:5\.3|\(a\)|Page 3 of 4)*", "", "".join(words_of(text))) for text in (old, new)]
            assert words_of(old) == words_of(new) or numberless[0] in numberless[1] or numberless[1] in numberless[0]


@settings(max_examples=25)
@given(blocks)
def test_a_document_beside_itself_has_nothing_to_tell(same):
    assert changes_of(Document(tuple(same)), Document(tuple(same))) == ()


@settings(max_examples=25)
@given(editions())
def test_what_was_added_one_way_is_removed_the_other_way(pair):
    old, new = pair

    there, back = changes_of(old, new), changes_of(new, old)

    assert bool(there) == bool(back)


LONG = "Each competitor brings a toolbox. It is checked by two experts. 选手自带工具箱，由两名裁判检查。"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (LONG, LONG.replace(" It", "\nIt").replace(" 选", "\n选"), "paragraphs cut otherwise"),
        (LONG, LONG.replace("toolbox. It", "toolbox.  It\u00a0"), "blanks"),
        ("# 5.3 Toolbox\n" + LONG, "5.3 Toolbox\n" + LONG, "a heading or a paragraph"),
        ("- one\n- two", "• one\n• two", "other bullets"),
        ("(a) one thing\n(b) two things", "1. one thing\n2. two things", "other labels"),
        (LONG + "\nPrinted on 5.3.2026 10:15", LONG + "\nPrinted on 6.4.2026 11:20", "the date of print"),
        (LONG + "\nPage 3 of 45", LONG, "a page number"),
        (LONG, LONG.replace("“", '"').upper().replace("EACH", "Each"), "letters without case"),
    ],
)
def test_another_layout_of_the_same_words_is_the_same(old, new, why):
    assert changes_of(written(old), written(new)) == (), why


def test_a_running_head_that_one_short_edition_did_not_give_away_is_not_told():
    old = written(LONG, running=("Technical Description 99",))
    new = written("Technical Description 99\n" + LONG)

    assert changes_of(old, new) == ()


def test_a_running_head_that_is_also_a_line_of_the_text_is_told_when_the_line_goes():
    old = written("Technical Description 99\n" + LONG, running=("Technical Description 99",))

    assert [change.old for change in changes_of(old, written(LONG))] == ["Technical Description 99"]


def test_a_line_with_another_figure_than_a_running_head_is_told():
    old = written(LONG, running=("Total: 25",))
    new = written("Total: 30\n" + LONG)

    assert [change.new for change in changes_of(old, new)] == ["Total: 30"]
