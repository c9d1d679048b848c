"""The log: who did what when, and what two people agreed on."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class LogRow(models.Model):
    """One deed that was done, written in the transaction of the deed itself."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, null=True, related_name="log_rows")
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="log_rows")
    deed = models.CharField(max_length=40)
    on = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["campaign", "at"], name="log_by_campaign"),)

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.deed} {self.on}"


class Proposal(models.Model):
    """What one person asks a second person to approve, fixed by its fingerprint."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=64, db_index=True)
    content = models.TextField()
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField()
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="proposals")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Approval(models.Model):
    """The second person's answer, given to exactly the content that was seen."""

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="approval")
    approved = models.BooleanField()
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="approvals")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(approved=True) | ~Q(reason=""), name="a_refusal_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.proposal}: {self.approved}"
