"""Two people for one act: who may be the second, and to what exactly they agree (MI-13)."""

from dataclasses import dataclass

from beizhan.core.faults import Fault, error


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
