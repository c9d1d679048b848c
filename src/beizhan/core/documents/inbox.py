"""The clock of the inbox: whoever owns a new document has 72 hours to say what becomes of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PATIENCE = timedelta(hours=72)
"""From when a document landed until somebody must have said what becomes of it."""
SOON = timedelta(hours=24)


class ItemState(StrEnum):
    """How an item of the inbox stands."""

    WAITING = "waiting"
    SOON = "soon"
    LATE = "late"
    KEPT = "kept"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class ItemClock:
    """How an item stands, until when it may wait, and how many whole hours that is from now; negative when late."""

    state: ItemState
    until: datetime
    hours: int


def clock_of(landed: datetime, *, at: datetime, answered: bool | None = None) -> ItemClock:
    """Return how an item stands.

    Parameters
    ----------
    landed : datetime
        When it came.
    at : datetime
        Now.
    answered : bool or None
        Whether it became an edition (True) or was set aside (False); None while it waits.
    """
    until = landed + PATIENCE
    left = until - at
    hours = int(left.total_seconds() // 3600)
    if answered is not None:
        return ItemClock(ItemState.KEPT if answered else ItemState.SET_ASIDE, until, hours)
    if left < timedelta(0):
        return ItemClock(ItemState.LATE, until, hours)
    return ItemClock(ItemState.SOON if left <= SOON else ItemState.WAITING, until, hours)
