"""HTML: what a reader of the page would read, and nothing that a program would run."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree, html

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import BlockKind, Document, NotRead, Unread
from beizhan.files.documents.drafts import Draft, UnreadableDocument, document_of
from beizhan.files.documents.encoding import decoded
from beizhan.files.documents.fingerprints import fingerprint_of_texts
from beizhan.files.documents.markup import RUNNING, form_named, told_by_marks
from beizhan.files.documents.numerals import numeral_of
from beizhan.files.documents.packing import packed
from beizhan.files.documents.raised import settled
from beizhan.files.documents.running import is_measured
from beizhan.files.documents.spans import Spanned, rows_of

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT = frozenset(("script", "style", "noscript", "template", "head", "title", "datalist", "rp", "rt"))
_OTHER = {
    "svg": Unread.IMAGE,
    "canvas": Unread.IMAGE,
    "picture": Unread.IMAGE,
    "object": Unread.EMBEDDED,
    "embed": Unread.EMBEDDED,
    "iframe": Unread.EMBEDDED,
    "video": Unread.EMBEDDED,
    "audio": Unread.EMBEDDED,
    "form": Unread.FORM,
}
_SHOWN = tuple(tag for tag in _OTHER if tag not in ("picture", "form"))
_INLINE = frozenset(
    """a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark math mfrac mi mn mo mrow msqrt mstyle
    msub msubsup msup mtext q ruby s samp small span strike strong sub sup time tt u var wbr""".split()  # noqa: SIM905 - a list of them would be longer
)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_DECLARES_WITHIN = 4_096


def read_hypertext(content: bytes, name: str = "") -> Document:  # noqa: ARG001 - every reader takes the name
    """Return the document in an HTML file.

    Raises
    ------
    UnreadableDocument
        If its characters cannot be told from its bytes, or it holds no page.
    """
    text, not_read = markup_in(content)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
        walk = _Walk()
        walk.not_read += told_by_marks(root)
        walk.through(root)
        walk.flush()
    except (etree.ParserError, etree.XMLSyntaxError, RecursionError) as refusal:
        raise UnreadableDocument(error("document_damaged", where="HTML", reason=str(refusal)[:200])) from refusal
    return document_of(walk.drafts, (*not_read, *walk.not_read), walk.running)


def markup_in(content: bytes) -> tuple[str, tuple[NotRead, ...]]:
    """Return the characters of a page, and that its encoding was guessed if it was.

    Raises
    ------
    UnreadableDocument
        If its characters cannot be told from its bytes.
    """
    declared = _DECLARED.search(content[:_DECLARES_WITHIN])
    text, not_read = decoded(content, declared[1].decode("ascii") if declared else "")
    return _XML.sub("", text), not_read


def packed_hypertext(content: bytes, name: str = "") -> dict[str, Any]:
    """Return the document as JSON can hold it; this runs in the child."""
    return packed(read_hypertext(content, name))


class _Walk:
    """A walk through the page in the order in which it is read."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.not_read: list[NotRead] = []
        self.running: list[str] = []
        self._said: list[str] = []
        self._lists: list[Iterator[str]] = []
        self._label = ""

    def through(self, node: html.HtmlElement) -> None:
        self._say(node.text)
        for child in node:
            if isinstance(child.tag, str):
                self._meet(child)
            self._say(child.tail)

    def flush(self, kind: BlockKind | None = None, level: int = 0) -> None:
        """End a block, if anything was said in it."""
        text = _tidy("".join(self._said))
        self._said = []
        if text:
            label, self._label = self._label, ""
            item = BlockKind.ITEM if label else None
            self.drafts.append(Draft(f"{label} {text}" if label else text, kind or item, label, level))

    def _say(self, text: str | None) -> None:
        if text:
            self._said.append(text.replace("\n", " "))

    def _meet(self, node: html.HtmlElement) -> None:
        tag = node.tag.casefold()
        if tag in _SILENT:
            return
        if "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")):
            self.not_read.append(_named(Unread.HIDDEN, _text_of(node)))
        elif tag == "br":
            self._said.append("\n")
        elif tag == "img":
            self.not_read.append(_image(node))
        elif tag in _OTHER:
            self.not_read.append(_other(node))
            if tag == "form":
                self._block(node)
        elif tag in _INLINE:
            self.through(node)
        else:
            self._meet_block(node, tag)

    def _meet_block(self, node: html.HtmlElement, tag: str) -> None:
        if tag in RUNNING:
            self.flush()
            lines = _text_of(node, apart=("a",)).split("\n")
            self.drafts += (Draft(line, part="header or footer") for line in lines if is_measured(line))
            self.running += (line for line in lines if line and not is_measured(line))
        elif tag in _LEVELS:
            self.flush()
            self.through(node)
            self.flush(BlockKind.HEADING, _LEVELS[tag])
        elif tag in ("ol", "ul"):
            self.flush()
            self._lists.append(_labels(node))
            self._block(node)
            self._lists.pop()
        elif tag == "li":
            self.flush()
            self._label = next(self._lists[-1]) if self._lists else "•"
            self._block(node)
            self._label = ""
        elif tag == "table" and not _is_layout(node):
            self.flush()
            self.drafts += _table_drafts(node)
            self.not_read += (_image(one) if one.tag == "img" else _other(one) for one in node.iter("img", *_SHOWN))
        else:
            self._block(node)

    def _block(self, node: html.HtmlElement) -> None:
        self.flush()
        self.through(node)
        self.flush()


def _table_drafts(table: html.HtmlElement) -> Iterator[Draft]:
    for caption in table.iterchildren("caption"):
        yield Draft(_text_of(caption))
    listed = (
        [
            Spanned(_text_of(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell in row.iterchildren("td", "th")
        ]
        for row in table.iter("tr")
    )
    yield Draft(rows=rows_of([row for row in listed if row]))


def _image(node: html.HtmlElement) -> NotRead:
    """Return a picture, told by where it lies and by the words that stand for it."""
    told = [node.get(name, "") for name in ("src", "srcset", "alt")]
    return _named(Unread.IMAGE, node.get("alt") or node.get("src", ""), "\n".join(told))


def _other(node: html.HtmlElement) -> NotRead:
    """Return something else that is shown, told by what it is made of; a form, new on each visit, by what it holds."""
    if node.tag == "form":
        return form_named(node)
    made = html.tostring(node, encoding="unicode", with_tail=False)
    return _named(_OTHER[node.tag], node.get("title") or node.get("src") or node.get("data", ""), made)


def _named(why: Unread, detail: str, told: str = "") -> NotRead:
    return NotRead(why, detail=detail[:80], fingerprint=fingerprint_of_texts([told or detail]))


def _labels(node: html.HtmlElement) -> Iterator[str]:
    if node.tag == "ul":
        while True:
            yield "•"
    start = node.get("start", "1")
    number = int(start) if start.isdecimal() and len(start) < 6 else 1
    while True:
        yield f"{numeral_of(number, node.get('type', '1'))}."
        number += 1


def _is_layout(table: html.HtmlElement) -> bool:
    """Tell whether a table only arranges a page: it holds tables, headings or a single column."""
    if any(True for _ in table.iterdescendants("table", *_LEVELS)):
        return True
    return max((sum(1 for _ in row.iterchildren("td", "th")) for row in table.iter("tr")), default=0) < 2


def _text_of(node: html.HtmlElement, *, apart: Collection[str] = ()) -> str:
    """Return all that an element says, its blocks under each other, and those inline elements that stand apart."""
    parts: list[str] = []
    _gather(node, parts, _INLINE.difference(apart))
    return _tidy("".join(parts))


def _gather(node: html.HtmlElement, parts: list[str], inline: frozenset[str]) -> None:
    """Add what an element says; of a silent one within it only what follows it is said."""
    parts.append((node.text or "").replace("\n", " "))
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            around = "" if child.tag in inline else "\n"
            parts.append(around)
            _gather(child, parts, inline)
            parts.append(around)
        parts.append((child.tail or "").replace("\n", " "))


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in settled(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 4 else 1
