"""Who stands where: totals, ranks with tie-breaks, and what a change of scheme would do to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from beizhan.core.faults import Fault, error
from beizhan.core.marking.marks import BLANK, Marks
from beizhan.core.scheme.tree import Aspect, Kind

JUDGEMENT, MEASUREMENT = "judgement", "measurement"
"""Names of the two methods among the tie-breaks."""

LARGEST_CRITERION_FIRST = "largest_criterion_first"
"""The tie-break of many technical documents: compare the module with most marks first, then the others."""

_METHODS = {Kind.JUDGEMENT: JUDGEMENT, Kind.MEASUREMENT: MEASUREMENT}


class Grouping(StrEnum):
    """What marks can be summed by."""

    CRITERION = "criterion"
    SUB_CRITERION = "sub_criterion"
    SECTION = "section"
    METHOD = "method"


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All marks of one assessment: a row per competitor, a column per counted aspect.

    Parameters
    ----------
    codes : tuple of str
        Competitors, by whatever name they may be shown under; no two alike.
    aspects : tuple of Aspect
        The aspects that count, in the order of the scheme.
    marks : array_like of int, shape (competitors, aspects)
        Hundredths of a mark, ``BLANK`` where there is none. Kept as a read-only ``int64`` array.

    Raises
    ------
    ValueError
        If the array does not have one row per competitor and one column per aspect, or two competitors share a code.
    """

    codes: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    marks: Marks

    def __post_init__(self) -> None:
        marks = np.array(self.marks, np.int64).reshape(len(self.codes), len(self.aspects))
        marks.flags.writeable = False
        object.__setattr__(self, "marks", marks)
        if len(set(self.codes)) < len(self.codes):
            raise ValueError("two competitors share a code")


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """Sums by group: ``marks[i, j]`` of competitor ``i`` in group ``names[j]``, and whether nothing in it is blank."""

    names: tuple[str, ...]
    marks: Marks
    complete: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one competitor stands.

    ``total`` is what has been awarded so far, ``None`` before the first mark; ``rank`` is ``None`` while anything is
    blank anywhere; ``tied`` says that another competitor shares the rank.
    """

    code: str
    total: int | None
    rank: int | None
    tied: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """All places, best first once complete, in the order of the sheet (which tells nothing) before."""

    places: tuple[Place, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the scheme does to one competitor."""

    code: str
    total_before: int | None
    total_after: int | None
    rank_before: int | None
    rank_after: int | None


def sub_criterion_of(aspect: Aspect) -> str:
    """Return the code of the sub-criterion, ``A1`` for ``A1.01``."""
    return aspect.code.partition(".")[0]


def criterion_of(aspect: Aspect) -> str:
    """Return the letter of the criterion, ``A`` for ``A1.01``."""
    return sub_criterion_of(aspect).rstrip("0123456789")


def group_of(aspect: Aspect, grouping: Grouping) -> str:
    """Return the name of the group an aspect belongs to; the empty string for an aspect without a section."""
    match grouping:
        case Grouping.CRITERION:
            return criterion_of(aspect)
        case Grouping.SUB_CRITERION:
            return sub_criterion_of(aspect)
        case Grouping.SECTION:
            return aspect.section or ""
        case Grouping.METHOD:
            return _METHODS[aspect.kind]


def is_complete(sheet: Sheet) -> bool:
    """Tell whether there is something to count and nothing of it is blank."""
    return bool(sheet.aspects) and not bool((sheet.marks == BLANK).any())


def without(sheet: Sheet, codes: Collection[str]) -> Sheet:
    """Return the sheet without the competitors of these codes: who has withdrawn does not count, blanks included."""
    rows = [row for row, code in enumerate(sheet.codes) if code not in codes]
    return Sheet(tuple(sheet.codes[row] for row in rows), sheet.aspects, sheet.marks[rows])


def totals_of(sheet: Sheet) -> Marks:
    """Return each competitor's total in hundredths, blanks counting nothing; shape (competitors,)."""
    totals: Marks = _given(sheet.marks).sum(axis=1)
    return totals


def totals_by(sheet: Sheet, grouping: Grouping) -> Totals:
    """Return each competitor's sums by criterion, sub-criterion, section or method, in the order of the scheme."""
    places: dict[str, int] = {}
    group = [places.setdefault(group_of(aspect, grouping), len(places)) for aspect in sheet.aspects]
    together = np.argsort(group, kind="stable")
    starts = np.searchsorted(np.asarray(group, np.int64)[together], np.arange(len(places)))
    marks = sheet.marks[:, together]
    blanks = np.add.reduceat(marks == BLANK, starts, axis=1, dtype=np.int64)
    return Totals(tuple(places), np.add.reduceat(_given(marks), starts, axis=1), blanks == 0)


def worths_by(aspects: Sequence[Aspect], grouping: Grouping) -> dict[str, int]:
    """Return what each group is worth in hundredths, in the order of the scheme."""
    worths: dict[str, int] = {}
    for aspect in aspects:
        name = group_of(aspect, grouping)
        worths[name] = worths.get(name, 0) + (aspect.max_mark or 0)
    return worths


def faults_of(aspects: Sequence[Aspect], ties: Sequence[str]) -> tuple[Fault, ...]:
    """Return a fault for every tie-break that names no group of these aspects."""
    known = {name for grouping in Grouping for name in worths_by(aspects, grouping) if name}
    return tuple(
        error("tie_break_unknown", name=name) for name in ties if name not in known | {LARGEST_CRITERION_FIRST}
    )


def standing_of(sheet: Sheet, ties: Sequence[str] = ()) -> Standing:
    """Rank the competitors by total, then by the tie-breaks in order; whoever is still equal shares the rank.

    Parameters
    ----------
    sheet : Sheet
        Everything that counts.
    ties : sequence of str
        Names of criteria (``A``), sub-criteria (``A1``) or sections (``3``), ``judgement``, ``measurement``, or
        ``largest_criterion_first``; more in the first of them is better.

    Returns
    -------
    Standing
        Ranks as in sport: 1, 2, 2, 4. No rank at all while any mark of any competitor is blank.

    Raises
    ------
    ValueError
        If a tie must be broken by something that names nothing (`faults_of` says so beforehand).
    """
    if not is_complete(sheet):
        return _unranked(sheet)
    totals: Marks = sheet.marks.sum(axis=1)
    keys = [totals, *tie_columns(sheet, ties)] if _has_ties(totals) else [totals]
    order, ranks, tied = _ranked(keys)
    rows = zip(order.tolist(), ranks.tolist(), tied.tolist(), strict=True)
    sums = totals.tolist()
    return Standing(tuple(Place(sheet.codes[row], sums[row], rank, shared) for row, rank, shared in rows), True)


def tie_columns(sheet: Sheet, ties: Sequence[str]) -> list[Marks]:
    """Return what each tie-break compares: one array of sums, shape (competitors,), for each group it names."""
    if not ties:
        return []
    columns: dict[str, Marks] = {}
    for grouping in reversed(Grouping):  # a criterion wins over a section of the same name
        totals = totals_by(sheet, grouping)
        columns |= dict(zip(totals.names, totals.marks.T, strict=True))
    return [columns[name] for name in _spelled_out(sheet.aspects, ties)]


def effect_of(old: Sheet, new: Sheet, ties: Sequence[str] = ()) -> tuple[Effect, ...]:
    """Return totals and ranks before and after a change, for every competitor of the old sheet in its order.

    Raises
    ------
    ValueError
        If the two sheets do not hold the same competitors.
    """
    if set(old.codes) != set(new.codes):
        raise ValueError("the sheets hold different competitors")
    before = {place.code: place for place in standing_of(old, ties).places}
    after = {place.code: place for place in standing_of(new, ties).places}
    return tuple(
        Effect(code, before[code].total, after[code].total, before[code].rank, after[code].rank) for code in old.codes
    )


def _unranked(sheet: Sheet) -> Standing:
    begun = (sheet.marks != BLANK).any(axis=1).tolist()
    rows = zip(sheet.codes, totals_of(sheet).tolist(), begun, strict=True)
    return Standing(tuple(Place(code, total if some else None, None, False) for code, total, some in rows), False)


def _given(marks: Marks) -> Marks:
    return np.where(marks == BLANK, 0, marks)


def _spelled_out(aspects: Sequence[Aspect], ties: Sequence[str]) -> list[str]:
    if faults_of(aspects, ties):
        raise ValueError(f"tie-breaks that name nothing among {tuple(ties)}")
    worths = worths_by(aspects, Grouping.CRITERION)
    largest = sorted(worths, key=lambda name: -worths[name])
    return [name for tie in ties for name in (largest if tie == LARGEST_CRITERION_FIRST else [tie])]


def _has_ties(totals: Marks) -> bool:
    return np.unique(totals).size < totals.size


def _ranked(keys: Sequence[Marks]) -> tuple[Marks, Marks, npt.NDArray[np.bool_]]:
    """Order the rows by descending keys, equals as they came; give each its rank and whether it shares it."""
    table = np.stack(keys)
    order = np.lexsort(-table[::-1])
    ordered = table[:, order]
    first = np.ones(order.size, np.bool_)
    first[1:] = (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)
    ranks = np.maximum.accumulate(np.where(first, np.arange(1, order.size + 1), 0))
    shared = ~first
    shared[:-1] |= ~first[1:]
    return order, ranks, shared
