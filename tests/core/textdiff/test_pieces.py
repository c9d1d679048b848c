from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.textdiff.wording.pieces import Piece, compared, opcodes_of, plain_strand
from beizhan.core.textdiff.wording.tokens import words_of

letters = st.lists(st.sampled_from("abcd"), max_size=14)
texts = st.text(st.sampled_from("ab c5.选手22岁m±,\n"), max_size=40)


def longest(one, two):
    """Return the length of a longest common subsequence, by the whole table."""
    table = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, left in enumerate(one):
        for j, right in enumerate(two):
            table[i + 1][j + 1] = table[i][j] + 1 if left == right else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


@given(letters, letters)
def test_as_much_is_kept_as_by_the_whole_table(one, two):
    opcodes = opcodes_of(one, two)

    assert sum(end - start for start, end, _, _, kept in opcodes if kept) == longest(one, two)


@given(letters, letters)
def test_stretches_cover_both_sides_and_what_is_kept_is_equal(one, two):
    opcodes = opcodes_of(one, two)

    assert [letter for i, i_end, _, _, _ in opcodes for letter in one[i:i_end]] == one
    assert [letter for _, _, j, j_end, _ in opcodes for letter in two[j:j_end]] == two
    assert all(one[i:i_end] == two[j:j_end] for i, i_end, j, j_end, kept in opcodes if kept)


@given(texts, texts)
def test_pieces_are_all_of_both_texts(one, two):
    pieces, _ = compared(plain_strand(one), plain_strand(two))

    assert ("".join(piece.old for piece in pieces), "".join(piece.new for piece in pieces)) == (one, two)


@given(texts, texts)
def test_all_is_kept_exactly_when_the_words_are_the_same(one, two):
    pieces, figures = compared(plain_strand(one), plain_strand(two))

    assert all(piece.kept for piece in pieces) == (words_of(one) == words_of(two))
    assert not figures or words_of(one) != words_of(two)


def test_a_changed_figure_is_one_piece_with_its_unit():
    pieces, [figure] = compared(plain_strand("限时3小时。"), plain_strand("限时4小时。"))

    assert pieces == (Piece("限时", "限时", True), Piece("3小时", "4小时", False), Piece("。", "。", True))
    assert (figure.old.text, figure.new.text) == ("3小时", "4小时")


def test_figures_are_paired_by_their_unit_before_their_order():
    _, figures = compared(plain_strand("takes 3 h, 20 marks"), plain_strand("takes 25 marks, 4 h"))

    pairs = {(change.old.text, change.new.text) for change in figures if change.old and change.new}
    assert pairs == {("3 h", "4 h"), ("20 marks", "25 marks")}


def test_marks_that_change_say_how_many_are_at_stake():
    _, [figure] = compared(plain_strand("worth 1.50 marks"), plain_strand("worth 0.75 marks"))

    assert str(figure.stake) == "-0.75"


def test_a_lone_word_between_two_changes_is_no_island():
    pieces, _ = compared(plain_strand("older than ten apples"), plain_strand("younger than two pears"))

    assert [piece.kept for piece in pieces] == [False]
