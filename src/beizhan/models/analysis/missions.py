"""Missions: a trip declared before it starts, and the report that is due three days after it ends."""

from django.db import models
from django.db.models import F, Q

from beizhan.models.said import Said


class Mission(Said):
    """A trip to see other teams, experts, sites or equipment of a skill; the traveller owes the report."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="missions")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120)
    traveller = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="missions")

    def __str__(self) -> str:
        return self.name


class MissionDates(Said):
    """From when to when a mission goes, as last said, or that nobody goes, with the reason."""

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="dates")
    starts = models.DateField()
    ends = models.DateField()
    is_cancelled = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="a_mission_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(is_cancelled=False) | ~Q(reason=""), name="a_mission_is_cancelled_with_a_reason"
            ),
        )


class MissionReport(Said):
    """What a mission brought home; a later report of the same mission replaces the earlier one."""

    mission = models.ForeignKey(Mission, models.PROTECT, related_name="reports")
    documents = models.TextField(blank=True)
    site = models.TextField(blank=True)
    meetings = models.TextField(blank=True)
    marking = models.TextField(blank=True)
    competitors = models.TextField(blank=True)
    equipment = models.TextField(blank=True)
    follow_up = models.TextField(blank=True)
