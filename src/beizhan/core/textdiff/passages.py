"""What a comparison is made of: stretches of the two editions that belong together, or stand alone."""

from typing import NamedTuple

from beizhan.core.textdiff.wording.figures import FigureChange
from beizhan.core.textdiff.wording.pieces import Piece


class Span(NamedTuple):
    """Characters ``start`` to ``end`` of the text of a block, or of one cell of a table; ``row`` is -1 for a block."""

    block: int
    row: int
    column: int
    start: int
    end: int


class Lane(NamedTuple):
    """The row or column of a table in which a cell stands that only one edition has."""

    table: int
    row: int = -1
    column: int = -1


class Passage(NamedTuple):
    """One stretch of text in both editions, or in one of them.

    Parameters
    ----------
    old, new : tuple of Span
        Where it stands; empty where it does not.
    pieces : tuple of Piece
        All its text: the old sides are what stands at ``old``, the new sides what stands at ``new``.
    figures : tuple of FigureChange
        Which figures changed in it.
    moved : bool
        Whether it stands in another order.
    silent : bool
        Whether it says nothing: it is empty, or printed anew each time.
    renumbered : bool
        Whether it differs in the number of its clause and in nothing else.
    old_sentences, new_sentences : tuple of int
        Sentences of either document to which it belongs.
    lane : Lane or None
        The row or column that came, went or moved with it.
    """

    old: tuple[Span, ...]
    new: tuple[Span, ...]
    pieces: tuple[Piece, ...]
    figures: tuple[FigureChange, ...] = ()
    moved: bool = False
    silent: bool = False
    renumbered: bool = False
    old_sentences: tuple[int, ...] = ()
    new_sentences: tuple[int, ...] = ()
    lane: Lane | None = None

    @property
    def kept(self) -> bool:
        """Whether nothing in it needs telling, wherever it stands."""
        return self.silent or all(piece.kept for piece in self.pieces)
