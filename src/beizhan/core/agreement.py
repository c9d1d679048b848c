"""Two people for one act: who may be the second, and to what exactly they agree (MI-13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error


class ProposalKind(StrEnum):
    """What one person proposes and another approves."""

    MARKING_POST = "marking_post"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the kind of a proposal, not a password
    FREEZE = "freeze_scheme"
    CHANGE = "change_scheme"
    LOCK = "lock"
    REOPENING = "reopening"
    PUBLICATION = "publish_result"
    SEAL = "seal_result"
    CORRECTION = "correct_result"


PROPOSING: Mapping[ProposalKind, Deed] = MappingProxyType(
    {
        ProposalKind.MARKING_POST: Deed.APPOINT_MARKING,
        ProposalKind.NEW_PASSWORD: Deed.KEEP_PEOPLE,
        ProposalKind.FREEZE: Deed.PROPOSE_SCHEME,
        ProposalKind.CHANGE: Deed.PROPOSE_SCHEME,
        ProposalKind.LOCK: Deed.PROPOSE_LOCK,
        ProposalKind.REOPENING: Deed.PROPOSE_REOPENING,
        ProposalKind.PUBLICATION: Deed.PROPOSE_PUBLICATION,
        ProposalKind.SEAL: Deed.PROPOSE_SEAL,
        ProposalKind.CORRECTION: Deed.PROPOSE_CORRECTION,
    }
)
"""The deed by which each kind of proposal is laid down, and withdrawn."""

APPROVING: Mapping[ProposalKind, Deed] = MappingProxyType(
    {
        ProposalKind.MARKING_POST: Deed.APPROVE_MARKING_POST,
        ProposalKind.NEW_PASSWORD: Deed.APPROVE_MARKING_POST,
        ProposalKind.FREEZE: Deed.APPROVE_SCHEME,
        ProposalKind.CHANGE: Deed.APPROVE_SCHEME,
        ProposalKind.LOCK: Deed.APPROVE_LOCK,
        ProposalKind.REOPENING: Deed.APPROVE_REOPENING,
        ProposalKind.PUBLICATION: Deed.APPROVE_PUBLICATION,
        ProposalKind.SEAL: Deed.APPROVE_SEAL,
        ProposalKind.CORRECTION: Deed.APPROVE_CORRECTION,
    }
)
"""The deed by which each kind of proposal is approved, and turned down."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who proposes or approves; one phone number is one human being."""

    person: str
    phone: str = ""


def faults_of_second(first: Signer, second: Signer) -> tuple[Fault, ...]:
    """Return why ``second`` cannot approve what ``first`` proposed, or nothing."""
    if first.person == second.person:
        return (error("approved_by_oneself"),)
    if first.phone and first.phone == second.phone:
        return (error("approved_from_the_same_phone"),)
    return ()


def faults_of_seen(seen: str, fingerprint: str) -> tuple[Fault, ...]:
    """Return whether what was approved is other than what is proposed."""
    return () if seen == fingerprint else (error("proposal_changed_since_seen", seen=seen[:8], now=fingerprint[:8]),)
