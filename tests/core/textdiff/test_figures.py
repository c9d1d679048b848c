from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.textdiff.wording.figures import figures_in, value_of_numeral
from beizhan.core.textdiff.wording.measures import FigureKind
from beizhan.core.textdiff.wording.tokens import tokens_of


def figures(text, head=""):
    tokens = tokens_of(text)
    return figures_in(text, tokens, 0, len(tokens.keys), head)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("a fit of ±0.5 mm", FigureKind.TOLERANCE, "0.5", "mm"),
        ("公差为0.3毫米", FigureKind.TOLERANCE, "0.3", "毫米"),
        ("a length of 300 mm", FigureKind.MEASURE, "300", "mm"),
        ("not older than 22 years", FigureKind.AGE, "22", "years"),
        ("at least 5 years of work", FigureKind.TIME, "5", "years"),
        ("不得超过22周岁", FigureKind.AGE, "22", "周岁"),
        ("时长三小时", FigureKind.TIME, "3", "小时"),
        ("时长 4.5 h", FigureKind.TIME, "4.5", "h"),
        ("the weight is 15%", FigureKind.WEIGHT, "15", "%"),
        ("15% moisture", FigureKind.PERCENT, "15", "%"),
        ("扣 0.5 分", FigureKind.MARKS, "0.5", "分"),
        ("1 mark is taken off", FigureKind.MARKS, "1", "mark"),
        ("costs 1,200 EUR", FigureKind.MONEY, "1200", "EUR"),
        ("bring 4 chisels", FigureKind.COUNT, "4", "chisels"),
        ("at -5 °C", FigureKind.MEASURE, "-5", "°C"),
        ("0,5 mm thick", FigureKind.MEASURE, "0.5", "mm"),
    ],
)
def test_a_figure_says_its_kind_value_and_unit(text, kind, value, unit):
    [figure] = figures(text)

    assert (figure.kind, figure.value, figure.unit) == (kind, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("on 5 March 2026", FigureKind.DATE),
        ("at 09:30", FigureKind.CLOCK),
        ("on C-2", FigureKind.DAY),
        ("see section 5.3", FigureKind.CLAUSE),
        ("thread M8", FigureKind.CODE),
    ],
)
def test_some_figures_are_no_amounts(text, kind):
    [figure] = figures(text)

    assert (figure.kind, figure.value) == (kind, None)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Time (h) 时间", FigureKind.TIME),
        ("Relative importance (%)", FigureKind.WEIGHT),
        ("分值", FigureKind.MARKS),
        ("Age", FigureKind.AGE),
        ("Quantity", FigureKind.COUNT),
    ],
)
def test_the_head_of_a_column_tells_what_a_bare_number_is(head, kind):
    assert [figure.kind for figure in figures("15", head)] == [kind]


DIGITS = "零一二三四五六七八九"


def slowly(number):
    """Write a number below a thousand in Chinese, by the book."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{'' if tens == 1 and not hundreds else DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


@given(st.integers(1, 999))
def test_chinese_numerals_are_read_as_they_are_written(number):
    assert value_of_numeral(slowly(number)) == number
