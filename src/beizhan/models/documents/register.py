"""The register (A1): documents, their editions, and the files as they came."""

from django.db import models

from beizhan.models.said import Said


class Original(models.Model):
    """A file exactly as it came, kept once under the SHA-256 of its bytes."""

    fingerprint = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=120)
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.fingerprint


class Document(Said):
    """A document that has editions, of a skill such as its technical description, or of the whole competition."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="documents")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, null=True, related_name="documents")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12)


class Edition(Said):
    """One edition as it was found: what it is called, where it was found, which earlier one it supersedes."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    label = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200)
    original = models.ForeignKey(Original, models.PROTECT, related_name="editions")
    found_in = models.CharField(max_length=500)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("document", "original"), name="an_edition_comes_once"),
            models.CheckConstraint(condition=~models.Q(label=""), name="an_edition_has_a_label"),
        )
