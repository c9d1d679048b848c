"""A secret address for one's own sessions, opened and closed by oneself."""

import secrets
from datetime import datetime
from hashlib import sha256

from beizhan.actions.door import deed
from beizhan.core.access import Deed
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.models.training.calendars import CalendarAddress, CalendarClosing

_BYTES = 24


def open_calendar(campaign: Campaign, *, by: Person, at: datetime) -> str:
    """Open a new address and close the one before; return its secret, which is shown once and kept nowhere."""
    with deed(Deed.OPEN_CALENDAR, by=by, campaign=campaign, on="", at=at):
        _close(campaign, by, at)
        secret = secrets.token_urlsafe(_BYTES)
        CalendarAddress.objects.create(campaign=campaign, fingerprint=fingerprint_of_secret(secret), by=by, at=at)
        return secret


def close_calendar(campaign: Campaign, *, by: Person, at: datetime) -> int:
    """Close one's addresses; return how many were open."""
    with deed(Deed.OPEN_CALENDAR, by=by, campaign=campaign, on="", at=at):
        return _close(campaign, by, at)


def fingerprint_of_secret(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def _close(campaign: Campaign, by: Person, at: datetime) -> int:
    still_open = list(CalendarAddress.objects.filter(campaign=campaign, by=by, closing=None))
    CalendarClosing.objects.bulk_create(CalendarClosing(address=one, by=by, at=at) for one in still_open)
    return len(still_open)
