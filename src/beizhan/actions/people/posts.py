"""Posts: given, handed over and ended; those that touch marks by two people."""

import json
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.agreement import lay_down, sign, turn_down
from beizhan.actions.door import deed, refuse
from beizhan.core.access import MARKING_POSTS, Deed, Party, Post
from beizhan.core.agreement import ProposalKind
from beizhan.core.chain import Held, faults_of_appointment
from beizhan.core.faults import Fault, error
from beizhan.models.campaign import Campaign
from beizhan.models.log import Proposal
from beizhan.models.people import Appointment, AppointmentEnd, Body, Person
from beizhan.models.skills import Skill
from beizhan.queries.people import held_of, holdings_of, is_of


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post as it is to be given; ``replaces`` is the appointment that ends when this one begins."""

    person: Person
    post: Post
    body: Body
    skill: Skill | None = None
    deputy: Person | None = None
    replaces: Appointment | None = None


def appoint(campaign: Campaign, facts: PostFacts, *, by: Person, at: datetime) -> Appointment:
    """Give somebody a post that does not touch marks.

    Raises
    ------
    Refused
        If the post is one that two people grant, is of another party than the body, or is held so already.
    """
    with deed(Deed.APPOINT, by=by, campaign=campaign, on=_words(facts), at=at):
        refuse((error("post_needs_two"),) if facts.post in MARKING_POSTS else ())
        refuse(faults_of_post(campaign, facts))
        return _write(campaign, facts, by=by, at=at)


def propose_post(campaign: Campaign, facts: PostFacts, *, reason: str, by: Person, at: datetime) -> Proposal:
    """Propose somebody for a post that touches marks."""
    with deed(Deed.APPOINT_MARKING, by=by, campaign=campaign, on=_words(facts), at=at):
        refuse(() if facts.post in MARKING_POSTS else (error("post_needs_one"),))
        refuse(faults_of_post(campaign, facts))
        return lay_down(
            campaign, ProposalKind.MARKING_POST, facts.person.pk, content_of(facts), reason=reason, by=by, at=at
        )


def approve_post(proposal: Proposal, *, seen: str, by: Person, at: datetime) -> Appointment:
    """Approve a proposed post as the second person; only now the appointment is written.

    Raises
    ------
    Refused
        If it is answered, proposed by the same person, other than what was seen, or no longer makes sense.
    """
    campaign = proposal.campaign
    facts = _facts_in(proposal)
    with deed(Deed.APPROVE_MARKING_POST, by=by, campaign=campaign, on=_words(facts), at=at):
        sign(proposal, seen=seen, by=by, at=at)
        refuse((error("not_oneself"),) if by.pk in (facts.person.pk, facts.deputy and facts.deputy.pk) else ())
        refuse(faults_of_post(campaign, facts))
        return _write(campaign, facts, by=by, at=at)


def turn_down_post(proposal: Proposal, *, reason: str, by: Person, at: datetime) -> None:
    """Refuse a proposed post, with the reason."""
    with deed(Deed.APPROVE_MARKING_POST, by=by, campaign=proposal.campaign, on=proposal, at=at):
        turn_down(proposal, reason=reason, by=by, at=at)


def end_post(appointment: Appointment, *, reason: str, by: Person, at: datetime) -> None:
    """End an appointment; who held it, and until when, stays in the history."""
    name = Deed.APPOINT_MARKING if appointment.post in MARKING_POSTS else Deed.APPOINT
    with deed(name, by=by, campaign=appointment.campaign, on=f"{appointment} ✗", at=at):
        refuse(() if reason.strip() else (error("reason_missing"),))
        refuse((*_faults_of_end(appointment), *_faults_of_last(appointment)))
        AppointmentEnd.objects.create(appointment=appointment, reason=reason.strip(), by=by, at=at)


def faults_of_post(campaign: Campaign, facts: PostFacts) -> tuple[Fault, ...]:
    """Return why a post cannot be given so, by what stands now."""
    now = [held_of(one) for one in holdings_of(campaign, person=facts.person)]
    wanted = Held(
        str(facts.replaces.pk) if facts.replaces else "",
        facts.post,
        facts.body.code,
        str(facts.person.pk),
        facts.skill.number if facts.skill else "",
        str(facts.deputy.pk) if facts.deputy else "",
    )
    foreign = [one for one in (facts.person, facts.deputy) if one and not is_of(campaign, one)]
    return (
        *(error("person_of_another_campaign", name=one.name) for one in foreign),
        *faults_of_appointment(wanted, Party(facts.body.party), now),
        *(_faults_of_end(facts.replaces) if facts.replaces else ()),
        *((error("body_of_another_campaign"),) if facts.body.campaign_id != campaign.pk else ()),
    )


def _write(campaign: Campaign, facts: PostFacts, *, by: Person, at: datetime) -> Appointment:
    if facts.replaces:
        AppointmentEnd.objects.create(appointment=facts.replaces, reason="→", by=by, at=at)
    return Appointment.objects.create(
        campaign=campaign,
        person=facts.person,
        post=facts.post,
        body=facts.body,
        skill=facts.skill,
        deputy=facts.deputy,
        by=by,
        at=at,
    )


def content_of(facts: PostFacts) -> dict[str, object]:
    """Return what a proposal says of a post."""
    return {
        "person": str(facts.person.pk),
        "name": facts.person.name,
        "post": str(facts.post),
        "body": facts.body.code,
        "skill": facts.skill.number if facts.skill else None,
        "deputy": str(facts.deputy.pk) if facts.deputy else None,
        "deputy_name": facts.deputy.name if facts.deputy else None,
        "replaces": facts.replaces.pk if facts.replaces else None,
    }


def _facts_in(proposal: Proposal) -> PostFacts:
    said = json.loads(proposal.content)
    campaign = proposal.campaign
    return PostFacts(
        person=Person.objects.get(pk=said["person"]),
        post=Post(said["post"]),
        body=Body.objects.get(campaign=campaign, code=said["body"]),
        skill=Skill.objects.get(campaign=campaign, number=said["skill"]) if said["skill"] else None,
        deputy=Person.objects.get(pk=said["deputy"]) if said["deputy"] else None,
        replaces=Appointment.objects.get(pk=said["replaces"]) if said["replaces"] else None,
    )


def _faults_of_end(appointment: Appointment) -> tuple[Fault, ...]:
    ended = AppointmentEnd.objects.filter(appointment=appointment).exists()
    return (error("post_ended_already"),) if ended else ()


def _faults_of_last(appointment: Appointment) -> tuple[Fault, ...]:
    if appointment.post != Post.DIRECTOR:
        return ()
    others = Appointment.objects.filter(campaign=appointment.campaign_id, post=Post.DIRECTOR, end=None)
    return () if others.exclude(pk=appointment.pk).exists() else (error("last_director"),)


def _words(facts: PostFacts) -> str:
    return f"{facts.person} {facts.post}"
