"""Changes between two editions, and what was decided about each (A3, A4)."""

from django.db import models

from beizhan.models.said import Said


class Change(Said):
    """A difference between two editions that somebody must decide about; found once, never changed.

    ``kind`` and the two texts are as the comparison told them; ``where`` is the way to the clause in the new edition,
    or in the old one if it is gone there. Marks at stake are in hundredths.
    """

    old = models.ForeignKey("beizhan.Edition", models.PROTECT, null=True, related_name="changes_after")
    new = models.ForeignKey("beizhan.Edition", models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    where = models.CharField(max_length=300)
    old_text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    at_stake = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("new", "number"), name="one_change_a_number"),)


class ChangeWeight(Said):
    """How much a change weighs and what it touches; the latest counts."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="weights")
    severity = models.CharField(max_length=8)
    touches = models.JSONField(default=list)


class ChangeDecision(Said):
    """What is done about a change, or why nothing need be: signed; the latest counts."""

    change = models.ForeignKey(Change, models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=16)
    words = models.TextField()
    owner = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answer="no_impact") | models.Q(owner__isnull=False, due__isnull=False),
                name="a_countermeasure_has_an_owner_and_a_date",
            ),
        )
