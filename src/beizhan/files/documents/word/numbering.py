"""The numbers that Word prints before paragraphs and keeps nowhere: counted anew, as its numbering part tells."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from beizhan.files.documents.numerals import numeral_of
from beizhan.files.documents.word.package import W

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """One list: its levels, and the abstract list whose numbers it goes on with."""

    abstract: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """All lists of a document, and how far each has counted."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        if tree is None:
            return
        abstract = {node.get(f"{W}abstractNumId", ""): _levels_in(node) for node in tree.iter(f"{W}abstractNum")}
        for node in tree.iter(f"{W}num"):
            key = _child_value(node, "abstractNumId")
            one = _List(key, dict(abstract.get(key, {})))
            for override in node.iter(f"{W}lvlOverride"):
                _override(one, override)
            self._lists[node.get(f"{W}numId", "")] = one

    def label(self, key: str, level: int) -> str:
        """Count one paragraph of a list, and return what is printed before it.

        Parameters
        ----------
        key : str
            The list.
        level : int
            From 0.
        """
        one = self._lists.get(key)
        if one is None or level not in one.levels:
            return ""
        shape = one.levels[level]
        if shape.style == "bullet":
            return _BULLET
        counts = self._counts[one.abstract]
        if key not in self._begun:
            self._begun.add(key)
            for at, start in one.starts.items():
                counts[at] = start - 1
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            below = one.levels.get(deeper)
            if below is None or below.restart is None or level < below.restart:
                counts.pop(deeper, None)
        return "" if shape.style == "none" else self._printed(one, counts, shape)

    def _printed(self, one: _List, counts: dict[int, int], shape: Level) -> str:
        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            there = one.levels.get(at, Level())
            return numeral_of(counts.get(at, there.start), "decimal" if shape.legal else there.style)

        return _PLACEHOLDER.sub(number, shape.text)


def _levels_in(node: etree._Element) -> dict[int, Level]:
    return {_level_number(level): _level_of(level) for level in node.iterchildren(f"{W}lvl")}


def _level_number(node: etree._Element) -> int:
    value = node.get(f"{W}ilvl", "0")
    return int(value) if value.isdecimal() else 0


def _level_of(node: etree._Element) -> Level:
    start, restart = _child_value(node, "start"), _child_value(node, "lvlRestart")
    return Level(
        style=_child_value(node, "numFmt") or "decimal",
        text=_child_value(node, "lvlText"),
        start=int(start) if start.isdecimal() else 1,
        legal=node.find(f"{W}isLgl") is not None,
        restart=int(restart) if restart.isdecimal() else None,
    )


def _override(one: _List, node: etree._Element) -> None:
    level = _level_number(node)
    start = _child_value(node, "startOverride")
    if start.isdecimal():
        one.starts[level] = int(start)
    for shape in node.iterchildren(f"{W}lvl"):
        one.levels[level] = _level_of(shape)


def _child_value(node: etree._Element, name: str) -> str:
    child = node.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))
