"""Tables of contents: told from other lines of dots and figures by their title and by the headings that they repeat."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.core.textdiff.wording.tokens import bare
from beizhan.files.documents.fingerprints import fingerprint_of_texts

_DOTS = r"(?:[.·]\s*){5,}|(?:[…‥][\s.]*){2,}"
_ENTRY = re.compile(rf"(?:{_DOTS})(\d{{1,4}})(?!\S)")
_TITLE = re.compile(
    r"(?:table of )?contents?|list of (?:figures|tables|annexes|appendices)|(?:插?图|表格?|附[件录])?目\s*[录次]",
    re.IGNORECASE,
)
_ABOVE = 3
"""The title stands at most so many lines above the first entry."""

_APART = 2
"""So many other lines, ends and beginnings of long entries, may stand between two entries of one table."""

_LEAST_HELD, _SHARE_HELD = 3, 0.5
"""Entries without a title must repeat so many headings, on pages that keep their distance, and such a share."""

_SHARE_TITLED = 0.3
"""Share of entries under a title that must repeat headings."""

_FALLING = 0.2
"""Share of entries that may name an earlier page than the one above, as those of annexes do."""

_LONGEST = 240


class Line(NamedTuple):
    """One text of a document, with its page where the format has pages."""

    text: str
    page: int | None = None


class _Entry(NamedTuple):
    """What stands before dots and a number, the number, and at which place of the texts."""

    place: int
    says: str
    number: int


def contents_in(lines: Sequence[Line]) -> list[list[int]]:
    """Return the places of the lines of each table of contents, its title included."""
    runs = list(_runs([entry for place, line in enumerate(lines) for entry in _entries_of(place, line.text)]))
    if not runs:
        return []
    entries = {entry.place for run in runs for entry in run}
    said = sorted((bare(line.text), line.page or 0) for place, line in enumerate(lines) if place not in entries)
    found = []
    for run in runs:
        title = _title_above(run[0].place, lines)
        if _is_contents(run, said, titled=title is not None):
            found.append([*([] if title is None else [title]), *dict.fromkeys(entry.place for entry in run)])
    return found


def contents_named(texts: Sequence[str], page: int | None = None) -> NotRead:
    """Return a table of contents that is left out: its first entries in words, and the fingerprint of all."""
    plain = [" ".join(re.sub(_DOTS, " … ", text).split()) for text in texts]
    detail = " · ".join(plain)
    short = detail if len(detail) <= _LONGEST else f"{detail[: _LONGEST - 1]}…"
    return NotRead(Unread.CONTENTS, page, short, fingerprint=fingerprint_of_texts(plain) if plain else "")


def _entries_of(place: int, text: str) -> Iterator[_Entry]:
    """Yield the entries of a text that ends in one; lines that reached the edge were taken for one paragraph."""
    if not text.rstrip()[-1:].isdecimal():
        return
    matches = list(_ENTRY.finditer(text))
    if matches and not text[matches[-1].end() :].strip():
        for begin, match in zip([0, *(one.end() for one in matches)], matches, strict=False):
            yield _Entry(place, bare(text[begin : match.start()]), int(match[1]))


def _runs(entries: Sequence[_Entry]) -> Iterator[list[_Entry]]:
    run: list[_Entry] = []
    for entry in entries:
        if run and entry.place - run[-1].place > _APART + 1:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run


def _title_above(place: int, lines: Sequence[Line]) -> int | None:
    above = range(place - 1, max(-1, place - 1 - _ABOVE), -1)
    return next((one for one in above if _TITLE.fullmatch(lines[one].text.strip())), None)


def _is_contents(run: Sequence[_Entry], said: Sequence[tuple[str, int]], *, titled: bool) -> bool:
    falls = sum(one.number > two.number for one, two in pairwise(run))
    if falls > _FALLING * len(run):
        return False
    held = [(entry, pages) for entry in run if entry.says and (pages := _pages_of(entry.says, said))]
    if titled:
        return len(held) >= _SHARE_TITLED * len(run)
    steps = Counter(step for entry, pages in held for step in {entry.number - page for page in pages if page})
    often = max(steps.values(), default=0)
    return often >= _LEAST_HELD and often >= _SHARE_HELD * len(run)


def _pages_of(says: str, said: Sequence[tuple[str, int]]) -> set[int]:
    """Return the pages of the texts that an entry repeats, or with which they begin."""
    pages: set[int] = set()
    place = bisect_left(said, (says, -1))
    while place < len(said) and said[place][0].startswith(says) and len(pages) < _LONGEST:
        pages.add(said[place][1])
        place += 1
    return pages
