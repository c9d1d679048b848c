"""Marking schemes: what is marked, how, and for how much; amounts are whole hundredths of a mark."""

from uuid import uuid4

from django.db import models

from beizhan.core.scheme.tree import Kind


class Scheme(models.Model):
    """One version of a skill's marking scheme, as it was imported or changed."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="schemes")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    source_name = models.CharField(max_length=200)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    reason = models.TextField(blank=True)
    by = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["skill", "version"], name="one_scheme_a_version"),)

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class SchemeFreeze(models.Model):
    """Two people fixed a scheme by its fingerprint; from now on it is never changed, only followed by another."""

    scheme = models.OneToOneField(Scheme, models.PROTECT, related_name="freeze")
    fingerprint = models.CharField(max_length=64)
    proposal = models.OneToOneField("beizhan.Proposal", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.scheme} {self.fingerprint[:8]}"


class DeclaredSection(models.Model):
    """The marks a scheme declares for a section of the standard."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=16)
    name = models.CharField(max_length=300, blank=True)
    declared = models.IntegerField(null=True)

    def __str__(self) -> str:
        return self.number


class Criterion(models.Model):
    """An assessment criterion (A, B, C …) with the marks it declares."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    name = models.CharField(max_length=300, blank=True)
    mark = models.IntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scheme", "code"], name="one_criterion_a_code"),)

    def __str__(self) -> str:
        return self.code


class SubCriterion(models.Model):
    """A sub-criterion (A1, A2 …): one marking form, one day, one marking team."""

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="sub_criteria")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=300, blank=True)
    day = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["criterion", "code"], name="one_sub_criterion_a_code"),)

    def __str__(self) -> str:
        return self.code


class Aspect(models.Model):
    """The single thing that is marked; ``key`` stays the same through all versions of the scheme."""

    sub_criterion = models.ForeignKey(SubCriterion, models.PROTECT, related_name="aspects")
    key = models.UUIDField(default=uuid4)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=1, choices=[(kind.value, kind.value) for kind in Kind])
    description = models.TextField(blank=True)
    extra = models.TextField(blank=True)
    requirement = models.TextField(blank=True)
    section = models.CharField(max_length=16, blank=True)
    max_mark = models.IntegerField(null=True)
    descriptors = models.JSONField(default=list)
    calculation = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sub_criterion", "key"], name="an_aspect_once"),)

    def __str__(self) -> str:
        return self.code
