"""Acts of two people: exactly what was seen, by somebody else, once; and no for an answer (MI-13)."""

import pytest
from django.core.exceptions import PermissionDenied

import hall
from beizhan.actions.agreement import decline_proposal
from beizhan.actions.door import Refused
from beizhan.actions.marking.locks import approve_lock, propose_lock
from beizhan.actions.marking.results import approve_publication, approve_seal, propose_publication
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.agreement import APPROVING, PROPOSING, ProposalKind
from beizhan.core.marking.assessment import LockScope
from beizhan.models.log import Approval, LogRow
from matrix import counted, who_may

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def full(open_hall):
    """Every mark is confirmed; made once for this file."""
    return hall.marked(open_hall)


def propose(found, who="secretary"):
    return propose_lock(found.assessment, LockScope.SUB_CRITERION, "A1", **found.who(who))


def faults_of(act) -> list[str]:
    before = counted()
    with pytest.raises(Refused) as refusal:
        act()
    assert counted() == before
    return [fault.code for fault in refusal.value.faults]


def test_every_kind_of_proposal_has_a_deed_for_each_of_its_two_people():
    assert set(PROPOSING) == set(APPROVING) == set(ProposalKind)


def test_what_was_not_seen_is_not_approved(full):
    proposal = propose(full)

    act = lambda: approve_lock(full.assessment, proposal, seen="0" * 64, **full.who("chief"))  # noqa: E731 - tried once
    assert faults_of(act) == ["proposal_changed_since_seen"]


def test_an_answered_proposal_is_not_answered_again(full):
    proposal = propose(full)
    decline_proposal(proposal, reason="先核对 A1.02", **full.who("chief"))

    act = lambda: approve_lock(full.assessment, proposal, seen=proposal.fingerprint, **full.who("chief"))  # noqa: E731 - tried once
    assert faults_of(act) == ["already_answered"]
    assert faults_of(lambda: decline_proposal(proposal, reason="再一次", **full.who("chief"))) == ["already_answered"]


def test_those_who_could_approve_turn_down_and_whoever_proposed_withdraws(full):
    proposal = propose(full)

    def decline(name):
        decline_proposal(proposal, reason="不同意", **full.who(name))

    assert who_may(decline) == {"chief", "director", "secretary"}


def test_a_refusal_names_its_reason_and_is_logged(full):
    proposal = propose(full)

    decline_proposal(proposal, reason=" 先核对 A1.02 ", **full.who("director"))

    answer = Approval.objects.get(proposal=proposal)
    assert (answer.approved, answer.reason, answer.by) == (False, "先核对 A1.02", full.people["director"])
    row = LogRow.objects.order_by("-pk").first()
    assert (row.deed, row.on) == ("approve_lock", f"lock {full.assessment.pk} ✗")


def test_a_refusal_without_a_reason_is_none(full):
    proposal = propose(full)

    assert faults_of(lambda: decline_proposal(proposal, reason="  ", **full.who("chief"))) == ["reason_missing"]


def test_after_a_refusal_the_same_can_be_proposed_again(full):
    decline_proposal(propose(full), reason="撤回", **full.who("secretary"))

    assert propose(full).kind == "lock"


def test_a_proposal_to_freeze_is_declined_within_its_skill(full):
    row = import_scheme(full.skill, hall.small_scheme(), source="d.xlsx", **full.who("officer"))
    proposal = propose_freeze(row, **full.who("officer"))

    with pytest.raises(PermissionDenied):
        decline_proposal(proposal, reason="不行", **full.who("second"))
    decline_proposal(proposal, reason="不行", **full.who("chief"))

    act = lambda: approve_freeze(row, proposal, seen=proposal.fingerprint, **full.who("chief"))  # noqa: E731 - tried once
    assert faults_of(act) == ["already_answered"]


def test_a_proposal_to_publish_seals_nothing():
    found = hall.opened()
    proposal = propose_publication(found.assessment, **found.who("secretary"))
    approve_publication(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))
    found.later(hours=2)

    act = lambda: approve_seal(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))  # noqa: E731 - tried once
    assert faults_of(act) == ["proposal_of_something_else"]
