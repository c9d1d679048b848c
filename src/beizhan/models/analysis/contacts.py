"""The contact plan: which experts we want to hear, by which open way, and what comes next."""

from django.db import models
from django.db.models import Q

from beizhan.core.analysis.contacts import ContactKind
from beizhan.models.said import Said


class Contact(Said):
    """A contact that is planned with experts: a question on the forum, an exchange visit, a rehearsal."""

    skill = models.ForeignKey("beizhan.Skill", models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ContactKind])
    with_whom = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)


class ContactStep(Said):
    """What comes next in a contact, who does it by when; or with ``is_closed`` what came of it. The latest counts."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="steps")
    text = models.TextField()
    owner = models.ForeignKey("beizhan.Person", models.PROTECT, null=True, related_name="owned_contact_steps")
    due = models.DateField(null=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_closed=True) | (Q(owner__isnull=False) & Q(due__isnull=False)),
                name="a_next_step_has_owner_and_day",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_step_is_said_in_words"),
        )
