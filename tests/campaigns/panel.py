"""A hall full of judges: teams of three on sub-criteria of their own, everybody signed in, marking open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

import hall
from beizhan.actions.marking.assessments import Plan, choose_scheme, plan_assessment, seat_judges
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import confirm_awards
from beizhan.actions.marking.conflicts import declare_conflicts
from beizhan.actions.marking.locks import approve_lock, propose_lock
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.access import Post
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.scheme.tree import Criterion, Kind, Scheme, Section, SubCriterion, aspects_of
from beizhan.models.people import Appointment, Person
from beizhan.queries.marking.grids import grid_of

PLACES, OWN, SHARED = 5, 4, 2
"""Each judge scores so many codes: alone in the own seat on some aspects, and on others together with the team."""
CLOSED = "Z1"
"""The sub-criterion that is signed off before the fire begins."""


@dataclass(frozen=True)
class Task:
    """One mark that a judge is going to give."""

    sub: str
    place: str
    aspect: str
    seat: int
    value: str
    worth: int


@dataclass
class Judge:
    """A judge's phone: the cookie it holds and what its owner is going to tap."""

    person: Person
    cookie: str
    tasks: list[Task] = field(default_factory=list)


def marks_each() -> int:
    """Return how many marks each judge gives."""
    return PLACES * (OWN + SHARED)


def crowd(judges: int, dice: Random) -> tuple[hall.Hall, list[Judge]]:
    """Seat so many judges and open the marking; the sub-criterion ``CLOSED`` is marked and locked already."""
    found, people = hall.hall(PLACES), []
    body = Appointment.objects.get(campaign=found.campaign, post=Post.CHIEF_EXPERT).body
    for number in range(judges):
        people.append(hall.person(f"fire-{number}"))
        hall.appoint(found.campaign, people[-1], Post.JUDGE, body, by=found.people["director"])
    teams = [people[start : start + 3] for start in range(0, judges, 3)]
    _plan(found, [f"{chr(65 + number)}1" for number in range(len(teams))], teams)
    for one in [*people, *(found.people[f"judge{seat}"] for seat in (1, 2, 3))]:
        declare_conflicts(found.assessment, [], by=one, at=found.later())
    hall.marking(found=found)
    _close(found)
    return found, _phones(found, teams, dice)


def _plan(found: hall.Hall, subs: list[str], teams: list[list[Person]]) -> None:
    scheme = _scheme(subs)
    row = import_scheme(found.skill, scheme, source="fire.xlsx", **found.who("officer"))
    proposal = propose_freeze(row, **found.who("officer"))
    approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("chief"))
    plan = Plan(found.skill, found.stage, "K1", "camp", "集中考核", "Camp", date(2026, 11, 22), 60)
    found.assessment = plan_assessment(plan, **found.who("officer"))
    choose_scheme(found.assessment, row, **found.who("officer"))
    usual = [found.people[f"judge{seat}"] for seat in (1, 2, 3)]
    seats = {}
    for sub, team in [*zip(subs, teams, strict=True), (CLOSED, usual)]:
        whole = [*team, *(one for one in usual if one not in team)][:3]
        seats |= {(sub, seat): judge for seat, judge in enumerate(whole, 1)}
    seat_judges(found.assessment, seats, **found.who("chief"))


def _scheme(subs: list[str]) -> Scheme:
    """Give every sub-criterion the same aspects, and the closed one what is left of 100 marks."""
    each = [*["J"] * OWN, *["M"] * SHARED]
    worth = 9000 // (len(subs) * len(each))
    criteria = [_criterion(sub, [(kind, worth) for kind in each]) for sub in subs]
    left = 10_000 - worth * len(subs) * len(each)
    criteria.append(_criterion(CLOSED, [("M", left // 2), ("M", left - left // 2)]))
    return Scheme("fire", (Section("1", "All", 10_000),), tuple(criteria))


def _criterion(sub: str, kinds: list[tuple[str, int]]) -> Criterion:
    aspects = tuple(hall.aspect(kind, worth, "1", f"{sub} {place}") for place, (kind, worth) in enumerate(kinds))
    return Criterion(sub[0], sub[0], sum(worth for _, worth in kinds), (SubCriterion(sub, sub, 1, aspects),))


def _close(found: hall.Hall) -> None:
    grid = grid_of(found.assessment)
    closed = [one for one in aspects_of(grid.scheme) if one.code.startswith(CLOSED)]
    rows = [AwardRow(place.code, one.key, 0, one.max_mark, 0) for place in grid.places for one in closed]
    record_awards(found.assessment, rows, key=uuid4().hex, **found.who("secretary"))
    confirm_awards(found.assessment, hall.seen_cells(found), **found.who("second"))
    lock = propose_lock(found.assessment, LockScope.SUB_CRITERION, CLOSED, **found.who("secretary"))
    approve_lock(found.assessment, lock, seen=lock.fingerprint, **found.who("chief"))


def _phones(found: hall.Hall, teams: list[list[Person]], dice: Random) -> list[Judge]:
    grid = grid_of(found.assessment)
    phones = []
    for number, team in enumerate(teams):
        sub = f"{chr(65 + number)}1"
        aspects = [one for one in aspects_of(grid.scheme) if one.code.startswith(f"{sub}.")]
        for seat, person in enumerate(team, 1):
            phone = Judge(person, _signed_in(person))
            phone.tasks = [_task(sub, place.code, one, seat, dice) for place in grid.places for one in aspects]
            dice.shuffle(phone.tasks)
            phones.append(phone)
    return phones


def _task(sub: str, place: str, aspect: object, seat: int, dice: Random) -> Task:
    if aspect.kind is Kind.JUDGEMENT:
        return Task(sub, place, aspect.key, seat, str(dice.randint(1, 2)), aspect.max_mark)
    value = dice.choice((0, aspect.max_mark))
    return Task(sub, place, aspect.key, 0, f"{value // 100}.{value % 100:02d}", aspect.max_mark)


def _signed_in(person: Person) -> str:
    """Return the cookie of a session, as signing in would leave it; the token against forgery is of our choosing."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}; csrftoken={TOKEN}"


TOKEN = "c" * 32
