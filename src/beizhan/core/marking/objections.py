"""The objection clock: how long after publication somebody may object."""

from datetime import datetime, timedelta

from beizhan.core.faults import Fault, error


def closes_at(published: datetime, minutes: int) -> datetime:
    """Return the moment from which nobody may object any more."""
    return published + timedelta(minutes=minutes)


def faults_of_objection(published: datetime, minutes: int, *, at: datetime) -> tuple[Fault, ...]:
    """Return whether an objection made ``at`` comes too late, by the server's clock."""
    return () if at < closes_at(published, minutes) else (error("objection_too_late"),)


def faults_of_seal(published: datetime, minutes: int, *, unanswered: int, at: datetime) -> tuple[Fault, ...]:
    """Return why a result cannot be sealed yet: the clock runs, or objections wait for their ruling."""
    found = []
    if at < closes_at(published, minutes):
        found.append(error("objection_clock_runs", until=closes_at(published, minutes).isoformat()))
    if unanswered:
        found.append(error("objections_unanswered", found=unanswered))
    return tuple(found)
