"""What a comparison leaves aside, said openly: what could not be read, running heads, dates of print."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from beizhan.core.textdiff.blocks import Block, Document, NotRead, Unread
from beizhan.core.textdiff.wording.tokens import bare, words_of
from beizhan.core.textdiff.wording.volatile import Rules

_COUNT_FOR_NOTHING = frozenset((Unread.RUNNING, Unread.CONTENTS, Unread.VOLATILE, Unread.REVISION, Unread.ENCODING))
_DIGITS = re.compile(r"\d+")
_MARGIN = 20
"""Characters by which numbers and blanks may make a running line longer in one edition."""


class Side(StrEnum):
    """Which edition something stands in."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Uncompared:
    """One thing that one edition holds and that was not compared.

    Parameters
    ----------
    side : Side
        The edition.
    what : NotRead
        The thing.
    alike : bool
        Whether the other edition holds a thing with the same bytes; where it has no bytes of its own, one of the same
        kind, name and number.
    """

    side: Side
    what: NotRead
    alike: bool = False


def uncompared_in(old: Document, new: Document, rules: Rules) -> tuple[Uncompared, ...]:
    """Return everything that comparing two documents left aside.

    Running heads and feet, and what is printed anew each time, are named only where the two editions differ in them.
    """
    return (
        *unread_in(old, new),
        *_differing(Unread.RUNNING, old.running, new.running),
        *_differing(Unread.VOLATILE, volatile_in(old, rules), volatile_in(new, rules)),
    )


def unread_in(old: Document, new: Document) -> tuple[Uncompared, ...]:
    """Return what was not read of two documents, whatever was compared of the rest."""
    return (*_unread(Side.OLD, old, new), *_unread(Side.NEW, new, old))


def unlike_in(uncompared: Iterable[Uncompared]) -> tuple[Uncompared, ...]:
    """Return what was not read of one edition and has no alike in the other, so that the editions may differ in it.

    Running heads, tables of contents and dates of print count for nothing; tracked changes were read as accepted, and
    what was decoded by a guess was read.
    """
    return tuple(one for one in uncompared if not one.alike and one.what.why not in _COUNT_FOR_NOTHING)


def is_empty(changes: Collection[object], uncompared: Iterable[Uncompared]) -> bool:
    """Return whether a difference is empty: no word differs, and no picture or other part that was not read."""
    return not changes and not unlike_in(uncompared)


def volatile_in(document: Document, rules: Rules) -> tuple[str, ...]:
    """Return the texts in a document that count for nothing, each once."""
    texts = [text for block in document.blocks for text in _texts_of(block)]
    found = (match.group() for pattern in rules.patterns() for text in texts for match in pattern.finditer(text))
    return tuple(dict.fromkeys(found))


def running_blocks_of(document: Document, other: Document) -> frozenset[int]:
    """Return which blocks are only running heads that this document was not long enough to give away.

    Such a block says what runs over the pages of the other edition and stands nowhere in the text of that.
    """
    lines: dict[str, list[list[str]]] = defaultdict(list)
    for line in other.running:
        if says := _masked(line):
            lines[says].append(_DIGITS.findall(line))
    if not lines:
        return frozenset()
    longest = max(map(len, other.running)) + _MARGIN
    found = {
        place: says
        for place, says in _short(document, longest)
        if any(_is_but_for_page(document.blocks[place], numbers) for numbers in lines.get(says, ()))
    }
    text = {says for _, says in _short(other, longest)} if found else set()
    return frozenset(place for place, says in found.items() if says not in text)


def _is_but_for_page(block: Block, numbers: Sequence[str]) -> bool:
    """Tell whether a block holds the numbers of a running line and no other, but for the number of its page."""
    page = str(block.page)
    ours = _DIGITS.findall(block.text)
    return [one for one in ours if one != page] == [one for one in numbers if one != page]


def _short(document: Document, longest: int) -> Iterator[tuple[int, str]]:
    """Yield what each block of at most so many characters says, with its place."""
    for place, block in enumerate(document.blocks):
        if len(block.text) <= longest:
            yield place, _masked(block.text)


def _masked(text: str) -> str:
    """Return a text without its numbers, its blanks and its case."""
    return _DIGITS.sub("", bare(text))


def _unread(side: Side, document: Document, other: Document) -> Iterator[Uncompared]:
    theirs = {_told_by(one) for one in other.not_read}
    for one in document.not_read:
        yield Uncompared(side, one, _told_by(one) in theirs)


def _told_by(one: NotRead) -> tuple[object, ...]:
    """Return by what a thing is told from others of its kind."""
    return (one.fingerprint,) if one.fingerprint else (one.why, one.detail, one.times)


def _differing(why: Unread, old: Iterable[str], new: Iterable[str]) -> Iterator[Uncompared]:
    ours, theirs = list(old), list(new)
    for side, lines, others in ((Side.OLD, ours, theirs), (Side.NEW, theirs, ours)):
        known = {words_of(line) for line in others}
        for line in lines:
            if words_of(line) not in known:
                yield Uncompared(side, NotRead(why, detail=line))


def _texts_of(block: Block) -> Sequence[str]:
    return [block.text, *(cell.text for row in block.rows for cell in row if not cell.covered)]
