"""How the texts of a workbook are set, as far as it bears on what they say: raised, lowered or struck out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from beizhan.files.documents.raised import IN_OFFICE, settled
from beizhan.files.documents.word.package import Package

_TELLING = (b"strike", b"vertAlign")
_OFF = frozenset(("0", "false"))


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of cells that strike them out, and the shared texts of which a part is raised or struck out.

    Parameters
    ----------
    struck_styles : frozenset of str
        Their numbers.
    texts : mapping of str
        What each says as it is printed, and what of it is struck out, by its number.
    """

    struck_styles: frozenset[str] = frozenset()
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def matter(self) -> bool:
        """Tell whether any look bears on what a text says."""
        return bool(self.struck_styles or self.texts)


def looks_in(package: Package) -> Looks:
    """Return how the texts of a workbook are set.

    Raises
    ------
    UnreadableDocument
        If a part is damaged; the fault names it.
    """
    styles, texts = (next(package.related(kind), "") for kind in ("styles", "sharedStrings"))
    return Looks(frozenset(_struck_styles(package, styles)), _telling_texts(package, texts))


def _struck_styles(package: Package, part: str) -> set[str]:
    if _TELLING[0] not in package.part(part):
        return set()
    tree = package.xml(part)
    fonts = [] if tree is None else list(tree.iterfind("{*}fonts/{*}font"))
    struck = {str(place) for place, font in enumerate(fonts) if _is_struck(font)}
    formats = [] if tree is None else list(tree.iterfind("{*}cellXfs/{*}xf"))
    return {str(place) for place, one in enumerate(formats) if one.get("fontId", "0") in struck}


def _telling_texts(package: Package, part: str) -> dict[str, tuple[str, str]]:
    if not any(word in package.part(part) for word in _TELLING):
        return {}
    tree = package.xml(part)
    items = [] if tree is None else list(tree.iterfind("{*}si"))
    return {
        str(place): _said_by(item)
        for place, item in enumerate(items)
        if next(item.iter("{*}strike", "{*}vertAlign"), None) is not None
    }


def _said_by(item: etree._Element) -> tuple[str, str]:
    """Return what the runs of a text say, and what of it is struck out."""
    said, struck = [], []
    for run in item.iterfind("{*}r"):
        text, properties = run.findtext("{*}t") or "", run.find("{*}rPr")
        if properties is not None and _is_struck(properties):
            struck.append(text)
            continue
        align = None if properties is None else properties.find("{*}vertAlign")
        begins, ends = IN_OFFICE.get("" if align is None else align.get("val", ""), ("", ""))
        said.append(f"{begins}{text}{ends}" if text else "")
    return settled("".join(said)), "".join(struck)


def _is_struck(properties: etree._Element) -> bool:
    mark = properties.find("{*}strike")
    return mark is not None and mark.get("val", "1") not in _OFF
