"""Texts cut into what is compared: Latin words, single Chinese characters, figures with their units, signs.

White space, line breaks and hyphens inside a word carry nothing, and signs that differ only in their width or their
typography are one sign: what two programs print of the same words is the same. Letters are compared without case.
"""

import re
from bisect import bisect_left
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import NamedTuple
from unicodedata import decomposition, normalize

from beizhan.core.textdiff.wording.measures import NUMERAL_UNITS, SPELLINGS, UNIT

_MEANT = ("<super>", "<sub>", "<fraction>", "<circle>")
"""Forms that Unicode calls compatible though they mean something: 10² is not 102."""

_FOLDED = {
    **dict.fromkeys("‘’‚‛′´", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣", "-"),
    **dict.fromkeys("〜∼˜", "~"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\x02", ""),
    **dict.fromkeys("•‣▪▫◦⁃\uf0b7\uf0a7\uf0d8", ""),
    **dict.fromkeys("\u00b7\u30fb\u2219\u22c5", "·"),
    "µ": "μ",
    "℃": "°C",
}


class _Folding(dict[int, str]):
    """What each character is compared as, worked out once.

    ``same`` are those that stay as they are, ``odd`` those that become none or several.
    """

    def __init__(self) -> None:
        super().__init__()
        self.same: set[str] = set()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _FOLDED.get(character)
        if folded is None:
            meant = decomposition(character).startswith(_MEANT)
            folded = character if meant else "".join(map(_plain, normalize("NFKD", character)))
        if folded == character:
            self.same.add(character)
        elif len(folded) != 1:
            self.odd.add(character)
        self[code] = folded
        return folded


def _plain(character: str) -> str:
    return " " if character.isspace() else _FOLDED.get(character, character)


_FOLDING = _Folding()

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_NUMBER = (
    r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|0,\d+|\d+)(?:\.\d+)?(?![.,]?\d)"
    r"|(?<!\d,)\d+,(?:\d\d?|\d{4,})(?![.,]?\d|\s*,)"
    r"|\d+(?:\.\d+)?(?=,\d))"
)
"""A number, with a comma before thousands or a decimal comma; of a list such as ``1,2,3`` each is one."""

_DEVIATING = r"[1-9]\d*(?:\.\d+)?(?:\s?/?[-+]0[.,]\d+(?!\d))+(?![.,]?\d)"
_MARKED = rf"(?:[ØøφΦ⌀∅]\s?|R[az]|R(?=\d+[.,]\d))(?:{_DEVIATING}|{_NUMBER})(?:\s*{UNIT})?(?![^\W_])"
"""A figure with the sign of what it measures: a diameter, a radius, a roughness. A fit such as Ø12H7 is a name."""

_FRACTION = (
    r"(?:\d{1,3}\s)?\d{1,2}/(?:[2348]|16|32|64)"
    r"(?=\s*(?:inch(?:es)?|ft|hours?|h|days?|months?|years?|mm|cm|m|lbs?|kg|l)(?![A-Za-z]))"
)
_TITLED = r"\A\d{1,3}\.\d{1,3}(?=\s*[A-Z](?![A-Za-z])|\s+[A-Z][a-z]{2})"
"""The number before a title stands for itself: "5.1 A" is no current, "5.2 Points" no marks."""

_CLOCK = (
    r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"
    r"|(?:[01]?\d|2[0-4])\s*(?:[时点]\s*[0-5]?\d\s*分(?![钟数值])(?:\s*[0-5]?\d\s*秒)?|[时点]半|时(?![间长数限效段期机候刻]))"
)
_HAN = r"\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = (
    r"[0-9A-Za-zªº²³¹\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2070-\u209c"
    r"\u2150-\u218b\u2460-\u24ff\u2c00-\u2dff\ua640-\uabff]"
)
_MONTH_DATE = rf"(?=[ADFJMNOS]){_MONTH}\.?\s+\d{{1,2}},?\s+\d{{4}}(?!\d)"
_BEGINS_DATE = r"(?= \d{1,4}(?: \s*[-/.年月] | (?:st|nd|rd|th)?\s+[ADFJMNOS] ) | [ADFJMNOS] )"
"""What a date begins with: most figures do not, and are not held against every form of date."""

_DAY = r"C[-+]?\d{1,2}(?!\.?\w)"
_WORD = rf"{_LETTER}+(?:['\-]{_LETTER}+|\.(?<=\d\.)\d{_LETTER}*)*"
_NUMERAL = rf"[零〇一二三四五六七八九十百千两]+(?:{NUMERAL_UNITS})"
_RUN = r"(?:[BCEGHIKLPQRT-Za-z][a-z]*\ )+"
"""Plain words with a blank after each; none of them begins a date. Most of an English text is taken so, at one go."""

_TOKEN = re.compile(
    rf"""
      (?P<run> {_RUN} )
    | (?P<numeral> {_NUMERAL} )
    | (?P<han> (?: (?! {_NUMERAL} ) [{_HAN}] )+ )
    | (?P<word> (?: (?! [\dCRADFJMNOSØøφΦ] ) | (?! \d | {_DAY} | {_MONTH_DATE} | {_MARKED} ) ) {_WORD} )
    | (?P<day> {_DAY} )
    | (?P<date> {_BEGINS_DATE}
              (?: \d{{4}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}(?!\d)(?:\s*日)?
                | \d{{4}}\s*年\s*\d{{1,2}}\s*月 | \d{{1,2}}\s*月\s*\d{{1,2}}\s*日
                | \d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}(?!\d)
                | \d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\.?,?\s+\d{{4}}(?!\d) | {_MONTH_DATE} ) )
    | (?P<clock> {_CLOCK} )
    | (?P<clause> \d+(?:\.\d+){{2,}} )
    | (?P<figure> {_TITLED} | {_MARKED}
                | (?: (?:±|\+\s?/\s?-|\+-)\s*{_NUMBER} | (?<![\w)\]%°'"])[-+]{_NUMBER}
                    | {_DEVIATING} | {_FRACTION} | {_NUMBER} )
                  (?:\s*{UNIT})? (?![A-Za-z]) )
    | (?P<code> {_WORD} )
    | (?P<sign> \S )
    """,
    re.VERBOSE,
)
_FIGURES = frozenset(("date", "clock", "day", "clause", "figure", "numeral"))
_FULL_COMMA = re.compile("，(?<=[0-9]，)(?![0-9]{3}(?![0-9]))")
_SIGNS = {"，": ","}
_AFFIXES = re.compile(r"([^\W\d_]*|[⌀∅])([\d.,:/+±\-]*)(.*)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


class Role(IntEnum):
    """What a token counts for."""

    WORD = 0
    CLAUSE = 1
    ITEM = 2
    SILENT = 3


class Tokens(NamedTuple):
    """The tokens of one text, side by side: what each is compared as, where it stands in the text, and its sort.

    Parameters
    ----------
    keys : tuple of str
        What is compared.
    starts, ends : tuple of int
        Where each stands, counted in characters of the text as it was given.
    sorts : tuple of str
        ``date``, ``clock``, ``day``, ``clause``, ``figure`` and ``numeral`` are figures; the others are ``word``,
        ``code`` (a word that begins with a digit), ``han`` and ``sign``.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sorts: tuple[str, ...]


def tokens_of(text: str) -> Tokens:
    """Return the tokens of a text."""
    plain, places = _laid_out(text)
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sorts: list[str] = []
    for match in _TOKEN.finditer(plain):
        sort = match.lastgroup or "sign"
        token = match.group()
        begin = match.start()
        if sort == "run":
            words = token.lower().split()
            *firsts, _ = accumulate((len(word) + 1 for word in words), initial=begin)
            keys += words
            starts += firsts
            ends += map(add, firsts, map(len, words))
            sorts += ["word"] * len(words)
        elif sort == "han":
            keys += token
            starts += range(begin, begin + len(token))
            ends += range(begin + 1, begin + 1 + len(token))
            sorts += [sort] * len(token)
        else:
            keys.append(_SIGNS.get(token, token) if sort == "sign" else _key_of(token, sort))
            starts.append(begin)
            ends.append(begin + len(token))
            sorts.append(sort)
    if places:
        starts = [places[start] for start in starts]
        ends = [places[end - 1] + 1 for end in ends]
    return Tokens(tuple(keys), tuple(starts), tuple(ends), tuple(sorts))


def _laid_out(text: str) -> tuple[str, list[int]]:
    """Return a text in its one typography, but for the full comma after a digit, which is no decimal comma."""
    plain, places = folded(text)
    if "，" in text:
        for match in _FULL_COMMA.finditer(text):
            place = bisect_left(places, match.start()) if places else match.start()
            plain = f"{plain[:place]}，{plain[place + 1 :]}"
    return plain, places


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text in its one typography, and where each character came from; nowhere if none moved."""
    if text.isascii() and "\x02" not in text:
        return text, []
    turned = [character for character in set(text) - _FOLDING.same if _FOLDING[ord(character)] != character]
    if not _FOLDING.odd.isdisjoint(turned):
        places = [place for place, character in enumerate(text) for _ in _FOLDING[ord(character)]]
        return text.translate(_FOLDING), places
    for character in turned:
        text = text.replace(character, _FOLDING[ord(character)])
    return text, []


def bare(text: str) -> str:
    """Return a text in its one typography without its blanks and its case."""
    return "".join(folded(text)[0].split()).casefold()


def is_figure(sort: str) -> bool:
    """Tell whether a sort of token is a figure."""
    return sort in _FIGURES


def is_only_figures(text: str) -> bool:
    """Tell whether a text is a figure, or figures, and nothing else."""
    sorts = tokens_of(text).sorts
    return bool(sorts) and all(map(is_figure, sorts))


def words_of(text: str) -> tuple[str, ...]:
    """Return what a text is compared as."""
    return tokens_of(text).keys


@lru_cache(maxsize=50_000)
def _key_of(token: str, sort: str) -> str:
    if sort not in _FIGURES:
        return _HYPHEN.sub("", token.casefold())
    key = "".join(token.split())
    if sort == "figure" and (match := _AFFIXES.fullmatch(key)):
        mark, number, unit = match.groups()
        return f"{mark.casefold()}{number}{SPELLINGS.get(unit, unit)}"
    return key
