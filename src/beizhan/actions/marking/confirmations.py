"""The second pair of eyes: confirm or reject exactly what was seen, and change nothing (K6)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import refuse
from beizhan.actions.marking.chain import salted
from beizhan.actions.marking.telling import Teller, require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.awarding import AwardRow, Target, faults_of_confirmation
from beizhan.core.marking.cells import entered_by, seen_of, state_of
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Confirmation
from beizhan.models.people import Person
from beizhan.queries.marking.bars import barred_places
from beizhan.queries.marking.targets import Aims, aims_of


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
        If ``by`` entered one of them or is barred there, or one has changed since it was seen, or is not complete and
        undisputed.
    """
    with telling(Deed.CONFIRM_AWARDS, assessment, by=by, at=at) as teller:
        _look(teller, cells, confirmed=True, reason="")


def reject_awards(assessment: Assessment, cells: Sequence[Seen], *, reason: str, by: Person, at: datetime) -> None:
    """Reject cells with a reason, so that they are entered again; also takes back a confirmation."""
    with telling(Deed.CONFIRM_AWARDS, assessment, by=by, at=at) as teller:
        refuse(() if reason.strip() else (error("reason_missing"),))
        _look(teller, cells, confirmed=False, reason=reason.strip())


def write_verdict(teller: Teller, cells: Sequence[Seen], aims: Aims, *, confirmed: bool, reason: str) -> None:
    """Write a verdict that nothing speaks against; call it inside a deed that holds the assessment."""
    said = [{"place": cell.place, "aspect": cell.aspect, "seen": cell.seen} for cell in cells]
    rows = [
        Confirmation(
            place=aims.places[cell.place],
            aspect_key=cell.aspect,
            confirmed=confirmed,
            seen=cell.seen,
            reason=reason,
        )
        for cell in cells
    ]
    teller.tell("verdict", salted({"confirmed": confirmed, "reason": reason, "cells": said}), *rows)


def _look(teller: Teller, cells: Sequence[Seen], *, confirmed: bool, reason: str) -> None:
    require(teller.assessment, Step.MARKING)
    aims = aims_of(teller.assessment, [AwardRow(cell.place, cell.aspect, 0, None, 0) for cell in cells])
    barred = barred_places(teller.assessment, teller.by.pk, aims.places.values())
    closed = {place.code for place in aims.places.values() if place.pk in barred}
    refuse(_faults_of(cells, aims.targets, teller.by, closed))
    write_verdict(teller, cells, aims, confirmed=confirmed, reason=reason)


def _faults_of(
    cells: Sequence[Seen], targets: dict[tuple[str, str], Target], by: Person, closed: Collection[str]
) -> tuple[Fault, ...]:
    if not cells:
        return (error("nothing_given"),)
    found: list[Fault] = []
    met: set[tuple[str, str]] = set()
    for number, cell in enumerate(cells, 1):
        where = (cell.place, cell.aspect)
        faults = _faults_of_where(where, targets, met, closed) or _faults_of_one(cell, targets[where], by)
        met.add(where)
        found.extend(Fault(fault.code, fault.severity, number, fault.cell, fault.facts) for fault in faults)
    return tuple(found)


def _faults_of_where(
    where: tuple[str, str],
    targets: Mapping[tuple[str, str], Target],
    met: Collection[tuple[str, str]],
    closed: Collection[str],
) -> tuple[Fault, ...]:
    if where not in targets:
        return (error("no_such_cell"),)
    if where[0] in closed:
        return (error("barred_there"),)
    return (error("award_given_twice"),) if where in met else ()


def _faults_of_one(cell: Seen, target: Target, by: Person) -> tuple[Fault, ...]:
    if target.is_locked:
        return (error("locked"),)
    return faults_of_confirmation(
        state_of(target.cell),
        seen=cell.seen,
        now=seen_of(target.cell),
        is_by_enterer=str(by.pk) in entered_by(target.cell),
    )
