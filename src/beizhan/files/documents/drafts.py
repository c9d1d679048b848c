"""What a reader finds, before its numbers are understood: the same rules make blocks of it whatever the format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import Block, BlockKind, Document, NotRead, Rows
from beizhan.core.textdiff.wording.labels import (
    depth_of,
    doubtful_number_in,
    is_next,
    label_in,
    looks_like_heading,
    path_of,
    whole_number_in,
    without_tick,
)
from beizhan.files.documents.contents import Line, contents_in, contents_named
from beizhan.files.guard import Unreadable

MAX_BLOCKS = 20_000
MAX_CELLS = 200_000
MAX_CHARACTERS = 4_000_000

DOCUMENT_FAULTS = ("document_damaged", "document_too_large", "document_encoding", "document_field", "document_script")
"""Every code with which a reader of documents refuses, beside those of the guard and the workbook."""


class UnreadableDocument(Unreadable):
    """The bytes are no document that can be read; the fault says why and where."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One block as its format tells it.

    Parameters
    ----------
    text : str
        As printed, with its number or label if that is printed.
    kind : BlockKind or None
        What the format says it is; None where it says only that it is text.
    number : str
        The number, where the format knows it; else it is looked for in the text.
    level, rows, page, part
        As in ``Block``.
    """

    text: str = ""
    kind: BlockKind | None = None
    number: str = ""
    level: int = 0
    rows: Rows = ()
    page: int | None = None
    part: str = ""


def blocks_of(drafts: Iterable[Draft]) -> tuple[Block, ...]:
    """Return the blocks that drafts are, with their numbers and kinds; empty ones are left out.

    Raises
    ------
    UnreadableDocument
        If they are more than any document of this kind holds.
    """
    blocks: list[Block] = []
    numbered: tuple[int, ...] = ()
    characters = cells = 0
    for draft in drafts:
        block = _block_of(draft, numbered)
        if block is None:
            continue
        numbered = _after(numbered, block)
        characters += len(block.text) + sum(len(cell.text) for row in block.rows for cell in row)
        cells += sum(map(len, block.rows))
        blocks.append(block)
        if len(blocks) > MAX_BLOCKS or characters > MAX_CHARACTERS or cells > MAX_CELLS:
            raise UnreadableDocument(error("document_too_large", blocks=len(blocks), page=block.page))
    return tuple(blocks)


def _block_of(draft: Draft, before: tuple[int, ...]) -> Block | None:
    if draft.rows:
        return Block(BlockKind.TABLE, rows=draft.rows, page=draft.page, part=draft.part)
    text = draft.text.strip()
    if not text:
        return None
    number = draft.number.strip() or _number_in(text, draft.kind, before)
    kind = draft.kind or _kind_of(text, number, before)
    level = draft.level or (depth_of(number) if kind is BlockKind.HEADING and number else 0)
    return Block(kind, text, without_tick(number), level, (), draft.page, draft.part)


def _number_in(text: str, kind: BlockKind | None, before: tuple[int, ...]) -> str:
    """Return the number of a clause only where it can be the next: a line may begin with a number it cites."""
    label = label_in(text)
    path = path_of(label)
    if len(path) > 1 and kind is not BlockKind.HEADING and not is_next(path, before):
        return ""
    if label:
        return label
    heading = kind is BlockKind.HEADING
    doubtful = doubtful_number_in(text, heading=heading)
    if doubtful and (heading or (before and is_next(path_of(doubtful), before, leap=1))):
        return doubtful
    whole = whole_number_in(text)
    return whole if whole and (heading or _opens_chapter(whole, before)) else ""


def _kind_of(text: str, number: str, before: tuple[int, ...]) -> BlockKind:
    if not number:
        return BlockKind.PARAGRAPH
    if looks_like_heading(text) and (_is_clause(number) or _opens_chapter(number, before)):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH if _is_clause(number) else BlockKind.ITEM


def _is_clause(number: str) -> bool:
    return len(path_of(number)) > 1 or number.startswith("第") or (number.endswith("、") and not number[0].isdigit())


def _opens_chapter(number: str, before: tuple[int, ...]) -> bool:
    path = path_of(number)
    return len(path) == 1 and is_next(path, before[:1], leap=1) if before else path == (1,)


def _after(before: tuple[int, ...], block: Block) -> tuple[int, ...]:
    path = path_of(block.number)
    if path and (block.kind is BlockKind.HEADING or len(path) > 1):
        return path
    return before


def document_of(drafts: Iterable[Draft], not_read: Iterable[NotRead] = (), running: Iterable[str] = ()) -> Document:
    """Return the document that drafts make; a table of contents, which repeats its headings, is named and left out."""
    kept, contents = _without_contents(list(drafts))
    return Document(blocks_of(kept), (*contents, *not_read), tuple(dict.fromkeys(running)))


def _without_contents(drafts: Sequence[Draft]) -> tuple[list[Draft], tuple[NotRead, ...]]:
    tables = contents_in([Line(draft.text, draft.page) for draft in drafts])
    left = {place for table in tables for place in table}
    named = (contents_named([drafts[place].text for place in table], drafts[table[0]].page) for table in tables)
    return [draft for place, draft in enumerate(drafts) if place not in left], tuple(named)
