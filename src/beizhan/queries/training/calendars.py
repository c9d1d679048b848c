"""Whose sessions stand behind a secret address."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.access import Deed
from beizhan.models.campaign import Campaign, Entry
from beizhan.models.people import Person
from beizhan.models.training.calendars import CalendarAddress
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.training.plans import Training, trainings_of


@dataclass(frozen=True, slots=True)
class Feed:
    """What an address shows: its campaign's name, whose it is, and the training of those they speak for."""

    campaign: str
    person: str
    trainings: tuple[Training, ...]


def feed_behind(fingerprint: str) -> Feed | None:
    """Return what stands behind an address; nothing if it was never opened, is closed, or its owner is gone."""
    rows = CalendarAddress.objects.filter(fingerprint=fingerprint, closing=None, by__is_active=True)
    found = rows.select_related("by", "campaign").first()
    if found is None:
        return None
    own = spoken_for(found.by, Deed.SEE_OWN_PLANS, campaign=found.campaign_id)
    entries = Entry.objects.filter(own, withdrawal=None)
    return Feed(found.campaign.name_zh, found.by.name, tuple(trainings_of(entries)))


def open_since(person: Person, campaign: Campaign) -> datetime | None:
    """Return since when somebody has an open address, nothing if none is. One query."""
    rows = CalendarAddress.objects.filter(campaign=campaign, by=person, closing=None)
    return rows.order_by("-pk").values_list("at", flat=True).first()
