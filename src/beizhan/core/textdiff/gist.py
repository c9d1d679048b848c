"""The gist of a change, short enough for a list: what differs, and a few words of what stands around it."""

from beizhan.core.textdiff.wording.pieces import Piece, compared, plain_strand

_LEAD, _MOST = 16, 60
"""Characters that stand before a difference, and characters of either side of it."""


def gist_of(old: str, new: str) -> tuple[Piece, ...]:
    """Return what differs between two texts in at most three pieces.

    Parameters
    ----------
    old, new : str
        The older and the newer text; one of them may be empty.

    Returns
    -------
    tuple of Piece
        What stands before the first difference, if anything does, then everything from the first to the last
        difference, then what stands behind it: all of it if it is short, else a sign that there is more. Each is cut
        short. Of equal texts only their beginning.
    """
    if not old or not new:
        return (Piece(_cut(old), _cut(new), kept=False),)
    pieces, _figures = compared(plain_strand(old), plain_strand(new))
    places = [place for place, piece in enumerate(pieces) if not piece.kept]
    if not places:
        return (Piece(_cut(old), _cut(new), kept=True),)
    first, last = places[0], places[-1] + 1
    lead = "".join(piece.new for piece in pieces[:first])
    stands = f"…{_tail(lead)}" if len(lead) > _LEAD else lead
    older, newer = (
        "".join(sides).lstrip() for sides in zip(*((one.old, one.new) for one in pieces[first:last]), strict=True)
    )
    differing = newer or older
    rest = (differing[len(differing.rstrip()) :] + "".join(piece.new for piece in pieces[last:])).rstrip()
    follows = "…" if len(rest) > _LEAD else rest
    around = (
        Piece(stands, stands, kept=True),
        Piece(_cut(older.rstrip()), _cut(newer.rstrip()), kept=False),
        Piece(follows, follows, kept=True),
    )
    return tuple(piece for piece in around if piece.old or piece.new)


def gist_in_signs(old: str, new: str) -> str:
    """Return the gist in signs that every language reads: ``…deviation ±0.5 mm → ±0.2 mm``, ``+ new``, ``− old``."""
    return "".join(piece.new if piece.kept else _sides(piece) for piece in gist_of(old, new)).strip()


def _sides(piece: Piece) -> str:
    if piece.old and piece.new:
        return f"{piece.old} → {piece.new}"
    return f" + {piece.new}" if piece.new else f" − {piece.old}"


def _tail(lead: str) -> str:
    """Return the end of a text, from the beginning of a word where words are parted by blanks."""
    tail = lead[-_LEAD:]
    if f"{lead[-_LEAD - 1]}{tail[0]}".isascii() and not lead[-_LEAD - 1].isspace():
        tail = tail.partition(" ")[2] or tail
    return tail.lstrip()


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST].rstrip()}…"
