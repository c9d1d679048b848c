"""Searching in the full text of documents, Chinese and English: a text holds a question if it holds each of its words.

Chinese is written without blanks, so a word of the question is any stretch between blanks and is sought as it stands.
``docs/method/documents.md`` tells the method.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining, normalize

from beizhan.core.textdiff.blocks import Document

MOST_TERMS = 8
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text, cut into what was sought (``True``) and what stands around it."""

    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Searchable:
    """A text as it is searched, and as it stands.

    Parameters
    ----------
    text : str
        Folded.
    stretches : tuple of str
        As they stand, but for white space.
    starts : tuple of int
        Where each of them begins in the folded text.
    """

    text: str
    stretches: tuple[str, ...]
    starts: tuple[int, ...]

    def standing(self, start: int, end: int) -> str:
        """Return a part of the folded text as it stands; parts beside each other share no sign."""
        parts = []
        for place in range(max(0, bisect_right(self.starts, start) - 1), bisect_left(self.starts, end)):
            first, stretch = self.starts[place], self.stretches[place]
            length = len(folded_text(stretch))
            low, high = (min(max(0, one - first), length) for one in (start, end))
            ways = _ways_back(stretch)
            parts.append(self.text[first + low : first + high] if ways is None else stretch[ways[low] : ways[high]])
            parts.append(" " if start <= first + length < end else "")
        return "".join(parts)

    def sign_at(self, place: int) -> int:
        """Return where the sign begins to which a place of the folded text belongs: m may be the end of ㎝."""
        while place > 0 and not self.standing(place, place + 1):
            place -= 1
        return place


def folded_text(text: str) -> str:
    """Return a text as it is searched: width, case and white space count for nothing."""
    return " ".join(_folded(text).replace("\x00", "").split())


def _folded(text: str) -> str:
    """Return a text without width and case; folding the case may leave a letter apart from the mark above it."""
    return normalize("NFKC", normalize("NFKC", text).casefold())


def text_of(document: Document) -> str:
    """Return all that a document says, folded: blocks one after another, cells too."""
    return folded_text("\n".join(texts_in(document)))


def terms_of(question: str) -> tuple[str, ...]:
    """Return the words that a question seeks, each once, at most eight."""
    return tuple(dict.fromkeys(folded_text(question).split()))[:MOST_TERMS]


def holds(text: str, terms: Sequence[str]) -> bool:
    """Return whether a folded text holds every word."""
    return bool(terms) and all(term in text for term in terms)


def searchable(texts: Iterable[str]) -> Searchable:
    """Return texts one after another as they are searched, with the way back to how they stand."""
    stretches, starts, folded, at = [], [], [], 0
    for text in texts:
        if part := folded_text(text):
            stretches.append(" ".join(text.replace("\x00", "").split()))
            folded.append(part)
            starts.append(at)
            at += len(part) + 1
    return Searchable(" ".join(folded), tuple(stretches), tuple(starts))


def excerpts_of(found: Searchable, terms: Sequence[str], most: int = 3) -> tuple[Excerpt, ...]:
    """Return the first stretches of a text in which words stand, as they stand, with what stands around them.

    Parameters
    ----------
    found : Searchable
        As ``searchable`` gives it.
    terms : sequence of str
        As ``terms_of`` gives them.
    most : int
        How many stretches at most; each word is shown before one is shown twice.
    """
    excerpts: list[Excerpt] = []
    end = 0
    for start in sorted(_starts(found.text, terms)):
        if len(excerpts) == most:
            break
        if start >= end:
            end = min(len(found.text), start + 2 * _AROUND)
            cut = list(_cut(found.text, max(0, start - _AROUND), end, terms))
            begins = [found.sign_at(first) if sought else first for first, _, sought in cut]
            stands = map(found.standing, begins, [*begins[1:], cut[-1][1]])
            excerpts.append(Excerpt(tuple((part, one[2]) for part, one in zip(stands, cut, strict=True) if part)))
    return tuple(excerpts)


def _starts(text: str, terms: Sequence[str]) -> Iterator[int]:
    """Yield where each word stands first, and where it stands again."""
    for term in terms:
        at = text.find(term)
        for _ in range(MOST_TERMS):
            if at < 0:
                break
            yield at
            at = text.find(term, at + 2 * _AROUND)


def _cut(text: str, start: int, end: int, terms: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield where each part of an excerpt begins and ends, and whether it was sought."""
    at = start
    while at < end:
        found = [(text.find(term, at, end + len(term)), -len(term), term) for term in terms]
        places = [one for one in found if 0 <= one[0] < end]
        if not places:
            yield at, end, False
            break
        place, _, term = min(places)
        if place > at:
            yield at, place, False
        at = place + len(term)
        yield place, at, True


def _ways_back(standing: str) -> list[int] | None:
    """Return for each place of a folded text where it stands; None if its signs cannot be told apart.

    A sign that folds into several stands where its first does.
    """
    ways, folded = [], []
    for first, last in pairwise([*_sign_starts(standing), len(standing)]):
        sign = _folded(standing[first:last])
        folded.append(sign)
        ways += [first, *[last] * (len(sign) - 1)] if sign else []
    return [*ways, len(standing)] if "".join(folded) == folded_text(standing) else None


def _sign_starts(text: str) -> Iterator[int]:
    """Yield where each letter begins, with the marks that are written above or below it."""
    yield from (place for place, sign in enumerate(text) if place == 0 or not combining(sign))


def texts_in(document: Document) -> Iterator[str]:
    """Yield what the blocks of a document say, one after another, cells too."""
    for block in document.blocks:
        yield block.text
        yield from (cell.text for row in block.rows for cell in row if not cell.covered)
