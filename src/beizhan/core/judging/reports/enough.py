"""Whether there are marks enough to say anything about a judge at all."""

from dataclasses import dataclass
from enum import StrEnum

LEAST_MARKS = 30
"""Ratings below which the measure of an element is not shown (Linacre 1994: 30 for one logit either way)."""

LEAST_SHARED = 10
"""Performances that a judge must have marked beside another judge."""

LEAST_RELIABILITY = 0.8
"""Below this, elements are not ranked: they cannot be told apart."""


class Lack(StrEnum):
    """What there is not enough of."""

    MARKS = "marks"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether there is data enough; if not, of what there is how much and how much is wanted."""

    enough: bool
    lack: Lack | None = None
    found: int = 0
    wanted: int = 0


def verdict_of(marks: int, shared: int | None = None) -> Verdict:
    """Return whether there are marks enough to speak of a judge.

    Parameters
    ----------
    marks : int
        Ratings that the judge gave.
    shared : int or None
        Ratings that the judge gave beside another judge of the same performance; None if that does not matter.
    """
    if marks < LEAST_MARKS:
        return Verdict(enough=False, lack=Lack.MARKS, found=marks, wanted=LEAST_MARKS)
    if shared is not None and shared < LEAST_SHARED:
        return Verdict(enough=False, lack=Lack.SHARED, found=shared, wanted=LEAST_SHARED)
    return Verdict(enough=True)
