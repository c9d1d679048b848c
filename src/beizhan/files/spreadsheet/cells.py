"""What one cell says: a text, a whole number, hundredths, a date, yes or no, however it was typed."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell of a workbook can hold; ``None`` is empty."""

EXACT = 10**15
"""From here on a number cell of Excel no longer holds every digit of what was typed."""

_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,6})?|\.\d{1,6})")
_DUST = Decimal("0.000001")
_YES = frozenset(("是", "yes", "y", "true", "1", "√", "✓", "有"))
_NO = frozenset(("否", "no", "n", "false", "0", "×", "✗", "无"))


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """Every cell of one sheet as somebody typed it: ``cells[r][c]`` stands in row r+1, column c+1.

    What a merged range holds stands in each of its cells; ``covered`` are those of them that did not hold it, counted
    from 0. A sheet that was uploaded is told without them.
    """

    title: str
    cells: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    covered: frozenset[tuple[int, int]] = frozenset()


class Misread(ValueError):  # noqa: N818 -- the cell is wrong, not we
    """A cell does not say what its column asks for; ``code`` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def address_of(row: int, column: int, sheet: str = "") -> str:
    """Return the address of a cell, row and column counted from 1: ``"Sheet!C7"``."""
    plain = f"{letters_of(column)}{row}"
    return f"{sheet}!{plain}" if sheet else plain


def letters_of(column: int) -> str:
    """Return the letters of a column counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_of(value: Cell) -> str:
    """Return what a cell says as text, blanks (full-width ones too) cut from its edges.

    Raises
    ------
    Misread
        ``digits_lost`` for a number so long that Excel has not kept its last digits.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if abs(value) >= EXACT:
            raise Misread("digits_lost")
        return str(int(value)) if float(value).is_integer() else repr(value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip(_BLANKS)
    return str(value) if isinstance(value, timedelta) else value.isoformat()


def code_of(value: Cell) -> str:
    """Return a code or a login as text in its one form: full-width letters made plain, no blanks at the edges."""
    return unicodedata.normalize("NFKC", text_of(value)).strip(_BLANKS)


def folded(value: Cell) -> str:
    """Return a text to compare by: plain width, lower case, no blanks or line breaks anywhere."""
    return "".join(code_of(value).casefold().split())


def whole_of(value: Cell) -> int | None:
    """Return a whole number, None for an empty cell.

    Raises
    ------
    Misread
        ``not_a_whole_number``.
    """
    number = _number_of(value, "not_a_whole_number")
    if number is None:
        return None
    if number != number.to_integral_value():
        raise Misread("not_a_whole_number")
    return int(number)


def hundredths_of(value: Cell) -> int | None:
    """Return a mark in hundredths, None for an empty cell; what arithmetic in floats left behind is cleaned.

    Raises
    ------
    Misread
        ``not_a_mark`` or, with more than two decimals, ``mark_too_fine``.
    """
    number = _number_of(value, "not_a_mark")
    if number is None:
        return None
    nearest = (number * 100).to_integral_value()
    if abs(number * 100 - nearest) > _DUST:
        raise Misread("mark_too_fine")
    return int(nearest)


def date_of(value: Cell) -> date | None:
    """Return a date, from a date cell or from text as it is written in China; None for an empty cell.

    Raises
    ------
    Misread
        ``not_a_date``.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    plain = code_of(value)
    if not plain:
        return None
    match = _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(plain)
    try:
        return date(*map(int, match.groups())) if match else _never()
    except ValueError as refusal:
        raise Misread("not_a_date") from refusal


def yes_of(value: Cell) -> bool | None:
    """Return whether a cell says yes, None for an empty cell.

    Raises
    ------
    Misread
        ``not_yes_or_no``.
    """
    words = set(re.split(r"[/\s]+", code_of(value).casefold())) - {""}
    if not words:
        return None
    if words <= _YES:
        return True
    if words <= _NO:
        return False
    raise Misread("not_yes_or_no")


def _never() -> date:
    raise Misread("not_a_date")


def _number_of(value: Cell, code: str) -> Decimal | None:
    if isinstance(value, bool):
        raise Misread(code)
    if isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) >= EXACT:
            raise Misread(code)
        return Decimal(repr(value))
    plain = "".join(code_of(value).split()) if isinstance(value, str | None) else "?"
    if not plain:
        return None
    if not _NUMBER.fullmatch(plain):
        raise Misread(code)
    return Decimal(plain)
