"""Signing off, and opening again: each takes two people (K11)."""

import json
from datetime import datetime

from beizhan.actions.agreement import lay_down, match, sign
from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import Teller, require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import LockScope, Step
from beizhan.core.marking.awarding import faults_of_reason
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Lock, Reopening
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.grids import Grid, faults_of_completeness, grid_of, marks_seen_of

LOCK, REOPENING = "lock", "reopening"


def propose_lock(assessment: Assessment, scope: LockScope, ref: str = "", *, by: Person, at: datetime) -> Proposal:
    """Propose to sign off a sub-criterion, a day or the whole assessment, with the marks as they stand.

    Raises
    ------
    Refused
        If anything in it is blank, unconfirmed or disputed, or locked already.
    """
    with telling(Deed.PROPOSE_LOCK, assessment, by=by, at=at):
        require(assessment, Step.MARKING)
        grid = grid_of(assessment)
        refuse(_faults_of_lock(assessment, grid, scope, ref))
        content = {"scope": str(scope), "ref": ref, "marks": marks_seen_of(grid, scope, ref)}
        return lay_down(assessment.campaign, LOCK, assessment.pk, content, reason="", by=by, at=at)


def approve_lock(assessment: Assessment, proposal: Proposal, *, seen: str, by: Person, at: datetime) -> None:
    """Sign off as the second person, if the marks are still those that were proposed."""
    match(proposal, LOCK, assessment.pk)
    content = json.loads(proposal.content)
    scope, ref = LockScope(content["scope"]), content["ref"]
    with telling(Deed.APPROVE_LOCK, assessment, by=by, at=at) as teller:
        require(assessment, Step.MARKING)
        sign(proposal, seen=seen, by=by, at=at)
        grid = grid_of(assessment)
        unchanged = content["marks"] == marks_seen_of(grid, scope, ref)
        refuse(_faults_of_lock(assessment, grid, scope, ref) if unchanged else (error("marks_changed_since_seen"),))
        lock = Lock(scope=scope, ref=ref, proposal=proposal)
        teller.tell("lock", {**content, "proposed_by": str(proposal.by_id)}, lock)
        if scope is LockScope.ASSESSMENT:
            teller.step(Step.LOCKED)


def propose_reopening(lock: Lock, *, reason: str, by: Person, at: datetime) -> Proposal:
    """Ask to open a lock again, with a reason."""
    with telling(Deed.PROPOSE_REOPENING, lock.assessment, by=by, at=at):
        refuse(_faults_of_reopening(lock) + faults_of_reason(reason))
        content = {"lock": lock.pk, "scope": lock.scope, "ref": lock.ref, "reason": reason.strip()}
        return lay_down(
            lock.assessment.campaign, REOPENING, lock.assessment_id, content, reason=reason.strip(), by=by, at=at
        )


def approve_reopening(assessment: Assessment, proposal: Proposal, *, seen: str, by: Person, at: datetime) -> None:
    """Open a lock again as the second person; the assessment is back at marking if it was past it."""
    match(proposal, REOPENING, assessment.pk)
    lock = Lock.objects.get(pk=json.loads(proposal.content)["lock"], assessment=assessment)
    with telling(Deed.APPROVE_REOPENING, assessment, by=by, at=at) as teller:
        refuse(_faults_of_reopening(lock))
        sign(proposal, seen=seen, by=by, at=at)
        _reopen(teller, lock, proposal)
        if step_of(assessment) is not Step.MARKING:
            teller.step(Step.MARKING, reason=proposal.reason)


def _reopen(teller: Teller, lock: Lock, proposal: Proposal) -> None:
    """Open this lock, and with it the lock on the whole assessment, which would keep it shut."""
    whole = Lock.objects.filter(assessment=lock.assessment, scope=LockScope.ASSESSMENT, reopening=None)
    for one in {lock, *whole}:
        teller.tell(
            "reopening",
            {"scope": one.scope, "ref": one.ref, "reason": proposal.reason, "proposed_by": str(proposal.by_id)},
            Reopening(lock=one, reason=proposal.reason, proposal=proposal),
        )


def _faults_of_lock(assessment: Assessment, grid: Grid, scope: LockScope, ref: str) -> tuple[Fault, ...]:
    if Lock.objects.filter(assessment=assessment, scope=scope, ref=ref, reopening=None).exists():
        return (error("already_locked"),)
    return faults_of_completeness(grid, scope, ref)


def _faults_of_reopening(lock: Lock) -> tuple[Fault, ...]:
    if Reopening.objects.filter(lock=lock).exists():
        return (error("already_reopened"),)
    if step_of(lock.assessment) is Step.SEALED:
        return (error("sealed_is_corrected_not_reopened"),)
    return ()
