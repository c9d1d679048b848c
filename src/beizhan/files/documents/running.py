"""Running heads and feet: lines at the edge of the page that come back page after page, but for the number of the page.

A line that comes back with other numbers than those of its pages says something of its own on each, and so does one
that holds a measured figure: "Time allowed: 3 hours" at the head of every module is text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

from beizhan.core.textdiff.wording.measures import KINDS, NUMERAL_UNITS
from beizhan.core.textdiff.wording.tokens import tokens_of

_DIGITS = re.compile(r"\d+")
_EDGE = 3
"""So many lines from the head and from the foot of a page may be running ones."""

_SHARE = 0.4
"""On so many of the pages a line must come back; odd and even pages may have different ones."""

_ONLY_A_NUMBER = re.compile(
    r"[-–—·\s]*(?:page|seite|第)?\s*\d{1,4}\s*页?(?:\s*(?:/|of|共|von)\s*\d{1,4}\s*页?)?[-–—·\s]*", re.IGNORECASE
)
_PAGE_BEFORE = re.compile(r"(?:\b(?:page|seite|pg|p)\b\.?|页码?|頁|ページ)\s*[:：]?\s*$", re.IGNORECASE)
_PAGE_AFTER = re.compile(r"\s*(?:页|頁)")
_TOTAL_BEFORE = re.compile(r"\d\s*页?\s*(?:/|\bof\b|\bvon\b|[,，]?\s*共)\s*$", re.IGNORECASE)
_TOTAL_AFTER = re.compile(r"\s*(?:/|\bof\b|\bvon\b)\s*\d+\W*$", re.IGNORECASE)
_NAMES_BEFORE = re.compile(
    r"(?:\b(?:module|task|part|section|chapter|day|test|project|annex|appendix|table|figure|question|phase|criterion)\b"
    r"|模块|任务|部分|章|节|附件|附录|表|图|试题|题|阶段)\s*[:：]?\s*$",
    re.IGNORECASE,
)
"""Words that a number names and does not count: "Module 2" on the second page is no number of a page."""

_SHARED, _SHARED_BY_CHANCE = 2, 5
"""Lines that must keep the same distance from the numbers of their pages; more if nothing else calls theirs a page."""

_DATES = frozenset(("年", "月", "日"))
_NUMERAL = re.compile(rf"[零〇一二三四五六七八九十百千两]+(?:{NUMERAL_UNITS})")


class Line(NamedTuple):
    """One line of a page.

    Parameters
    ----------
    text : str
        What it says.
    height : float
        Where it stands, from 0 at the foot of the page to 1 at its head.
    margin : bool
        Whether it stands by itself in the margin, where no text goes.
    """

    text: str
    height: float
    margin: bool = False


Page = Mapping[int, Line]
"""Lines of one page by their places in reading order; those of its edges are enough."""


class _Place(NamedTuple):
    """Where a line stands, counted from 0, and the line."""

    page: int
    place: int
    line: Line


def edge_of(heights: Sequence[float]) -> set[int]:
    """Return the places of the highest and the lowest of some lines, by where they stand."""
    by_height = sorted(range(len(heights)), key=heights.__getitem__)
    return {*by_height[:_EDGE], *by_height[-_EDGE:]}


def running_in(pages: Sequence[Page]) -> list[set[int]]:
    """Return, for each page, the places of the lines that are running heads or feet."""
    alike: dict[str, list[_Place]] = defaultdict(list)
    for number, page in enumerate(pages):
        said = [place for place, line in page.items() if line.text.strip()]
        for place in map(said.__getitem__, edge_of([page[place].height for place in said])):
            alike[_masked(page[place])].append(_Place(number, place, page[place]))
    least = max(2, round(_SHARE * len(pages)))
    found: list[set[int]] = [set() for _ in pages]
    for lines in alike.values():
        for one in _running_among(lines, least, several=len(pages) > 1):
            found[one.page].add(one.place)
    return found


def running_texts(pages: Sequence[Page], found: Sequence[set[int]]) -> tuple[str, ...]:
    """Return what the running lines say, each once, without the numbers that change from page to page."""
    texts: dict[str, list[str]] = defaultdict(list)
    for page, places in zip(pages, found, strict=True):
        for place in sorted(places):
            if not _ONLY_A_NUMBER.fullmatch(page[place].text):
                texts[_masked(page[place])].append(_said(page[place]))
    return tuple(_constant(several) for several in texts.values())


def is_measured(text: str) -> bool:
    """Tell whether a text holds a figure with its unit, such as hours or marks; a year is none, nor "99 V 2"."""
    if _NUMERAL.search(text):
        return True
    tokens = tokens_of(text)
    figures = (key for key, sort in zip(tokens.keys, tokens.sorts, strict=True) if sort == "figure")
    units = (figure.lstrip("+-±/.,0123456789") for figure in figures)
    return any(unit in KINDS and unit not in _DATES and not _is_any_letter(unit) for unit in units)


def _running_among(lines: Sequence[_Place], least: int, *, several: bool) -> Iterator[_Place]:
    """Yield those of some lines, alike but for their numbers, that are running ones."""
    if _ONLY_A_NUMBER.fullmatch(lines[0].line.text):
        steps = Counter(_step(one, 0) for one in lines)
        for one in lines:
            step = _step(one, 0)
            runs = several and (not step or steps[step] >= _SHARED or _is_called_page(_said(one.line), 0))
            if one.line.margin or runs:
                yield one
        return
    often = len({one.page for one in lines}) >= least
    if not (often or any(one.line.margin for one in lines)) or is_measured(_said(lines[0].line)):
        return
    kept = _with_pages_only(lines)
    often = len({one.page for one in kept}) >= least
    yield from (one for one in kept if often or one.line.margin)


def _with_pages_only(lines: Sequence[_Place]) -> list[_Place]:
    """Return the lines in which no number differs from line to line but that of the page, and of the last page."""
    kept = list(lines)
    columns = list(zip(*(_DIGITS.findall(_said(one.line)) for one in lines), strict=True))
    for position, several in enumerate(columns):
        if len(set(several)) == 1:
            continue
        if _TOTAL_BEFORE.search(_around(_said(lines[0].line), position)[0]) and len(set(columns[position - 1])) > 1:
            times = Counter(several)
            kept = [one for one in kept if times[_number(one, position)] >= _SHARED]
            continue
        steps = Counter(_step(one, position) for one in lines)
        kept = [one for one in kept if steps[step := _step(one, position)] >= _wanted(one, position, step)]
    return kept


def _wanted(one: _Place, position: int, step: int) -> float:
    """Return how many lines must keep a step for their number to be that of the page, by what stands around it."""
    text = _said(one.line)
    before, after = _around(text, position)
    if _NAMES_BEFORE.search(before):
        return inf
    at_an_end = not before.strip() or not after.strip() or _TOTAL_AFTER.match(after) is not None
    return _SHARED if _is_called_page(text, position) or (at_an_end and not step) else _SHARED_BY_CHANCE


def _number(one: _Place, position: int) -> str:
    numbers: list[str] = _DIGITS.findall(_said(one.line))
    return numbers[position]


def _step(one: _Place, position: int) -> int:
    """Return by how much a number of a line is ahead of that of its page."""
    return int(_number(one, position)) - one.page - 1


def _is_called_page(text: str, position: int) -> bool:
    before, after = _around(text, position)
    return _PAGE_BEFORE.search(before) is not None or _PAGE_AFTER.match(after) is not None


def _around(text: str, position: int) -> tuple[str, str]:
    """Return what stands before and after a number of a text."""
    match = list(_DIGITS.finditer(text))[position]
    return text[: match.start()], text[match.end() :]


def _is_any_letter(unit: str) -> bool:
    return len(unit) == 1 and unit.isascii() and unit.isalpha() and unit != "h"


def _constant(texts: Sequence[str]) -> str:
    """Return what texts that differ only in numbers have in common."""
    numbers = list(zip(*(_DIGITS.findall(text) for text in texts), strict=True))
    kept = iter([several[0] if len(set(several)) == 1 else "" for several in numbers])
    return " ".join(_DIGITS.sub(lambda _: next(kept), texts[0]).split())


def _said(line: Line) -> str:
    return " ".join(line.text.split())


def _masked(line: Line) -> str:
    """Return what a line says without its numbers, and at which end of the page it stands."""
    half = "head" if line.height > 0.5 else "foot"
    return f"{half} {_DIGITS.sub('#', _said(line))}"
