"""What the sheets of a workbook show beside the values of their cells, out of their XML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from beizhan.core.faults import error
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.excel.looks import Looks, looks_in
from beizhan.files.documents.word.package import Package, R, opened
from beizhan.files.spreadsheet.reading import MAX_COLUMNS

Place = tuple[int, int]
"""Row and column of a cell, from 0."""

_EDGES = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_SEEN = ("c", "row", "col", "hyperlink", "drawing", *_EDGES)
_WORTH_READING = (b't="e"', b"t='e'", b"drawing", b"headerFooter", b"hyperlink", b"hidden=")
_UNCOMPUTED = re.compile(rb"[<:]f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:</|<(?:\w+:)?v\s*(?:/>|></))")
"""What a sheet holds that is not among the values of its cells; most sheets hold nothing of it."""

_YES = frozenset(("1", "true"))
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_CODE = re.compile(r'&(?:(&)|([LCR])|"[^"]*"|\d+|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|[A-Z])', re.IGNORECASE)


@dataclass(slots=True)
class Shown:
    """What one sheet shows beside the values of its cells.

    Parameters
    ----------
    instead : dict
        What cells show of which the value tells nothing, or something else: an error, a formula that nobody has
        computed, a text of which a part is raised.
    struck : dict
        What is struck out in cells.
    rows, columns : set of int
        Those that are hidden, from 0.
    running : list of str
        The lines at the head and the foot of its printed pages.
    boxes : list of str
        The paragraphs of its text boxes.
    links : list of str
        Where cells lead.
    """

    instead: dict[Place, str] = field(default_factory=dict)
    struck: dict[Place, str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    running: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def shown_in(content: bytes) -> Mapping[str, Shown]:
    """Return what each sheet of a workbook shows, by its title.

    Raises
    ------
    UnreadableDocument
        If a part is damaged; the fault names it.
    """
    package = opened(content)
    book = package.xml(package.main)
    looks = looks_in(package)
    found: dict[str, Shown] = {}
    for sheet in book.iter("{*}sheet") if book is not None else ():
        relation = package.related_by(str(sheet.get(f"{R}id", "")))
        if relation is not None and not relation.external:
            found[str(sheet.get("name", ""))] = _shown_on(package, relation.target, looks)
    return found


def _shown_on(package: Package, part: str, looks: Looks) -> Shown:
    shown = Shown()
    content = package.part(part)
    if not content or not (looks.matter or _is_worth_reading(content)):
        return shown
    tags = [f"{{*}}{name}" for name in _SEEN]
    walk = etree.iterparse(BytesIO(content), tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
    reading = _Reading(package, part, looks, shown)
    try:
        for _, node in walk:
            reading.take(node)
    except etree.XMLSyntaxError as refusal:
        raise UnreadableDocument(error("document_damaged", where=part, reason=str(refusal)[:200])) from refusal
    return shown


def _is_worth_reading(content: bytes) -> bool:
    return any(word in content for word in _WORTH_READING) or _UNCOMPUTED.search(content) is not None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sheet being read, element by element."""

    package: Package
    part: str
    looks: Looks
    shown: Shown

    def take(self, node: etree._Element) -> None:
        """Take up what an element tells; a row that is done is forgotten."""
        name = node.tag.rpartition("}")[2]
        if name == "c":
            self._take_cell(node)
        elif name == "row":
            number = str(node.get("r", ""))
            if node.get("hidden") in _YES and number.isdecimal():
                self.shown.rows.add(int(number) - 1)
            node.clear()
        elif name == "col":
            if node.get("hidden") in _YES:
                first, last = (str(node.get(end, "")) for end in ("min", "max"))
                if first.isdecimal() and last.isdecimal():
                    self.shown.columns |= set(range(int(first) - 1, min(int(last), MAX_COLUMNS)))
        elif name == "hyperlink":
            self._take_link(node)
        elif name == "drawing":
            self.shown.boxes += self._boxes(str(node.get(f"{R}id", "")))
        else:
            self.shown.running += _lines_of(node.text or "")

    def _take_cell(self, node: etree._Element) -> None:
        kind, said, formula = node.get("t", "n"), "", None
        for child in node:
            if child.tag.endswith("}f"):
                formula = child.text or "…"
            elif child.tag.endswith("}v"):
                said = child.text or ""
        if kind == "e":
            self._put(node, said)
        elif formula is not None and not said and kind != "str":
            self._put(node, f"={formula}")
        elif self.looks.matter:
            self._take_look(node, said if kind == "s" else "")

    def _take_look(self, node: etree._Element, key: str) -> None:
        if node.get("s") in self.looks.struck_styles:
            self._strike(node, "")
        elif key in self.looks.texts:
            said, struck = self.looks.texts[key]
            self._put(node, said)
            if struck:
                self._strike(node, struck)

    def _put(self, node: etree._Element, text: str) -> None:
        if (place := _place_of(str(node.get("r", "")))) is not None:
            self.shown.instead[place] = text

    def _strike(self, node: etree._Element, text: str) -> None:
        if (place := _place_of(str(node.get("r", "")))) is not None:
            self.shown.struck[place] = text

    def _take_link(self, node: etree._Element) -> None:
        relation = self.package.related_by(str(node.get(f"{R}id", "")), self.part)
        if relation is not None and relation.external:
            self.shown.links.append(relation.target)

    def _boxes(self, key: str) -> Iterator[str]:
        relation = self.package.related_by(key, self.part)
        tree = None if relation is None else self.package.xml(relation.target)
        for text in tree.iter("{*}txBody") if tree is not None else ():
            if next(text.iterancestors("{*}Fallback"), None) is None:
                for paragraph in text.iter("{*}p"):
                    yield "".join(one.text or "" for one in paragraph.iter("{*}t"))


def _place_of(reference: str) -> Place | None:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _lines_of(text: str) -> list[str]:
    """Return the lines of a head or foot without its codes, and without the numbers and dates that these print."""
    plain = _CODE.sub(lambda match: match[1] or ("\n" if match[2] else ""), text)
    return [said for line in plain.split("\n") if (said := " ".join(line.split()))]
