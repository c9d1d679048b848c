"""Entries: whether those who are entered may stand together, for that unit, in that skill."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from beizhan.core.access import Party
from beizhan.core.faults import Fault, error, warning


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is to compete; the day of birth is needed only where the skill has an age limit."""

    person: str
    name: str
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry as somebody wants it to be.

    Parameters
    ----------
    unit, base : Party or None
        Of which party the bodies named are; ``None`` where none is named.
    team_size : int
        How many competitors the skill has in one entry.
    age_limit : int or None
        Highest age in the year of the competition.
    year : int or None
        The year of the competition, where it is known.
    """

    code: str
    team: tuple[Member, ...]
    unit: Party | None
    base: Party | None
    coach: str
    team_size: int
    age_limit: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A person who already competes in another entry."""

    person: str
    code: str
    is_same_skill: bool


def faults_of_entry(claim: Claim, standing: Collection[Standing] = ()) -> tuple[Fault, ...]:
    """Return what is wrong with an entry; a team that is not full yet and an age are only warned of."""
    return (
        *_faults_of_team(claim),
        *_faults_of_bodies(claim),
        *_faults_of_standing(claim, standing),
        *_faults_of_age(claim),
    )


def born_from(age_limit: int, year: int) -> date:
    """Return the earliest day of birth of somebody who turns at most ``age_limit`` in ``year``."""
    return date(year - age_limit, 1, 1)


def _faults_of_team(claim: Claim) -> list[Fault]:
    found, wanted = len(claim.team), claim.team_size
    faults: list[Fault] = []
    if not found:
        faults.append(error("entry_without_competitor"))
    elif found > wanted:
        faults.append(error("entry_overfull", found=found, wanted=wanted))
    elif found < wanted:
        faults.append(warning("entry_not_full", found=found, wanted=wanted))
    people = [member.person for member in claim.team]
    if len(set(people)) < found:
        faults.append(error("competitor_twice"))
    if claim.coach and claim.coach in people:
        faults.append(error("coach_competes"))
    return faults


def _faults_of_bodies(claim: Claim) -> list[Fault]:
    faults: list[Fault] = []
    if claim.unit is not Party.UNIT:
        faults.append(error("entry_unit_is_none"))
    if claim.base not in (None, Party.BASE):
        faults.append(error("entry_base_is_none"))
    return faults


def _faults_of_standing(claim: Claim, standing: Collection[Standing]) -> list[Fault]:
    names = {member.person: member.name for member in claim.team}
    faults: list[Fault] = []
    for other in standing:
        if other.person in names and other.code != claim.code:
            say = error if other.is_same_skill else warning
            code = "competes_already" if other.is_same_skill else "competes_in_another_skill"
            faults.append(say(code, name=names[other.person], entry=other.code))
    return faults


def _faults_of_age(claim: Claim) -> list[Fault]:
    if claim.age_limit is None or claim.year is None:
        return []
    earliest = born_from(claim.age_limit, claim.year)
    old = [member for member in claim.team if member.born is not None and member.born < earliest]
    return [warning("competitor_too_old", name=member.name, earliest=earliest.isoformat()) for member in old]
