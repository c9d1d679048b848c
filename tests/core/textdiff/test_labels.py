import pytest

from beizhan.core.textdiff.blocks import Block, BlockKind
from beizhan.core.textdiff.wording.labels import LabelRole, is_next, label_in, path_of, role_of, whole_number_in


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("5.3 Toolbox", "5.3"),
        ("5.3.1. Toolbox", "5.3.1."),
        ("8.2工具箱", "8.2"),
        ("第三条 选手", "第三条"),
        ("一、总则", "一、"),
        ("（二）要求", "（二）"),
        ("(a) first", "(a)"),
        ("b) second", "b)"),
        ("3. third", "3."),
        ("iv. fourth", "iv."),
        ("• item", "•"),
        ("- item", "-"),
        ("① first", "①"),
    ],
)
def test_a_number_or_label_before_a_text_is_told(text, label):
    assert label_in(text) == label


@pytest.mark.parametrize(
    "text", ["5.3 mm of play", "3.5 小时", "2.5", "22 years", "-5 °C", "a word", "±0.5", "e.g. this"]
)
def test_what_counts_something_is_no_label(text):
    assert label_in(text) == ""


@pytest.mark.parametrize(
    ("text", "number"), [("5 Test Project", "5"), ("5. Test Project", "5."), ("5 Experts are needed.", ""), ("22", "")]
)
def test_a_whole_number_may_be_that_of_a_chapter(text, number):
    assert whole_number_in(text) == number


@pytest.mark.parametrize(
    ("path", "before", "answer", "why"),
    [
        ((5, 3), (5, 2), True, "the next sister"),
        ((5, 2, 1), (5, 2), True, "the first child"),
        ((6,), (5, 2, 1), True, "the next chapter"),
        ((6, 1), (5, 2), True, "its first clause"),
        ((5, 5), (5, 2), True, "clauses were struck"),
        ((5, 2), (5, 2), False, "the same again is cited"),
        ((4, 1), (5, 2), False, "what was before is cited"),
        ((9, 1), (5, 2), False, "too far away"),
        ((5, 3), (), True, "an extract may begin anywhere"),
        ((), (5, 2), False, "no number"),
    ],
)
def test_a_number_is_the_next_or_it_is_cited(path, before, answer, why):
    assert is_next(path, before) is answer, why


def test_the_parts_of_a_number_are_whole_numbers():
    assert [path_of(number) for number in ("5.3.", "12", "5.a", "②")] == [(5, 3), (12,), (), ()]


@pytest.mark.parametrize(
    ("block", "role"),
    [
        (Block(BlockKind.HEADING, "5 Test Project", "5"), LabelRole.CLAUSE),
        (Block(BlockKind.PARAGRAPH, "5.3 The expert waits.", "5.3"), LabelRole.CLAUSE),
        (Block(BlockKind.ITEM, "(a) first", "(a)"), LabelRole.ITEM),
    ],
)
def test_only_numbers_of_clauses_can_be_renumbered(block, role):
    assert role_of(block) is role
