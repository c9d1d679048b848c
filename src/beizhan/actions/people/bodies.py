"""The bodies of the five parties: added, changed, joined and left."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed, Party
from beizhan.core.chain import faults_of_superior
from beizhan.core.faults import Fault, error
from beizhan.models.campaign import Campaign
from beizhan.models.people import Body, Membership, Person
from beizhan.queries.people import above_of


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A body as somebody wants it written down."""

    code: str
    party: Party
    name_zh: str
    name_en: str
    superior: Body | None


def add_body(campaign: Campaign, facts: BodyFacts, *, by: Person, at: datetime) -> Body:
    """Write down a body of the campaign."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=campaign, on=facts.code, at=at):
        refuse(_faults_of(campaign, facts, None))
        return Body.objects.create(
            campaign=campaign,
            code=facts.code.strip(),
            party=facts.party,
            name_zh=facts.name_zh.strip(),
            name_en=facts.name_en.strip(),
            superior=facts.superior,
        )


def change_body(body: Body, facts: BodyFacts, *, by: Person, at: datetime) -> None:
    """Change a body's names or the body above it; its party stays once somebody holds a post or is entered there."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=body.campaign, on=body, at=at):
        refuse(_faults_of(body.campaign, facts, body))
        body.code, body.party = facts.code.strip(), facts.party
        body.name_zh, body.name_en = facts.name_zh.strip(), facts.name_en.strip()
        body.superior = facts.superior
        body.save()


def join_body(person: Person, body: Body, *, by: Person, at: datetime) -> None:
    """Write down that somebody works, studies or trains there."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=body.campaign, on=f"{person} → {body}", at=at):
        Membership.objects.get_or_create(person=person, body=body)


def leave_body(person: Person, body: Body, *, by: Person, at: datetime) -> None:
    """Write down that somebody is there no more."""
    with deed(Deed.KEEP_PEOPLE, by=by, campaign=body.campaign, on=f"{person} ← {body}", at=at):
        Membership.objects.filter(person=person, body=body).delete()


def _faults_of(campaign: Campaign, facts: BodyFacts, body: Body | None) -> tuple[Fault, ...]:
    code, faults = facts.code.strip(), list[Fault]()
    if not code or not facts.name_zh.strip():
        faults.append(error("text_missing"))
    if Body.objects.filter(campaign=campaign, code=code).exclude(pk__in=[body.pk] if body else []).exists():
        faults.append(error("body_code_taken", found=code))
    if facts.superior and facts.superior.campaign_id != campaign.pk:
        faults.append(error("body_of_another_campaign"))
    if body is None:
        return tuple(faults)
    if body.party != facts.party and (body.appointments.exists() or body.entries.exists()):
        faults.append(error("body_keeps_its_party"))
    above = above_of(campaign)
    above[code] = above.get(body.code, "")
    return (*faults, *faults_of_superior(body.code, facts.superior.code if facts.superior else "", above))
