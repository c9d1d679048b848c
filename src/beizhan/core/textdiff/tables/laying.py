"""Tables beside each other: which are two editions of one, which columns and rows of theirs belong together."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product

from beizhan.core.textdiff.aligning.alignment import Matching, Pair, gaps_of, heaviest_chain, matching_of
from beizhan.core.textdiff.aligning.rewording import Bead, Features, beads_in_gap, candidates, features_of, likeness_of
from beizhan.core.textdiff.blocks import Block, BlockKind, Rows
from beizhan.core.textdiff.tables.halves import put_together
from beizhan.core.textdiff.wording.tokens import is_only_figures, words_of

Key = tuple[str, ...]

LEAST_ALIKE = 0.2
"""Likeness from which two tables are two editions of one."""

_SAME_HEAD = 0.5
_LEAST_COLUMN = 0.25
_MOVED_COLUMN = 0.6
_LEAST_ROW = 1.0
_LABEL_COUNTS = 4
"""The label of a row counts for so many words when rows are paired."""

_MOST_COLUMN_PAIRS = 10_000
"""From so many pairs of columns on only those are tried that share what is rare, and those at the same place."""

_AMOUNT = re.compile(r"\d{1,6}(?:\.\d{1,4})?")
_CODES = re.compile(
    r"(?:\b(?:clause|section|no|nr|number|code|version|rev|revision|id)s?\.?"
    r"|条[款文]|章节|编[号码]|序号|代[号码]|版本号?|型号|货号)\s*$",
    re.IGNORECASE,
)
"""Heads of columns in which a number is a name, and no amount: clause 3.10 is not 3.1."""

_TOTAL = re.compile(r"\btotals?\b|\bsum\b|合 ?计|总 ?计|总 ?分", re.IGNORECASE)
_LEAST_WEIGHTS, _WHOLE = 3, 100
_NAME_AND_FIGURE = 2
"""Columns of a table in which each row names something and says how much."""


def heads_of(rows: Rows) -> list[str]:
    """Return the texts that head the columns of a table: none where two columns only give names their figures."""
    first = [cell.text for cell in rows[0]] if rows else []
    return [] if len(first) == _NAME_AND_FIGURE and is_only_figures(first[-1]) else first


@dataclass(frozen=True)
class Table:
    """The cells of a table with what is asked of them again and again, worked out once."""

    rows: Rows

    @cached_property
    def width(self) -> int:
        """Number of columns."""
        return max(map(len, self.rows), default=0)

    @cached_property
    def keys(self) -> list[list[Key]]:
        """The words of every cell, those of covered cells repeated; short rows are filled up."""
        found = [[words_of(cell.text) for cell in row] for row in self.rows]
        return [[*row, *[()] * (self.width - len(row))] for row in found]

    @cached_property
    def features(self) -> Features:
        """What the whole table is told by: its words and its cells."""
        cells = [key for row in self.keys for key in row if key]
        return Counter(word for key in cells for word in key) + Counter("\t".join(key) for key in cells)

    @cached_property
    def heads(self) -> list[str]:
        """The text of the first row, which heads the columns."""
        first = heads_of(self.rows)
        return [*first, *[""] * (self.width - len(first))]

    def column(self, place: int) -> Features:
        """Return the cells of a column, without their order."""
        return Counter("\t".join(row[place]) for row in self.keys if row[place])

    def label_of(self, row: int) -> Key:
        """Return the first cell of a row that is not only a number, or its first cell."""
        named = (key for key in self.keys[row] if key and not all(word[:1].isdigit() for word in key))
        return next(named, self.keys[row][0] if self.width else ())


@dataclass(frozen=True, slots=True)
class TablePair:
    """How two editions of a table lie on each other.

    Parameters
    ----------
    columns : Matching
        Which column is which.
    rows : tuple of Bead
        Which rows are which, one with one, or with two where a page break cut a row.
    moved_rows : tuple of Pair
        Rows that stand in another order.
    """

    columns: Matching
    rows: tuple[Bead, ...]
    moved_rows: tuple[Pair, ...]


def pairs_of(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """Return which tables of two documents, by their blocks, are two editions of one: the likest first."""
    ours = [(place, Table(block.rows)) for place, block in enumerate(old) if block.kind is BlockKind.TABLE]
    theirs = [(place, Table(block.rows)) for place, block in enumerate(new) if block.kind is BlockKind.TABLE]
    likely = sorted(
        (
            (likeness_of(one.features, two.features), -abs(order - other), place, there)
            for order, (place, one) in enumerate(ours)
            for other, (there, two) in enumerate(theirs)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for likeness, _, place, there in likely:
        if likeness >= LEAST_ALIKE and place not in pairs and there not in pairs.values():
            pairs[place] = there
    return sorted(pairs.items())


def laid_on(old: Table, new: Table) -> TablePair:
    """Return which columns and rows of two editions of a table belong together."""
    columns = _columns(old, new)
    shared = sorted((*columns.stayed, *columns.moved))
    ours = [_Line(old, row, [one for one, _ in shared]) for row in range(len(old.rows))]
    theirs = [_Line(new, row, [two for _, two in shared]) for row in range(len(new.rows))]
    exact = matching_of(
        [line.key for line in ours], [line.key for line in theirs], [line.weight for line in ours], _LEAST_ROW
    )
    taken = {*exact.stayed, *exact.moved}
    free = {i for i, _ in taken}, {j for _, j in taken}
    rows: list[Bead] = [((i,), (j,)) for i, j in exact.stayed]
    for begin, end in gaps_of(exact.stayed, len(ours), len(theirs)):
        left = [line for line in ours[begin[0] : end[0]] if line.row not in free[0]]
        right = [line for line in theirs[begin[1] : end[1]] if line.row not in free[1]]
        rows += _rows_in_gap(left, right)
    return TablePair(columns, tuple(sorted(rows)), (*exact.moved, *_relabelled(rows, exact.moved, ours, theirs)))


class _Line:
    """A row as far as its columns stand in both editions."""

    def __init__(self, table: Table, row: int, columns: Sequence[int]) -> None:
        self.row = row
        self.cells = [table.keys[row][column] for column in columns]
        self.key = tuple(self.cells) if any(self.cells) else None
        self.weight = float(sum(map(len, self.cells)))
        self.label = table.label_of(row)

    @cached_property
    def features(self) -> Features:
        cells = Counter(f"{column}\t{' '.join(key)}" for column, key in enumerate(self.cells) if key)
        words = sum((features_of(key) for key in self.cells), Counter[str]())
        return cells + words + Counter({f"\0{' '.join(self.label)}": _LABEL_COUNTS if self.label else 0})


def _rows_in_gap(old: list[_Line], new: list[_Line]) -> list[Bead]:
    """Return which rows of a gap belong together; one that a page break cut in two is put together again."""
    joined = put_together([line.cells for line in old], [line.cells for line in new])
    rows = [(tuple(old[i].row for i in ours), tuple(new[j].row for j in theirs)) for ours, theirs in joined]
    gone = {i for ours, _ in joined for i in ours}, {j for _, theirs in joined for j in theirs}
    left = [line for place, line in enumerate(old) if place not in gone[0]]
    right = [line for place, line in enumerate(new) if place not in gone[1]]
    beads = beads_in_gap([line.features for line in left], [line.features for line in right], single=True)
    return [*rows, *(((left[i].row,), (right[j].row,)) for (i,), (j,) in beads)]


def _relabelled(rows: Sequence[Bead], moved: Sequence[Pair], old: Sequence[_Line], new: Sequence[_Line]) -> list[Pair]:
    """Return rows that stand elsewhere with other cells, told by their label."""
    met = {i for ours, _ in rows for i in ours}, {j for _, theirs in rows for j in theirs}
    left = {line.label: line.row for line in old if line.row not in met[0]}
    right = {line.label: line.row for line in new if line.row not in met[1]}
    gone, come = {i for i, _ in moved}, {j for _, j in moved}
    pairs = [(left[label], right[label]) for label in left if label and label in right]
    return [(i, j) for i, j in pairs if i not in gone and j not in come]


def _columns(old: Table, new: Table) -> Matching:
    """Return which columns belong together, by their heads and by what stands in them."""
    heads = [[features_of(words_of(head)) for head in table.heads] for table in (old, new)]
    cells = [[table.column(place) for place in range(table.width)] for table in (old, new)]
    pairs: Iterable[Pair] = product(range(old.width), range(new.width))
    if old.width * new.width > _MOST_COLUMN_PAIRS:
        told = [[one + two for one, two in zip(*side, strict=True)] for side in zip(heads, cells, strict=True)]
        pairs = {*candidates(told[0], told[1]), *((one, one) for one in range(min(old.width, new.width)))}
    scored = []
    for one, two in pairs:
        alike = _SAME_HEAD * likeness_of(heads[0][one], heads[1][two]) + likeness_of(cells[0][one], cells[1][two])
        if alike >= _LEAST_COLUMN:
            scored.append((one, two, alike))
    stayed = heaviest_chain(scored)
    taken = {one for one, _ in stayed}, {two for _, two in stayed}
    moved: list[Pair] = []
    for one, two, score in sorted(scored, key=lambda each: (-each[2], each[:2])):
        if score >= _MOVED_COLUMN and one not in taken[0] and two not in taken[1]:
            moved.append((one, two))
            taken[0].add(one)
            taken[1].add(two)
    stayed += _left_over(stayed, taken, (old.width, new.width))
    return Matching(tuple(sorted(stayed)), tuple(moved))


def _left_over(stayed: Sequence[Pair], taken: tuple[set[int], set[int]], widths: Pair) -> list[Pair]:
    """Return the columns that alone are left between the same neighbours: every cell of one was changed."""
    if not stayed or widths[0] != widths[1]:
        return []
    found = []
    for begin, end in gaps_of(stayed, *widths):
        ours = [one for one in range(begin[0], end[0]) if one not in taken[0]]
        theirs = [two for two in range(begin[1], end[1]) if two not in taken[1]]
        if len(ours) == len(theirs) == 1:
            found.append((ours[0], theirs[0]))
    return found


def same_amount(one: str, two: str) -> bool:
    """Tell whether two cells hold one number, however many zeros are printed after its point."""
    if _AMOUNT.fullmatch(one) is None or _AMOUNT.fullmatch(two) is None:
        return False
    return one.partition(".")[0] == two.partition(".")[0] and Decimal(one) == Decimal(two)


def code_columns_of(table: Table) -> frozenset[int]:
    """Return which columns hold numbers that are names: their head says so, or two of them differ by zeros alone."""
    return frozenset(column for column in range(table.width) if _names(table, column))


def _names(table: Table, column: int) -> bool:
    if _CODES.search(table.heads[column]):
        return True
    texts = {"".join(keys[column]) for keys in table.keys[1:]}
    amounts = [Decimal(text) for text in texts if _AMOUNT.fullmatch(text)]
    return len(set(amounts)) < len(amounts)


def weight_columns_of(table: Table) -> frozenset[int]:
    """Return which columns hold the weights of a scheme: under their head three numbers or more that add up to 100."""
    return frozenset(column for column in range(table.width) if _adds_up(table, column))


def serial_columns_of(table: Table) -> frozenset[int]:
    """Return which columns only count the rows: 1, 2, 3 and so on under their head."""
    return frozenset(column for column in range(table.width) if _counts(table, column))


def _counts(table: Table, column: int) -> bool:
    below = ["".join(keys[column]).rstrip(".") for keys in table.keys[1:]]
    numbers = [int(text) for text in below if text.isdecimal() and len(text) < 5]
    others = [text for text in below if text and not text.isdecimal()]
    return len(numbers) > 1 and not others and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _adds_up(table: Table, column: int) -> bool:
    amounts = []
    for row in range(1, len(table.rows)):
        text = "".join(table.keys[row][column]).rstrip("%")
        if _AMOUNT.fullmatch(text) and not _TOTAL.search(" ".join(word for key in table.keys[row] for word in key)):
            amounts.append(Decimal(text))
    return len(amounts) >= _LEAST_WEIGHTS and sum(amounts) == _WHOLE
