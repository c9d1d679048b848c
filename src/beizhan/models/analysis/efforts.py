"""What effort is thought to bring in each skill, and what there is of it; the latest row counts."""

from django.db import models
from django.db.models import Q

from beizhan.models.said import Said


class SkillEffort(Said):
    """A chance now and a response to effort, as somebody believes them; marks are hundredths, money is yuan."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="efforts")
    chance = models.PositiveSmallIntegerField()
    give_or_take = models.PositiveSmallIntegerField()
    reach = models.PositiveIntegerField()
    pace = models.PositiveSmallIntegerField()
    doubt = models.PositiveSmallIntegerField()
    noise = models.PositiveIntegerField()
    cost = models.PositiveIntegerField()
    places = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(chance__gte=1) & Q(chance__lte=99), name="a_chance_is_never_certain"),
            models.CheckConstraint(condition=Q(pace__gte=1) & Q(noise__gte=1), name="a_response_has_pace_and_noise"),
        )


class EffortBudget(Said):
    """What a campaign has for all its skills; nothing where it is not limited."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="effort_budgets")
    money = models.PositiveIntegerField(null=True)
    days = models.PositiveIntegerField(null=True)
    places = models.PositiveIntegerField(null=True)
