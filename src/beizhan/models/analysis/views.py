"""The view log: what experts and judges think, word for word, for the eyes of those named and nobody else."""

from django.db import models
from django.db.models import Q

from beizhan.core.analysis.channels import Channel, SpeakerRole
from beizhan.models.said import Corrected, Said


class View(Corrected):
    """What somebody said of an entry or of a method: who, where, by which channel, their words, and our answer."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="views")
    entry = models.ForeignKey("beizhan.Entry", models.PROTECT, null=True, related_name="views")
    subject = models.CharField(max_length=120, blank=True)
    speaker = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="views_spoken")
    speaker_name = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=16, choices=[(role.value, role.value) for role in SpeakerRole])
    channel = models.CharField(max_length=20, choices=[(channel.value, channel.value) for channel in Channel])
    heard_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    answer = models.TextField(blank=True)

    class Meta(Corrected.Meta):
        constraints = (
            *Corrected.Meta.constraints,
            models.CheckConstraint(
                condition=Q(speaker__isnull=False) | ~Q(speaker_name=""), name="somebody_spoke_the_view"
            ),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | ~Q(subject=""), name="a_view_is_of_an_entry_or_a_subject"
            ),
        )


class ViewReader(Said):
    """The writer of a view names somebody who may read it, or names them no more; the latest row counts."""

    view = models.ForeignKey(View, models.PROTECT, related_name="readers")
    person = models.ForeignKey("beizhan.Person", models.PROTECT, related_name="views_named_in")
    is_named = models.BooleanField(default=True)


class ViewUse(Said):
    """A view was used: spoken of in a review meeting, or answered with a gap."""

    view = models.ForeignKey(View, models.PROTECT, related_name="uses")
    meeting = models.ForeignKey("beizhan.Meeting", models.PROTECT, null=True, related_name="view_uses")
    gap = models.ForeignKey("beizhan.Gap", models.PROTECT, null=True, related_name="view_uses")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(meeting__isnull=True, gap__isnull=False) | Q(meeting__isnull=False, gap__isnull=True),
                name="a_view_is_used_in_one_place",
            ),
        )
