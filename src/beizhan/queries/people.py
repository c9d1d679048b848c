"""Who holds which post."""

from django.db.models import Q

from beizhan.core.access import Post
from beizhan.models.campaign import Campaign
from beizhan.models.people import Appointment, Person
from beizhan.models.skills import Skill


def posts_of(person: Person, *, campaign: Campaign | None, skill: Skill | None = None) -> frozenset[Post]:
    """Return the posts of a person in a campaign, as holder or deputy; with a skill, only those good for it.

    Without a campaign the posts in every campaign count. One query.
    """
    held = Appointment.objects.filter(Q(person=person) | Q(deputy=person), end=None)
    if campaign is not None:
        held = held.filter(campaign=campaign)
    if skill is not None:
        held = held.filter(Q(skill=None) | Q(skill=skill))
    return frozenset(Post(post) for post in held.values_list("post", flat=True))
