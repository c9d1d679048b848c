"""What somebody may do in each skill of a campaign, asked once for all of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from beizhan.core.access import Deed, Post, may
from beizhan.models.campaign import Campaign, Competitor, Entry
from beizhan.models.people import Appointment, Person


@dataclass(frozen=True, slots=True)
class Duties:
    """The posts of a person by skill; those under None are good for every skill."""

    posts: Mapping[int | None, frozenset[Post]]

    def may(self, deed: Deed, skill: int | None) -> bool:
        """Return whether the person may do a deed in a skill."""
        return may(self.posts.get(None, frozenset()) | self.posts.get(skill, frozenset()), deed)

    def may_anywhere(self, deed: Deed) -> bool:
        """Return whether the person may do a deed in any skill at all."""
        return any(may(posts, deed) for posts in self.posts.values())


def duties_of(person: Person, campaign: Campaign) -> Duties:
    """Return what somebody may do in each skill. Three queries."""
    found: dict[int | None, set[Post]] = defaultdict(set)
    held = Appointment.objects.filter(Q(person=person) | Q(deputy=person), campaign=campaign, end=None)
    for skill, post in held.values_list("skill_id", "post"):
        found[skill].add(Post(post))
    for skill in Competitor.objects.filter(person=person, entry__campaign=campaign).values_list(
        "entry__skill", flat=True
    ):
        found[skill].add(Post.COMPETITOR)
    for skill in Entry.objects.filter(coach=person, campaign=campaign, withdrawal=None).values_list("skill", flat=True):
        found[skill].add(Post.COACH)
    return Duties({skill: frozenset(posts) for skill, posts in found.items()})
