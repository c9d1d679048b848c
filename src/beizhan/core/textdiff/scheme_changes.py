"""Two marking schemes beside each other, told like two documents: aspects by what they are, with the marks at stake.

Which aspect continues which is decided by ``core.scheme``; titles, sections, criteria and sub-criteria are compared as
tables. An aspect that would only continue another because it stands in its place is told as one gone and one come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from beizhan.core.scheme.differences import AspectChange, Difference, differences_of
from beizhan.core.scheme.differences import changes_of as aspect_changes_of
from beizhan.core.scheme.tree import Aspect, Criterion, Scheme, SubCriterion, aspects_of
from beizhan.core.textdiff.aligning.rewording import ALONE, Features, features_of, likeness_of, moved_pairs
from beizhan.core.textdiff.blocks import Block, BlockKind, Cell, Document
from beizhan.core.textdiff.changes import Change, ChangeKind, changes_of
from beizhan.core.textdiff.places import Where
from beizhan.core.textdiff.wording.pieces import compared, plain_strand
from beizhan.core.textdiff.wording.tokens import words_of

_HEADS = {
    "sections": ("Section", "Title", "Marks"),
    "criteria": ("Criterion", "Title", "Marks"),
    "sub-criteria": ("Sub-criterion", "Title", "Day"),
}


def scheme_changes_of(old: Scheme, new: Scheme) -> tuple[Change, ...]:
    """Return what differs between two marking schemes: its outline first, then aspect by aspect.

    Parameters
    ----------
    old, new : Scheme
        Both with codes; keys are not needed.

    Returns
    -------
    tuple of Change
        Those of aspects with ``at_stake``, the greatest mark that hangs on the aspect in either scheme.
    """
    keyed = _keyed(old)
    places = _places(keyed), _places(new)
    told = [change for one in _repaired(aspect_changes_of(keyed, new)) for change in _told(one, *places)]
    return (*changes_of(_outline(old), _outline(new)), *told)


def _repaired(changes: Sequence[AspectChange]) -> Iterator[AspectChange]:
    """Yield the changes; those paired by nothing but their place are parted, and what is like enough is paired."""
    pairs: list[AspectChange] = []
    rest: list[AspectChange] = []
    for change in changes:
        paired = change.old and change.new and not _strange(change.old, change.new)
        (pairs if paired else rest).append(change)
    gone = [change.old for change in rest if change.old is not None]
    come = [change.new for change in rest if change.new is not None]
    alike = dict(moved_pairs([_features(aspect) for aspect in gone], [_features(aspect) for aspect in come]))
    reworded = {j: AspectChange(gone[i], come[j], differences_of(gone[i], come[j])) for i, j in alike.items()}
    yield from pairs
    yield from (reworded.get(j, AspectChange(None, aspect)) for j, aspect in enumerate(come))
    yield from (AspectChange(aspect, None) for i, aspect in enumerate(gone) if i not in alike)


def _strange(old: Aspect, new: Aspect) -> bool:
    return likeness_of(_features(old), _features(new)) < ALONE


def _features(aspect: Aspect) -> Features:
    return features_of(words_of(aspect.description))


@dataclass(frozen=True, slots=True)
class _Places:
    """The sub-criterion of each aspect, by the aspect's code."""

    subs: dict[str, SubCriterion]

    def of(self, aspect: Aspect) -> Where:
        sub = self.subs[aspect.code]
        return Where(clause=aspect.code, title=f"{sub.code} {sub.name}".strip())


def _places(scheme: Scheme) -> _Places:
    return _Places(
        {aspect.code: sub for criterion in scheme.criteria for sub in criterion.sub_criteria for aspect in sub.aspects}
    )


def _told(change: AspectChange, old: _Places, new: _Places) -> Iterator[Change]:
    if change.old is None or change.new is None:
        yield _alone(change, old, new)
        return
    one, two = _words(change.old), _words(change.new)
    pieces, figures = compared(plain_strand(one), plain_strand(two))
    elsewhere = old.subs[change.old.code].code != new.subs[change.new.code].code
    met = Change(
        ChangeKind.CHANGED,
        one,
        two,
        pieces,
        figures,
        old_where=old.of(change.old),
        new_where=new.of(change.new),
        at_stake=_stake(change),
    )
    if not all(piece.kept for piece in pieces):
        yield replace(met, moved=elsewhere)
    if elsewhere:
        yield replace(met, kind=ChangeKind.MOVED)
    elif Difference.PLACE in change.differences:
        titles = [f"{aspect.code} {aspect.description}" for aspect in (change.old, change.new)]
        yield replace(met, kind=ChangeKind.RENUMBERED, old=titles[0], new=titles[1], pieces=(), figures=())


def _alone(change: AspectChange, old: _Places, new: _Places) -> Change:
    stake = _stake(change)
    if change.new is not None:
        return Change(ChangeKind.ADDED, "", _words(change.new), new_where=new.of(change.new), at_stake=stake)
    assert change.old is not None
    return Change(ChangeKind.REMOVED, _words(change.old), "", old_where=old.of(change.old), at_stake=stake)


def _words(aspect: Aspect) -> str:
    """Return an aspect as one line: what is marked, how, for which section, for how much."""
    levels = (f"{level.score}: {level.text}" for level in aspect.descriptors)
    calculation = aspect.calculation
    steps = [] if calculation is None else [calculation.code, *(" ".join(one) for one in calculation.parameters)]
    return " | ".join(
        part.strip()
        for part in (
            aspect.description,
            aspect.extra,
            aspect.requirement,
            *levels,
            *steps,
            str(aspect.kind),
            f"section {aspect.section}" if aspect.section else "",
            "" if aspect.max_mark is None else f"{_marks(aspect.max_mark)} marks",
        )
        if part.strip()
    )


def _stake(change: AspectChange) -> Decimal:
    marks = [aspect.max_mark or 0 for aspect in (change.old, change.new) if aspect is not None]
    return Decimal(max(marks)).scaleb(-2)


def _marks(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{Decimal(hundredths).scaleb(-2)}"


def _keyed(scheme: Scheme) -> Scheme:
    """Return a scheme whose aspects are known by their codes, if they have no keys of their own."""
    if all(aspect.key for aspect in aspects_of(scheme)):
        return scheme
    return replace(scheme, criteria=tuple(_keyed_criterion(criterion) for criterion in scheme.criteria))


def _keyed_criterion(criterion: Criterion) -> Criterion:
    subs = (
        replace(sub, aspects=tuple(replace(aspect, key=aspect.code) for aspect in sub.aspects))
        for sub in criterion.sub_criteria
    )
    return replace(criterion, sub_criteria=tuple(subs))


def _outline(scheme: Scheme) -> Document:
    """Return a scheme without its aspects, as a document of a title and three tables."""
    subs = [sub for criterion in scheme.criteria for sub in criterion.sub_criteria]
    return Document(
        (
            Block(BlockKind.PARAGRAPH, scheme.title),
            _table("sections", [(one.number, one.name, _marks(one.declared)) for one in scheme.sections]),
            _table("criteria", [(one.code, one.name, _marks(one.mark)) for one in scheme.criteria]),
            _table("sub-criteria", [(sub.code, sub.name, "" if sub.day is None else f"C{sub.day}") for sub in subs]),
        )
    )


def _table(name: str, rows: Sequence[tuple[str, str, str]]) -> Block:
    cells = tuple(tuple(Cell(text) for text in row) for row in (_HEADS[name], *rows))
    return Block(BlockKind.TABLE, rows=cells, part=name)
