import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.textdiff.gist import gist_in_signs, gist_of

LONG = "Lengths up to 1000 mm are measured to a tolerance of {} mm. Full marks are given within it."


@pytest.mark.parametrize(
    ("old", "new", "told", "why"),
    [
        ("", "新增一条。", [("", "新增一条。")], "it came"),
        ("删去一条。", "", [("删去一条。", "")], "it went"),
        ("限时3小时。", "限时4小时。", [("限时", "限时"), ("3小时", "4小时"), ("。", "。")], "a figure"),
        ("交（一次）。", "交（二次）。", [("交（", "交（"), ("一", "二"), ("次）。", "次）。")], "brackets are closed"),
        ("3.2 Test", "3.3 Test", [("3.2", "3.3"), (" Test", " Test")], "words stay apart"),
        ("same", "same", [("same", "same")], "it only moved"),
        ("", "x" * 70, [("", "x" * 60 + "…")], "long"),
    ],
)
def test_the_gist_is_what_differs_with_a_little_around_it(old, new, told, why):
    assert [(piece.old, piece.new) for piece in gist_of(old, new)] == told, why


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "新增一条。", "+ 新增一条。"),
        ("删去一条。", "", "− 删去一条。"),
        ("限时3小时。", "限时4小时。", "限时3小时 → 4小时。"),
        ("分差须讨论", "分差须讨论并记录", "分差须讨论 + 并记录"),
        ("same", "same", "same"),
    ],
)
def test_the_gist_is_told_in_signs(old, new, told):
    assert gist_in_signs(old, new) == told


def test_of_a_long_clause_only_the_words_before_the_difference_stand_and_that_it_goes_on():
    lead, found, rest = gist_of(LONG.format("±1.0"), LONG.format("±0.8"))

    assert (lead.new, found.old, found.new, rest.new) == ("…a tolerance of ", "±1.0 mm", "±0.8 mm", "…")


@given(st.text(st.sampled_from("ab c5选手m±,"), max_size=300), st.text(st.sampled_from("ab c5选手m±,"), max_size=300))
def test_the_gist_is_always_short(old, new):
    assert all(max(len(piece.old), len(piece.new)) <= 61 for piece in gist_of(old, new))
