"""A document as JSON can hold it, and back: for the way out of the child process, and to be kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from beizhan.core.textdiff.blocks import Block, BlockKind, Cell, Document, NotRead, Rows, Unread


def packed(document: Document) -> dict[str, Any]:
    """Return a document as nested lists; a covered cell is a list of its text alone."""
    return {
        "blocks": [
            [str(one.kind), one.text, one.number, one.level, _packed_rows(one.rows), one.page, one.part]
            for one in document.blocks
        ],
        "not_read": [[str(one.why), one.page, one.detail, one.times, one.fingerprint] for one in document.not_read],
        "running": list(document.running),
    }


def document_in(value: Mapping[str, Any]) -> Document:
    """Return the document that nested lists describe.

    Raises
    ------
    KeyError, TypeError, ValueError
        If they describe none: the child that wrote them may have been subverted by the file it read.
    """
    return Document(
        tuple(_block_in(*one) for one in value["blocks"]),
        tuple(_not_read_in(*one) for one in value["not_read"]),
        tuple(_text(one) for one in value["running"]),
    )


def _packed_rows(rows: Rows) -> list[list[Any]]:
    return [[[cell.text] if cell.covered else cell.text for cell in row] for row in rows]


def _block_in(  # noqa: PLR0913, PLR0917 - the fields of a block, in their order
    kind: Any, text: Any, number: Any, level: Any, rows: Any, page: Any, part: Any
) -> Block:
    if not _text(text).startswith(_text(number)):
        raise ValueError("number")
    return Block(BlockKind(kind), text, number, _whole(level), _rows_in(rows), _page(page), _text(part))


def _rows_in(rows: Sequence[Sequence[Any]]) -> Rows:
    return tuple(tuple(_cell_in(cell) for cell in row) for row in rows)


def _cell_in(cell: Any) -> Cell:
    if isinstance(cell, list):
        [text] = cell
        return Cell(_text(text), covered=True)
    return Cell(_text(cell))


def _not_read_in(why: Any, page: Any, detail: Any, times: Any, fingerprint: Any) -> NotRead:
    return NotRead(Unread(why), _page(page), _text(detail), _whole(times), _text(fingerprint))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(type(value).__name__)
    return value


def _page(value: Any) -> int | None:
    return None if value is None else _whole(value)
