"""Training plans (A5): one a competitor in a skill, in versions that each say why they differ from the one before."""

from django.db import models

from beizhan.models.said import Said


class Plan(Said):
    """The plan of an entry; its versions say what is trained."""

    entry = models.OneToOneField("beizhan.Entry", models.PROTECT, related_name="plan")


class PlanVersion(Said):
    """One version: from which day it holds, and what is said of it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    words = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_plan_version_a_number"),)


class PlanReason(models.Model):
    """Why a version differs: exactly one of a change, a gap, an expert's view, or health in words."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="reasons")
    kind = models.CharField(max_length=8)
    change = models.ForeignKey("beizhan.Change", models.PROTECT, null=True, related_name="reasons")
    gap = models.ForeignKey("beizhan.Gap", models.PROTECT, null=True, related_name="reasons")
    view = models.ForeignKey("beizhan.View", models.PROTECT, null=True, related_name="reasons")
    words = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PlannedSession(models.Model):
    """What a version plans for one day: when, how long, how hard, and what it trains."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="sessions")
    day = models.DateField()
    begins = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    effort = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    section = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(effort__lte=10), name="effort_is_told_from_0_to_10"),)

    def __str__(self) -> str:
        return f"{self.day} {self.title}"


class DoneSession(Said):
    """What was really trained, by whoever trained: session RPE (0 to 10) and minutes; a planned one, or one besides.

    Each row is a session of its own, unless it tells again of a planned one that is told already, or names the row that
    it replaces.
    """

    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, related_name="done_sessions")
    planned = models.ForeignKey(PlannedSession, models.PROTECT, null=True, related_name="done")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    effort = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    section = models.CharField(max_length=16, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(effort__lte=10), name="effort_felt_is_told_from_0_to_10"),
        )
