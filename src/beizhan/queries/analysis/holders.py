"""Who could be named in the analysis of a skill: whoever holds a post that allows what they are named for."""

from collections.abc import Collection

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
    return holders_among([skill], *deeds)


def holders_among(skills: Collection[Skill], *deeds: Deed) -> list[Who]:
    """Return the people whose posts in any of some skills of a campaign allow one of some deeds, by name.

    At most three queries, however many skills there are.
    """
    posts = frozenset[Post]().union(*(ALLOWED[deed] for deed in deeds))
    of_all = Q(skill=None, campaign__in={one.campaign_id for one in skills})
    held = Appointment.objects.filter(of_all | Q(skill__in=skills), end=None)
    found = {one for pair in held.filter(post__in=posts).values_list("person_id", "deputy_id") for one in pair if one}
    if Post.COACH in posts:
        coaching = Entry.objects.filter(skill__in=skills, withdrawal=None, coach__isnull=False)
        found |= {one for one in coaching.values_list("coach_id", flat=True) if one}
    people = Person.objects.filter(pk__in=found, is_active=True)
    return [who_of(one) for one in people.order_by("sort_key", "name", "login")]
