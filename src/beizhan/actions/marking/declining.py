"""No for an answer: a proposal turned down, or withdrawn by whoever made it."""

from datetime import datetime

from beizhan.actions.agreement import turn_down
from beizhan.actions.door import deed
from beizhan.core.agreement import APPROVING, PROPOSING, ProposalKind
from beizhan.models.log import Proposal
from beizhan.models.people import Person
from beizhan.queries.marking.proposals import skill_of


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
