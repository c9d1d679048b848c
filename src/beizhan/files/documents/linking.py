"""What a page or a feed leads to: read in the child, as every file from outside is."""

from dataclasses import dataclass
from typing import Any

from lxml import html

from beizhan.files.child import read_in_child
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.feeds import MOST_LINKS, packed_feed_links
from beizhan.files.documents.hypertext import markup_in

_PAGES, _FEEDS = (".html",), (".xml",)


@dataclass(frozen=True, slots=True)
class Link:
    """Where something leads, as it stands there, the words that lead there, and what the page counts it from."""

    address: str
    words: str
    base: str = ""


def links_in_page(content: bytes) -> tuple[Link, ...]:
    """Return where a page leads.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If it cannot be read, or costs too much to read.
    """
    return _links(read_in_child(packed_page_links, content, name="page.html", allowed=_PAGES))


def links_in_feed(content: bytes) -> tuple[Link, ...]:
    """Return where the entries of a feed lead: to what is enclosed, or else to their page.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If it cannot be read, or costs too much to read.
    """
    return _links(read_in_child(packed_feed_links, content, name="feed.xml", allowed=_FEEDS))


def packed_page_links(content: bytes, _name: str) -> list[list[str]]:
    """Return the links of a page as the child calls it."""
    if not content.strip():
        return []
    tree = html.document_fromstring(_markup(content), parser=html.HTMLParser(no_network=True, huge_tree=False))
    base = next((str(one.get("href")) for one in tree.iter("base") if one.get("href")), "")
    found = ([base, str(one.get("href")), _words(one)] for one in tree.iter("a") if one.get("href"))
    return [one for one, _ in zip(found, range(MOST_LINKS), strict=False)]


def _markup(content: bytes) -> str:
    """Return the characters of a page; a few that cannot be told do not hide where the others lead."""
    try:
        return markup_in(content)[0]
    except UnreadableDocument:
        return content.decode("utf-8", "replace")


def _words(anchor: Any) -> str:
    return " ".join("".join(map(str, anchor.itertext())).split())[:200]


def _links(value: Any) -> tuple[Link, ...]:
    return tuple(Link(str(address), str(words), str(base)) for base, address, words in value if address)
