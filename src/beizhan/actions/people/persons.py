"""Persons: written down, corrected, shown out, and given the words they sign in with."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from beizhan.actions.agreement import lay_down, sign, turn_down
from beizhan.actions.door import deed, refuse
from beizhan.core.access import MARKING_POSTS, Deed
from beizhan.core.agreement import ProposalKind
from beizhan.core.faults import Fault, error
from beizhan.models.campaign import Campaign
from beizhan.models.log import LogRow, Proposal
from beizhan.models.people import Body, Membership, Person
from beizhan.queries.people import is_of, posts_of

_SYLLABLES = tuple(first + second for first in "bdfghjkmnprstvwz" for second in "aeiou")
_GROUPS, _IN_GROUP = 4, 2


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as somebody wants them written down."""

    login: str
    name: str
    sort_key: str = ""
    phone: str = ""
    email: str = ""


def enrol_first(facts: PersonFacts, *, at: datetime) -> str:
    """Write down the very first person, who opens the first campaign, and return the password to sign in with.

    Raises
    ------
    Refused
        If there is anybody already.
    """
    with transaction.atomic():
        refuse((error("somebody_is_there_already"),) if Person.objects.exists() else ())
        refuse(_faults_of(facts, None))
        password = _new_password()
        person = Person.objects.create(**_columns(facts), password=make_password(password))
        LogRow.objects.create(campaign=None, by=person, deed=Deed.KEEP_PEOPLE, on=str(person), at=at)
    return password


def add_person(campaign: Campaign, facts: PersonFacts, body: Body, *, by: Person, at: datetime) -> Person:
    """Write down somebody who belongs to a body of the campaign; they cannot sign in before they get a password."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=campaign, on=facts.login, at=at):
        refuse((*_faults_of(facts, None), *_faults_of_body(campaign, body)))
        person = Person.objects.create(**_columns(facts), password=make_password(None))
        Membership.objects.create(person=person, body=body)
        return person


def change_person(campaign: Campaign, person: Person, facts: PersonFacts, *, by: Person, at: datetime) -> None:
    """Correct how somebody is written down."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=campaign, on=person, at=at):
        refuse((*_faults_of(facts, person), *_faults_of_place(campaign, person)))
        for column, value in _columns(facts).items():
            setattr(person, column, value)
        person.save()


def let_in(campaign: Campaign, person: Person, *, is_active: bool, by: Person, at: datetime) -> None:
    """Let somebody sign in, or no more; it holds from their next click."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=campaign, on=f"{person} {'✓' if is_active else '✗'}", at=at):
        refuse(_faults_of_place(campaign, person))
        refuse((error("not_oneself"),) if person.pk == by.pk else ())
        person.is_active = is_active
        person.save(update_fields=["is_active"])


def give_password(campaign: Campaign, person: Person, *, by: Person, at: datetime) -> str:
    """Give somebody a fresh password and return it, once: it is kept nowhere in clear.

    Raises
    ------
    Refused
        If they hold a post that two people grant and have signed in before: then two people give it, lest one
        officer sign in as both halves of every act of two.
    """
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=campaign, on=person, at=at):
        refuse(_faults_of_place(campaign, person))
        refuse((error("password_needs_two"),) if needs_two(person) and person.pk != by.pk else ())
        return _set_password(person)


def propose_password(campaign: Campaign, person: Person, *, reason: str, by: Person, at: datetime) -> Proposal:
    """Propose a fresh password for somebody who holds a post that two people grant."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=campaign, on=person, at=at):
        refuse((*_faults_of_place(campaign, person), *(() if reason.strip() else (error("reason_missing"),))))
        content = {"person": str(person.pk), "name": person.name, "login": person.login}
        return lay_down(campaign, ProposalKind.NEW_PASSWORD, person.pk, content, reason=reason.strip(), by=by, at=at)


def approve_password(proposal: Proposal, *, seen: str, by: Person, at: datetime) -> str:
    """Approve a fresh password as the second person, and return it, once."""
    person = Person.objects.get(pk=proposal.subject)
    with deed(Deed.APPROVE_MARKING_POST, by=by, campaign=proposal.campaign, on=person, at=at):
        refuse((error("not_oneself"),) if person.pk == by.pk else ())
        sign(proposal, seen=seen, by=by, at=at)
        return _set_password(person)


def turn_down_password(proposal: Proposal, *, reason: str, by: Person, at: datetime) -> None:
    """Refuse a fresh password, with the reason."""
    with deed(Deed.APPROVE_MARKING_POST, by=by, campaign=proposal.campaign, on=proposal, at=at):
        turn_down(proposal, reason=reason, by=by, at=at)


def needs_two(person: Person) -> bool:
    """Return whether two people must give somebody a password. One query."""
    return person.last_login is not None and not MARKING_POSTS.isdisjoint(posts_of(person, campaign=None))


def _set_password(person: Person) -> str:
    password = _new_password()
    person.password = make_password(password)
    person.save(update_fields=["password"])
    return password


def _new_password() -> str:
    """Return words that can be read over a telephone: about 50 bits, more than the sign-in's limits let anybody try."""
    words = ("".join(secrets.choice(_SYLLABLES) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
    return "-".join(words)


def _columns(facts: PersonFacts) -> dict[str, str]:
    return {
        "login": facts.login.strip(),
        "name": facts.name.strip(),
        "sort_key": facts.sort_key.strip() or facts.name.strip(),
        "phone": facts.phone.strip(),
        "email": facts.email.strip(),
    }


def _faults_of(facts: PersonFacts, person: Person | None) -> tuple[Fault, ...]:
    if not facts.login.strip() or not facts.name.strip():
        return (error("text_missing"),)
    taken = Person.objects.filter(login=facts.login.strip()).exclude(pk__in=[person.pk] if person else []).exists()
    return (error("login_taken", login=facts.login.strip()),) if taken else ()


def _faults_of_body(campaign: Campaign, body: Body) -> tuple[Fault, ...]:
    return () if body.campaign_id == campaign.pk else (error("body_of_another_campaign"),)


def _faults_of_place(campaign: Campaign, person: Person) -> tuple[Fault, ...]:
    return () if is_of(campaign, person) else (error("person_of_another_campaign", name=person.name),)
