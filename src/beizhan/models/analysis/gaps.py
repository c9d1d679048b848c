"""The gap ledger: where marks are lost, why, and what is done about it."""

from django.db import models
from django.db.models import Q

from beizhan.core.gaps.gap import Cause
from beizhan.models.said import Said


class Gap(Said):
    """A section where an entry, or with none the whole skill, loses marks, and the assessment that showed it."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="gaps")
    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, null=True, related_name="gaps")
    section = models.CharField(max_length=16, blank=True)
    assessment = models.ForeignKey("beizhan.Assessment", models.PROTECT, null=True, related_name="gaps")


class GapAnswer(Said):
    """What is said of a gap now: its cause, what is done, by whom, by when, and what that shall win back.

    Expected marks are whole hundredths. The latest answer counts; no answer says that a gap is closed, results do.
    """

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="answers")
    cause = models.CharField(max_length=16, choices=[(cause.value, cause.value) for cause in Cause])
    text = models.TextField()
    countermeasure = models.TextField(blank=True)
    owner = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="owned_gap_answers")
    due = models.DateField(null=True)
    expected = models.PositiveIntegerField(default=0)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="a_gap_is_said_in_words"),)
