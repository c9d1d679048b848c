"""What is due and what is late: next steps, countermeasures, and the report that follows a trip within three days."""

from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=3)
"""What is due within so many days wants a look now."""

REPORT_DAYS = timedelta(days=3)
"""So many days after its last day the report of a trip is due."""


class Due(StrEnum):
    """How near a due day is."""

    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"
    NONE = "none"


class MissionState(StrEnum):
    """Where a trip stands, the most pressing first: what lies ahead owes nothing, what was reported late stays so."""

    OVERDUE = "overdue"
    DUE = "due"
    UNDER_WAY = "under_way"
    AHEAD = "ahead"
    FILED_LATE = "filed_late"
    FILED = "filed"
    CANCELLED = "cancelled"


def due_of(day: date | None, *, at: date) -> Due:
    """Return how near a due day is; the day itself is not overdue yet."""
    if day is None:
        return Due.NONE
    if day < at:
        return Due.OVERDUE
    return Due.SOON if day - at <= SOON else Due.AHEAD


def report_due_on(last_day: date) -> date:
    """Return the day on which the report of a trip is due."""
    return last_day + REPORT_DAYS


def mission_state_of(starts: date, ends: date, *, filed: date | None, is_cancelled: bool, at: date) -> MissionState:
    """Return where a trip stands.

    Parameters
    ----------
    starts, ends : date
        First and last day of the trip.
    filed : date or None
        The day on which its report was first filed.
    is_cancelled : bool
        Whether nobody went.
    at : date
        Today.
    """
    if filed is not None:
        return MissionState.FILED if filed <= report_due_on(ends) else MissionState.FILED_LATE
    if is_cancelled:
        return MissionState.CANCELLED
    if at < starts:
        return MissionState.AHEAD
    if at <= ends:
        return MissionState.UNDER_WAY
    return MissionState.DUE if at <= report_due_on(ends) else MissionState.OVERDUE
