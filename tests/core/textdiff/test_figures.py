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
        ("a bore of ±12,5 mm", FigureKind.TOLERANCE, "12.5", "mm"),
        ("Time 1,5 hours", FigureKind.TIME, "1.5", "hours"),
        ("0,125 mm thick", FigureKind.MEASURE, "0.125", "mm"),
        ("1,234,500 EUR", FigureKind.MONEY, "1234500", "EUR"),
        ("费用1，200元", FigureKind.MONEY, "1200", "元"),
        ("Hole Ø12.5 mm", FigureKind.MEASURE, "12.5", "mm"),
        ("孔径φ10.02，", FigureKind.MEASURE, "10.02", ""),
        ("a roughness of Ra1.6", FigureKind.MEASURE, "1.6", ""),
        ("a roughness of Ra 3.2", FigureKind.MEASURE, "3.2", ""),
        ("圆角R2,5", FigureKind.MEASURE, "2.5", ""),
        ("a pipe of 3/4 inch", FigureKind.MEASURE, "0.75", "inch"),
        ("a pipe of 1 1/2 inch", FigureKind.MEASURE, "1.5", "inch"),
        ("at most 10 Kg", FigureKind.MEASURE, "10", "Kg"),
        ("3.5 Hours are given", FigureKind.TIME, "3.5", "Hours"),
        ("2.5 A at most", FigureKind.MEASURE, "2.5", "A"),
        ("in 5日内", FigureKind.TIME, "5", "日"),
        ("not 20 安", FigureKind.MEASURE, "20", "安"),
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
        ("thread M2.5", FigureKind.CODE),
        ("a fit of Ø12H7", FigureKind.CODE),
        ("a fit of Ø12h6", FigureKind.CODE),
        ("比赛于8时30分开始", FigureKind.CLOCK),
        ("上午8时开始", FigureKind.CLOCK),
        ("适用于2026年竞赛", FigureKind.DATE),
        ("二〇二六年", FigureKind.DATE),
        ("报名于9月截止", FigureKind.DATE),
        ("至27日", FigureKind.DATE),
        ("图样比例为1:50", FigureKind.COUNT),
        ("the mix ratio is 1:10", FigureKind.COUNT),
        ("drawn at 1:20 scale", FigureKind.COUNT),
        ("a length of 50+0.1 mm", FigureKind.TOLERANCE),
        ("a length of 50 +0.1/-0.2 mm", FigureKind.TOLERANCE),
    ],
)
def test_some_figures_are_no_amounts(text, kind):
    [figure] = figures(text)

    assert (figure.kind, figure.value) == (kind, None)


@pytest.mark.parametrize(
    ("text", "told", "why"),
    [
        ("modules 1,2,3", ["1", "2", "3"], "a list has no decimal comma"),
        ("modules 1,2, or 4", ["1", "2", "4"], "nor has one that goes on"),
        ("规格10，20毫米", ["10", "20毫米"], "a full comma is none"),
        ("长12,5，宽3", ["12,5", "3"], "and may follow one"),
        ("30:50", ["30", "50"], "no clock goes so far"),
        ("5-8 mm", ["5", "8 mm"], "a dash between two figures"),
        ("30/10 days", ["30", "10 days"], "a stroke between two figures"),
        ("M2.5, φ3.05 and R2.8", ["M2.5", "φ3.05", "R2.8"], "letters before a number are of it"),
    ],
)
def test_a_text_holds_so_many_figures(text, told, why):
    assert [figure.text for figure in figures(text)] == told, why


@pytest.mark.parametrize(
    ("text", "kinds", "why"),
    [
        ("误差不超过0.5‰，转速1500r/min", ["tolerance", "measure"], "a comma ends what a tolerance is said of"),
        ("公差0.5毫米；长度20毫米", ["tolerance", "measure"], "so does a semicolon"),
        ("2小时30分", ["time", "time"], "minutes after hours"),
        ("用时5分30秒，扣5分", ["time", "time", "marks"], "minutes before seconds, and marks"),
    ],
)
def test_what_stands_beside_a_figure_tells_its_kind(text, kinds, why):
    assert [str(figure.kind) for figure in figures(text)] == kinds, why


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
