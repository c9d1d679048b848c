"""Target lines: the marks, and the minutes, that have won before."""

from django.db import models
from django.db.models import F, Q

from beizhan.core.analysis.targets import TargetScope
from beizhan.models.said import Corrected


class TargetLine(Corrected):
    """What won once, in the whole, a criterion or a section: hundredths out of what could be had, and the source."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="target_lines")
    scope = models.CharField(max_length=16, choices=[(scope.value, scope.value) for scope in TargetScope])
    ref = models.CharField(max_length=16, blank=True)
    mark = models.PositiveIntegerField()
    worth = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField(null=True)
    event = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)

    class Meta(Corrected.Meta):
        constraints = (
            *Corrected.Meta.constraints,
            models.CheckConstraint(condition=Q(worth__gt=0) & Q(mark__lte=F("worth")), name="nobody_won_above_full"),
            models.CheckConstraint(condition=Q(scope="total") | ~Q(ref=""), name="a_part_is_named"),
        )
