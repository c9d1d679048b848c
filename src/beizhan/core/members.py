"""The five reports that compare Members: by medals and by points on the scale.

References
----------
WorldSkills International, official Member comparison reports: medal points 4, 3, 2, 1; a team is one competitor.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from beizhan.core.medals import THRESHOLD_700, Medal, Points, Scored, medals_by_skill

MEDAL_POINTS = MappingProxyType({Medal.GOLD: 4, Medal.SILVER: 3, Medal.BRONZE: 2, Medal.MEDALLION: 1})
"""What each medal counts."""

HOST_MEMBER_SKILL = "HM"
"""How the number of a skill begins that only the host Member added."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry of a Member in one skill: its points on the scale and its medal, if any."""

    member: str
    points: Points
    medal: Medal | None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One Member in one report; averages are exact fractions per skill entered, ``rank`` is shared by equals."""

    member: str
    skills: int
    gold: int
    silver: int
    bronze: int
    medallion: int
    medal_points: int
    average_medal_points: Fraction
    total_points: Fraction
    average_points: Fraction
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The five reports; the alphabetical one has no ranks."""

    by_member: tuple[MemberRow, ...]
    by_total_medal_points: tuple[MemberRow, ...]
    by_average_medal_points: tuple[MemberRow, ...]
    by_total_points: tuple[MemberRow, ...]
    by_average_points: tuple[MemberRow, ...]


def entered_by_year(
    entries: Sequence[Scored],
    *,
    threshold: Points = THRESHOLD_700,
    rule: str = "from_first",
    host_member_skills: bool = False,
) -> dict[str, tuple[Entered, ...]]:
    """Return the entries of each year with their medals, computed anew; a team that is listed twice counts once.

    Skills of the host Member are left out unless asked for, as the official reports do.
    """
    medals = dict(zip(entries, medals_by_skill(entries, threshold=threshold, rule=rule), strict=True))
    years: dict[str, list[Entered]] = {}
    for one, medal in medals.items():
        if host_member_skills or not one.skill.upper().startswith(HOST_MEMBER_SKILL):
            years.setdefault(one.year, []).append(Entered(one.member, one.points, medal))
    return {year: tuple(entered) for year, entered in sorted(years.items())}


def comparison_of(entries: Sequence[Entered]) -> Comparison:
    """Return the five reports over all entries of one competition.

    Parameters
    ----------
    entries : sequence of Entered
        Those that count; leave out the skills that do not (the official reports leave out the host Member's own).

    Returns
    -------
    Comparison
        Equals share a rank (1, 2, 2, 4) and stand in alphabetical order.
    """
    of_member: dict[str, list[Entered]] = {}
    for one in entries:
        of_member.setdefault(one.member, []).append(one)
    by_member = tuple(_row_of(member, own) for member, own in sorted(of_member.items()))
    return Comparison(
        by_member,
        _ranked(by_member, lambda row: Fraction(row.medal_points)),
        _ranked(by_member, lambda row: row.average_medal_points),
        _ranked(by_member, lambda row: row.total_points),
        _ranked(by_member, lambda row: row.average_points),
    )


def shown(number: Fraction, digits: int) -> str:
    """Return a fraction as a decimal with this many digits after the point, rounded half-up: ``"527.38"``."""
    whole = (2 * number * 10**digits + 1) // 2
    sign = "-" if whole < 0 else ""
    before, after = divmod(abs(whole), 10**digits)
    return f"{sign}{before}.{after:0{digits}d}" if digits else f"{sign}{before}"


def _row_of(member: str, own: Sequence[Entered]) -> MemberRow:
    won = Counter(one.medal for one in own)
    medal_points = sum(worth * won[medal] for medal, worth in MEDAL_POINTS.items())
    total = sum((Fraction(one.points) for one in own), Fraction(0))
    medals = (won[Medal.GOLD], won[Medal.SILVER], won[Medal.BRONZE], won[Medal.MEDALLION])
    skills = len(own)
    return MemberRow(member, skills, *medals, medal_points, Fraction(medal_points, skills), total, total / skills)


def _ranked(rows: Sequence[MemberRow], key: Callable[[MemberRow], Fraction]) -> tuple[MemberRow, ...]:
    ordered = sorted(rows, key=key, reverse=True)
    first: dict[Fraction, int] = {}
    for place, row in enumerate(ordered, start=1):
        first.setdefault(key(row), place)
    return tuple(replace(row, rank=first[key(row)]) for row in ordered)
