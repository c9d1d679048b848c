"""What the machine found when it looked at a chain by itself."""

from django.db import models


class ChainCheck(models.Model):
    """The background worker verified an assessment's chain up to an event; findings are codes, none when all agreed."""

    assessment = models.ForeignKey("beizhan.Assessment", models.PROTECT, related_name="checks")
    seq = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["assessment", "at"], name="check_by_assessment"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.findings or '✓'}"
