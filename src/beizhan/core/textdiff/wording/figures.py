"""What a figure says: its value, its unit, and its kind, which the words around it or the head of its column tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beizhan.core.textdiff.wording.measures import KINDS, FigureKind
from beizhan.core.textdiff.wording.tokens import Tokens, folded, is_figure

_SIGNED = re.compile(r"±|\+\s?/\s?-|\+-")
_PARTS = re.compile(r"((?:±|\+\s?/\s?-|\+-|[-+])?)\s*([\d.,]+)\s*(.*)", re.DOTALL)
_NUMERAL = re.compile(r"([零〇一二三四五六七八九十百千两]+)(.*)")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NEAR = 24
"""Characters before a figure in which words about it are looked for."""

_AGE = re.compile(r"\b(?:older|younger|age|aged|born)\b|年龄|周岁|年满|未满|不满|岁", re.IGNORECASE)
_WEIGHT = re.compile(r"weight|relative importance|\bWSOS\b|权重|比重|占比|配分|重要性", re.IGNORECASE)
_TOLERANCE = re.compile(r"toleranc|deviation|公差|误差|偏差|允差", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:section|clause|chapter|annex|appendix|paragraph|table|figure|rule|§|第|见|附件|附录|表|图)\s*$", re.IGNORECASE
)
_BY_HEAD = (
    (FigureKind.TOLERANCE, _TOLERANCE),
    (FigureKind.WEIGHT, re.compile(r"%|weight|importance|权重|比重|占比|重要性", re.IGNORECASE)),
    (FigureKind.MARKS, re.compile(r"\bmarks?\b|\bpoints?\b|分值|配分|分数|得分|满分", re.IGNORECASE)),
    (FigureKind.AGE, re.compile(r"\bage\b|年龄", re.IGNORECASE)),
    (
        FigureKind.TIME,
        re.compile(r"\btime\b|\bhours?\b|\bh\b|\bmin(?:utes?)?\b|duration|时间|小时|工时|时长|分钟", re.IGNORECASE),
    ),
    (FigureKind.DATE, re.compile(r"\bdate\b|日期", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    Parameters
    ----------
    text : str
        As printed.
    kind : FigureKind
        What it is.
    value : Decimal or None
        The number, without its unit; None for a date, a clock time, a day, a clause or a code.
    unit : str
        As printed; for a count, the word that follows.
    """

    text: str
    kind: FigureKind
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that became another, came (no ``old``) or went (no ``new``).

    ``stake`` is the difference in marks where both are marks or weights of a scheme of one hundred marks. ``follows``
    tells that it cites a clause which has got exactly this number.
    """

    old: Figure | None
    new: Figure | None
    stake: Decimal | None = None
    follows: bool = False


def figures_in(text: str, tokens: Tokens, first: int, last: int, head: str = "") -> list[Figure]:
    """Return the figures among the tokens ``first`` up to ``last`` of a text.

    Parameters
    ----------
    text : str
        The whole sentence or cell; the words around a figure tell its kind.
    tokens : Tokens
        Those of ``text``.
    first, last : int
        Which of them.
    head : str
        The head of the column, for a cell of a table.
    """
    return list(_figures(text, tokens, range(first, last), head))


def _figures(text: str, tokens: Tokens, places: Sequence[int], head: str) -> Iterator[Figure]:
    for place in places:
        sort = tokens.sorts[place]
        printed = text[tokens.starts[place] : tokens.ends[place]]
        if sort in ("date", "clock", "day", "clause"):
            yield Figure(printed, FigureKind(sort))
        elif sort == "numeral":
            yield _numeral(printed, text)
        elif is_figure(sort):
            yield _counted(printed, text, tokens, place, head)
        elif sort == "word" and any(map(str.isdigit, printed)):
            yield Figure(printed, FigureKind.CODE)


def _counted(printed: str, text: str, tokens: Tokens, place: int, head: str) -> Figure:
    match = _PARTS.fullmatch(folded(printed)[0])
    assert match, printed
    sign, number, unit = match.groups()
    value = _value_of(sign, number)
    before = text[max(0, tokens.starts[place] - _NEAR) : tokens.starts[place]]
    if _SIGNED.match(sign) or (unit and _TOLERANCE.search(before)):
        return Figure(printed, FigureKind.TOLERANCE, value, unit)
    if unit:
        return Figure(printed, _kind_by_words(KINDS.get(unit, FigureKind.MEASURE), text + head), value, unit)
    if _CLAUSE.search(before):
        return Figure(printed, FigureKind.CLAUSE)
    for kind, pattern in _BY_HEAD:
        if pattern.search(head):
            return Figure(printed, kind, value, "%" if kind is FigureKind.WEIGHT else "")
    return Figure(printed, FigureKind.COUNT, value, _following(text, tokens, place))


def _kind_by_words(kind: FigureKind, text: str) -> FigureKind:
    if kind is FigureKind.TIME and _AGE.search(text):
        return FigureKind.AGE
    if kind is FigureKind.PERCENT and _WEIGHT.search(text):
        return FigureKind.WEIGHT
    return kind


def _following(text: str, tokens: Tokens, place: int) -> str:
    after = place + 1
    if after < len(tokens.keys) and tokens.sorts[after] in ("word", "han"):
        return text[tokens.starts[after] : tokens.ends[after]]
    return ""


def _value_of(sign: str, number: str) -> Decimal | None:
    plain = number.replace(",", "." if re.fullmatch(r"0,\d+", number) else "")
    return Decimal(f"-{plain}" if sign == "-" else plain)


def _numeral(printed: str, text: str) -> Figure:
    match = _NUMERAL.fullmatch(printed)
    assert match, printed
    number, unit = match.groups()
    kind = _kind_by_words(KINDS.get(unit, FigureKind.MEASURE), text)
    return Figure(printed, kind, Decimal(value_of_numeral(number)), unit)


def value_of_numeral(numeral: str) -> int:
    """Return the value of a Chinese numeral below ten thousand: 二十二 is 22."""
    total, digit = 0, 0
    for character in numeral:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[character] if digit and not total else _DIGITS[character]
    return total + digit
