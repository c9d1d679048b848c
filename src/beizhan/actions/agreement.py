"""Acts of two people: one proposes, another approves exactly what was proposed."""

from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.agreement import APPROVING, PROPOSING, ProposalKind, Signer, faults_of_second, faults_of_seen
from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import canonical, fingerprint_of
from beizhan.models.campaign import Campaign
from beizhan.models.log import Approval, Proposal
from beizhan.models.people import Person
from beizhan.queries.marking.proposals import skill_of


def lay_down(  # noqa: PLR0913 - the six facts of a proposal
    campaign: Campaign, kind: str, subject: object, content: object, *, reason: str, by: Person, at: datetime
) -> Proposal:
    """Write down what is proposed; call it inside a deed.

    Raises
    ------
    Refused
        If exactly this waits for its answer already.
    """
    waiting = Proposal.objects.filter(
        campaign=campaign, kind=kind, subject=str(subject), fingerprint=fingerprint_of(content), approval=None
    )
    refuse((error("already_proposed"),) if waiting.exists() else ())
    return Proposal.objects.create(
        campaign=campaign,
        kind=kind,
        subject=str(subject),
        content=canonical(content),
        fingerprint=fingerprint_of(content),
        reason=reason,
        by=by,
        at=at,
    )


def match(proposal: Proposal, kind: str, subject: object) -> None:
    """Refuse a proposal of another kind, or about something else, before its content is believed."""
    found = (proposal.kind, proposal.subject)
    refuse(() if found == (kind, str(subject)) else (error("proposal_of_something_else"),))


def sign(proposal: Proposal, *, seen: str, by: Person, at: datetime) -> Approval:
    """Approve a proposal as the second person; call it inside a deed.

    Raises
    ------
    Refused
        If it is answered already, if the approver is the proposer, or saw something else.
    """
    first = Signer(str(proposal.by_id), proposal.by.phone)
    refuse(
        _faults_of_answered(proposal)
        + faults_of_second(first, Signer(str(by.pk), by.phone))
        + faults_of_seen(seen, proposal.fingerprint)
    )
    return Approval.objects.create(proposal=proposal, approved=True, fingerprint=seen, by=by, at=at)


def turn_down(proposal: Proposal, *, reason: str, by: Person, at: datetime) -> Approval:
    """Answer a proposal with a refusal and its reason; call it inside a deed. Whoever proposed may withdraw so."""
    refuse(_faults_of_answered(proposal) + (() if reason.strip() else (error("reason_missing"),)))
    return Approval.objects.create(
        proposal=proposal, approved=False, fingerprint=proposal.fingerprint, reason=reason, by=by, at=at
    )


def decline_proposal(proposal: Proposal, *, reason: str, by: Person, at: datetime) -> None:
    """Turn a proposal down as somebody who could approve it, or withdraw the own one; nothing follows from it.

    Raises
    ------
    Refused
        If it is answered already, or no reason is given.
    """
    deeds = PROPOSING if proposal.by_id == by.pk else APPROVING
    name = deeds[ProposalKind(proposal.kind)]
    with deed(name, by=by, campaign=proposal.campaign, skill=skill_of(proposal), on=f"{proposal} ✗", at=at):
        turn_down(proposal, reason=reason.strip(), by=by, at=at)


def _faults_of_answered(proposal: Proposal) -> tuple[Fault, ...]:
    Proposal.objects.select_for_update().only("pk").get(pk=proposal.pk)  # of two answers at once, one waits
    return (error("already_answered"),) if Approval.objects.filter(proposal=proposal).exists() else ()
