"""The steps of an assessment, its locks, and the short lists of words that its facts use."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from beizhan.core.faults import Fault, error


class Step(StrEnum):
    """Where an assessment stands (MI-12): no step is skipped, and only two people turn back."""

    PLANNED = "planned"
    TAGGED = "tagged"
    DRAWN = "drawn"
    MARKING = "marking"
    LOCKED = "locked"
    OPENED = "opened"
    PROVISIONAL = "provisional"
    SEALED = "sealed"


NEXT: Mapping[Step, frozenset[Step]] = MappingProxyType(
    {
        Step.PLANNED: frozenset({Step.TAGGED}),
        Step.TAGGED: frozenset({Step.DRAWN}),
        Step.DRAWN: frozenset({Step.MARKING}),
        Step.MARKING: frozenset({Step.LOCKED}),
        Step.LOCKED: frozenset({Step.OPENED, Step.MARKING}),
        Step.OPENED: frozenset({Step.PROVISIONAL, Step.MARKING}),
        Step.PROVISIONAL: frozenset({Step.SEALED, Step.MARKING}),
        Step.SEALED: frozenset({Step.SEALED}),
    }
)
"""The steps that may follow each step; going back to MARKING is a reopening."""


class Banner(StrEnum):
    """What stands above every score (K19)."""

    OPEN = "open"
    FROZEN = "frozen"
    PROVISIONAL = "provisional"
    FINAL = "final"


_BANNERS = MappingProxyType(
    {
        Step.LOCKED: Banner.FROZEN,
        Step.OPENED: Banner.FROZEN,
        Step.PROVISIONAL: Banner.PROVISIONAL,
        Step.SEALED: Banner.FINAL,
    }
)


class Kin(StrEnum):
    """Why a judge may not judge somebody (回避)."""

    SAME_UNIT = "same_unit"
    OWN_TRAINEE = "own_trainee"
    SAME_BASE = "same_base"
    RELATIVE = "relative"
    OTHER = "other"


class LockScope(StrEnum):
    """How much one lock closes."""

    SUB_CRITERION = "sub_criterion"
    DAY = "day"
    ASSESSMENT = "assessment"


class SnapshotKind(StrEnum):
    """Whether a result can still be objected to."""

    PROVISIONAL = "provisional"
    SEALED = "sealed"


class Ground(StrEnum):
    """What an objection is about."""

    MARK = "mark"
    PROCEDURE = "procedure"
    ELIGIBILITY = "eligibility"


class NextRole(StrEnum):
    """What somebody who is out does next (K15)."""

    SPARRING_PARTNER = "sparring_partner"
    RESERVE = "reserve"
    ASSISTANT_COACH = "assistant_coach"
    BACK_TO_UNIT = "back_to_unit"


@dataclass(frozen=True, slots=True)
class ActiveLock:
    """A lock that nobody has opened again: its scope, and the sub-criterion or day it names."""

    scope: LockScope
    ref: str = ""


def banner_of(step: Step) -> Banner:
    """Return what to write above the scores of an assessment that stands at ``step``."""
    return _BANNERS.get(step, Banner.OPEN)


def faults_of_step(now: Step, then: Step) -> tuple[Fault, ...]:
    """Return why an assessment that stands at ``now`` cannot go to ``then``, or nothing."""
    if then in NEXT[now]:
        return ()
    return (error("step_out_of_order", now=str(now), then=str(then)),)


def is_locked(locks: Collection[ActiveLock], *, sub_criterion: str, day: int | None) -> bool:
    """Return whether an award for an aspect of ``sub_criterion``, marked on ``day``, is closed off."""
    return any(
        lock.scope is LockScope.ASSESSMENT
        or (lock.scope is LockScope.SUB_CRITERION and lock.ref == sub_criterion)
        or (lock.scope is LockScope.DAY and day is not None and lock.ref == str(day))
        for lock in locks
    )
