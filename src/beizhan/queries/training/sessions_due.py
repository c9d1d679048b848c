"""The sessions that somebody has yet to log: those of today and yesterday of their own entries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from beizhan.core.access import Deed
from beizhan.models.campaign import Campaign, Entry
from beizhan.models.people import Person
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.training.plans import trainings_of

_BACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SessionDue:
    """A planned session of which nothing is told."""

    entry: str
    title: str
    session: int
    at: datetime


def sessions_due(person: Person, campaign: Campaign, *, at: datetime) -> tuple[SessionDue, ...]:
    """Return the sessions of one's own entries that have begun and are not logged, since yesterday. Seven queries."""
    own = spoken_for(person, Deed.SEE_OWN_PLANS, campaign=campaign.pk)
    zone, since = timezone.get_current_timezone(), timezone.localdate(at) - _BACK
    found = []
    for training in trainings_of(Entry.objects.filter(own, withdrawal=None)):
        for one in training.planned:
            begins = datetime.combine(one.session.day, one.session.begins, tzinfo=zone)
            if one.done is None and one.session.day >= since and begins <= at:
                found.append(SessionDue(training.entry, one.session.title, one.id, begins))
    return tuple(found)
