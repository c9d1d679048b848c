"""Proposals on the screen: seen by those whom they concern, approved after a fresh sign-in, declined with a reason."""

import pytest
from django.urls import reverse

import hall
import make
from beizhan.actions.marking.corrections import propose_correction
from beizhan.actions.marking.locks import approve_lock, propose_lock, propose_reopening
from beizhan.actions.marking.results import propose_publication
from beizhan.actions.marking.schemes import import_scheme, propose_freeze
from beizhan.actions.people.posts import PostFacts, propose_post
from beizhan.core.access import Post
from beizhan.core.marking.assessment import LockScope, Step
from beizhan.core.marking.awarding import AwardRow
from beizhan.models.log import Approval
from beizhan.models.marking.awards import Lock
from beizhan.models.people import Body
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.grids import grid_of
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def full(open_hall):
    """Every mark is confirmed; made once for this file."""
    return hall.marked(open_hall)


def lock(found, who="secretary"):
    return propose_lock(found.assessment, LockScope.SUB_CRITERION, "A1", **found.who(who))


def of(proposal) -> str:
    return reverse("proposal", args=[proposal.pk])


def seen(proposal) -> dict[str, str]:
    return {"seen": proposal.fingerprint}


def test_a_proposal_is_shown_to_those_who_may_propose_or_approve_such_a_thing(full):
    assert welcome(full, of(lock(full))) == {"director", "chief", "secretary", "second"}


def test_the_list_holds_what_may_be_approved_and_ones_own(full):
    proposal = lock(full)

    chief = reader(full, "chief").get(reverse("proposals")).context
    secretary = reader(full, "secretary").get(reverse("proposals")).context
    judge = reader(full, "judge1").get(reverse("proposals"))

    assert [one["line"].id for one in chief["to_approve"]] == [proposal.pk]
    assert [one["line"].id for one in secretary["own"]] == [proposal.pk]
    assert "Nothing waits for you" in words_of(judge)


def test_a_post_that_is_proposed_is_listed_with_whom_it_concerns(full):
    found, judge = full, full.people["judge4"]
    team = Body.objects.get(campaign=found.campaign, party="expert_team")
    make.membership(judge, team)
    facts = PostFacts(judge, Post.CHIEF_EXPERT, team, skill=found.skill)
    propose_post(found.campaign, facts, reason="", **found.who("officer"))

    (row,) = reader(found, "director").get(reverse("proposals")).context["to_approve"]

    assert row["about"] == f"{judge.name} as Chief expert · {found.skill.number}"


def test_approving_asks_for_the_password_again(full):
    proposal = lock(full)

    answer = reader(full, "chief").post(of(proposal), seen(proposal))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not Approval.objects.filter(proposal=proposal).exists()


def test_a_fresh_second_person_approves_what_was_seen(full):
    proposal = lock(full)

    reader(full, "chief", fresh=True).post(of(proposal), seen(proposal))

    assert Approval.objects.get(proposal=proposal).by == full.people["chief"]
    assert Lock.objects.get(proposal=proposal).ref == "A1"


def test_something_else_than_was_seen_is_not_approved(full):
    proposal = lock(full)

    answer = reader(full, "chief", fresh=True).post(of(proposal), {"seen": "f" * 64})

    assert answer.status_code == 412
    assert "is not what is proposed now" in words_of(answer)


def test_whoever_proposed_is_offered_to_withdraw_and_refused_to_approve(full):
    proposal = lock(full, "chief")
    client = reader(full, "chief", fresh=True)

    page = client.get(of(proposal))
    answer = client.post(of(proposal), seen(proposal))

    assert (page.context["approves"], page.context["is_own"]) == (False, True)
    assert answer.status_code == 422


def test_a_proposal_is_turned_down_with_a_reason_and_not_without(full):
    proposal = lock(full)
    client = reader(full, "chief")

    empty = client.post(reverse("proposal_decline", args=[proposal.pk]), {"reason": " "})
    answer = client.post(reverse("proposal_decline", args=[proposal.pk]), {"reason": "先核对"})

    assert empty.status_code == 422
    assert answer.url == reverse("proposals")
    assert Approval.objects.get(proposal=proposal).reason == "先核对"
    assert "Declined" in words_of(client.get(of(proposal)))


def test_nobody_without_the_post_declines(full):
    assert (
        reader(full, "judge1").post(reverse("proposal_decline", args=[lock(full).pk]), {"reason": "x"}).status_code
        == 403
    )


def test_a_proposed_scheme_is_shown_with_its_sums(full):
    row = import_scheme(full.skill, hall.small_scheme(), source="d.xlsx", **full.who("officer"))
    proposal = propose_freeze(row, **full.who("officer"))

    page = reader(full, "chief").get(of(proposal))

    assert page.context["piece"] == "marking/agreement/_freeze.html"
    assert page.context["tiles"][0]["value"] == "100.00"


def test_a_lock_and_its_reopening_say_what_they_close(full):
    proposal = lock(full)
    approve_lock(full.assessment, proposal, seen=proposal.fingerprint, **full.who("chief"))
    reopening = propose_reopening(
        Lock.objects.get(proposal=proposal), reason="A1 的一张评分表录错了选手", **full.who("secretary")
    )

    pages = [reader(full, "chief").get(of(one)) for one in (proposal, reopening)]

    assert [page.context["what"] for page in pages] == ["Sub-criterion A1", "Sub-criterion A1"]
    assert pages[0].context["content"].aspects == 2


def test_a_result_is_shown_with_its_standing_before_it_is_published():
    found = hall.opened()
    proposal = propose_publication(found.assessment, **found.who("secretary"))

    page = reader(found, "chief", fresh=True).get(of(proposal))
    reader(found, "chief", fresh=True).post(of(proposal), seen(proposal))

    assert [row["one"].rank for row in page.context["rows"]] == [1, 1, 1, 1]
    assert step_of(found.assessment) is Step.PROVISIONAL


def test_a_correction_is_shown_with_what_was_before():
    found = hall.sealed()
    grid = grid_of(found.assessment)
    place, aspect = grid.places[0], grid.scheme.criteria[0].sub_criteria[0].aspects[1]
    row = AwardRow(place.code, aspect.key, 0, 500, 1, "量错了边")
    proposal = propose_correction(found.assessment, [row], reason="复核发现量错了一条边", **found.who("arbiter"))

    page = reader(found, "director").get(of(proposal))

    (shown,) = page.context["rows"]
    assert (shown["one"].aspect, shown["before"], shown["after"]) == ("A1.02", "10.00", "5.00")


def test_a_proposal_of_another_campaign_is_not_found(full):
    stranger = hall.hall()

    assert reader(stranger, "director").get(of(lock(full))).status_code == 404
