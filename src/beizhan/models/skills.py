"""The skills of a campaign and the standards they are marked against."""

from django.db import models


class Skill(models.Model):
    """A skill as its competition numbers it; numbers are reused between editions, so it belongs to a campaign."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="skills")
    number = models.CharField(max_length=8)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    competitors_per_entry = models.PositiveSmallIntegerField(default=1)
    age_limit = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "number"], name="one_skill_a_number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.name_zh}"


class Section(models.Model):
    """A weighted section of the skill's occupational standard (WSOS); the weight is in hundredths of a mark."""

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="sections")
    number = models.CharField(max_length=8)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    weight = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["skill", "number"], name="one_section_a_number"),)

    def __str__(self) -> str:
        return f"{self.skill} {self.number}"
