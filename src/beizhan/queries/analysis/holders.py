"""Who could be named in the analysis of a skill: whoever holds a post that allows what they are named for."""

from django.db.models import Q

from beizhan.core.access import ALLOWED, Deed, Post
from beizhan.models.campaign import Entry
from beizhan.models.people import Appointment, Person
from beizhan.models.skills import Skill
from beizhan.queries.people import Who, who_of


def holders_for(skill: Skill, *deeds: Deed) -> list[Who]:
    """Return the people whose posts in a skill, as holder, deputy or coach, allow one of some deeds, by name.

    At most three queries.
    """
    posts = frozenset[Post]().union(*(ALLOWED[deed] for deed in deeds))
    held = Appointment.objects.filter(Q(skill=None) | Q(skill=skill), campaign=skill.campaign_id, end=None)
    found = {one for pair in held.filter(post__in=posts).values_list("person_id", "deputy_id") for one in pair if one}
    if Post.COACH in posts:
        coaching = Entry.objects.filter(skill=skill, withdrawal=None, coach__isnull=False)
        found |= {one for one in coaching.values_list("coach_id", flat=True) if one}
    people = Person.objects.filter(pk__in=found, is_active=True)
    return [who_of(one) for one in people.order_by("sort_key", "name", "login")]
