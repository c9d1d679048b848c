"""By what a thing that is not read is told from others of its kind: the fingerprint of what is known of it."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from beizhan.core.textdiff.blocks import NotRead, Unread

_LONGEST = 80
_LEADS_OUT = re.compile(r"https?://\S|file:|(?![a-z][a-z+.-]*:|#)\S", re.IGNORECASE)
_VISIT = re.compile(
    r"#.*|;jsessionid=[^?#]*"
    r"|(?<=[?&])(?:utm_\w+|\w*sess\w*|sid|csrf\w*|\w*token|nonce|rand\w*|ts?|time(?:stamp)?|_)=[^&#]*&?",
    re.IGNORECASE,
)
"""What of an address is new on each visit, or only a place within what it leads to."""


def fingerprint_of_texts(texts: Iterable[str]) -> str:
    """Return the SHA-256 of texts under each other, lone surrogates as they are."""
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def links_named(addresses: Iterable[str]) -> Iterator[NotRead]:
    """Yield where a document leads, as one thing: what leads to no other file or page counts for nothing.

    The words that lead there are read as text, and not every format tells which they are.
    """
    told = (_VISIT.sub("", address.strip()).rstrip("?&") for address in addresses)
    found = list(dict.fromkeys(address for address in told if _LEADS_OUT.match(address)))
    if found:
        told_by = fingerprint_of_texts(sorted(found))
        yield NotRead(Unread.LINK, detail=found[0][:_LONGEST], times=len(found), fingerprint=told_by)


def struck_named(texts: Iterable[str]) -> Iterator[NotRead]:
    """Yield what is struck out in a document, as one thing, into however many pieces its format cuts it."""
    found = [text for text in map(_on_one_line, texts) if text]
    if found:
        told_by = "".join("".join(found).split())
        detail = " ".join(found)[:_LONGEST]
        yield NotRead(Unread.STRUCK, detail=detail, fingerprint=fingerprint_of_texts(["struck", told_by]))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
