"""The ladder of a skill: at each stage so many stand and so many go through (N→M)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from beizhan.core.faults import Fault, error, warning


@dataclass(frozen=True, slots=True)
class Rung:
    """One stage of a ladder."""

    position: int
    from_n: int
    to_m: int


def faults_of_rung(rung: Rung) -> tuple[Fault, ...]:
    """Return why a stage makes no sense by itself, or nothing."""
    if rung.to_m < 1:
        return (error("stage_lets_nobody_through"),)
    if rung.to_m > rung.from_n:
        return (error("stage_lets_too_many_through", found=rung.to_m, wanted=rung.from_n),)
    return ()


def faults_of_ladder(rungs: Sequence[Rung]) -> tuple[Fault, ...]:
    """Return where the stages of one skill do not fit on each other, as warnings: a place may still be filled."""
    ordered = sorted(rungs, key=lambda rung: rung.position)
    return tuple(
        warning("ladder_broken", position=above.position, found=above.from_n, wanted=below.to_m)
        for below, above in pairwise(ordered)
        if above.from_n != below.to_m
    )
