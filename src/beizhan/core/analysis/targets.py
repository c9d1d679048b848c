"""Target lines: what has won before, and how far we are from it."""

from dataclasses import dataclass
from enum import StrEnum

from beizhan.core.faults import Fault, error


class TargetScope(StrEnum):
    """Of what a target line speaks: all marks, a criterion of the scheme, or a section of the standard."""

    TOTAL = "total"
    CRITERION = "criterion"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Share:
    """Marks reached out of the marks that could be had, both in hundredths."""

    mark: int
    worth: int


@dataclass(frozen=True, slots=True)
class Target:
    """What won once: the share of marks, and the minutes where they are known."""

    scope: TargetScope
    ref: str
    share: Share
    minutes: int | None
    year: int


def distance_to(target: Target, ours: Share) -> int:
    """Return the marks still missing to a target, in hundredths on the target's own scale; below zero beyond it.

    Parameters
    ----------
    target : Target
        What won.
    ours : Share
        What we reached in the same part; brought to the target's worth, rounded half up, for schemes differ.
    """
    if ours.worth <= 0:
        raise ValueError("the part was not tested")
    worth = target.share.worth
    return target.share.mark - (2 * ours.mark * worth + ours.worth) // (2 * ours.worth)


def faults_of_target(target: Target, source: str, event: str, *, this_year: int) -> tuple[Fault, ...]:
    """Return what is wrong with a target line.

    Parameters
    ----------
    target : Target
        The line.
    source, event : str
        From where it is known, and where it won.
    this_year : int
        Nothing can have won later.
    """
    faults = []
    if not (source.strip() and event.strip()):
        faults.append(error("source_missing"))
    if target.scope is not TargetScope.TOTAL and not target.ref:
        faults.append(error("part_missing"))
    if target.share.worth <= 0 or not 0 <= target.share.mark <= target.share.worth:
        faults.append(error("won_above_full"))
    if target.year > this_year:
        faults.append(error("won_in_the_future", year=target.year))
    return tuple(faults)
