"""How much waits in the inbox, and whether anything is known at all: silence is never green."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from beizhan.core.documents.inbox import PATIENCE
from beizhan.models.campaign import Campaign
from beizhan.models.documents.register import Document
from beizhan.models.documents.watch import InboxItem, Source


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many documents wait, how many of them over 72 hours, and whether anything ever came or is watched."""

    waiting: int
    late: int
    is_known: bool


def backlog_of(campaign: Campaign, skills: Collection[int], *, general: bool, at: datetime) -> Backlog:
    """Return what waits in the inbox of some skills, and if asked of the whole competition. At most four queries."""
    here = Q(skill__in=skills) | (Q(skill=None) if general else Q(pk__in=()))
    landed = list(InboxItem.objects.filter(here, campaign=campaign, answer=None).values_list("at", flat=True))
    late = sum(one + PATIENCE < at for one in landed)
    ever = (model.objects.filter(here, campaign=campaign).exists() for model in (InboxItem, Source, Document))
    return Backlog(len(landed), late, bool(landed) or any(ever))
