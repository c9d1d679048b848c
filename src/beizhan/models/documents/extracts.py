"""What was read of an original: a cache that can be made again from its bytes at any time."""

from django.db import models


class Extract(models.Model):
    """The text of an original as the readers of one version read it, to search in and to compare; said by nobody.

    ``text`` is folded for searching; ``document`` and ``scheme`` are what the readers gave, ``faults`` why they gave
    nothing.
    """

    original = models.OneToOneField("beizhan.Original", models.PROTECT, primary_key=True, related_name="extract")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    document = models.JSONField(null=True)
    scheme = models.JSONField(null=True)
    faults = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Extract {self.original_id}"
