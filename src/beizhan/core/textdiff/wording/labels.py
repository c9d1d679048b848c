"""How blocks are numbered: numbers of clauses, which may change while nothing else does, and labels of items."""

import re
from enum import StrEnum

from beizhan.core.textdiff.blocks import Block, BlockKind
from beizhan.core.textdiff.wording.measures import CAPITAL_UNITS, COUNTED

LONGEST_HEADING = 90
"""Characters up to which a numbered line without a full stop is taken for a heading."""

_BEGINS = rf"""(?=\s*["“(（《「A-Z\u00c0-\u00de\u4e00-\u9fff])(?!\s*(?:{COUNTED}))"""
_NO_UNIT = rf"(?!\s*(?:(?:{CAPITAL_UNITS})(?![A-Za-z])|[AVWN](?:\s+\S|[,，、])))"
"""Nothing is counted: "3.5 Hours are given" is no clause 3.5. A letter alone is a title: "5.1 A"."""

_DOUBTFUL = re.compile(rf"\d{{1,3}}(?:\.\d{{1,3}})+\.?{_BEGINS}")
_WORDED = re.compile(rf"{_DOUBTFUL.pattern}(?=\s+[A-Z][a-z]{{2}})")
_DOTTED = re.compile(
    rf"\d{{1,3}}\.\d{{1,3}}{_BEGINS}{_NO_UNIT}|\d{{1,3}}\.\d{{1,3}}(?:\.|(?:\.\d{{1,3}})+\.?){_BEGINS}"
)
_WHOLE = re.compile(rf"\d{{1,2}}\.?(?=\s){_BEGINS}")
_HAN_CLAUSE = re.compile(
    r"第\s*[零〇一二三四五六七八九十百\d]+\s*[条章节款篇部]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
)
_TICKS = "■□●○◆◇✓✔√☑☐☒"
_BELOW_ZERO = r"[-–—]\s+\d+(?:[.,]\d+)?\s*(?:°\s?[CF]|℃|℉|摄氏度|dB)"
"""A dash that is a minus, and no bullet: "- 5 °C"."""

_ITEM = re.compile(
    rf"[•‣▪◦·∙\uf0b7\uf0a7\uf0d8➢{_TICKS}]\s*|(?!{_BELOW_ZERO})[-–—*]\s+(?=\S)|[①-⑳]\s*"
    r"|[（(](?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[)）]|(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[)）]|(?:\d{1,2}、|(?:\d{1,2}|[a-zA-Z]|[ivx]{2,5})[.．](?=\s|[\u4e00-\u9fff]))"
)
_BEGINS_WITH_WORD = re.compile(r"[A-Za-z]{6}|[A-Za-z]{1,5}[\s,;:]")
"""What most lines of an English text begin with, and no label: it saves asking for each of them."""

_ENDS_SENTENCE = re.compile(r"[.。!！?？;；:：,，、]\s*$")


class LabelRole(StrEnum):
    """What the number before a block is."""

    CLAUSE = "clause"
    ITEM = "item"


def label_in(text: str) -> str:
    """Return the number of a clause or the label of an item with which a text begins, or nothing.

    A number that is the whole text, or that counts something ("3 小时"), is none.
    """
    if _BEGINS_WITH_WORD.match(text):
        return ""
    for pattern in (_DOTTED, _HAN_CLAUSE, _ITEM):
        if match := pattern.match(text):
            label = match.group().rstrip()
            return label if text[match.end() :].strip() else ""
    return ""


def doubtful_number_in(text: str, *, heading: bool) -> str:
    """Return a dotted number that may be a clause or count something; only the style or its neighbours can tell.

    A heading has one before whatever begins a title; another text before a word ("5.2 Points"), not before a sign
    ("5.2 A").
    """
    match = (_DOUBTFUL if heading else _WORDED).match(text)
    return match.group() if match and text[match.end() :].strip() else ""


def without_tick(label: str) -> str:
    """Return a label, or nothing if it says something itself: a box that is ticked, filled or empty is no bullet."""
    return "" if label in _TICKS else label


def whole_number_in(text: str) -> str:
    """Return a whole number that may be that of a chapter ("5 Test Project"); only its neighbours can tell."""
    match = _WHOLE.match(text)
    return match.group() if match and looks_like_heading(text) else ""


def looks_like_heading(text: str) -> bool:
    """Tell whether a numbered line can be a heading: short, and no sentence."""
    return len(text) <= LONGEST_HEADING and not _ENDS_SENTENCE.search(text)


def path_of(number: str) -> tuple[int, ...]:
    """Return a dotted number as its parts, nothing if it is none: ``"5.3."`` is ``(5, 3)``."""
    parts = number.strip().rstrip(".").split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() and part.isascii() for part in parts) else ()


def is_next(path: tuple[int, ...], before: tuple[int, ...], leap: int = 3) -> bool:
    """Tell whether a number can be the next one of a document after ``before``.

    Parameters
    ----------
    path, before : tuple of int
        Parts of the two numbers; ``before`` is empty at the beginning, where any number may stand.
    leap : int
        How far a number may run ahead of the one that would be next: clauses are left out or struck.
    """
    if not (path and before):
        return bool(path)
    shared = 0
    while shared < min(len(path), len(before)) and path[shared] == before[shared]:
        shared += 1
    if shared == len(path):
        return False
    stand = before[shared] if shared < len(before) else 0
    return stand < path[shared] <= stand + leap and all(part <= leap for part in path[shared + 1 :])


def role_of(block: Block) -> LabelRole:
    """Return what a block's number is."""
    if block.kind is BlockKind.HEADING or len(path_of(block.number)) > 1:
        return LabelRole.CLAUSE
    if _DOTTED.match(block.text) or _HAN_CLAUSE.match(block.text):
        return LabelRole.CLAUSE
    return LabelRole.ITEM


def depth_of(number: str) -> int:
    """Return how deep a clause with this number stands, from 1."""
    if parts := path_of(number):
        return len(parts)
    if number.startswith("第"):
        return 2 if number.endswith(("条", "节")) else 1
    return 2 if number.startswith(("(", "（")) else 1
