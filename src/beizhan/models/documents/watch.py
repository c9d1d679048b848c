"""The watch (P3): sources, what each look at them found, and the inbox in which new documents land."""

from django.db import models
from django.db.models import Q

from beizhan.core.documents.watching import Outcome, SourceKind
from beizhan.models.said import Said


class Source(Said):
    """An address that is watched: a page, a feed, a file, or a page that lists many files."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="sources")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, null=True, related_name="sources")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in SourceKind])
    title = models.CharField(max_length=120)
    address = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("campaign", "address", "kind"), name="an_address_is_watched_once"),
        )


class SourceTerms(Said):
    """How a source is watched from now on: whose it is, how often, what counts for nothing; the latest counts."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="terms")
    owner = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    ignore = models.JSONField(default=list)
    wanted = models.CharField(max_length=200, blank=True)
    is_watched = models.BooleanField(default=True)


class Look(models.Model):
    """What one look at an address of a source found; nobody's deed when the machine looked by itself."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="looks")
    address = models.CharField(max_length=1000)
    by = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Outcome])
    fault = models.JSONField(null=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=60, blank=True)
    original = models.ForeignKey("beizhan.Original", models.PROTECT, null=True, related_name="looks")
    links = models.JSONField(default=list)
    wait = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="failed", fault__isnull=False) | (~Q(outcome="failed") & Q(fault__isnull=True)),
                name="a_look_that_failed_says_why",
            ),
        )
        indexes = (models.Index(fields=("source", "address", "at"), name="look_at_an_address"),)

    def __str__(self) -> str:
        return f"Look {self.pk}"


class InboxItem(models.Model):
    """A document that came, by the watch or from somebody, and waits for its owner; ``by`` is whoever forwarded it."""

    campaign = models.ForeignKey("beizhan.Campaign", models.PROTECT, related_name="inbox")
    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, null=True, related_name="inbox")
    look = models.OneToOneField(Look, models.PROTECT, null=True, related_name="item")
    original = models.ForeignKey("beizhan.Original", models.PROTECT, related_name="inbox")
    earlier = models.ForeignKey("beizhan.Original", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    found_in = models.CharField(max_length=500)
    owner = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")
    by = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(look__isnull=False) | Q(by__isnull=False), name="an_item_was_found_or_forwarded"
            ),
        )

    def __str__(self) -> str:
        return f"InboxItem {self.pk}"


class Handover(Said):
    """From now on somebody else owns an item of the inbox; its clock runs on."""

    item = models.ForeignKey(InboxItem, models.PROTECT, related_name="handovers")
    owner = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="+")


class InboxAnswer(Said):
    """What became of an item: an edition of a document, or set aside with a reason."""

    item = models.OneToOneField(InboxItem, models.PROTECT, related_name="answer")
    edition = models.ForeignKey("beizhan.Edition", models.PROTECT, null=True, related_name="came_by")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(edition__isnull=False) | ~Q(reason=""), name="an_item_is_kept_or_set_aside_with_a_reason"
            ),
        )
