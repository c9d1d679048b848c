"""What a figure says: its value, its unit, and its kind, which the words around it or the head of its column tell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from beizhan.core.textdiff.wording.measures import KINDS, UNIT, FigureKind
from beizhan.core.textdiff.wording.tokens import Tokens, folded, is_figure

_TOLERATED = re.compile(r"±|\+\s?/\s?-|\+-")
_PARTS = re.compile(
    r"([ØøφΦ⌀∅]|R[az]?)?\s*((?:±|\+\s?/\s?-|\+-|[-+])?)\s*([\d.,]+(?:\s\d+/\d+|/\d+)?)((?:\s?/?[-+][\d.,]+)*)\s*(.*)",
    re.DOTALL,
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_UNIT_AFTER = re.compile(rf"\s*({UNIT})(?![A-Za-z])")
_NUMERAL = re.compile(r"([零〇一二三四五六七八九十百千两]+)(.*)")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NEAR = 24
"""Characters before a figure in which words about it are looked for."""

_CLAUSE_ENDS = re.compile(r"[;；，。]|,(?!\d)|\.\s")
_RATIO = re.compile(r"(?:\b(?:scale|ratio|taper|slope|mix)|比例|比率|配比|[之合]比|锥度|坡度|斜度)\D*$", re.IGNORECASE)
_RATIO_AFTER = re.compile(r"\s*(?:scale|ratio|的?比例)", re.IGNORECASE)
_ROUGHNESS = re.compile(r"\bR[az]\s*$")
_MINUTES_AFTER = re.compile(r"(?:时|小时|点|hours?|h)\s*$")
_SECONDS_NEXT = re.compile(r"\s*\d+(?:\.\d+)?\s*秒")
_DAYS_COUNTED = re.compile(r"\s*(?:之|以)?内|\s*前完成")
_DAYS_NAMED = {"年": (1900, 2100), "月": (1, 12), "日": (1, 31)}
"""From which number to which a year, a month and a day of the month are dates: 2026年 is none that lasts."""

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
        The number, without its unit; None for a date, a clock time, a day, a clause, a code, a scale such as 1:50 or a
        measure with its deviations.
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
        if sort == "clock":
            yield Figure(printed, _kind_of_clock(printed, text, tokens, place))
        elif sort in ("date", "day", "clause"):
            yield Figure(printed, FigureKind(sort))
        elif sort == "numeral":
            yield _numeral(printed, text)
        elif is_figure(sort):
            yield _counted(printed, text, tokens, place, head)
        elif sort == "word" and any(map(str.isdigit, printed)):
            yield Figure(printed, FigureKind.CODE)


def _before(text: str, tokens: Tokens, place: int) -> str:
    """Return the words before a figure, back to where its clause begins."""
    start = tokens.starts[place]
    return _CLAUSE_ENDS.split(text[max(0, start - _NEAR) : start])[-1]


def _kind_of_clock(printed: str, text: str, tokens: Tokens, place: int) -> FigureKind:
    """Return what 1:50 is: a time of day, unless a scale or a ratio is spoken of."""
    if ":" in folded(printed)[0] and (
        _RATIO.search(_before(text, tokens, place)) or _RATIO_AFTER.match(text, tokens.ends[place])
    ):
        return FigureKind.COUNT
    return FigureKind.CLOCK


def _counted(printed: str, text: str, tokens: Tokens, place: int, head: str) -> Figure:
    match = _PARTS.fullmatch(folded(printed)[0])
    assert match, printed
    mark, sign, number, deviation, unit = match.groups()
    end = tokens.ends[place]
    if not unit and (after := _UNIT_AFTER.match(text, end)):
        unit, printed = after[1], printed + after[0]
    value = None if deviation else _value_of(sign, number)
    before = _before(text, tokens, place)
    if deviation or _TOLERATED.match(sign) or ((mark or unit) and _TOLERANCE.search(before)):
        return Figure(printed, FigureKind.TOLERANCE, value, unit)
    if mark or (not unit and _ROUGHNESS.search(before)):
        return Figure(printed, FigureKind.MEASURE, value, unit)
    if unit:
        return _measured(
            Figure(printed, KINDS.get(unit, FigureKind.MEASURE), value, unit), before, text[end:], text + head
        )
    return _bare(Figure(printed, FigureKind.COUNT, value, _following(text, tokens, place)), before, head)


def _measured(figure: Figure, before: str, after: str, words: str) -> Figure:
    """Return a figure with a unit as what the words around it make of it."""
    if figure.unit == "分" and (_MINUTES_AFTER.search(before) or _SECONDS_NEXT.match(after)):
        return replace(figure, kind=FigureKind.TIME)
    if _is_date(figure) and not _DAYS_COUNTED.match(after):
        return Figure(figure.text, FigureKind.DATE)
    return replace(figure, kind=_kind_by_words(figure.kind, words))


def _is_date(figure: Figure) -> bool:
    least, most = _DAYS_NAMED.get(figure.unit, (1, 0))
    return figure.value is not None and figure.value == int(figure.value) and least <= figure.value <= most


def _bare(figure: Figure, before: str, head: str) -> Figure:
    """Return a figure without a unit as what the words before it or the head of its column make of it."""
    if _CLAUSE.search(before):
        return Figure(figure.text, FigureKind.CLAUSE)
    for kind, pattern in _BY_HEAD:
        if pattern.search(head):
            return replace(figure, kind=kind, unit="%" if kind is FigureKind.WEIGHT else "")
    return figure


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
    whole, _, part = number.rpartition(" ")
    if "/" in part:
        over, under = map(Decimal, part.split("/"))
        return round(Decimal(whole or 0) + over / under, 4).normalize() if under else None
    plain = number.replace(",", "" if _GROUPED.fullmatch(number) else ".")
    return Decimal(f"-{plain}" if sign == "-" else plain)


def _numeral(printed: str, text: str) -> Figure:
    match = _NUMERAL.fullmatch(printed)
    assert match, printed
    number, unit = match.groups()
    figure = Figure(printed, KINDS.get(unit, FigureKind.MEASURE), Decimal(value_of_numeral(number)), unit)
    if unit == "年" and _is_date(figure):
        return Figure(printed, FigureKind.DATE)
    return replace(figure, kind=_kind_by_words(figure.kind, text))


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
