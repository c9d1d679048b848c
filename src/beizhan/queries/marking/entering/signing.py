"""What can be signed off, what is, and what waits for a second person (K11)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beizhan.core.marking.assessment import LockScope, Step
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Lock
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.entering.tallies import SubLine, sub_lines_of
from beizhan.queries.marking.grids import grid_of

_KINDS = ("lock", "reopening")


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal that waits for its second person."""

    id: UUID
    kind: str
    scope: LockScope
    ref: str
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LockLine:
    """A lock: what it closes, who proposed and who approved it, and whether it was opened again, by whom and why."""

    id: int
    scope: LockScope
    ref: str
    proposed_by: str
    by: str
    at: datetime
    reopened_by: str
    reopened_at: datetime | None
    reason: str
    pending: Pending | None


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """Something that can be signed off: how much of it is confirmed, and the lock or the proposal there is."""

    scope: LockScope
    ref: str
    name: str
    confirmed: int
    total: int
    lock: LockLine | None
    pending: Pending | None
    can_propose: bool


@dataclass(frozen=True, slots=True)
class Signing:
    """The whole of an assessment, its days, its sub-criteria; and every lock there ever was, newest first."""

    step: Step
    whole: ScopeLine
    days: tuple[ScopeLine, ...]
    subs: tuple[ScopeLine, ...]
    locks: tuple[LockLine, ...]


def signing_of(assessment: Assessment) -> Signing:
    """Return what can be signed off and what is. Thirteen queries."""
    step, grid = step_of(assessment), grid_of(assessment)
    pending = _pending(assessment)
    locks = _locks(assessment, pending)
    subs = sub_lines_of(grid)
    days = sorted({sub.day for sub in subs if sub.day is not None})

    def line(scope: LockScope, ref: str, name: str, closed: Sequence[SubLine]) -> ScopeLine:
        return _scope_line(step, (scope, ref, name), closed, locks, pending)

    return Signing(
        step=step,
        whole=line(LockScope.ASSESSMENT, "", "", subs),
        days=tuple(line(LockScope.DAY, str(day), "", [sub for sub in subs if sub.day == day]) for day in days),
        subs=tuple(line(LockScope.SUB_CRITERION, sub.code, sub.name, [sub]) for sub in subs),
        locks=locks,
    )


def lock_by(assessment: Assessment, lock: int) -> Lock | None:
    """Return a lock of an assessment. One query."""
    rows = Lock.objects.select_related("assessment__campaign", "assessment__skill")
    return rows.filter(pk=lock, assessment=assessment).first()


def _scope_line(
    step: Step,
    what: tuple[LockScope, str, str],
    closed: Sequence[SubLine],
    locks: Sequence[LockLine],
    pending: Sequence[Pending],
) -> ScopeLine:
    scope, ref, name = what
    confirmed, total = sum(sub.confirmed for sub in closed), sum(sub.total for sub in closed)
    lock = next((one for one in locks if (one.scope, one.ref) == (scope, ref) and one.reopened_at is None), None)
    waits = next((one for one in pending if (one.kind, one.scope, one.ref) == ("lock", scope, ref)), None)
    ready = step is Step.MARKING and total > 0 and confirmed == total and lock is None and waits is None
    return ScopeLine(scope, ref, name, confirmed, total, lock, waits, ready)


def _pending(assessment: Assessment) -> tuple[Pending, ...]:
    rows = Proposal.objects.filter(
        campaign=assessment.campaign_id, kind__in=_KINDS, subject=str(assessment.pk), approval=None
    )
    return tuple(
        Pending(row.pk, row.kind, LockScope(said["scope"]), said["ref"], row.by.name, row.at, row.reason)
        for row in rows.select_related("by").order_by("-at")
        for said in [json.loads(row.content)]
    )


def _locks(assessment: Assessment, pending: Sequence[Pending]) -> tuple[LockLine, ...]:
    opening = {(one.scope, one.ref): one for one in pending if one.kind == "reopening"}
    rows = Lock.objects.filter(assessment=assessment).select_related("by", "proposal__by", "reopening__by")
    return tuple(_lock_line(row, opening) for row in rows.order_by("-pk"))


def _lock_line(row: Lock, opening: dict[tuple[LockScope, str], Pending]) -> LockLine:
    again, scope = getattr(row, "reopening", None), LockScope(row.scope)
    return LockLine(
        id=row.pk,
        scope=scope,
        ref=row.ref,
        proposed_by=row.proposal.by.name,
        by=row.by.name,
        at=row.at,
        reopened_by=again.by.name if again else "",
        reopened_at=again.at if again else None,
        reason=again.reason if again else "",
        pending=None if again else opening.get((scope, row.ref)),
    )
