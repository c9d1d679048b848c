"""Searching in the full text of documents, Chinese and English: a text holds a question if it holds each of its words.

Chinese is written without blanks, so a word of the question is any stretch between blanks and is sought as it stands.
``docs/method/documents.md`` tells the method.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from beizhan.core.textdiff.blocks import Document

MOST_TERMS = 8
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text, cut into what was sought (``True``) and what stands around it."""

    parts: tuple[tuple[str, bool], ...]


def folded_text(text: str) -> str:
    """Return a text as it is searched: width, case and white space count for nothing."""
    return " ".join(normalize("NFKC", text).replace("\x00", "").casefold().split())


def text_of(document: Document) -> str:
    """Return all that a document says, folded: blocks one after another, cells too."""
    return folded_text("\n".join(_texts(document)))


def terms_of(question: str) -> tuple[str, ...]:
    """Return the words that a question seeks, each once, at most eight."""
    return tuple(dict.fromkeys(folded_text(question).split()))[:MOST_TERMS]


def holds(text: str, terms: Sequence[str]) -> bool:
    """Return whether a folded text holds every word."""
    return bool(terms) and all(term in text for term in terms)


def excerpts_of(text: str, terms: Sequence[str], most: int = 3) -> tuple[Excerpt, ...]:
    """Return the first stretches of a folded text in which words stand, with what stands around them.

    Parameters
    ----------
    text : str
        Folded.
    terms : sequence of str
        As ``terms_of`` gives them.
    most : int
        How many stretches at most; each word is shown before one is shown twice.
    """
    found: list[Excerpt] = []
    end = 0
    for start in sorted(_starts(text, terms)):
        if len(found) == most:
            break
        if start >= end:
            end = min(len(text), start + 2 * _AROUND)
            found.append(_excerpt(text, max(0, start - _AROUND), end, terms))
    return tuple(found)


def _starts(text: str, terms: Sequence[str]) -> Iterator[int]:
    """Yield where each word stands first, and where it stands again."""
    for term in terms:
        at = text.find(term)
        for _ in range(MOST_TERMS):
            if at < 0:
                break
            yield at
            at = text.find(term, at + 2 * _AROUND)


def _excerpt(text: str, start: int, end: int, terms: Sequence[str]) -> Excerpt:
    parts: list[tuple[str, bool]] = []
    at = start
    while at < end:
        found = [(text.find(term, at, end + len(term)), -len(term), term) for term in terms]
        places = [one for one in found if 0 <= one[0] < end]
        if not places:
            parts.append((text[at:end], False))
            break
        place, _, term = min(places)
        if place > at:
            parts.append((text[at:place], False))
        parts.append((text[place : place + len(term)], True))
        at = place + len(term)
    return Excerpt(tuple(parts))


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text
        yield from (cell.text for row in block.rows for cell in row if not cell.covered)
