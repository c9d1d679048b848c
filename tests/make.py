"""Builders: each makes one row as it stands in a young campaign, and takes what a test wants otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime

from beizhan.core.access import PARTY_OF, Party, Post
from beizhan.models.campaign import Anchor, AnchorDate, Campaign, Competitor, Entry, Stage
from beizhan.models.people import Appointment, Body, Membership, Person
from beizhan.models.skills import Skill

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def person(login: str = "officer", *, name: str = "", **facts: object) -> Person:
    return Person.objects.create(login=login, name=name or f"演示{login}", **facts)


def campaign(name_zh: str = "演示备战", name_en: str = "Demo campaign", *, at: datetime = AT) -> Campaign:
    return Campaign.objects.create(name_zh=name_zh, name_en=name_en, at=at)


def body(here: Campaign, party: Party, code: str = "", *, superior: Body | None = None) -> Body:
    named = code or party.value
    return Body.objects.create(campaign=here, code=named, party=party, name_zh=f"单位{named}", superior=superior)


def membership(who: Person, where: Body) -> Membership:
    return Membership.objects.create(person=who, body=where)


def appointment(
    here: Campaign, who: Person, post: Post, where: Body | None = None, *, deputy: Person | None = None
) -> Appointment:
    party = PARTY_OF[post]
    place = where or Body.objects.filter(campaign=here, party=party).first() or body(here, party)
    return Appointment.objects.create(campaign=here, person=who, post=post, body=place, deputy=deputy, by=who, at=AT)


def holder(here: Campaign, post: Post, login: str = "") -> Person:
    """Make somebody who holds a post; a competitor is entered instead."""
    who = person(login or f"the-{post.value}")
    if post is Post.COMPETITOR:
        entry(here, skill(here, "99"), "99-01", team=(who,))
    else:
        appointment(here, who, post)
    return who


def skill(here: Campaign, number: str = "17", *, team: int = 1, age_limit: int | None = 22) -> Skill:
    return Skill.objects.create(
        campaign=here,
        number=number,
        name_zh=f"项目{number}",
        name_en=f"Skill {number}",
        competitors_per_entry=team,
        age_limit=age_limit,
    )


def entry(
    here: Campaign, which: Skill, code: str = "17-01", *, unit: Body | None = None, team: tuple[Person, ...] = ()
) -> Entry:
    found = unit or Body.objects.filter(campaign=here, party=Party.UNIT).first() or body(here, Party.UNIT)
    people = team or (person(f"competitor-{code}"),)
    row = Entry.objects.create(campaign=here, skill=which, code=code, unit=found, by=people[0], at=AT)
    for position, who in enumerate(people, 1):
        Competitor.objects.create(entry=row, person=who, position=position)
    return row


def stage(here: Campaign, position: int = 1, *, n: int = 10, m: int = 5, which: Skill | None = None) -> Stage:
    return Stage.objects.create(
        campaign=here, skill=which, position=position, name_zh=f"{n}进{m}", name_en=f"{n} to {m}", from_n=n, to_m=m
    )


def anchor(here: Campaign, key: str, on: date, by: Person) -> Anchor:
    row = Anchor.objects.create(campaign=here, key=key, name_zh=f"日期{key}", name_en=f"Date {key}")
    AnchorDate.objects.create(anchor=row, date=on, by=by, at=AT)
    return row
