"""Medals by points on the scale: ties within two points share a medal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

Points = int | Decimal
"""Points on the scale; decimals are exact, so floats are not welcome."""

GAP = 2
"""Competitors no more than this many points apart share a medal."""

THRESHOLD_700, THRESHOLD_500 = 700, 500
"""Points from which one without a medal has a Medallion for Excellence: on today's scale, and before 2017."""


FIRST_ON_700 = 2017
"""The first year of today's scale."""


def threshold_of(year: str) -> int:
    """Return the points for a medallion in a year, a whole number as it is written."""
    return THRESHOLD_700 if int(year) >= FIRST_ON_700 else THRESHOLD_500


class Medal(StrEnum):
    """What a competitor can take home."""

    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"
    MEDALLION = "medallion"


@dataclass(frozen=True, slots=True)
class Scored:
    """One entry of a skill competition: for which Member, in which skill of which year, with how many points."""

    member: str
    skill: str
    points: Points
    year: str = ""


_Band = Callable[[Sequence[Points]], int]


def medals_of(
    points: Sequence[Points], *, threshold: Points = THRESHOLD_700, rule: str = "from_first"
) -> tuple[Medal | None, ...]:
    """Give out the medals of one skill competition.

    Gold to everybody in the band of the best. One gold: silver to the band of the next, and after one silver bronze to
    the band of the next. Two golds: no silver, bronze to the band of the next. Three golds or more, or several silvers:
    bronze only to those within two points of the last of them.

    Parameters
    ----------
    points : sequence of int or Decimal
        One number per entry, in any order.
    threshold : int or Decimal
        Points for a medallion: 700, or 500 on the scale used before 2017.
    rule : {"from_first", "chain"}
        Whether a band reaches two points down from its best (as all official results of 2007 and 2009 do), or goes on
        from each to the next.

    Returns
    -------
    tuple of Medal or None
        In the order of ``points``.

    References
    ----------
    WorldSkills competition rules 2015 on tied medals; the bands are recomputed from the official results.
    """
    left = sorted(points, reverse=True)
    lowest: dict[Medal, Points] = {}
    for medal, size in _bands(left, BANDS[rule]):
        lowest[medal] = left[size - 1]
        left = left[size:]
    return tuple(_medal_for(one, lowest, threshold) for one in points)


def medals_by_skill(
    entries: Sequence[Scored], *, threshold: Points = THRESHOLD_700, rule: str = "from_first"
) -> tuple[Medal | None, ...]:
    """Give out the medals of many skill competitions, each among its own entries, in the order of ``entries``.

    Equal entries are the members of one team, as official exports list them: they count once and share what is won.
    """
    skills: dict[tuple[str, str], list[Scored]] = {}
    for one in dict.fromkeys(entries):
        skills.setdefault((one.year, one.skill), []).append(one)
    won: dict[Scored, Medal | None] = {}
    for own in skills.values():
        medals = medals_of([one.points for one in own], threshold=threshold, rule=rule)
        won |= dict(zip(own, medals, strict=True))
    return tuple(won[one] for one in entries)


def from_first(ordered: Sequence[Points]) -> int:
    """Return how many share a medal with the first: all within two points of the first."""
    return sum(ordered[0] - one <= GAP for one in ordered) if ordered else 0


def chain(ordered: Sequence[Points]) -> int:
    """Return how many share a medal with the first: as long as each is within two points of the one before."""
    steps = enumerate(pairwise(ordered), start=1)
    return next((place for place, (one, following) in steps if one - following > GAP), len(ordered))


BANDS: Mapping[str, _Band] = MappingProxyType({"from_first": from_first, "chain": chain})
"""The rules for sharing a medal, by name."""


def best_of_nation(entries: Sequence[Scored]) -> dict[str, tuple[Scored, ...]]:
    """Return the entries with the most points of each member, several when equal."""
    of_member: dict[str, list[Scored]] = {}
    for one in entries:
        of_member.setdefault(one.member, []).append(one)
    return {member: _best(own) for member, own in of_member.items()}


def albert_vidal(entries: Sequence[Scored]) -> tuple[Scored, ...]:
    """Return the entries with the most points of the whole competition, several when equal."""
    return _best(entries)


def _bands(ordered: Sequence[Points], band: _Band) -> list[tuple[Medal, int]]:
    """Return the medals that are given and how many have each, from the top."""
    golds = band(ordered)
    silvers = band(ordered[1:]) if golds == 1 else 0
    above = golds + silvers
    if (golds, silvers) in {(1, 1), (2, 0)}:
        bronzes = band(ordered[above:])
    else:
        bronzes = max(0, from_first(ordered[max(0, above - 1) :]) - 1)  # those near the last one above
    given = ((Medal.GOLD, golds), (Medal.SILVER, silvers), (Medal.BRONZE, bronzes))
    return [(medal, size) for medal, size in given if size]


def _medal_for(points: Points, lowest: Mapping[Medal, Points], threshold: Points) -> Medal | None:
    won = next((medal for medal, least in lowest.items() if points >= least), None)
    return won or (Medal.MEDALLION if points >= threshold else None)


def _best(entries: Sequence[Scored]) -> tuple[Scored, ...]:
    most = max((one.points for one in entries), default=None)
    return tuple(one for one in entries if one.points == most)
