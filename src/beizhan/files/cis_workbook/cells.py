"""What one cell says: a text, a mark, a day, a level, a section, a type, an id, however it was typed."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from beizhan.core.scheme.tree import Kind
from beizhan.files.cis_workbook.layout import collapsed

_DUST = Decimal("0.000001")
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:[.,]\d{0,30})?|[.,]\d{1,30})(?:e[+-]?\d{1,2})?", re.IGNORECASE)
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u2060\ufeff"
_SECTION = re.compile(
    r"(?:(?:wsos|wsss|section|sec|no)\b[\s.:]*)*"  # a word before the number
    r"(\d{1,3})(?:[.,]0+)?[\s.):]*"  # the number, maybe as 3.0 or "3."
    r"(?:[\s\-:.)]+[^\W\d].*)?"  # a title after it
)
_SUB_CODE = re.compile(r"([a-z]{0,2})[\s.\-_]*(\d{1,3})(?:\.0+)?[\s.:)]*")
_SUB_CODE_BEGINNING = re.compile(r"([a-z]{1,2})[\s.\-_]*\d")
_LARGEST = Decimal(1_000_000)
_TYPE_WORD = re.compile(r"\W*([^\W\d_]*)")
_MEASUREMENT = frozenset(("m", "м", "о", "meas", "measurement", "measure", "o", "obj", "objective", "测量", "客观"))
_JUDGEMENT = frozenset(("j", "judg", "judge", "judgement", "judgment", "评价", "评判"))
_SUBJECTIVE = frozenset(("s", "sub", "subj", "subjective", "主观"))

TypeWord = Kind | Literal["subjective", "unknown"] | None
"""What the type column says: a kind, the abolished 1 to 10 scoring, something else, or nothing."""


@dataclass(frozen=True, slots=True)
class MarkCell:
    """A mark in hundredths, or the code of what is wrong with the cell; both None where it is blank."""

    hundredths: int | None = None
    fault: str = ""


def text_of(value: object) -> str:
    """Return what a cell says as text, without blanks at the edges; whole floats lose their point."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value
        return text.strip(_BLANKS) if text else ""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value)


def number_of(value: object) -> Decimal | None:
    """Return the number in a cell: as such, or as text with full-width digits, decimal comma or stray blanks."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(repr(value)) if math.isfinite(value) and abs(value) < _LARGEST else None
    plain = "".join(collapsed(value).split())
    if "," in plain and "." in plain:
        thousands = "," if plain.rfind(".") > plain.rfind(",") else "."
        plain = plain.replace(thousands, "")
    if not _NUMBER.fullmatch(plain):
        return None
    number = Decimal(plain.replace(",", "."))
    return number if abs(number) < _LARGEST else None


@lru_cache(maxsize=1024, typed=True)  # the same few values stand in every row
def mark_of(value: object) -> MarkCell:
    """Return the mark in a cell; what arithmetic in floats left behind (24.749999999999993) is cleaned."""
    text = text_of(value)
    if not text:
        return MarkCell()
    if text.startswith("="):
        return MarkCell(fault="formula_without_value")
    number = number_of(value)
    if number is None:
        return MarkCell(fault="mark_not_a_number")
    nearest = (number * 100).to_integral_value(ROUND_HALF_UP)
    if abs(number * 100 - nearest) > _DUST:
        return MarkCell(fault="mark_too_fine")
    return MarkCell(int(nearest))


def whole_of(value: object) -> int | None:
    """Return a whole number in a cell, or None."""
    number = number_of(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


@lru_cache(maxsize=1024, typed=True)  # the same few values stand in every row
def kind_of(value: object) -> TypeWord:
    """Return what the type column says."""
    label = collapsed(value)
    if not label:
        return "unknown" if text_of(value) else None
    begins = _TYPE_WORD.match(label)
    word = begins[1] if begins else ""
    if word in _MEASUREMENT:
        return Kind.MEASUREMENT
    if word in _JUDGEMENT:
        return Kind.JUDGEMENT
    return "subjective" if word in _SUBJECTIVE else "unknown"


def day_of(value: object) -> tuple[int | None, bool]:
    """Return the day of marking and whether the cell was understood; "Any" is no day, and understood."""
    label = _label(value)
    if label in {"", "any", "all", "-"}:
        return None, True
    match = re.fullmatch(r"(?:c|d|day|第)?\s*\+?(\d{1,2})(?:\.0+)?\s*天?", label)
    return (int(match[1]), True) if match else (None, False)


@lru_cache(maxsize=1024, typed=True)  # the same few values stand in every row
def section_of(value: object) -> str:
    """Return the number of a section as it is cited: "3", 3.0, "3.", "WSOS 3" and "3 - Design" are all "3"."""
    if isinstance(value, bool | int | float):
        return text_of(value)
    match = _SECTION.fullmatch(collapsed(value))
    return str(int(match[1])) if match else text_of(value)


def criterion_code_of(value: object) -> str:
    """Return the letter of a criterion ("A", "a.", "Criterion A"), or the empty string."""
    match = re.fullmatch(r"(?:criteri(?:on|a)\s*)?([a-z]{1,2})[.:)]?", collapsed(value))
    return match[1].upper() if match else ""


def is_sub_code(value: object) -> bool:
    """Whether a cell holds the id of a sub-criterion in its regular form."""
    return bool(_SUB_CODE.fullmatch(_label(value)))


def begins_as_sub_code(value: object) -> bool:
    """Whether a cell begins as an id does, whatever follows: "A1.2", "B3 (afternoon)"."""
    return bool(_SUB_CODE_BEGINNING.match(_label(value)))


def sub_code_of(value: object, letter: str) -> tuple[str, str]:
    """Return criterion and id of a sub-criterion: "A1.", "A 1", "a-1" are "A1", and a bare 1 is of ``letter``.

    An id of another form is kept as it was typed, with ``letter`` for its criterion.
    """
    label = _label(value)
    match = _SUB_CODE.fullmatch(label)
    if not match:
        beginning = _SUB_CODE_BEGINNING.match(label)
        letter = beginning[1].upper() if beginning else letter
        return letter, unicodedata.normalize("NFKC", text_of(value))
    criterion = match[1].upper() or letter
    return criterion, f"{criterion}{int(match[2])}"


def _label(value: object) -> str:
    return collapsed(value) if isinstance(value, str) else text_of(value)
