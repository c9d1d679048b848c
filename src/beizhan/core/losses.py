"""Where marks were lost: by section, sub-criterion and aspect, beside the best and the median of the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

import numpy as np
import numpy.typing as npt

from beizhan.core.marking.marks import Marks
from beizhan.core.standing import Grouping, Sheet, is_complete, totals_by, worths_by


@dataclass(frozen=True, slots=True)
class Loss:
    """One group or aspect: what it is worth, what was reached, and what others reached, all in hundredths.

    ``twice_median`` is the doubled median of the field, so that it stays whole when the field is even;
    ``twice_behind_median`` is below zero where the competitor is ahead of it.
    """

    name: str
    worth: int
    mark: int
    lost: int
    best: int
    twice_median: int
    behind_best: int
    twice_behind_median: int


@dataclass(frozen=True, slots=True)
class Losses:
    """All losses of one competitor, each list with the greatest loss first."""

    code: str
    by_section: tuple[Loss, ...]
    by_sub_criterion: tuple[Loss, ...]
    by_aspect: tuple[Loss, ...]


def losses_of(sheet: Sheet) -> tuple[Losses, ...]:
    """Return the mark-loss pack of every competitor.

    Parameters
    ----------
    sheet : Sheet
        A complete one: the packs are made after publication.

    Returns
    -------
    tuple of Losses
        In the order of the sheet. Best and median are over the whole field, the competitor included.

    Raises
    ------
    ValueError
        If any mark is blank.
    """
    if not is_complete(sheet):
        raise ValueError("marks are still blank")
    sections = _by_group(sheet, Grouping.SECTION)
    sub_criteria = _by_group(sheet, Grouping.SUB_CRITERION)
    aspects = _ordered(
        [aspect.code for aspect in sheet.aspects], [aspect.max_mark or 0 for aspect in sheet.aspects], sheet.marks
    )
    return tuple(starmap(Losses, zip(sheet.codes, sections, sub_criteria, aspects, strict=True)))


def _by_group(sheet: Sheet, grouping: Grouping) -> list[tuple[Loss, ...]]:
    totals = totals_by(sheet, grouping)
    worths = worths_by(sheet.aspects, grouping)
    return _ordered(totals.names, [worths[name] for name in totals.names], totals.marks)


def _ordered(names: Sequence[str], worths: Sequence[int], marks: Marks) -> list[tuple[Loss, ...]]:
    """Return one list of losses per competitor, the greatest first, equals in the order of the scheme."""
    best, twice_median = marks.max(axis=0), _twice_median(marks)
    field = list(zip(names, worths, best.tolist(), twice_median.tolist(), strict=True))
    packs = []
    for row in marks.tolist():
        losses = [
            Loss(name, worth, mark, worth - mark, most, middle, most - mark, middle - 2 * mark)
            for (name, worth, most, middle), mark in zip(field, row, strict=True)
        ]
        packs.append(tuple(sorted(losses, key=lambda loss: -loss.lost)))
    return packs


def _twice_median(marks: Marks) -> npt.NDArray[np.int64]:
    ordered, half = np.sort(marks, axis=0), len(marks) // 2
    twice: npt.NDArray[np.int64] = ordered[half] + ordered[-half - 1]
    return twice
