"""Signing off and opening again: two people, exactly what was seen, and a reason (K11, MI-13)."""

import json

import pytest
from django.core.exceptions import PermissionDenied

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.confirmations import reject_awards
from beizhan.actions.marking.locks import approve_lock, approve_reopening, propose_lock, propose_reopening
from beizhan.core.marking.assessment import LockScope, Step
from beizhan.models.log import LogRow, Proposal
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Lock, Reopening
from beizhan.queries.marking.assessments import step_of
from desk import POSTS, codes, confirm, lock, measure, measured, seen

pytestmark = pytest.mark.django_db
REASON = "A1 的一张评分表录错了选手"


@pytest.fixture(scope="module")
def full(open_hall):
    """Everything in the open hall is entered and confirmed; made once for this file."""
    return hall.marked(open_hall)


def propose(found, scope=LockScope.SUB_CRITERION, ref="A1", who="secretary"):
    return propose_lock(found.assessment, scope, ref, **found.who(who))


def approve(found, proposal, who="chief", seen=None):
    approve_lock(found.assessment, proposal, seen=seen or proposal.fingerprint, **found.who(who))


def reopen(found, one=None, who="secretary", reason=REASON):
    return propose_reopening(one or Lock.objects.get(reopening=None), reason=reason, **found.who(who))


def approve_open(found, proposal, who="chief"):
    approve_reopening(found.assessment, proposal, seen=proposal.fingerprint, **found.who(who))


def mark_anew(found, code, aspect):
    """Take a confirmation back, enter the same mark again, and have it confirmed again."""
    reject_awards(found.assessment, [seen(found, code, aspect)], reason="看错了", **found.who("second"))
    measure(found, code, aspect, 1000)
    confirm(found, code, aspect)


def codes_of(act) -> list[str]:
    before = (Lock.objects.count(), Reopening.objects.count(), Event.objects.count())
    with pytest.raises(Refused) as refusal:
        act()
    assert (Lock.objects.count(), Reopening.objects.count(), Event.objects.count()) == before
    return [fault.code for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("scope", "ref"), [(LockScope.SUB_CRITERION, "B1"), (LockScope.DAY, "2"), (LockScope.ASSESSMENT, "")]
)
def test_two_people_sign_off_what_is_complete(full, scope, ref):
    approve(full, propose(full, scope, ref))

    row, event = Lock.objects.get(), Event.objects.filter(kind="lock").get()
    assert (row.scope, row.ref, row.by, row.proposal.by) == (scope, ref, full.people["chief"], full.people["secretary"])
    assert json.loads(event.body)["proposed_by"] == str(full.people["secretary"].pk)
    assert step_of(full.assessment) is (Step.LOCKED if scope is LockScope.ASSESSMENT else Step.MARKING)
    assert [row.deed for row in LogRow.objects.order_by("-pk")[:2]] == ["approve_lock", "propose_lock"]


@pytest.mark.parametrize("who", POSTS)
def test_only_the_hall_proposes_a_lock(full, who):
    if who in {"secretary", "second", "chief"}:
        assert propose(full, who=who).by == full.people[who]
        return
    with pytest.raises(PermissionDenied):
        propose(full, who=who)
    assert Proposal.objects.filter(kind="lock").count() == 0


@pytest.mark.parametrize("who", POSTS)
def test_only_the_chief_expert_and_the_director_approve(full, who):
    proposal = propose(full)

    if who in {"chief", "director"}:
        approve(full, proposal, who)
        assert Lock.objects.get().by == full.people[who]
        return
    with pytest.raises(PermissionDenied):
        approve(full, proposal, who)
    assert Lock.objects.count() == 0


def test_who_proposed_cannot_approve(full):
    proposal = propose(full, who="chief")

    assert codes_of(lambda: approve(full, proposal)) == ["approved_by_oneself"]


def test_one_phone_is_one_person(full):
    for name in ("secretary", "chief"):
        type(full.people[name]).objects.filter(pk=full.people[name].pk).update(phone="13800000000")
        full.people[name].refresh_from_db()
    proposal = propose(full)

    assert codes_of(lambda: approve(full, proposal)) == ["approved_from_the_same_phone"]
    for name in ("secretary", "chief"):
        full.people[name].phone = ""


def test_what_was_seen_is_what_is_approved(full):
    proposal = propose(full)

    assert codes_of(lambda: approve(full, proposal, seen="0" * 64)) == ["proposal_changed_since_seen"]


def test_marks_that_changed_since_the_proposal_are_not_signed_off(full):
    proposal = propose(full)
    code, aspect = codes(full)[0], measured(full)
    mark_anew(full, code, aspect)

    assert codes_of(lambda: approve(full, proposal)) == ["marks_changed_since_seen"]


def test_a_lock_is_approved_once(full):
    proposal = propose(full)
    approve(full, proposal)

    assert codes_of(lambda: approve(full, proposal)) == ["already_answered"]
    assert codes_of(lambda: propose(full)) == ["already_locked"]


@pytest.mark.parametrize(("scope", "ref"), [(LockScope.SUB_CRITERION, "Z9"), (LockScope.DAY, "7")])
def test_what_does_not_exist_is_not_signed_off(full, scope, ref):
    assert codes_of(lambda: propose(full, scope, ref)) == ["nothing_to_lock"]


def test_what_is_not_confirmed_is_not_signed_off():
    found = hall.marking()
    measure(found, codes(found)[0], measured(found), 1000)

    assert codes_of(lambda: propose(found)) == ["cells_not_confirmed"]


def test_a_proposal_of_another_assessment_is_refused(full):
    other = hall.marked()
    proposal = propose(other)

    assert codes_of(lambda: approve(full, proposal)) == ["proposal_of_something_else"]


def test_a_proposal_to_lock_opens_nothing(full):
    lock(full, LockScope.SUB_CRITERION, "A1")
    proposal = propose(full, ref="B1")

    assert codes_of(lambda: approve_open(full, proposal)) == ["proposal_of_something_else"]


def test_two_people_open_again_for_a_reason(full):
    lock(full, LockScope.SUB_CRITERION, "A1")

    approve_open(full, reopen(full))

    row = Reopening.objects.get()
    assert (row.reason, row.by, row.proposal.by) == (REASON, full.people["chief"], full.people["secretary"])
    assert json.loads(Event.objects.get(kind="reopening").body)["reason"] == REASON


@pytest.mark.parametrize("who", POSTS)
def test_only_the_hall_and_the_arbiter_propose_to_open_again(full, who):
    lock(full, LockScope.SUB_CRITERION, "A1")

    if who in {"secretary", "second", "chief", "arbiter"}:
        assert reopen(full, who=who).by == full.people[who]
        return
    with pytest.raises(PermissionDenied):
        reopen(full, who=who)


@pytest.mark.parametrize("who", POSTS)
def test_only_the_chief_expert_and_the_director_approve_to_open_again(full, who):
    lock(full, LockScope.SUB_CRITERION, "A1")
    proposal = reopen(full)

    if who in {"chief", "director"}:
        approve_open(full, proposal, who)
        assert Reopening.objects.get().by == full.people[who]
        return
    with pytest.raises(PermissionDenied):
        approve_open(full, proposal, who)
    assert Reopening.objects.count() == 0


def test_opening_a_part_opens_the_whole_with_it_and_marking_goes_on(full):
    lock(full, LockScope.SUB_CRITERION, "A1")
    lock(full, LockScope.ASSESSMENT)

    approve_open(full, reopen(full, Lock.objects.get(scope=LockScope.SUB_CRITERION)))

    assert step_of(full.assessment) is Step.MARKING
    assert Lock.objects.filter(reopening=None).count() == 0
    mark_anew(full, codes(full)[0], measured(full))


def test_opening_the_whole_leaves_its_parts_locked(full):
    lock(full, LockScope.SUB_CRITERION, "A1")
    lock(full, LockScope.ASSESSMENT)

    approve_open(full, reopen(full, Lock.objects.get(scope=LockScope.ASSESSMENT)))

    assert step_of(full.assessment) is Step.MARKING
    assert list(Lock.objects.filter(reopening=None).values_list("ref", flat=True)) == ["A1"]


def test_a_lock_is_opened_again_once_and_can_be_locked_again(full):
    lock(full, LockScope.SUB_CRITERION, "A1")
    first = Lock.objects.get()
    approve_open(full, reopen(full))

    assert codes_of(lambda: reopen(full, first)) == ["already_reopened"]
    lock(full, LockScope.SUB_CRITERION, "A1")
    assert Lock.objects.count() == 2


def test_opening_again_needs_a_reason_of_ten_characters(full):
    lock(full, LockScope.SUB_CRITERION, "A1")

    assert codes_of(lambda: reopen(full, reason="录错了")) == ["reason_too_short"]


def test_a_sealed_result_is_not_opened_again():
    found = hall.sealed()

    assert codes_of(lambda: reopen(found)) == ["sealed_is_corrected_not_reopened"]
