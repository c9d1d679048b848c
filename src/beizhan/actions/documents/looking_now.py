"""Somebody has a source looked at now."""

from datetime import datetime

from beizhan.actions.documents.looking import look_at
from beizhan.actions.documents.manners import Manners
from beizhan.actions.door import deed
from beizhan.core.access import Deed
from beizhan.models.documents.watch import Look, Source
from beizhan.models.people import Person


def look_now(source: Source, manners: Manners, *, by: Person, at: datetime) -> list[Look]:
    """Look at a source now, whether it is due or not; the request is no part of any transaction."""
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=source.campaign, skill=source.skill, on=source.title, at=at):
        pass
    return look_at(source, manners, at=at, by=by)
