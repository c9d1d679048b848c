"""The chain of the five parties: which posts a skill needs, who holds them, and where it is broken."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from beizhan.core.access import PARTY_OF, Party, Post
from beizhan.core.faults import Fault, error

LEADING: Mapping[Party, Post] = MappingProxyType(
    {
        Party.PROVINCE: Post.DIRECTOR,
        Party.CITY: Post.LIAISON,
        Party.BASE: Post.BASE_MANAGER,
        Party.EXPERT_TEAM: Post.CHIEF_EXPERT,
        Party.UNIT: Post.UNIT_LEADER,
    }
)
"""The post that answers for each party; without it the chain is broken there."""

_BY_ENTRIES = frozenset({Party.CITY, Party.BASE, Party.UNIT})


class RingState(StrEnum):
    """How firm one ring of the chain is; grey says that nobody can be expected yet."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Held:
    """A post that somebody holds at a body, good for one skill or, with ``skill`` empty, for all."""

    key: str
    post: Post
    body: str
    person: str
    skill: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring: the leading post of a party, at one body where the entries name it, and who holds it.

    ``body`` is empty where any body of the party will do.
    """

    party: Party
    post: Post
    body: str
    holders: tuple[Held, ...]
    state: RingState


def rings_of(skill: str, held: Collection[Held], expected: Mapping[Party, Collection[str]]) -> tuple[Ring, ...]:
    """Return the chain of a skill from the province down to the units.

    Parameters
    ----------
    skill : str
        The skill asked about.
    held : collection of Held
        Every post held now in the campaign.
    expected : mapping from Party to collection of str
        For city, base and unit: the bodies that the skill's entries name. While they name none, only whoever holds
        the post for this very skill counts.
    """
    good = [one for one in held if one.skill in ("", skill)]
    rings: list[Ring] = []
    for party in Party:
        holders = [one for one in good if one.post is LEADING[party]]
        named = expected.get(party, ()) if party in _BY_ENTRIES else ()
        if named:
            rings.extend(_ring(party, [one for one in holders if one.body == body], body) for body in named)
        elif party in _BY_ENTRIES:
            rings.append(_ring(party, [one for one in holders if one.skill], ""))
        else:
            rings.append(_ring(party, holders, ""))
    return tuple(rings)


def superior_of(one: Held, held: Collection[Held], above: Mapping[str, str]) -> Held | None:
    """Return whom the holder of a post answers to: who leads the same body, else the nearest body above that is led.

    Parameters
    ----------
    above : mapping of str to str
        The body above each body, where there is one.
    """
    leading = frozenset(LEADING.values())
    fit = [other for other in held if other.post in leading and (not one.skill or other.skill in ("", one.skill))]
    body = above.get(one.body, "") if one.post in leading else one.body
    seen = {one.body} if one.post in leading else set()
    while body and body not in seen:
        seen.add(body)
        found = next((other for other in fit if other.body == body and other.person != one.person), None)
        if found:
            return found
        body = above.get(body, "")
    return None


def faults_of_appointment(one: Held, party: Party, held: Sequence[Held]) -> tuple[Fault, ...]:
    """Return why a post cannot be given so: it is of another party, one is one's own deputy, or it is held already."""
    faults: list[Fault] = []
    if PARTY_OF[one.post] is not party:
        faults.append(error("post_of_another_party", post=str(one.post), party=str(party)))
    if one.deputy and one.deputy == one.person:
        faults.append(error("own_deputy"))
    same = (one.post, one.body, one.skill, one.person)
    if any((other.post, other.body, other.skill, other.person) == same for other in held if other.key != one.key):
        faults.append(error("post_held_already"))
    return tuple(faults)


def faults_of_superior(body: str, superior: str, above: Mapping[str, str]) -> tuple[Fault, ...]:
    """Return whether a body would stand above itself."""
    seen = {body}
    while superior:
        if superior in seen:
            return (error("body_above_itself", body=body),)
        seen.add(superior)
        superior = above.get(superior, "")
    return ()


def _ring(party: Party, holders: list[Held], body: str) -> Ring:
    if not holders:
        waits = party in _BY_ENTRIES and not body
        state = RingState.GREY if waits else RingState.RED
    else:
        state = RingState.GREEN if any(one.deputy for one in holders) else RingState.AMBER
    return Ring(party, LEADING[party], body, tuple(holders), state)
