"""Tables whose cells say how far they reach, laid out as rows of equal length."""

from collections.abc import Sequence
from dataclasses import dataclass

from beizhan.core.textdiff.blocks import Cell, Rows

MAX_SPAN = 200


@dataclass(frozen=True, slots=True)
class Spanned:
    """A cell as a table lists it: what it says, and over how many columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


def rows_of(listed: Sequence[Sequence[Spanned]]) -> Rows:
    """Return the rows of a table; cells that another reaches over repeat it, and short rows are filled up."""
    taken: dict[tuple[int, int], Cell] = {}
    for row, cells in enumerate(listed):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            for down in range(min(cell.rows, MAX_SPAN, len(listed) - row)):
                for right in range(min(cell.columns, MAX_SPAN)):
                    covered = bool(down or right)
                    taken.setdefault((row + down, column + right), Cell(cell.text, covered))
            column += min(cell.columns, MAX_SPAN)
    width = max((column + 1 for _, column in taken), default=0)
    return tuple(tuple(taken.get((row, column), Cell("")) for column in range(width)) for row in range(len(listed)))
