"""Review meetings (研判会): for which skills, what was decided of each item, and the minutes that lock."""

from django.db import models
from django.db.models import Q

from beizhan.core.analysis.agenda import ItemKind, Verdict
from beizhan.models.said import Said


class Meeting(Said):
    """A meeting that goes through what is open in some skills."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="meetings")
    name = models.CharField(max_length=120)
    held_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="chaired_meetings")

    def __str__(self) -> str:
        return self.name


class MeetingSkill(models.Model):
    """A skill that a meeting goes through."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="skills")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="meetings")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "skill"], name="a_skill_once_in_a_meeting"),)

    def __str__(self) -> str:
        return f"{self.meeting} {self.skill}"


class Decision(Said):
    """What a meeting decided about an item: who acts by when, or that it is noted or deferred. The latest counts."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ItemKind])
    ref = models.CharField(max_length=40)
    title = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=8, choices=[(verdict.value, verdict.value) for verdict in Verdict])
    words = models.TextField()
    owner = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="owned_decisions")
    due = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(verdict="act") | (Q(owner__isnull=False) & Q(due__isnull=False)),
                name="who_acts_is_named_with_a_day",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_decision_is_said_in_words"),
        )
        indexes = (models.Index(fields=["kind", "ref"], name="decision_by_item"),)


class Minutes(Said):
    """The minutes of a meeting, whole, fixed by their fingerprint when it closed."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    document = models.TextField()
    fingerprint = models.CharField(max_length=64)
