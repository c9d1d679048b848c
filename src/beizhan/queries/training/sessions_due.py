"""The sessions that somebody has yet to log: those of the last week, up to now, of their own entries."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from beizhan.core.access import Deed
from beizhan.core.training.sessions import WEEK
from beizhan.models.campaign import Campaign, Entry
from beizhan.models.people import Person
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.training.plans import trainings_of


@dataclass(frozen=True, slots=True)
class SessionDue:
    """A planned session of which nothing is told."""

    entry: str
    title: str
    session: int
    at: datetime


def sessions_due(person: Person, campaign: Campaign, *, at: datetime) -> tuple[SessionDue, ...]:
    """Return the sessions of one's own entries that have begun and are not logged, back to a week before today.

    What a plan counts as not logged on a day (`Training.due_by`) is among them. Seven queries.
    """
    own = spoken_for(person, Deed.SEE_OWN_PLANS, campaign=campaign.pk)
    zone, since = timezone.get_current_timezone(), timezone.localdate(at) - WEEK
    found = []
    for training in trainings_of(Entry.objects.filter(own, withdrawal=None)):
        for one in training.planned:
            begins = datetime.combine(one.session.day, one.session.begins, tzinfo=zone)
            if one.done is None and one.session.day >= since and begins <= at:
                found.append(SessionDue(training.entry, one.session.title, one.id, begins))
    return tuple(found)
