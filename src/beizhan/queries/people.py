"""Who there is, who holds which post for whom, and whom each of them answers to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, Value

from beizhan.core.access import Party, Post
from beizhan.core.chain import Held, superior_of
from beizhan.models.campaign import Campaign, Competitor, Entry
from beizhan.models.people import Appointment, Body, Membership, Person
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class Who:
    """A person as others need to know them."""

    id: UUID
    name: str
    login: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Where:
    """A body of one of the five parties."""

    id: int
    code: str
    party: Party
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Which:
    """A skill by its number and names."""

    number: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Holding:
    """A post that somebody holds, or held until ``ended_at``."""

    id: int
    post: Post
    holder: Who
    deputy: Who | None
    body: Where
    skill: Which | None
    at: datetime
    ended_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list: where they belong, what they hold, and whether they ever signed in."""

    who: Who
    sort_key: str
    is_active: bool
    has_signed_in: bool
    bodies: tuple[Where, ...]
    posts: tuple[Post, ...]
    deputises: tuple[Post, ...]
    competes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in the list, ``depth`` steps below the highest, with how many belong to it and hold a post there."""

    where: Where
    superior: Where | None
    depth: int
    members: int
    holders: int


@dataclass(frozen=True, slots=True)
class DutyCard:
    """All that somebody answers for: posts with their superiors, deputyships, entries, bodies."""

    person: PersonLine
    holdings: tuple[tuple[Holding, Holding | None], ...]
    deputyships: tuple[Holding, ...]
    past: tuple[Holding, ...]


def posts_of(person: Person, *, campaign: Campaign | None, skill: Skill | None = None) -> frozenset[Post]:
    """Return the posts of a person in a campaign, as holder or deputy; with a skill, only those good for it.

    Whoever competes is a competitor, and whoever an entry names as its coach is a coach, without an appointment.
    Without a campaign the posts in every campaign count. One query.
    """
    return posts_among(posts_by_skill(person, campaign=campaign), skill)


def posts_by_skill(person: Person, *, campaign: Campaign | None) -> dict[int | None, frozenset[Post]]:
    """Return the posts of a person by the skill that they are for; under ``None`` those for all skills. One query."""
    held = Appointment.objects.filter(Q(person=person) | Q(deputy=person), end=None)
    competing = Competitor.objects.filter(person=person)
    coaching = Entry.objects.filter(coach=person, withdrawal=None)
    if campaign is not None:
        held = held.filter(campaign=campaign)
        competing, coaching = competing.filter(entry__campaign=campaign), coaching.filter(campaign=campaign)
    rows = held.values_list("post", "skill").union(
        _said(competing, Post.COMPETITOR, "entry__skill"), _said(coaching, Post.COACH, "skill")
    )
    found = defaultdict[int | None, set[Post]](set)
    for post, skill in rows:
        found[skill].add(Post(post))
    return {skill: frozenset(posts) for skill, posts in found.items()}


def posts_among(by_skill: Mapping[int | None, frozenset[Post]], skill: Skill | None) -> frozenset[Post]:
    """Return the posts that are good for a skill; without one, all of them."""
    if skill is None:
        return frozenset().union(*by_skill.values())
    return by_skill.get(None, frozenset()) | by_skill.get(skill.pk, frozenset())


def team_of(entry: Entry) -> tuple[str, ...]:
    """Return the names of who competes in an entry, in their order; they must have been fetched with it."""
    return tuple(one.person.name for one in sorted(entry.competitors.all(), key=lambda one: one.position))


def holdings_of(campaign: Campaign, *, ended: bool = False, person: Person | None = None) -> list[Holding]:
    """Return the posts held now, or with ``ended`` those held before, by everybody or one person. One query."""
    rows = Appointment.objects.filter(campaign=campaign, end__isnull=not ended)
    if person is not None:
        rows = rows.filter(person=person)
    rows = rows.select_related("person", "deputy", "body", "skill", "end")
    order = {post: number for number, post in enumerate(Post)}
    return sorted(
        (_holding(row) for row in rows),
        key=lambda one: (order[one.post], one.skill.number if one.skill else "", one.body.code, one.holder.name),
    )


def people_of(campaign: Campaign) -> list[PersonLine]:
    """Return everybody who belongs to a body of the campaign, holds a post in it or competes, by name. Four queries."""
    bodies, posts, deputises, competes = (defaultdict[UUID, list[Any]](list) for _ in range(4))
    for member in Membership.objects.filter(body__campaign=campaign).select_related("body"):
        bodies[member.person_id].append(where_of(member.body))
    for held in Appointment.objects.filter(campaign=campaign, end=None):
        posts[held.person_id].append(Post(held.post))
        if held.deputy_id:
            deputises[held.deputy_id].append(Post(held.post))
    for competitor in Competitor.objects.filter(entry__campaign=campaign).select_related("entry"):
        competes[competitor.person_id].append(competitor.entry.code)
    known = {*bodies, *posts, *deputises, *competes}
    return [
        PersonLine(
            who_of(person),
            person.sort_key,
            person.is_active,
            person.last_login is not None,
            tuple(bodies[person.pk]),
            _in_order(posts[person.pk]),
            _in_order(deputises[person.pk]),
            tuple(competes[person.pk]),
        )
        for person in Person.objects.filter(pk__in=known).order_by("sort_key", "name", "login")
    ]


def bodies_of(campaign: Campaign) -> list[BodyLine]:
    """Return the bodies of a campaign as a tree, each below its superior. Three queries."""
    rows = list(Body.objects.filter(campaign=campaign).order_by("code"))
    rows.sort(key=lambda row: list(Party).index(Party(row.party)))
    members = list(Membership.objects.filter(body__campaign=campaign).values_list("body_id", flat=True))
    holders = list(Appointment.objects.filter(campaign=campaign, end=None).values_list("body_id", flat=True))
    places = {row.pk: where_of(row) for row in rows}
    ordered = _tree(rows, None, 0, frozenset())
    return [
        BodyLine(
            places[row.pk],
            places.get(row.superior_id) if row.superior_id else None,
            depth,
            members.count(row.pk),
            holders.count(row.pk),
        )
        for row, depth in ordered
    ]


def above_of(campaign: Campaign) -> dict[str, str]:
    """Return the code of the body above each body that has one. One query."""
    rows = Body.objects.filter(campaign=campaign).exclude(superior=None)
    return dict(rows.values_list("code", "superior__code"))


def province_of(campaign: Campaign) -> Where | None:
    """Return the authority that runs a campaign: the province that stands under no other body. One query."""
    rows = Body.objects.filter(campaign=campaign, party=Party.PROVINCE, superior=None).order_by("pk")
    row = rows.first()
    return where_of(row) if row else None


def duty_card_of(campaign: Campaign, person: Person) -> DutyCard | None:
    """Return what somebody answers for, and to whom; nothing if they have no place in the campaign. Seven queries."""
    line = next((one for one in people_of(campaign) if one.who.id == person.pk), None)
    if line is None:
        return None
    now, above = holdings_of(campaign), above_of(campaign)
    held = {one.id: held_of(one) for one in now}
    by_key = {str(one.id): one for one in now}
    own = [one for one in now if one.holder.id == person.pk]
    superiors = [superior_of(held[one.id], list(held.values()), above) for one in own]
    return DutyCard(
        line,
        tuple((one, by_key[lead.key] if lead else None) for one, lead in zip(own, superiors, strict=True)),
        tuple(one for one in now if one.deputy and one.deputy.id == person.pk),
        tuple(one for one in holdings_of(campaign, ended=True) if one.holder.id == person.pk),
    )


def is_of(campaign: Campaign, person: Person) -> bool:
    """Return whether somebody has a place in the campaign. At most three queries."""
    return (
        Membership.objects.filter(person=person, body__campaign=campaign).exists()
        or Appointment.objects.filter(Q(person=person) | Q(deputy=person), campaign=campaign).exists()
        or Competitor.objects.filter(person=person, entry__campaign=campaign).exists()
    )


def held_of(one: Holding) -> Held:
    """Return a holding as the core weighs it: bodies and skills by code, people by their id."""
    skill, deputy = one.skill.number if one.skill else "", str(one.deputy.id) if one.deputy else ""
    return Held(str(one.id), one.post, one.body.code, str(one.holder.id), skill, deputy)


def who_of(person: Person) -> Who:
    """Return a person as a value."""
    return Who(person.pk, person.name, person.login, person.phone, person.email)


def where_of(body: Body) -> Where:
    """Return a body as a value."""
    return Where(body.pk, body.code, Party(body.party), body.name_zh, body.name_en)


def _said(rows: QuerySet[Any], post: Post, skill: str) -> Any:
    return rows.annotate(post=Value(str(post), output_field=CharField())).values_list("post", skill)


def _holding(row: Appointment) -> Holding:
    end = getattr(row, "end", None)
    skill = row.skill
    return Holding(
        row.pk,
        Post(row.post),
        who_of(row.person),
        who_of(row.deputy) if row.deputy else None,
        where_of(row.body),
        Which(skill.number, skill.name_zh, skill.name_en) if skill else None,
        row.at,
        end.at if end else None,
        end.reason if end else "",
    )


def _in_order(said: Collection[Post]) -> tuple[Post, ...]:
    return tuple(post for post in Post if post in said)


def _tree(rows: list[Body], superior: int | None, depth: int, seen: frozenset[int]) -> list[tuple[Body, int]]:
    found: list[tuple[Body, int]] = []
    for row in rows:
        if row.superior_id == superior and row.pk not in seen:
            found.append((row, depth))
            found.extend(_tree(rows, row.pk, depth + 1, seen | {row.pk}))
    return found
