"""The text of one Word paragraph as it is printed, and what in it is no text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.fingerprints import fingerprint_of_texts
from beizhan.files.documents.word.package import Package, R, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"

_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_TEXTS = frozenset((f"{W}t", f"{_M}t"))
_SAY_NOTHING = frozenset((f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delText", f"{W}delInstrText", f"{W}rt"))
_SKIPPED = _SAY_NOTHING | {f"{W}del", f"{W}moveFrom"}
_DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_COMMAND = re.compile(r"\s*(DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|LINK)\b", re.IGNORECASE)


@dataclass(slots=True)
class Notes:
    """What was met on the way and is no text: counted, or kept to be read after the paragraph."""

    package: Package
    not_read: list[NotRead] = field(default_factory=list)
    times: Counter[Unread] = field(default_factory=Counter)
    silent: dict[Unread, list[str]] = field(default_factory=lambda: defaultdict(list))
    boxes: list[etree._Element] = field(default_factory=list)

    def unread(self) -> tuple[NotRead, ...]:
        """Return everything that was not read, what was only counted as one of its kind."""
        counted = ((why, times) for why, times in sorted(self.times.items()) if times)
        return (*self.not_read, *(NotRead(why, times=times, fingerprint=self._says(why)) for why, times in counted))

    def leave_out(self, why: Unread, node: etree._Element) -> None:
        """Count something that is left out, and remember what it says."""
        self.times[why] += 1
        self.silent[why].append("".join(one.text or "" for one in node.iter(*_TEXTS)))

    def part(self, why: Unread, node: etree._Element | None, key: str, detail: str = "") -> NotRead:
        """Return something that stands in a part of its own, told by the bytes of that."""
        found = "" if node is None else self.package.fingerprint(str(node.get(key, "")))
        return NotRead(why, detail=detail, fingerprint=found)

    def _says(self, why: Unread) -> str:
        """Return the SHA-256 of what was left out for this reason, nothing if nobody remembered."""
        texts = self.silent.get(why)
        return fingerprint_of_texts(texts) if texts else ""

    def boxes_met(self) -> list[etree._Element]:
        """Return the text boxes met since this was last asked."""
        met, self.boxes = self.boxes, []
        return met


def text_of(paragraph: etree._Element, notes: Notes) -> str:
    """Return what a paragraph says.

    Struck revisions and hidden text are left out and noted, inserted ones are in; what a field shows is in, what it
    commands is looked at.

    Raises
    ------
    UnreadableDocument
        If a field draws on another program or file.
    """
    _look_at_fields(paragraph)
    return "".join(_said(paragraph, notes))


def _said(node: etree._Element, notes: Notes) -> Iterator[str]:
    for child in node:
        if isinstance(child.tag, str):
            yield from _said_by(child, notes)


def _said_by(node: etree._Element, notes: Notes) -> Iterator[str]:
    tag = node.tag
    if tag in _TEXTS:
        yield node.text or ""
    elif tag in _SIGNS:
        yield _SIGNS[tag]
    elif tag == f"{W}sym":
        yield _symbol(node)
    elif tag in _DRAWINGS:
        _note_drawing(node, notes)
    elif tag == f"{_MC}AlternateContent":
        yield from _said(node[0], notes) if len(node) else ()
    elif tag not in _SKIPPED and not _is_hidden(node):
        notes.times[Unread.REVISION] += tag == f"{W}ins"
        yield from _said(node, notes)
    elif tag not in _SAY_NOTHING:
        if tag == f"{W}r":
            notes.leave_out(Unread.HIDDEN, node)
        else:
            notes.times[Unread.REVISION] += 1


def _symbol(node: etree._Element) -> str:
    code = node.get(f"{W}char", "")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""


def _is_hidden(run: etree._Element) -> bool:
    mark = None if run.tag != f"{W}r" else run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false")


def _note_drawing(node: etree._Element, notes: Notes) -> None:
    notes.boxes += node.iter(f"{W}txbxContent")
    if node.tag == f"{W}object":
        object_of = next(node.iter(f"{_O}OLEObject"), None)
        notes.not_read.append(notes.part(Unread.EMBEDDED, object_of, f"{R}id", _program(node)))
        return
    graphics = [one.get("uri", "").rpartition("/")[2] for one in node.iter(f"{_A}graphicData")]
    if "chart" in graphics:
        notes.not_read.append(notes.part(Unread.CHART, next(node.iter(f"{_C}chart"), None), f"{R}id"))
    if "diagram" in graphics:
        notes.not_read.append(notes.part(Unread.DIAGRAM, next(node.iter(f"{_D}relIds"), None), f"{R}dm"))
    pictures = [one.get(f"{R}embed", "") for one in node.iter(f"{_A}blip")]
    pictures += [one.get(f"{R}id", "") for one in node.iter(f"{_V}imagedata")]
    for key in pictures:
        notes.not_read.append(NotRead(Unread.IMAGE, detail=_title(node), fingerprint=notes.package.fingerprint(key)))


def _title(node: etree._Element) -> str:
    for one in node.iter():
        if isinstance(one.tag, str) and one.tag.endswith("}docPr"):
            return str(one.get("descr") or one.get("name") or "")[:80]
    return ""


def _program(node: etree._Element) -> str:
    return next((str(one.get("ProgID", "")) for one in node.iter(f"{_O}OLEObject")), "")


def _look_at_fields(paragraph: etree._Element) -> None:
    """Refuse fields that fetch something when the document is opened; a command may be split over several runs."""
    command = "".join(node.text or "" for node in paragraph.iter(f"{W}instrText"))
    simple = [str(node.get(f"{W}instr", "")) for node in paragraph.iter(f"{W}fldSimple")]
    for one in (command, *simple):
        if match := _COMMAND.search(one):
            raise UnreadableDocument(
                error("document_field", field=match[1].upper(), text="".join(paragraph.itertext())[:80])
            )
