"""Somebody has a source looked at now."""

from datetime import datetime
from time import monotonic

from beizhan.actions.documents.looking import look_at
from beizhan.actions.documents.manners import Manners
from beizhan.actions.door import deed
from beizhan.core.access import Deed
from beizhan.models.documents.watch import Look, Source
from beizhan.models.people import Person


def look_now(source: Source, manners: Manners, *, by: Person, at: datetime, seconds: float = 20) -> list[Look]:
    """Look at a source now, whether it is due or not; the request is no part of any transaction.

    After some seconds no further file of a list is asked for, as somebody waits; the next round goes on.
    """
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=source.campaign, skill=source.skill, on=source.title, at=at):
        pass
    return look_at(source, manners, at=at, by=by, until=monotonic() + seconds)
