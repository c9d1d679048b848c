"""Tables on a page of a PDF, told by their ruled lines: which cells there are, and what stands in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from beizhan.core.textdiff.blocks import Cell, Rows
from beizhan.files.documents.lines import glued
from beizhan.files.documents.pdf.page import Page, Ruled, TextLine

_NEAR = 3.0
"""Points within which ruled lines touch, or are one."""

_APART = 1.5
_INDENT = 12.0
_MOST_RULES = 1_500

Place = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """The grid of one table: its ruled columns from left to right, its ruled rows from top to bottom, in points."""

    columns: list[float]
    rows: list[float]
    across: list[Ruled]
    down: list[Ruled]
    texts: dict[Place, str] = field(default_factory=dict)

    def place_of(self, x: float, y: float) -> Place | None:
        """Return the row and column of a point, nothing outside."""
        column = sum(edge <= x for edge in self.columns) - 1
        row = sum(edge >= y for edge in self.rows) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return (row, column) if inside else None

    def holds(self, line: TextLine) -> bool:
        """Tell whether a line stands in the table."""
        middle = line.base + line.size / 2
        return self.place_of(line.left + 0.5, middle) is not None

    def add(self, place: Place, text: str, *, same_line: bool) -> None:
        """Put a word or a line into the cell to which a place belongs."""
        owner = self.owner_of(place)
        before = self.texts.get(owner, "")
        joined = f"{before} {text}" if same_line and before else glued(before, text)
        self.texts[owner] = joined

    def owner_of(self, place: Place) -> Place:
        """Return the upper left place of the cell to which a place belongs: where no line is ruled, it goes on."""
        row, column = place
        while column > 0 and not self._ruled_down(self.columns[column], row):
            column -= 1
        while row > 0 and not self._ruled_across(self.rows[row], column):
            row -= 1
        return row, column

    def has_columns_of(self, other: "Grid") -> bool:
        """Tell whether another grid is ruled at the same places, so that it may go on from this one."""
        pairs = zip(self.columns, other.columns, strict=False)
        return len(self.columns) == len(other.columns) and all(abs(one - two) <= _INDENT for one, two in pairs)

    def cells(self) -> Rows:
        """Return the rows of the table with what was put into them."""
        return tuple(
            tuple(self._cell((row, column)) for column in range(len(self.columns) - 1))
            for row in range(len(self.rows) - 1)
        )

    def _cell(self, place: Place) -> Cell:
        owner = self.owner_of(place)
        return Cell(self.texts.get(owner, ""), covered=owner != place)

    def _ruled_down(self, x: float, row: int) -> bool:
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        return any(abs(rule.at - x) <= _NEAR and rule.begin - 1 <= middle <= rule.end + 1 for rule in self.down)

    def _ruled_across(self, y: float, column: int) -> bool:
        middle = (self.columns[column] + self.columns[column + 1]) / 2
        return any(abs(rule.at - y) <= _NEAR and rule.begin - 1 <= middle <= rule.end + 1 for rule in self.across)


def continued(above: Rows, below: Rows) -> Rows:
    """Return a table that a page break cut: without the head that is printed again, a row that was cut made whole."""
    rest = below[1:] if above and below and _texts(above[0]) == _texts(below[0]) else below
    if not (above and rest and _is_cut(above, rest[0])):
        return (*above, *rest)
    last = tuple(
        one._replace(text=glued(one.text, two.text)) if not one.covered else one
        for one, two in zip(above[-1], rest[0], strict=True)
    )
    return (*above[:-1], last, *rest[1:])


def _is_cut(above: Rows, row: tuple[Cell, ...]) -> bool:
    """Tell whether a row goes on from the page before: it begins with nothing, as no row before it does."""
    begins = any(cell.text for cell in row) and not row[0].text and not row[0].covered
    return begins and all(cells[0].text for cells in above)


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [cell.text for cell in row]


def grids_on(page: Page) -> list[Grid]:
    """Return the grids of the tables on a page; a frame around a text is none."""
    if not page.across or not page.down or len(page.across) + len(page.down) > _MOST_RULES:
        return []
    grids = []
    for across, down in _touching(page.across, page.down):
        columns = _edges([rule.at for rule in down])
        rows = _edges([rule.at for rule in across])[::-1]
        if len(columns) > 2 and len(rows) > 1:
            grids.append(Grid(columns, rows, across, down))
    return grids


def fill(grid: Grid, line: TextLine, page: Page) -> None:
    """Put the words of a line into the cells where they stand."""
    before: Place | None = None
    for start, word in _words(line.text):
        for begin, part, place in _parts(grid, page, line.first + start, word):
            if place is not None:
                same = before is not None and grid.owner_of(before) == grid.owner_of(place)
                grid.add(place, part, same_line=same and begin == 0)
                before = place


def _parts(grid: Grid, page: Page, first: int, word: str) -> Iterator[tuple[int, str, Place | None]]:
    """Yield a word with its place; what stands apart beyond a ruled line is cut off, what only runs over it is not."""
    place = grid.place_of(*page.middle_of(first))
    if len(word) == 1 or place == grid.place_of(*page.middle_of(first + len(word) - 1)):
        yield 0, word, place
        return
    begin = 0
    for at in range(1, len(word)):
        there = grid.place_of(*page.middle_of(first + at))
        if there != place and page.gap_before(first + at) > _APART:
            yield begin, word[begin:at], place
            begin, place = at, there
    yield begin, word[begin:], place


def _words(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for word in text.split(" "):
        if word.strip():
            yield start, word
        start += len(word) + 1


def _edges(places: Sequence[float]) -> list[float]:
    """Return places that lie near each other as one, ascending."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _touching(across: Sequence[Ruled], down: Sequence[Ruled]) -> Iterator[tuple[list[Ruled], list[Ruled]]]:
    """Yield the ruled lines that hang together."""
    left = set(range(len(down)))
    waiting = set(range(len(across)))
    while waiting:
        rows, columns, fresh = set[int](), set[int](), {waiting.pop()}
        while fresh:
            rows |= fresh
            met = {place for place in left if any(_touch(across[row], down[place]) for row in fresh)}
            left -= met
            columns |= met
            fresh = {row for row in waiting if any(_touch(across[row], down[place]) for place in met)}
            waiting -= fresh
        if columns:
            yield [across[row] for row in sorted(rows)], [down[column] for column in sorted(columns)]


def _touch(row: Ruled, column: Ruled) -> bool:
    return row.begin - _NEAR <= column.at <= row.end + _NEAR and column.begin - _NEAR <= row.at <= column.end + _NEAR
