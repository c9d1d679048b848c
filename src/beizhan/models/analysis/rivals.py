"""Rivals, and what was seen of them: how strong, with which equipment and method, from where, valid until when."""

from django.db import models
from django.db.models import F, Q

from beizhan.core.analysis.sources import Credibility, Reliability, RivalKind
from beizhan.models.said import Corrected, Said

_RELIABILITIES, _CREDIBILITIES = [one.value for one in Reliability], [one.value for one in Credibility]


class Rival(Said):
    """A person, province or country that our competitors of a skill are compared with."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="rivals")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in RivalKind])
    name_zh = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64, blank=True)
    origin = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["skill", "kind", "name_zh"], name="one_rival_a_name"),)

    def __str__(self) -> str:
        return self.name_zh


class Observation(Corrected):
    """What was seen of a rival on one day, from one source, and until when it holds."""

    rival = models.ForeignKey(Rival, models.PROTECT, related_name="observations")
    mission = models.ForeignKey("beizhan.Mission", models.PROTECT, null=True, related_name="observations")
    source = models.CharField(max_length=300)
    reliability = models.CharField(max_length=1, choices=[(one, one) for one in _RELIABILITIES])
    credibility = models.CharField(max_length=1, choices=[(one, one) for one in _CREDIBILITIES])
    seen_on = models.DateField()
    expires_on = models.DateField()
    equipment = models.TextField(blank=True)
    method = models.TextField(blank=True)

    class Meta(Corrected.Meta):
        constraints = (
            *Corrected.Meta.constraints,
            models.CheckConstraint(condition=Q(expires_on__gt=F("seen_on")), name="an_observation_holds_for_a_while"),
            models.CheckConstraint(condition=Q(reliability__in=_RELIABILITIES), name="reliability_is_a_to_f"),
            models.CheckConstraint(condition=Q(credibility__in=_CREDIBILITIES), name="credibility_is_1_to_6"),
        )


class Strength(models.Model):
    """How strong the rival was in a section, or with none in all: per cent of full marks, with a band."""

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="strengths")
    section = models.CharField(max_length=16, blank=True)
    level = models.PositiveSmallIntegerField()
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["observation", "section"], name="one_strength_a_section"),
            models.CheckConstraint(
                condition=Q(low__lte=F("level")) & Q(level__lte=F("high")) & Q(high__lte=100),
                name="a_level_lies_in_its_band",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section} {self.low}–{self.level}–{self.high}"
