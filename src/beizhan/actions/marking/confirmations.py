"""The second pair of eyes: confirm or reject exactly what was seen, and change nothing (K6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.actions.marking.chain import hold, tell
from beizhan.core.access import Deed
from beizhan.core.assessment import Step
from beizhan.core.awarding import AwardRow, Target, faults_of_confirmation
from beizhan.core.cells import entered_by, seen_of, state_of
from beizhan.core.faults import Fault, error
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Confirmation
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.targets import aims_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell as the second person saw it: blind code, aspect key, and the fingerprint of the awards shown."""

    place: str
    aspect: str
    seen: str


def confirm_awards(assessment: Assessment, cells: Sequence[Seen], *, by: Person, at: datetime) -> None:
    """Confirm cells, all or none, as somebody who entered none of them.

    Raises
    ------
    Refused
        If ``by`` entered one of them, or one has changed since it was seen, or is not complete and undisputed.
    """
    _judge(assessment, cells, confirmed=True, reason="", by=by, at=at)


def reject_awards(assessment: Assessment, cells: Sequence[Seen], *, reason: str, by: Person, at: datetime) -> None:
    """Reject cells with a reason, so that they are entered again; also takes back a confirmation."""
    refuse(() if reason.strip() else (error("reason_missing"),))
    _judge(assessment, cells, confirmed=False, reason=reason.strip(), by=by, at=at)


def _judge(  # noqa: PLR0913 - the two deeds above are its only callers
    assessment: Assessment, cells: Sequence[Seen], *, confirmed: bool, reason: str, by: Person, at: datetime
) -> None:
    with deed(
        Deed.CONFIRM_AWARDS, by=by, campaign=assessment.campaign, skill=assessment.skill, on=assessment, at=at
    ):
        hold(assessment)
        aims = aims_of(assessment, [AwardRow(cell.place, cell.aspect, 0, None, 0) for cell in cells])
        refuse(_faults_of(assessment, cells, aims.targets, by))
        said = [{"place": cell.place, "aspect": cell.aspect, "seen": cell.seen} for cell in cells]
        event = tell(assessment, "verdict", {"confirmed": confirmed, "reason": reason, "cells": said}, by=by, at=at)
        Confirmation.objects.bulk_create(
            Confirmation(
                event=event,
                assessment=assessment,
                by=by,
                at=at,
                place=aims.places[cell.place],
                aspect_key=cell.aspect,
                confirmed=confirmed,
                seen=cell.seen,
                reason=reason,
            )
            for cell in cells
        )


def _faults_of(
    assessment: Assessment, cells: Sequence[Seen], targets: dict[tuple[str, str], Target], by: Person
) -> tuple[Fault, ...]:
    if step_of(assessment) is not Step.MARKING:
        return (error("not_marking"),)
    if not cells:
        return (error("nothing_given"),)
    found: list[Fault] = []
    for number, cell in enumerate(cells, 1):
        target = targets.get((cell.place, cell.aspect))
        faults = (error("no_such_cell"),) if target is None else _faults_of_one(cell, target, by)
        found.extend(Fault(fault.code, fault.severity, number, fault.cell, fault.facts) for fault in faults)
    return tuple(found)


def _faults_of_one(cell: Seen, target: Target, by: Person) -> tuple[Fault, ...]:
    if target.is_locked:
        return (error("locked"),)
    return faults_of_confirmation(
        state_of(target.cell),
        seen=cell.seen,
        now=seen_of(target.cell),
        is_by_enterer=str(by.pk) in entered_by(target.cell),
    )
