"""What the marks of a page say beyond its words: what is raised, struck out or filled in, and where links lead."""

import re
from collections.abc import Iterator

from lxml import html

from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.files.documents.fingerprints import fingerprint_of_texts, links_named, struck_named
from beizhan.files.documents.raised import IN_MARKUP, LOWERED, RAISED, settled

RUNNING = frozenset(("nav", "footer"))
"""The elements that say what stands on every page."""

_STRUCK = frozenset(("s", "strike", "del"))
_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_UNDER = ("/", "")
_PARTS_MARKED = {"msup": (RAISED,), "msub": (LOWERED,), "msubsup": (LOWERED, RAISED), "mfrac": (_UNDER,)}
"""What stands around the second part of a formula, and the third."""

_TICKED = frozenset(("checkbox", "radio"))
_UNSEEN = frozenset(("hidden", "password", "submit", "button", "reset", "image", "file"))


def told_by_marks(root: html.HtmlElement) -> list[NotRead]:
    """Return what the marks of a page tell and its words do not, and make the page ready to be read.

    What is struck out is taken from it, what is raised or lowered is marked in its text until that is settled.
    """
    for node in root.iter(*IN_MARKUP):
        _mark(node, IN_MARKUP[node.tag])
    for node in root.iter(*_PARTS_MARKED):
        for child, marks in zip(list(node)[1:], _PARTS_MARKED[node.tag], strict=False):
            _mark(child, marks)
    struck = list(_struck_in(root))
    fields = [_state_of(node) for node in root.iter("input", "select", "textarea") if not _is_within(node, {"form"})]
    return [*struck_named(struck), *links_named(_links_in(root)), *_filled_in(fields)]


def form_named(form: html.HtmlElement) -> NotRead:
    """Return a form, told by its title and by what is ticked, chosen or written in it, but for what nobody sees."""
    states = [_state_of(node) for node in form.iter("input", "select", "textarea")]
    return next(_filled_in(states, form.get("title", "")), NotRead(Unread.FORM, detail=form.get("title", "")))


def _filled_in(states: list[str], title: str = "") -> Iterator[NotRead]:
    if any(states):
        yield NotRead(Unread.FORM, detail=title, fingerprint=fingerprint_of_texts(filter(None, [title, *states])))


def _state_of(node: html.HtmlElement) -> str:
    """Return what is ticked, chosen or written in a field; nothing for an empty one, or one that nobody sees."""
    if node.tag == "select":
        options = list(node.iter("option"))
        chosen = [one for one in options if "selected" in one.attrib]
        return f"chosen {' · '.join(map(_words_of, chosen or options[:1]))}"
    if node.tag == "textarea":
        words = _words_of(node)
        return words and f"written {words}"
    kind = node.get("type", "text").strip().casefold()
    if kind in _TICKED:
        return "ticked" if "checked" in node.attrib else "not ticked"
    value = "" if kind in _UNSEEN else node.get("value", "").strip()
    return value and f"written {value}"


def _struck_in(root: html.HtmlElement) -> Iterator[str]:
    """Take what is struck out from a page, and yield it; the elements stay, for their places count."""
    for node in list(root.iter()):
        if isinstance(node.tag, str) and (node.tag in _STRUCK or _THROUGH.search(node.get("style", ""))):
            yield _words_of(node)
            for child in list(node):
                node.remove(child)
            node.text = None


def _links_in(root: html.HtmlElement) -> Iterator[str]:
    for node in root.iter("a"):
        if node.get("href") and not _is_within(node, RUNNING):
            yield str(node.get("href"))


def _mark(node: html.HtmlElement, marks: tuple[str, str]) -> None:
    """Put marks around what an element says."""
    begins, ends = marks
    node.text = f"{begins}{node.text or ''}"
    if len(node):
        node[-1].tail = f"{node[-1].tail or ''}{ends}"
    else:
        node.text += ends


def _is_within(node: html.HtmlElement, tags: frozenset[str] | set[str]) -> bool:
    return next(node.iterancestors(*tags), None) is not None


def _words_of(node: html.HtmlElement) -> str:
    return " ".join(settled("".join(map(str, node.itertext()))).split())
