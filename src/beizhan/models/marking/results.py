"""Results: rules, snapshots with their revisions, objections, and what becomes of everybody."""

from django.db import models

from beizhan.core.marking.assessment import Ground, SnapshotKind
from beizhan.models.marking.assessments import Told


class SelectionRule(models.Model):
    """How a stage lets M of N through in a skill: a document, fixed by its fingerprint."""

    stage = models.ForeignKey("beizhan.Stage", models.PROTECT, related_name="rules")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="rules")
    version = models.PositiveSmallIntegerField()
    document = models.TextField()
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["stage", "skill", "version"], name="one_rule_a_version"),)

    def __str__(self) -> str:
        return f"{self.stage} {self.skill} v{self.version}"


class Snapshot(Told):
    """A result as it was published or sealed, whole, with the version of the code that computed it."""

    revision = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in SnapshotKind])
    document = models.TextField()
    fingerprint = models.CharField(max_length=64)
    software = models.CharField(max_length=32)
    reason = models.TextField(blank=True)
    proposal = models.OneToOneField("beizhan.Proposal", models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["assessment", "revision"], name="one_snapshot_a_revision"),)


class Objection(Told):
    """Somebody objects to a mark, a procedure or an eligibility, within the clock."""

    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, related_name="objections")
    ground = models.CharField(max_length=16, choices=[(ground.value, ground.value) for ground in Ground])
    aspect_key = models.UUIDField(null=True)
    text = models.TextField()


class Ruling(Told):
    """The arbiters' answer to an objection."""

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="ruling")
    is_upheld = models.BooleanField()
    text = models.TextField()


class NextPost(models.Model):
    """What somebody who is out does next: spar, stand in reserve, assist the coach, go home."""

    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, related_name="next_posts")
    stage = models.ForeignKey("beizhan.Stage", models.PROTECT, related_name="next_posts")
    post = models.CharField(max_length=24)
    note = models.TextField(blank=True)
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry} {self.post}"
