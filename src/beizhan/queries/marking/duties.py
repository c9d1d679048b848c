"""What somebody may do in each skill of a campaign, asked once for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from beizhan.core.access import Deed, Post, may
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.queries.people import posts_by_skill


@dataclass(frozen=True, slots=True)
class Duties:
    """The posts of a person by skill; those under None are good for every skill."""

    posts: Mapping[int | None, frozenset[Post]]

    def may(self, deed: Deed, skill: int | None) -> bool:
        """Return whether the person may do a deed in a skill."""
        return may(self.posts.get(None, frozenset()) | self.posts.get(skill, frozenset()), deed)

    def may_of(self, deed: Deed, skill: int | None) -> bool:
        """Return whether the person may look at a thing; one of the whole competition is everybody's in any skill."""
        return self.may_anywhere(deed) if skill is None else self.may(deed, skill)

    def may_anywhere(self, deed: Deed) -> bool:
        """Return whether the person may do a deed in any skill at all."""
        return any(may(posts, deed) for posts in self.posts.values())


def duties_of(person: Person, campaign: Campaign) -> Duties:
    """Return what somebody may do in each skill. One query."""
    return Duties(posts_by_skill(person, campaign=campaign))
