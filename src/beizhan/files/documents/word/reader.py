"""Word documents: paragraphs with their printed numbers, tables with merged cells, notes, boxes, running heads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from beizhan.core.textdiff.blocks import BlockKind, Document, NotRead, Rows, Unread
from beizhan.files.documents.contents import contents_named
from beizhan.files.documents.drafts import Draft, document_of
from beizhan.files.documents.packing import packed
from beizhan.files.documents.running import is_measured
from beizhan.files.documents.spans import Spanned, rows_of
from beizhan.files.documents.word.drawings import Drawn
from beizhan.files.documents.word.numbering import Numbering
from beizhan.files.documents.word.package import Package, W, opened
from beizhan.files.documents.word.styles import Styles, level_in, numbered_in
from beizhan.files.documents.word.text import Notes, text_of

_BULLETS = "•"
_WRAPPERS = frozenset((f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"))
_LETTERING = "lettering"
_GALLERY = "Table of Contents"


def read_word(content: bytes, name: str = "") -> Document:  # noqa: ARG001 - every reader takes the name
    """Return the document in a ``.docx`` file.

    Raises
    ------
    UnreadableDocument
        If a part is missing or damaged, or a field draws on something outside; the fault names it.
    """
    package = opened(content)
    reader = _Reader(package)
    text = [*reader.body(), *reader.notes_under("footnotes"), *reader.notes_under("endnotes")]
    told, running = _told_apart(reader.edges())
    comments = package.xml(next(package.related("comments"), ""))
    for comment in comments.iter(f"{W}comment") if comments is not None else ():
        reader.notes.leave_out(Unread.COMMENT, comment)
    return document_of([*text, *told], (*reader.contents(), *reader.notes.unread()), running)


def packed_word(content: bytes, name: str = "") -> dict[str, Any]:
    """Return the document as JSON can hold it; this runs in the child."""
    return packed(read_word(content, name))


class _Reader:
    """One document being read: its styles, its lists as far as they have counted, what could not be read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._contents: list[str] = []
        self._styles = Styles(package.xml(next(package.related("styles"), "")))
        self.notes = Notes(Drawn(package), self._styles)
        self._numbering = Numbering(package.xml(next(package.related("numbering"), "")))

    def body(self) -> Iterator[Draft]:
        tree = self.package.xml(self.package.main)
        body = None if tree is None else tree.find(f"{W}body")
        return self._blocks(body if body is not None else ())

    def notes_under(self, kind: str) -> Iterator[Draft]:
        """Yield foot- or endnotes, but for the rules that separate them from the text."""
        for part in self.package.related(kind):
            for note in self._tree(part):
                if note.get(f"{W}type") is None:
                    yield from (replace(draft, part=kind) for draft in self._blocks(note))

    def contents(self) -> list[NotRead]:
        """Return the tables of contents that were left out, as one."""
        return [contents_named(list(filter(None, self._contents)))] if self._contents else []

    def edges(self) -> Iterator[Draft]:
        """Yield what stands at the head and the foot of the pages, and behind their text."""
        for kind in ("header", "footer"):
            for part in self.package.related(kind):
                yield from self._blocks(self._tree(part))

    def _tree(self, part: str) -> Iterable[etree._Element]:
        """Return what a part holds; what is read from now on stands in it."""
        self.notes.drawn.part = part
        tree = self.package.xml(part)
        return () if tree is None else tree

    def _blocks(self, nodes: Iterable[etree._Element]) -> Iterator[Draft]:
        for node in nodes:
            if node.tag == f"{W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{W}tbl":
                yield Draft(rows=_rows_of(node, self._cell_text))
                yield from self._boxes()
            elif node.tag == f"{W}sdt":
                if _is_contents(node):
                    self._contents += [_plain(line) for line in node.iter(f"{W}p")]
                else:
                    yield from self._blocks(node)
            elif node.tag in _WRAPPERS:
                yield from self._blocks(node)
            elif node.tag == f"{W}altChunk":
                self.notes.drawn.note(node)

    def _paragraph(self, node: etree._Element) -> Iterator[Draft]:
        properties = node.find(f"{W}pPr")
        named = None if properties is None else properties.find(f"{W}pStyle")
        style = self._styles.of(None if named is None else named.get(f"{W}val"))
        if style.contents:
            self._contents.append(_plain(node))
            return
        struck = len(self.notes.struck)
        text = text_of(node, self.notes)
        listed = numbered_in(properties) or style.numbered
        counts = bool(text.strip()) or len(self.notes.struck) > struck
        label = self._numbering.label(*listed) if listed and counts else ""
        level = level_in(properties) or style.level
        kind = BlockKind.HEADING if level else BlockKind.ITEM if label == _BULLETS else None
        yield Draft(f"{label} {text.lstrip()}" if label and text.strip() else text, kind, label, level)
        yield from self._boxes()

    def _cell_text(self, cell: etree._Element) -> str:
        """Return what a cell says, its paragraphs under each other; a table inside it row by row."""
        return "\n".join(text for draft in self._blocks(cell) for text in _texts_in(draft))

    def _boxes(self) -> Iterator[Draft]:
        boxes, lettering = self.notes.drawn.boxes_met()
        yield from (Draft(words, part=_LETTERING) for words in lettering)
        for box in boxes:
            yield from (replace(draft, part="text box") for draft in self._blocks(box))


def _told_apart(edges: Iterable[Draft]) -> tuple[list[Draft], list[str]]:
    """Return what at the edges of pages is text, as measured figures and lettering are, and the running lines."""
    lines: dict[str, bool] = {}
    for draft in edges:
        for line in _texts_in(draft):
            lines[line] = lines.get(line, False) or draft.part == _LETTERING or is_measured(line)
    told = [Draft(line, part="header or footer") for line, is_text in lines.items() if is_text]
    return told, [line for line, is_text in lines.items() if not is_text]


def _rows_of(table: etree._Element, text_of_cell: Callable[[etree._Element], str]) -> Rows:
    """Return the cells of a table; one that goes on from the row above is counted to the one where it began."""
    listed: list[list[Spanned]] = []
    begun: dict[int, tuple[int, int]] = {}
    for row in _rows_in(table):
        column = _before(row)
        cells = [Spanned("")] * column
        for cell in _cells_in(row):
            if _goes_on(cell) and column in begun:
                at, place = begun[column]
                listed[at][place] = replace(listed[at][place], rows=listed[at][place].rows + 1)
            else:
                begun[column] = len(listed), len(cells)
                cells.append(Spanned(text_of_cell(cell), _grid_span(cell)))
            column += _grid_span(cell)
        listed.append(cells)
    return rows_of(listed)


def _plain(paragraph: etree._Element) -> str:
    """Return the letters of a paragraph that is left out."""
    return "".join(node.text or "" if node.tag == f"{W}t" else " " for node in paragraph.iter(f"{W}t", f"{W}tab"))


def _texts_in(draft: Draft) -> Iterator[str]:
    for row in draft.rows:
        yield " ".join(cell.text for cell in row if not cell.covered)
    text = draft.text.removeprefix(_BULLETS).strip()
    if text:
        yield text


def _rows_in(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table, those in content controls too, those of tables inside it not."""
    for node in table:
        if node.tag == f"{W}tr":
            yield node
        elif node.tag == f"{W}sdt" or node.tag in _WRAPPERS:
            yield from _rows_in(node)


def _cells_in(row: etree._Element) -> Iterator[etree._Element]:
    for node in row:
        if node.tag == f"{W}tc":
            yield node
        elif node.tag == f"{W}sdt" or node.tag in _WRAPPERS:
            yield from _cells_in(node)


def _before(row: etree._Element) -> int:
    return _count(row.find(f"{W}trPr/{W}gridBefore"), 0)


def _grid_span(cell: etree._Element) -> int:
    return max(1, _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1))


def _count(node: etree._Element | None, usual: int) -> int:
    value = "" if node is None else node.get(f"{W}val", "")
    return int(value) if value.isdecimal() and len(value) < 4 else usual


def _goes_on(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _is_contents(node: etree._Element) -> bool:
    gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == _GALLERY
