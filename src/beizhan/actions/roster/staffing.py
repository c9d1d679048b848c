"""Rows of the roster about bodies, people and posts. Each tells whether it changed anything."""

from beizhan.actions.door import refuse
from beizhan.actions.people.bodies import BodyFacts, add_body, change_body, join_body
from beizhan.actions.people.persons import PersonFacts, add_person, change_person
from beizhan.actions.people.posts import PostFacts, appoint, content_of, propose_post
from beizhan.actions.roster.desk import Desk
from beizhan.core.access import Party, Post
from beizhan.core.agreement import ProposalKind
from beizhan.core.faults import error
from beizhan.core.fingerprint import fingerprint_of
from beizhan.files.roster.rows import AppointmentRow, BodyRow, PersonRow
from beizhan.models.log import Proposal
from beizhan.models.people import Appointment, Body, Membership, Person
from beizhan.queries.people import is_of


def bring_body(desk: Desk, row: BodyRow) -> bool:
    """Add a body or change it, without the body above it, which may stand in a later row."""
    have = Body.objects.filter(campaign=desk.campaign, code=row.code).first()
    superior = have.superior if have else None
    facts = BodyFacts(row.code, Party(row.party), row.name_zh, row.name_en, superior)
    if have is None:
        add_body(desk.campaign, facts, **desk.who)
        return True
    if (have.party, have.name_zh, have.name_en) == (row.party, row.name_zh, row.name_en):
        return False
    change_body(have, facts, **desk.who)
    return True


def bring_superior(desk: Desk, row: BodyRow) -> bool:
    """Put a body below the one that its row names; an empty cell leaves it where it is."""
    have, superior = desk.body(row.code), desk.body(row.superior)
    if have is None or superior is None or have.superior_id == superior.pk:
        return False
    change_body(have, BodyFacts(row.code, Party(have.party), have.name_zh, have.name_en, superior), **desk.who)
    return True


def bring_person(desk: Desk, row: PersonRow) -> bool:
    """Add a person, correct how they are written down, or let them join one more body."""
    body, have = desk.body(row.body), Person.objects.filter(login=row.login).first()
    sort_key = row.sort_key or (have.sort_key if have else "")
    facts = PersonFacts(row.login, row.name, sort_key, row.phone, row.email)
    if have is None:
        refuse(() if body else (error("person_without_body"),))
        assert body is not None  # refused otherwise; said for the type checker
        add_person(desk.campaign, facts, body, **desk.who)
        return True
    if not is_of(desk.campaign, have):
        refuse((error("login_taken", login=row.login),) if have.name != row.name or body is None else ())
        return _joins(desk, have, body)
    changed = _differs(have, row)
    if changed:
        change_person(desk.campaign, have, facts, **desk.who)
    return _joins(desk, have, body) or changed


def bring_appointment(desk: Desk, row: AppointmentRow) -> bool:
    """Give a post that one person grants, or hand it to another deputy."""
    facts = _facts_in(desk, row)
    if _is_held(facts):
        return False
    appoint(desk.campaign, facts, **desk.who)
    return True


def bring_proposal(desk: Desk, row: AppointmentRow) -> bool:
    """Propose somebody for a post that two people grant, unless it is held so or proposed already."""
    facts = _facts_in(desk, row)
    if _is_held(facts):
        return False
    same = fingerprint_of(content_of(facts))
    waiting = Proposal.objects.filter(
        campaign=desk.campaign, kind=ProposalKind.MARKING_POST, approval=None, fingerprint=same
    )
    if waiting.exists():
        return False
    propose_post(desk.campaign, facts, reason="", **desk.who)
    return True


def _facts_in(desk: Desk, row: AppointmentRow) -> PostFacts:
    post = Post(row.post)
    refuse((error("competitor_is_entered"),) if post is Post.COMPETITOR else ())
    person, body = desk.person(row.login), desk.body(row.body)
    skill, deputy = desk.skill(row.skill_number), desk.person(row.deputy)
    assert person is not None  # a row without a login was refused before
    assert body is not None  # a row without a body was refused before
    held = Appointment.objects.filter(campaign=desk.campaign, person=person, post=post, body=body, skill=skill)
    return PostFacts(person, post, body, skill, deputy, held.filter(end=None).first())


def _is_held(facts: PostFacts) -> bool:
    held = facts.replaces
    return held is not None and held.deputy_id == (facts.deputy.pk if facts.deputy else None)


def _differs(have: Person, row: PersonRow) -> bool:
    said = (row.name, row.sort_key or have.sort_key, row.phone, row.email)
    return said != (have.name, have.sort_key, have.phone, have.email)


def _joins(desk: Desk, person: Person, body: Body | None) -> bool:
    if body is None or Membership.objects.filter(person=person, body=body).exists():
        return False
    join_body(person, body, **desk.who)
    return True
