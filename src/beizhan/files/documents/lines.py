"""Lines put together into paragraphs: a line goes on where the one before it was full and the next opens nothing."""

import unicodedata
from collections.abc import Sequence

from beizhan.core.textdiff.wording.labels import label_in

_FULL = 0.72
"""Share of the usual width from which a line may have been broken for want of room."""

_NARROWEST_WRAPPED, _WIDEST_WRAPPED = 48, 160
_ENDS = frozenset(".。!！?？:：;；")


def width_of(text: str) -> int:
    """Return how many columns a text takes; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def glued(above: str, below: str) -> str:
    """Return two lines as one: with a blank between Latin words, without one between Chinese characters."""
    if not above or not below:
        return above + below
    if above.endswith("-") and above[-2:-1].isalpha() and below[:1].islower():
        return above + below
    blank = not (_is_wide(above[-1]) and _is_wide(below[0]))
    return f"{above} {below}" if blank else above + below


def paragraphs_of(lines: Sequence[str], usual: int) -> list[str]:
    """Return the paragraphs that lines without an empty one between them are.

    Parameters
    ----------
    lines : sequence of str
        The lines.
    usual : int
        Columns that the widest line of the document takes. A document of short lines, or of very long ones, was not
        wrapped: each of its lines is a paragraph.
    """
    if not _NARROWEST_WRAPPED <= usual <= _WIDEST_WRAPPED:
        return list(lines)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if before and goes_on(before, line, width_of(before) / usual):
            paragraphs[-1] = glued(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        before = line
    return paragraphs


def goes_on(above: str, below: str, filled: float) -> bool:
    """Tell whether a line goes on in the next: ``filled`` is the share of the usual width that it takes."""
    if (above[-1:] in _ENDS or filled < _FULL) and label_in(below):
        return False
    if below[:1].islower() or above[-1:] in ",，、;；(（-":
        return True
    return filled >= _FULL


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
