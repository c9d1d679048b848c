"""Which chains want to be looked at again, and what was found last."""

from datetime import datetime, timedelta

from django.db.models import Max

from beizhan.models.campaign import Campaign
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.checks import ChainCheck

OFTEN = timedelta(days=1)
"""A chain that did not grow is looked at again after this long: somebody may have touched it below the application."""


def latest_check_of(assessment: Assessment) -> ChainCheck | None:
    """Return the last look at a chain. One query."""
    return ChainCheck.objects.filter(assessment=assessment).order_by("-pk").first()


def alarms_of(campaign: Campaign) -> tuple[ChainCheck, ...]:
    """Return the last look at each chain of a campaign where something was found. Two queries."""
    latest = ChainCheck.objects.filter(assessment__campaign=campaign).values("assessment").annotate(last=Max("pk"))
    rows = ChainCheck.objects.filter(pk__in=[row["last"] for row in latest]).select_related("assessment")
    return tuple(row for row in rows if row.findings)


def chains_to_check(*, at: datetime) -> tuple[Assessment, ...]:
    """Return the assessments whose chain grew since the last look, or was not looked at for long. Three queries."""
    heads = dict(Event.objects.values_list("assessment").annotate(last=Max("seq")))
    notes = ChainCheck.objects.order_by("pk").values_list("assessment_id", "seq", "at")
    looks = {assessment: (seq, when) for assessment, seq, when in notes}
    due = [one for one, seq in heads.items() if one not in looks or looks[one][0] < seq or looks[one][1] + OFTEN <= at]
    return tuple(Assessment.objects.filter(pk__in=due).select_related("campaign", "skill"))
