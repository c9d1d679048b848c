"""The passages of two editions of a table: one for each pair of cells, one for each cell that stands alone."""

from collections.abc import Iterator, Sequence

from beizhan.core.textdiff.aligning.alignment import Pair
from beizhan.core.textdiff.blocks import Block
from beizhan.core.textdiff.passages import Lane, Passage, Span
from beizhan.core.textdiff.tables.laying import (
    Table,
    code_columns_of,
    laid_on,
    same_amount,
    serial_columns_of,
    weight_columns_of,
)
from beizhan.core.textdiff.wording.pieces import Piece, Strand, compared, joined, plain_strand
from beizhan.core.textdiff.wording.tokens import words_of

WEIGHT_HEAD = "% "
"""Said before the head of a column whose numbers add up to 100."""

_Cells = list[tuple[int, int]]
_Meeting = tuple[_Cells, _Cells, Lane | None]


def passages_of_tables(old: Sequence[Block], new: Sequence[Block], pair: Pair, *, moved: bool) -> list[Passage]:
    """Return every cell of two editions of a table, row by row, then what only one edition has.

    Parameters
    ----------
    old, new : sequence of Block
        The documents.
    pair : Pair
        The blocks of the two editions.
    moved : bool
        Whether the table as a whole stands elsewhere.
    """
    sides = _Side(pair[0], old[pair[0]]), _Side(pair[1], new[pair[1]])
    passages: list[Passage] = []
    for ours, theirs, lane in _meetings(*sides):
        passages += _met(sides, (ours, theirs), lane, moved=moved)
    return [*passages, *sides[1].alone(new=True), *sides[0].alone(new=False)]


class _Side:
    """One edition of a table, and which of its cells have been told."""

    def __init__(self, block: int, table: Block) -> None:
        self.block = block
        self.table = Table(table.rows)
        self.weights = weight_columns_of(self.table)
        self.serials = serial_columns_of(self.table)
        self.codes = code_columns_of(self.table)
        self.paired_rows: set[int] = set()
        self._told: set[tuple[int, int]] = set()

    def own(self, cells: _Cells) -> _Cells:
        """Return those of the cells that hold text themselves, and remember them as told."""
        found = [(row, column) for row, column in cells if self._is_own(row, column)]
        self._told.update(found)
        return found

    def keys(self, cells: _Cells) -> list[str]:
        return [word for row, column in cells for word in self.table.keys[row][column]]

    def spans(self, cells: _Cells) -> tuple[Span, ...]:
        return tuple(Span(self.block, row, column, 0, len(self.table.rows[row][column].text)) for row, column in cells)

    def strand(self, cells: _Cells) -> Strand:
        texts = [self.table.rows[row][column].text for row, column in cells]
        return joined([plain_strand(text) for text in texts], self.head(cells))

    def counts(self, cell: tuple[int, int]) -> bool:
        """Tell whether a cell only numbers its row."""
        row, column = cell
        return column in self.serials and all(key[:1].isdigit() for key in self.table.keys[row][column])

    def head(self, cells: _Cells) -> str:
        column = cells[0][1]
        return (WEIGHT_HEAD if column in self.weights else "") + self.table.heads[column]

    def alone(self, *, new: bool) -> Iterator[Passage]:
        """Yield the cells that met none."""
        for row, cells in enumerate(self.table.rows):
            for column, cell in enumerate(cells):
                if cell.covered or (row, column) in self._told:
                    continue
                lane = Lane(self.block, column=column) if row in self.paired_rows else Lane(self.block, row=row)
                yield alone(self.spans([(row, column)]), cell.text, lane, new=new)

    def _is_own(self, row: int, column: int) -> bool:
        cells = self.table.rows[row]
        return column < len(cells) and not cells[column].covered


def alone(spans: tuple[Span, ...], text: str, lane: Lane | None = None, *, new: bool) -> Passage:
    """Return a passage that only one edition has; without any text it says nothing."""
    piece = Piece("", text, False) if new else Piece(text, "", False)
    silent = not words_of(text)
    return Passage(() if new else spans, spans if new else (), (piece,), silent=silent, lane=lane)


def _meetings(old: _Side, new: _Side) -> Iterator[_Meeting]:
    """Yield the cells that belong together, in the order of the newer edition."""
    laid = laid_on(old.table, new.table)
    rows = [*((bead, False) for bead in laid.rows), *((((i,), (j,)), True) for i, j in laid.moved_rows)]
    columns = [*((pair, False) for pair in laid.columns.stayed), *((pair, True) for pair in laid.columns.moved)]
    for (ours, theirs), row_moved in sorted(rows, key=lambda row: row[0][1]):
        old.paired_rows.update(ours)
        new.paired_rows.update(theirs)
        for (one, two), column_moved in columns:
            lane = (
                Lane(new.block, row=theirs[0]) if row_moved else Lane(new.block, column=two) if column_moved else None
            )
            yield [(row, one) for row in ours], [(row, two) for row in theirs], lane


def _met(
    sides: tuple[_Side, _Side], cells: tuple[_Cells, _Cells], lane: Lane | None, *, moved: bool
) -> Iterator[Passage]:
    """Yield what became of one cell, or of one that a page break had cut in two."""
    old, new = sides
    ours, theirs = old.own(cells[0]), new.own(cells[1])
    one, two = old.keys(cells[0]), new.keys(cells[1])
    named = cells[0][0][1] in old.codes or cells[1][0][1] in new.codes
    same = one == two or (not named and same_amount("".join(one), "".join(two)))
    if ours and theirs:
        left, right = old.strand(ours), new.strand(theirs)
        pieces, figures = ((Piece(left.text, right.text, True),), ()) if same else compared(left, right)
        stands = old.spans(ours), new.spans(theirs)
        counted = not same and old.counts(ours[0]) and new.counts(theirs[0])
        met = Passage(*stands, pieces, figures, moved=moved or lane is not None, lane=lane)
        yield met._replace(renumbered=counted, figures=()) if counted else met
    elif ours or theirs:
        side, own = (old, ours) if ours else (new, theirs)
        told = alone(side.spans(own), side.strand(own).text, new=side is new)
        yield Passage(told.old, told.new, told.pieces, silent=same or told.silent)
