"""What of a Word document is drawn: pictures, charts and objects by their bytes, boxes and lettering as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.files.documents.word.package import Package, R, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"

DRAWINGS = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
"""The elements that hold something drawn."""


@dataclass(slots=True)
class Drawn:
    """What drawings hold, in the part of the package that is being read.

    ``boxes`` and ``lettering`` are kept to be read after the paragraph in which they were met.
    """

    package: Package
    part: str = ""
    not_read: list[NotRead] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    lettering: list[str] = field(default_factory=list)

    def note(self, node: etree._Element) -> None:
        """Take up what one drawing holds, or another document within this one."""
        self.boxes += node.iter(f"{W}txbxContent")
        self.lettering += filter(None, (str(one.get("string", "")).strip() for one in node.iter(f"{_V}textpath")))
        self.not_read += self._unread(node)

    def boxes_met(self) -> tuple[list[etree._Element], list[str]]:
        """Return the text boxes and the lettering met since this was last asked."""
        met = self.boxes, self.lettering
        self.boxes, self.lettering = [], []
        return met

    def _unread(self, node: etree._Element) -> Iterator[NotRead]:
        if node.tag == f"{W}altChunk":
            yield self.told(Unread.EMBEDDED, node, f"{R}id")
        if node.tag == f"{W}object":
            object_of = next(node.iter(f"{_O}OLEObject"), None)
            program = "" if object_of is None else str(object_of.get("ProgID", ""))
            yield self.told(Unread.EMBEDDED, object_of, f"{R}id", program)
            return
        graphics = [one.get("uri", "").rpartition("/")[2] for one in node.iter(f"{_A}graphicData")]
        if "chart" in graphics:
            yield self.told(Unread.CHART, next(node.iter(f"{_C}chart"), None), f"{R}id")
        if "diagram" in graphics:
            yield self.told(Unread.DIAGRAM, next(node.iter(f"{_D}relIds"), None), f"{R}dm")
        for picture in node.iter(f"{_A}blip"):
            yield self.told(Unread.IMAGE, picture, f"{R}embed", _title(node))
        for picture in node.iter(f"{_V}imagedata"):
            yield self.told(Unread.IMAGE, picture, f"{R}id", _title(node))

    def told(self, why: Unread, node: etree._Element | None, key: str, detail: str = "") -> NotRead:
        """Return something that stands in a part of its own, told by the bytes of that."""
        found = "" if node is None else self.package.fingerprint(str(node.get(key, "")), self.part)
        return NotRead(why, detail=detail, fingerprint=found)


def _title(node: etree._Element) -> str:
    for one in node.iter():
        if isinstance(one.tag, str) and one.tag.endswith("}docPr"):
            return str(one.get("descr") or one.get("name") or "")[:80]
    return ""
