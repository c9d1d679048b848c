"""What there is to tell of a comparison: what was added, removed, changed, moved or renumbered, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from beizhan.core.textdiff.blocks import Document
from beizhan.core.textdiff.comparing import USUAL_RULES, Comparison, comparison_of
from beizhan.core.textdiff.groups import Group, groups_of
from beizhan.core.textdiff.passages import Span
from beizhan.core.textdiff.places import Places, Where
from beizhan.core.textdiff.wording.figures import FigureChange
from beizhan.core.textdiff.wording.labels import label_in
from beizhan.core.textdiff.wording.measures import FigureKind
from beizhan.core.textdiff.wording.pieces import Piece
from beizhan.core.textdiff.wording.volatile import Rules


class ChangeKind(StrEnum):
    """What became of a passage."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two editions: a sentence, an item, a cell, a row, a moved stretch of text.

    Parameters
    ----------
    kind : ChangeKind
        What became of it.
    old, new : str
        The text in either edition, whole sentences; empty where it does not stand.
    pieces : tuple of Piece
        Both texts, cut into what is kept and what is not.
    figures : tuple of FigureChange
        Which figures changed.
    old_where, new_where : Where or None
        Where it stands.
    moved : bool
        Whether what changed stands elsewhere now.
    at_stake : Decimal or None
        Marks that hang on it, where it is an aspect of a marking scheme.
    """

    kind: ChangeKind
    old: str
    new: str
    pieces: tuple[Piece, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    old_where: Where | None = None
    new_where: Where | None = None
    moved: bool = False
    at_stake: Decimal | None = None


def changes_of(old: Document, new: Document, rules: Rules = USUAL_RULES) -> tuple[Change, ...]:
    """Return what differs between two editions, in the order of the newer one; nothing if they say the same.

    Parameters
    ----------
    old, new : Document
        Of whatever formats.
    rules : Rules
        What does not count.
    """
    return told(comparison_of(old, new, rules), old, new)


def told(comparison: Comparison, old: Document, new: Document) -> tuple[Change, ...]:
    """Return what a comparison of two documents has to tell."""
    places = Places(old.blocks), Places(new.blocks)
    changes: list[Change] = []
    for group in groups_of(comparison.passages):
        changes += _changes_in(group, *places)
    return tuple(_followed(changes))


def _followed(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes; a citation that only follows the new number of its clause says so."""
    numbers = {}
    for change in changes:
        if change.kind in (ChangeKind.RENUMBERED, ChangeKind.MOVED):
            numbers[label_in(change.old).rstrip(".")] = label_in(change.new).rstrip(".")
    for change in changes:
        figures = tuple(replace(one, follows=_follows(one, numbers)) for one in change.figures)
        yield replace(change, figures=figures) if figures else change


def _follows(change: FigureChange, numbers: Mapping[str, str]) -> bool:
    if change.old is None or change.new is None or change.old.kind is not FigureKind.CLAUSE:
        return False
    return bool(change.old.text) and numbers.get(change.old.text) == change.new.text


def _changes_in(group: Group, old: Places, new: Places) -> Iterator[Change]:
    """Yield what one group tells; what moved and changed is told as both."""
    kind = _kind_of(group)
    if kind is None:
        return
    where = _where(group, old, new=False), _where(group, new, new=True)
    texts = _text(group, new=False), _text(group, new=True)
    pieces = tuple(piece for passage in group for piece in passage.pieces)
    figures = tuple(figure for passage in group for figure in passage.figures)
    yield Change(kind, *texts, pieces, figures, *where)
    if kind is ChangeKind.MOVED:
        for passage in group:
            if not (passage.kept or passage.renumbered):
                reworded = passage._replace(moved=False)
                yield from (replace(change, moved=True) for change in _changes_in([reworded], old, new))


def _kind_of(group: Group) -> ChangeKind | None:
    if group[0].moved:
        return ChangeKind.MOVED
    differing = [passage for passage in group if not passage.kept]
    if not differing:
        return None
    if all(passage.renumbered for passage in differing):
        return ChangeKind.RENUMBERED
    if not any(passage.old for passage in group):
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if any(passage.new for passage in group) else ChangeKind.REMOVED


def _where(group: Group, places: Places, *, new: bool) -> Where | None:
    """Return where a group begins; what is a whole row or column stands in no single cell."""
    spans = (span for passage in group for span in (passage.new if new else passage.old))
    first, lane = next(spans, None), group[0].lane
    if first is None:
        return None
    row = first.row if lane is None or lane.row >= 0 else -1
    return places.of(first.block, row, first.column if lane is None or lane.column >= 0 else -1)


def _text(group: Group, *, new: bool) -> str:
    """Return the text of a group on one side: blocks under each other, cells beside each other."""
    text, before = "", None
    for passage in group:
        at = 0
        whole = "".join(piece.new if new else piece.old for piece in passage.pieces)
        for span in passage.new if new else passage.old:
            part = whole[at : at + span.end - span.start]
            at += span.end - span.start
            text += _between(before, span) + part
            before = span
    return text.strip()


def _between(before: Span | None, span: Span) -> str:
    if before is None or (before.block, before.row, before.column) == (span.block, span.row, span.column):
        return ""
    return " | " if before.block == span.block and before.row == span.row else "\n"
