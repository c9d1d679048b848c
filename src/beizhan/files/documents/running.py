"""Running heads and feet: lines at the edge of the page that come back page after page, but for their numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

_DIGITS = re.compile(r"\d+")
_EDGE = 3
"""So many lines from the head and from the foot of a page may be running ones."""

_SHARE = 0.4
"""On so many of the pages a line must come back; odd and even pages may have different ones."""

_ONLY_A_NUMBER = re.compile(
    r"[-–—·\s]*(?:page|seite|第)?\s*\d{1,4}\s*页?(?:\s*(?:/|of|共|von)\s*\d{1,4}\s*页?)?[-–—·\s]*", re.IGNORECASE
)


class Line(NamedTuple):
    """One line of a page.

    Parameters
    ----------
    text : str
        What it says.
    height : float
        Where it stands, from 0 at the foot of the page to 1 at its head.
    margin : bool
        Whether it stands by itself in the margin, where no text goes.
    """

    text: str
    height: float
    margin: bool = False


def running_in(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Return, for each page, the places of the lines that are running heads or feet.

    Parameters
    ----------
    pages : sequence of sequence of Line
        The lines of each page in reading order.
    """
    edges = [{place: _masked(page[place]) for place in _edge_of(page)} for page in pages]
    times = Counter(masked for edge in edges for masked in set(edge.values()))
    least = max(2, round(_SHARE * len(pages)))
    found = []
    for page, edge in zip(pages, edges, strict=True):
        back = {place for place, masked in edge.items() if times[masked] >= least}
        alone = {
            place
            for place in edge
            if page[place].margin or (len(pages) > 1 and _ONLY_A_NUMBER.fullmatch(page[place].text))
        }
        found.append({place for place in back | alone if page[place].text.strip()})
    return found


def running_texts(pages: Sequence[Sequence[Line]], found: Sequence[set[int]]) -> tuple[str, ...]:
    """Return what the running lines say, each once, without the numbers that change from page to page."""
    texts: dict[str, list[str]] = defaultdict(list)
    for page, places in zip(pages, found, strict=True):
        for place in sorted(places):
            if not _ONLY_A_NUMBER.fullmatch(page[place].text):
                texts[_masked(page[place])].append(" ".join(page[place].text.split()))
    return tuple(_constant(several) for several in texts.values())


def _constant(texts: Sequence[str]) -> str:
    """Return what texts that differ only in numbers have in common."""
    numbers = list(zip(*(_DIGITS.findall(text) for text in texts), strict=True))
    kept = iter([several[0] if len(set(several)) == 1 else "" for several in numbers])
    return " ".join(_DIGITS.sub(lambda _: next(kept), texts[0]).split())


def _edge_of(page: Sequence[Line]) -> set[int]:
    """Return the places of the highest and lowest lines that say anything."""
    said = [place for place, line in enumerate(page) if line.text.strip()]
    by_height = sorted(said, key=lambda place: page[place].height)
    return {*by_height[:_EDGE], *by_height[-_EDGE:]}


def _masked(line: Line) -> str:
    """Return what a line says without its numbers, and at which end of the page it stands."""
    half = "head" if line.height > 0.5 else "foot"
    return f"{half} {_DIGITS.sub('#', ' '.join(line.text.split()))}"
