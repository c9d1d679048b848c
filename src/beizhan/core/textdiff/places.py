"""Where a passage stands: its clause, its table, row and column, its page."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from beizhan.core.textdiff.blocks import Block, BlockKind
from beizhan.core.textdiff.tables.laying import heads_of


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a document, as a reader would look for it.

    Parameters
    ----------
    clause : str
        Number of the clause, or the nearest one above; empty where nothing is numbered.
    title : str
        Title of the heading above.
    table : int
        1-based number of the table in the document; 0 outside of tables.
    row, column : str
        Label of the row and head of the column, for a cell.
    row_number : int
        1-based row, for a cell.
    page : int or None
        1-based page.
    part : str
        Sheet, footnotes or the like, if not the body.
    """

    clause: str = ""
    title: str = ""
    table: int = 0
    row: str = ""
    column: str = ""
    row_number: int = 0
    page: int | None = None
    part: str = ""


class Places:
    """The places of one document."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._headed = [place for place, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
        self._numbered = [
            place for place, block in enumerate(blocks) if block.number and block.kind is not BlockKind.ITEM
        ]
        self._tables = [place for place, block in enumerate(blocks) if block.kind is BlockKind.TABLE]

    def of(self, block: int, row: int = -1, column: int = -1) -> Where:
        """Return where a block or a cell stands."""
        own = self._blocks[block]
        heading = self._last(self._headed, block)
        numbered = self._last(self._numbered, block)
        clause = heading if numbered is None or (heading is not None and heading > numbered) else numbered
        return Where(
            clause=self._blocks[clause].number if clause is not None else "",
            title=_title_of(self._blocks[heading]) if heading is not None else "",
            table=bisect_right(self._tables, block) if own.kind is BlockKind.TABLE else 0,
            row=_label_of(own, row) if row >= 0 else "",
            column=_head_of(own, column) if column >= 0 else "",
            row_number=row + 1 if row >= 0 else 0,
            page=own.page,
            part=own.part,
        )

    def _last(self, places: Sequence[int], block: int) -> int | None:
        at = bisect_right(places, block)
        return places[at - 1] if at else None


def _title_of(block: Block) -> str:
    return block.text[len(block.number) :].strip()


def _label_of(block: Block, row: int) -> str:
    texts = [" ".join(cell.text.split()) for cell in block.rows[row]]
    return next((text for text in texts if any(map(str.isalpha, text))), texts[0] if texts else "")


def _head_of(block: Block, column: int) -> str:
    heads = heads_of(block.rows)
    return " ".join(heads[column].split()) if column < len(heads) else ""


def way_of(where: Where | None) -> str:
    """Return a place in signs that every language reads: ``5.2 Modules › #3 › Joints › Time (h)``, #3 being a table."""
    if where is None:
        return ""
    parts = (
        f"{where.clause} {where.title}".strip(),
        where.part,
        f"#{where.table}" if where.table else "",
        where.row or (str(where.row_number) if where.row_number else ""),
        where.column,
    )
    return " › ".join(" ".join(part.split()) for part in parts if part)
