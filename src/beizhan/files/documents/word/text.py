"""The text of one Word paragraph as it is printed, and what in it is no text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.fingerprints import fingerprint_of_texts, links_named, struck_named
from beizhan.files.documents.raised import IN_OFFICE, LOWERED, RAISED, settled
from beizhan.files.documents.word.drawings import DRAWINGS, Drawn
from beizhan.files.documents.word.package import R, W
from beizhan.files.documents.word.styles import Styles

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

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
_IN_FORMULA = {f"{_M}sup": RAISED, f"{_M}sub": LOWERED, f"{_M}den": ("/", ""), f"{_M}rad": ("√(", ")")}
"""What stands around what a run, or a part of a formula, says: the lower half of a fraction comes behind its stroke."""

_BOXES = ("☐", "☒")
_YES = frozenset(("1", "true", "on"))
_LEADS = re.compile(r'\bHYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_COMMAND = re.compile(r"(DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|(?<!HYPER)LINK)\b", re.IGNORECASE)


@dataclass(slots=True)
class Notes:
    """What was met on the way and is no text: counted, or kept to be read after the paragraph."""

    drawn: Drawn
    styles: Styles
    times: Counter[Unread] = field(default_factory=Counter)
    silent: dict[Unread, list[str]] = field(default_factory=lambda: defaultdict(list))
    struck: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def unread(self) -> tuple[NotRead, ...]:
        """Return everything that was not read, what was only counted as one of its kind."""
        counted = ((why, times) for why, times in sorted(self.times.items()) if times)
        one_of_a_kind = (NotRead(why, times=times, fingerprint=self._says(why)) for why, times in counted)
        return (*self.drawn.not_read, *one_of_a_kind, *struck_named(self.struck), *links_named(self.links))

    def leave_out(self, why: Unread, node: etree._Element) -> None:
        """Count something that is left out, and remember what it says."""
        self.times[why] += 1
        self.silent[why].append(_letters_of(node))

    def _says(self, why: Unread) -> str:
        """Return the SHA-256 of what was left out for this reason, nothing if nobody remembered."""
        texts = self.silent.get(why)
        return fingerprint_of_texts(texts) if texts else ""


def text_of(paragraph: etree._Element, notes: Notes) -> str:
    """Return what a paragraph says.

    Struck revisions, what is struck out and hidden text are left out and noted, inserted ones are in; what a field
    shows is in, what it commands is looked at.

    Raises
    ------
    UnreadableDocument
        If a field draws on another program or file.
    """
    _look_at_fields(paragraph, notes)
    struck = len(notes.struck)
    text = settled("".join(_said(paragraph, notes)))
    notes.struck[struck:] = filter(None, ["".join(notes.struck[struck:])])
    return text


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
    elif tag == f"{W}r":
        yield from _run(node, notes)
    elif tag in _SAY_NOTHING:
        return
    elif tag in _SKIPPED:
        notes.times[Unread.REVISION] += 1
    elif tag in DRAWINGS:
        notes.drawn.note(node)
    elif tag in _IN_FORMULA:
        yield from _between(_IN_FORMULA[tag], _said(node, notes))
    elif tag == f"{_MC}AlternateContent":
        yield from _said(node[0], notes) if len(node) else ()
    else:
        yield from _said_by_another(node, notes)


def _said_by_another(node: etree._Element, notes: Notes) -> Iterator[str]:
    """Yield what is said by an element that is met less often, or only holds others."""
    if node.tag == f"{W}sym":
        yield _symbol(node)
    elif node.tag == f"{W}ffData":
        yield _filled_in(node)
    elif node.tag == f"{W}hyperlink":
        relation = notes.drawn.package.related_by(node.get(f"{R}id", ""), notes.drawn.part)
        if relation is not None and relation.external:
            notes.links.append(relation.target)
        yield from _said(node, notes)
    else:
        notes.times[Unread.REVISION] += node.tag == f"{W}ins"
        yield from _said(node, notes)


def _run(node: etree._Element, notes: Notes) -> Iterator[str]:
    look = notes.styles.look_of(node)
    if look.hidden:
        notes.leave_out(Unread.HIDDEN, node)
    elif look.struck:
        notes.struck.append(_letters_of(node))
    else:
        yield from _between(IN_OFFICE.get(look.align or ""), _said(node, notes))


def _between(marks: tuple[str, str] | None, said: Iterator[str]) -> Iterator[str]:
    """Yield what is said between two marks, neither if there are none or nothing is said."""
    if marks is None:
        yield from said
    elif text := "".join(said):
        yield f"{marks[0]}{text}{marks[1]}"


def _letters_of(node: etree._Element) -> str:
    return "".join(one.text or "" for one in node.iter(*_TEXTS))


def _filled_in(field_of: etree._Element) -> str:
    """Return how a field of a form is ticked, or what is chosen in it; what is typed into one stands in the text."""
    if (box := field_of.find(f"{W}checkBox")) is not None:
        state = box.find(f"{W}checked")
        ticked = _value(box, "default", "0") if state is None else state.get(f"{W}val", "1")
        return _BOXES[ticked in _YES]
    if (choice := field_of.find(f"{W}ddList")) is not None:
        chosen = _value(choice, "result", _value(choice, "default", "0"))
        entries = [str(one.get(f"{W}val", "")) for one in choice.iterchildren(f"{W}listEntry")]
        return dict(zip(map(str, range(len(entries))), entries, strict=True)).get(chosen, "")
    return ""


def _value(node: etree._Element, name: str, usual: str) -> str:
    child = node.find(f"{W}{name}")
    return usual if child is None else str(child.get(f"{W}val", usual))


def _symbol(node: etree._Element) -> str:
    code = node.get(f"{W}char", "")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""


def _look_at_fields(paragraph: etree._Element, notes: Notes) -> None:
    """Note where fields lead, and refuse those that fetch something when the document is opened.

    A command may be split over several runs.
    """
    codes = [*(str(node.get(f"{W}instr", "")) for node in paragraph.iter(f"{W}fldSimple")), ""]
    for node in paragraph.iter(f"{W}instrText", f"{W}fldChar"):
        if node.tag == f"{W}instrText":
            codes[-1] += node.text or ""
        else:
            codes.append("")
    notes.links += (match[1] for code in codes for match in _LEADS.finditer(code))
    if match := _COMMAND.search("".join(_LEADS.sub(" ", code) for code in codes)):
        raise UnreadableDocument(
            error("document_field", field=match[1].upper(), text="".join(paragraph.itertext())[:80])
        )
