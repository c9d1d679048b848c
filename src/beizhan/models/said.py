"""What everything here has in common: somebody said it, and a correction is another row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Said(models.Model):
    """Who said it, and when."""

    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Corrected(Said):
    """Something that a later row can replace or take back; the one that nothing replaces stands."""

    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    is_taken_back = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(is_taken_back=False) | (Q(replaces__isnull=False) & ~Q(reason="")),
                name="%(class)s_is_taken_back_with_a_reason",
            ),
        )
