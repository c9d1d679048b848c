"""Rows of a table that a page break cut in two in one edition, found by what their two halves say together."""

from collections import defaultdict
from collections.abc import Sequence
from heapq import heappop, heappush

from beizhan.core.textdiff.aligning.rewording import Bead

Key = tuple[str, ...]
Cells = Sequence[Key]
"""The words of each cell of a row, in columns that both editions share."""


def put_together(old: Sequence[Cells], new: Sequence[Cells]) -> list[Bead]:
    """Return which rows say cell by cell what two neighbouring rows of the other edition say together.

    Rows of the older edition look for their halves first, each takes the first pair that is left, and what stood on
    either side of two halves that were taken are neighbours from then on.

    Notes
    -----
    ``O(n log n)``: pairs are found by what they say, not tried one after the other.
    """
    beads: list[Bead] = []
    halves = _Halves(new, range(len(new)))
    whole = [place for place, cells in enumerate(old) if not _took(halves, (place, cells), beads, turned=False)]
    others = _Halves(old, whole)
    for place in halves.left():
        _took(others, (place, new[place]), beads, turned=True)
    return beads


def _took(halves: "_Halves", row: tuple[int, Cells], beads: list[Bead], *, turned: bool) -> bool:
    place, cells = row
    pair = halves.take(tuple(cells))
    if pair is not None:
        beads.append((pair, (place,)) if turned else ((place,), pair))
    return pair is not None


class _Halves:
    """The rows of one edition that are left, in order, and what each says together with the one below it."""

    def __init__(self, rows: Sequence[Cells], places: Sequence[int]) -> None:
        self._rows = rows
        self._below = dict(zip(places, [*places[1:], None], strict=True)) if places else {}
        self._above = {below: place for place, below in self._below.items() if below is not None}
        self._pairs: dict[tuple[Key, ...], list[tuple[int, int]]] = defaultdict(list)
        for place in places:
            self._note(place)

    def take(self, cells: tuple[Key, ...]) -> tuple[int, int] | None:
        """Return the first two neighbours that say this together, which are gone then."""
        pairs = self._pairs.get(cells, [])
        while pairs:
            above, below = heappop(pairs)
            if self._below.get(above) == below:
                self._leave_out(above, below)
                return above, below
        return None

    def left(self) -> list[int]:
        """Return the places of the rows that nobody took."""
        return list(self._below)

    def _note(self, place: int) -> None:
        """Remember what a row says together with the one below it, if that says anything."""
        below = self._below[place]
        if below is not None and any(self._rows[below]):
            said = tuple(one + two for one, two in zip(self._rows[place], self._rows[below], strict=True))
            heappush(self._pairs[said], (place, below))

    def _leave_out(self, above: int, below: int) -> None:
        first, last = self._above.pop(above, None), self._below[below]
        del self._below[above], self._below[below]
        self._above.pop(below, None)
        if last is not None:
            self._above.pop(last, None)
        if first is not None:
            self._below[first] = last
            if last is not None:
                self._above[last] = first
            self._note(first)
