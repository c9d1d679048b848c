"""What the styles of a Word document say of its paragraphs: headings, lists, tables of contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from lxml import etree

from beizhan.files.documents.word.package import W

Numbered = tuple[str, int]
"""The list a paragraph belongs to, and its level in it, from 0."""

_HEADING = re.compile(r"(?:heading|标题|überschrift|titre)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:\d|heading|标题)|table of figures|图表目录", re.IGNORECASE)
_TITLE = re.compile(r"title|标题", re.IGNORECASE)
_BODY_LEVEL = 9
_OFF = frozenset(("0", "false", "off"))


@dataclass(frozen=True, slots=True)
class Style:
    """One style of paragraphs, with what it takes from the styles it is based on."""

    level: int = 0
    numbered: Numbered | None = None
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text is set, as far as it bears on what the text says; None where it is not said."""

    align: str | None = None
    struck: bool | None = None
    hidden: bool | None = None


_PLAIN = Look()


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._nodes: dict[str, etree._Element] = {}
        self._found: dict[str, Style] = {}
        self._looks: dict[str, Look] = {}
        self._usual = ""
        for node in tree.iter(f"{W}style") if tree is not None else ():
            key = node.get(f"{W}styleId", "")
            self._nodes[key] = node
            if node.get(f"{W}default") in ("1", "true") and node.get(f"{W}type") == "paragraph":
                self._usual = key

    def of(self, key: str | None) -> Style:
        """Return the style with an id; the usual one for none."""
        key = key or self._usual
        if key not in self._found:
            self._found[key] = self._style(key)
        return self._found[key]

    def look_of(self, run: etree._Element) -> Look:
        """Return how a run is set, by itself or by the style that it names."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return _PLAIN
        own, key = _look_in(properties), _value(properties, "rStyle")
        if not key:
            return own
        if key not in self._looks:
            given = (node.find(f"{W}rPr") for node in self._chain(key))
            self._looks[key] = reduce(_over, (_look_in(one) for one in given if one is not None), _PLAIN)
        return _over(own, self._looks[key])

    def _style(self, key: str) -> Style:
        level, numbered, name = 0, None, ""
        for node in self._chain(key):
            name = name or _value(node, "name")
            properties = node.find(f"{W}pPr")
            level = level or level_in(properties) or _named_level(_value(node, "name"))
            numbered = numbered or numbered_in(properties)
        if numbered and level and numbered[1] == 0:
            numbered = (numbered[0], level - 1)
        return Style(level, numbered, _CONTENTS.match(name) is not None)

    def _chain(self, key: str) -> Iterator[etree._Element]:
        """Yield a style and those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while key in self._nodes and key not in seen:
            seen.add(key)
            yield self._nodes[key]
            key = _value(self._nodes[key], "basedOn")


def level_in(properties: etree._Element | None) -> int:
    """Return the level of a heading that properties of a paragraph give, 0 for none."""
    level = None if properties is None else properties.find(f"{W}outlineLvl")
    value = "" if level is None else level.get(f"{W}val", "")
    return int(value) + 1 if value.isdecimal() and int(value) < _BODY_LEVEL else 0


def numbered_in(properties: etree._Element | None) -> Numbered | None:
    """Return the list and level that properties of a paragraph give; list ``"0"`` takes it out of any."""
    node = None if properties is None else properties.find(f"{W}numPr")
    if node is None:
        return None
    level = _value(node, "ilvl")
    return _value(node, "numId"), int(level) if level.isdecimal() else 0


def _look_in(properties: etree._Element) -> Look:
    align = properties.find(f"{W}vertAlign")
    struck = [_is_on(properties, name) for name in ("strike", "dstrike")]
    return Look(
        None if align is None else align.get(f"{W}val", ""),
        None if struck == [None, None] else any(struck),
        _is_on(properties, "vanish"),
    )


def _is_on(properties: etree._Element, name: str) -> bool | None:
    mark = properties.find(f"{W}{name}")
    return None if mark is None else mark.get(f"{W}val", "1") not in _OFF


def _over(own: Look, other: Look) -> Look:
    """Return a look with what another says where it says nothing."""
    return Look(
        other.align if own.align is None else own.align,
        other.struck if own.struck is None else own.struck,
        other.hidden if own.hidden is None else own.hidden,
    )


def _named_level(name: str) -> int:
    if match := _HEADING.match(name):
        return int(match[1])
    return 1 if _TITLE.fullmatch(name) else 0


def _value(node: etree._Element, name: str) -> str:
    child = node.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))
