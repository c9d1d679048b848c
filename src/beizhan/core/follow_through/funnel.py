"""How many changes have come how far, per skill and over the campaign: the number that a leader asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from beizhan.core.follow_through.links import Lamp, Stand, Standing

_REACHED: Mapping[str, frozenset[Stand]] = {
    "found": frozenset(Stand),
    "decided": frozenset(Stand) - {Stand.FOUND},
    "with_impact": frozenset((Stand.DECIDED, Stand.ABSORBED, Stand.TESTED, Stand.VERIFIED)),
    "absorbed": frozenset((Stand.ABSORBED, Stand.TESTED, Stand.VERIFIED)),
    "tested": frozenset((Stand.TESTED, Stand.VERIFIED)),
    "verified": frozenset((Stand.VERIFIED,)),
}
"""Which stands have passed a link: whoever is verified was decided too."""


@dataclass(frozen=True, slots=True)
class OpenLink:
    """The changes that wait at one stand: how many, how long the oldest and the middle one have waited.

    Of an even number the middle one is the older of the two.
    """

    stand: Stand
    waiting: int
    oldest: timedelta
    median: timedelta


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many changes have passed each link.

    Parameters
    ----------
    skill : str
        The skill; empty for the whole campaign.
    found, decided, with_impact, absorbed, tested, verified : int
        How many have come at least so far; of those decided, ``with_impact`` go on.
    partly : int
        How many of those verified are not yet in every plan.
    red : int
        How many stand too long.
    links : tuple of OpenLink
        Where changes wait, in the order of the way.
    """

    skill: str
    found: int
    decided: int
    with_impact: int
    absorbed: int
    tested: int
    verified: int
    partly: int
    red: int
    links: tuple[OpenLink, ...]

    @property
    def closed(self) -> int:
        """How many need nothing more: verified and in every plan, or signed as without impact."""
        return self.verified - self.partly + self.decided - self.with_impact


def funnel_of(standings: Sequence[Standing], at: datetime, skill: str = "") -> Funnel:
    """Return the funnel of some changes.

    Parameters
    ----------
    standings : sequence of Standing
        Where each change stands.
    at : datetime
        Now, for the ages.
    skill : str
        Which skill they are of, for the heading.
    """
    passed = {name: sum(has_passed(one.stand, name) for one in standings) for name in _REACHED}
    partly = sum(one.stand is Stand.VERIFIED and not one.is_closed for one in standings)
    red = sum(one.lamp is Lamp.RED for one in standings)
    links = (_link(stand, standings, at) for stand in Stand)
    return Funnel(skill, **passed, partly=partly, red=red, links=tuple(link for link in links if link.waiting))


def has_passed(stand: Stand, link: str) -> bool:
    """Return whether who stands there counts at a link of the funnel, named as ``Funnel`` names it; at no other."""
    return stand in _REACHED.get(link, ())


def funnels_of(standings: Sequence[Standing], at: datetime) -> tuple[Funnel, ...]:
    """Return the funnel of each skill that has changes, by its key, and of the campaign at the end."""
    skills = sorted({one.skill for one in standings})
    each = (funnel_of([one for one in standings if one.skill == skill], at, skill) for skill in skills)
    return (*each, funnel_of(standings, at))


def _link(stand: Stand, standings: Sequence[Standing], at: datetime) -> OpenLink:
    ages = sorted(one.age(at) for one in standings if one.stand is stand and not one.is_closed)
    if not ages:
        return OpenLink(stand, 0, timedelta(0), timedelta(0))
    return OpenLink(stand, len(ages), ages[-1], ages[len(ages) // 2])
