"""The campaign, the dates it hangs on, its stages, and who is entered in which skill."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class Campaign(models.Model):
    """One cycle of preparation, from the first plan to the competition."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name_zh


class Anchor(models.Model):
    """A named day that other days are counted from."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="anchors")
    key = models.CharField(max_length=32)
    name_zh = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "key"], name="one_anchor_a_key"),)

    def __str__(self) -> str:
        return self.name_zh


class AnchorDate(models.Model):
    """On which day an anchor falls, as last said; an anchor that moves gets a new row with its reason."""

    anchor = models.ForeignKey(Anchor, models.PROTECT, related_name="dates")
    date = models.DateField()
    reason = models.TextField(blank=True)
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.anchor} {self.date}"


class SpecialDay(models.Model):
    """A holiday, or a weekend day that is worked to make up for one, as announced."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="special_days")
    date = models.DateField()
    is_workday = models.BooleanField()
    name = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "date"], name="one_special_day_a_date"),)

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class Stage(models.Model):
    """A step of the ladder: so many stand in it, so many go through (N→M)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="stages")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, null=True, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name_zh = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64, blank=True)
    from_n = models.PositiveSmallIntegerField()
    to_m = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["skill", "position"], name="one_stage_a_position_of_a_skill"),
            models.UniqueConstraint(
                fields=["campaign", "position"], condition=Q(skill=None), name="one_stage_a_position_for_all"
            ),
            models.CheckConstraint(condition=Q(to_m__lte=F("from_n")), name="no_more_go_through_than_stand"),
        )

    def __str__(self) -> str:
        return self.name_zh


class Entry(models.Model):
    """Who is in which skill for whom: one competitor, or one team, of a unit."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="entries")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="entries")
    code = models.CharField(max_length=32)
    unit = models.ForeignKey("beizhan.Body", models.PROTECT, related_name="entries")
    base = models.ForeignKey("beizhan.Body", models.PROTECT, null=True, related_name="trained_entries")
    coach = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="coached_entries")
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "code"], name="one_entry_a_code"),)

    def __str__(self) -> str:
        return self.code


class Competitor(models.Model):
    """A person who competes in an entry; the day of birth is asked only where an age limit must be checked."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="competitors")
    person = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="competing")
    born = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["entry", "person"], name="once_in_an_entry"),)

    def __str__(self) -> str:
        return f"{self.entry} {self.person}"


class Withdrawal(models.Model):
    """An entry no longer stands, and why."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry} withdrawn"
