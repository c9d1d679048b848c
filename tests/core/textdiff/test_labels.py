import pytest

from beizhan.core.textdiff.blocks import Block, BlockKind
from beizhan.core.textdiff.wording.labels import (
    LabelRole,
    doubtful_number_in,
    is_next,
    label_in,
    path_of,
    role_of,
    whole_number_in,
    without_tick,
)


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
        ("5.1 A", "5.1"),
        ("5.3.1 Days of work", "5.3.1"),
        ("3.1 安全要求", "3.1"),
        ("3.2 人员要求", "3.2"),
        ("- 5 mm drill", "-"),
    ],
)
def test_a_number_or_label_before_a_text_is_told(text, label):
    assert label_in(text) == label


COUNTS = (
    "3.5 Hours are given for module A", "3.5 Points for order", "2.5 A fuse", "2.5 MPa compressed air", "1.5 倍工资",
    "2.0 版软件", "2.5 台设备", "- 5 °C is the lowest",
)  # fmt: skip


@pytest.mark.parametrize(
    "text", ["5.3 mm of play", "3.5 小时", "2.5", "22 years", "-5 °C", "a word", "±0.5", "e.g. this", *COUNTS]
)
def test_what_counts_something_is_no_label(text):
    assert label_in(text) == ""


@pytest.mark.parametrize(
    ("text", "heading", "number"),
    [
        ("5.2 Points and marks", True, "5.2"),
        ("5.2 Points and marks", False, "5.2"),
        ("5.2 A fuse", True, "5.2"),
        ("5.2 A fuse", False, ""),
        ("2.5 台设备", True, ""),
        ("2.5", True, ""),
    ],
)
def test_a_number_before_a_unit_may_be_that_of_a_clause(text, heading, number):
    assert doubtful_number_in(text, heading=heading) == number


def test_a_box_or_a_tick_says_something_and_a_bullet_does_not():
    assert [without_tick(label) for label in ("■", "□", "√", "☑", "•", "-", "(a)")] == ["", "", "", "", "•", "-", "(a)"]


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
        (Block(BlockKind.PARAGRAPH, "5.2 Points are taken off.", "5.2"), LabelRole.CLAUSE),
        (Block(BlockKind.ITEM, "(a) first", "(a)"), LabelRole.ITEM),
    ],
)
def test_only_numbers_of_clauses_can_be_renumbered(block, role):
    assert role_of(block) is role
