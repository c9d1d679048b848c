"""The terms of a skill (X2): one term, one translation."""

from django.db import models

from beizhan.models.said import Said


class Term(Said):
    """What a term is called in Chinese and in English, and how not; the latest of a Chinese term counts."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="terms")
    zh = models.CharField(max_length=120)
    en = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)
    avoid = models.JSONField(default=list)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(zh="") & ~models.Q(en=""), name="a_term_has_both_sides"),
        )
