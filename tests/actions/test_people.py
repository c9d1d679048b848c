"""Bodies, people and posts: what a deed changes, what it logs, whom it refuses, and what two people must do."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import PermissionDenied
from django.utils import timezone

import make
from beizhan.actions.door import Refused
from beizhan.actions.people.bodies import BodyFacts, add_body, change_body, join_body, leave_body
from beizhan.actions.people.persons import (
    PersonFacts,
    add_person,
    approve_password,
    change_person,
    enrol_first,
    give_password,
    let_in,
    propose_password,
)
from beizhan.actions.people.posts import PostFacts, appoint, approve_post, end_post, propose_post, turn_down_post
from beizhan.core.access import ALLOWED, MARKING_POSTS, PARTY_OF, Deed, Party, Post
from beizhan.models.log import LogRow, Proposal
from beizhan.models.people import Appointment, AppointmentEnd, Body, Membership, Person

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def here():
    return make.campaign()


@pytest.fixture
def director(here):
    return make.holder(here, Post.DIRECTOR, "director")


@pytest.fixture
def officer(here):
    return make.holder(here, Post.OFFICER, "officer")


def codes(refused):
    return [fault.code for fault in refused.value.faults]


def log():
    return [(row.by.login, row.deed) for row in LogRow.objects.order_by("pk")]


def member(here, login, party=Party.EXPERT_TEAM):
    who = make.person(login)
    where = Body.objects.filter(campaign=here, party=party).first() or make.body(here, party)
    make.membership(who, where)
    return who, where


def test_a_body_is_written_down_below_its_superior_and_logged(here, officer):
    province = Body.objects.get(campaign=here)
    facts = BodyFacts(" NN ", Party.CITY, "南宁市", "Nanning", province)

    body = add_body(here, facts, by=officer, at=AT)

    assert (body.code, body.party, body.name_zh, body.superior) == ("NN", "city", "南宁市", province)
    assert log() == [("officer", "keep_people")]


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (("", Party.CITY, "南宁", ""), ["text_missing"]),
        (("NN", Party.CITY, " ", ""), ["text_missing"]),
        (("province", Party.CITY, "南宁", ""), ["body_code_taken"]),
    ],
)
def test_a_body_needs_a_code_of_its_own_and_a_name(here, officer, facts, found):
    with pytest.raises(Refused) as refused:
        add_body(here, BodyFacts(*facts, None), by=officer, at=AT)

    assert codes(refused) == found
    assert (Body.objects.count(), log()) == (1, [])


def test_a_body_keeps_its_party_once_a_post_hangs_on_it_and_stands_never_above_itself(here, officer):
    province = Body.objects.get(campaign=here)
    city = add_body(here, BodyFacts("NN", Party.CITY, "南宁", "", province), by=officer, at=AT)

    with pytest.raises(Refused) as refused:
        change_body(province, BodyFacts("P", Party.CITY, "省", "", city), by=officer, at=AT)

    assert codes(refused) == ["body_keeps_its_party", "body_above_itself"]


def test_somebody_joins_a_body_once_and_leaves_it(here, officer):
    who, team = member(here, "wei")
    join_body(who, team, by=officer, at=AT)
    assert Membership.objects.filter(person=who).count() == 1

    leave_body(who, team, by=officer, at=AT)

    assert Membership.objects.filter(person=who).count() == 0
    assert log() == [("officer", "keep_people")] * 2


def test_a_new_person_cannot_sign_in_before_a_password_is_given(here, officer):
    team = make.body(here, Party.EXPERT_TEAM)

    who = add_person(here, PersonFacts("wei", "演示选手01", phone="139"), team, by=officer, at=AT)

    assert not who.has_usable_password()
    assert (who.sort_key, who.memberships.get().body) == ("演示选手01", team)
    password = give_password(here, who, by=officer, at=AT)
    who.refresh_from_db()
    assert check_password(password, who.password)
    assert all(password not in row.on for row in LogRow.objects.all())


def test_a_login_is_had_by_one_person_only(here, officer):
    member(here, "wei")

    with pytest.raises(Refused) as refused:
        add_person(here, PersonFacts("wei", "另一人"), Body.objects.first(), by=officer, at=AT)

    assert codes(refused) == ["login_taken"]


def test_nobody_of_another_campaign_is_changed_from_here(here, officer):
    stranger, _ = member(make.campaign("别的"), "stranger")

    for deed in (
        lambda: change_person(here, stranger, PersonFacts("x", "x"), by=officer, at=AT),
        lambda: give_password(here, stranger, by=officer, at=AT),
        lambda: let_in(here, stranger, is_active=False, by=officer, at=AT),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert codes(refused) == ["person_of_another_campaign"]


def test_somebody_shut_out_does_nothing_any_more_and_nobody_shuts_out_themselves(here, director, officer):
    let_in(here, officer, is_active=False, by=director, at=AT)

    officer.refresh_from_db()
    with pytest.raises(PermissionDenied):
        add_body(here, BodyFacts("NN", Party.CITY, "南宁", "", None), by=officer, at=AT)
    with pytest.raises(Refused) as refused:
        let_in(here, director, is_active=False, by=director, at=AT)
    assert codes(refused) == ["not_oneself"]


def test_the_first_person_is_enrolled_once(here):
    Person.objects.all().delete()

    password = enrol_first(PersonFacts("first", "甲"), at=AT)

    assert check_password(password, Person.objects.get().password)
    with pytest.raises(Refused) as refused:
        enrol_first(PersonFacts("second", "乙"), at=AT)
    assert codes(refused) == ["somebody_is_there_already"]


@pytest.mark.parametrize("post", sorted(MARKING_POSTS))
def test_one_officer_cannot_take_over_somebody_who_holds_a_post_of_two_people(here, director, officer, post):
    judge = make.holder(here, post, "judge")
    judge.last_login = timezone.now()
    judge.save()

    with pytest.raises(Refused) as refused:
        give_password(here, judge, by=officer, at=AT)
    assert codes(refused) == ["password_needs_two"]
    proposal = propose_password(here, judge, reason="遗忘密码", by=officer, at=AT)
    password = approve_password(proposal, seen=proposal.fingerprint, by=director, at=AT)

    judge.refresh_from_db()
    assert check_password(password, judge.password)


def test_an_ordinary_post_is_given_by_one_and_logged(here, officer):
    who, team = member(here, "liang")

    row = appoint(here, PostFacts(who, Post.COACH, team), by=officer, at=AT)

    assert (row.person, row.post, row.body, row.by) == (who, "coach", team, officer)
    assert log() == [("officer", "appoint")]


@pytest.mark.parametrize("post", sorted(set(Post) - MARKING_POSTS))
def test_no_ordinary_post_is_proposed(here, officer, post):
    who, where = member(here, "wei", PARTY_OF[post])

    with pytest.raises(Refused) as refused:
        propose_post(here, PostFacts(who, post, where), reason="", by=officer, at=AT)

    assert codes(refused) == ["post_needs_one"]


@pytest.mark.parametrize("post", sorted(MARKING_POSTS))
def test_a_post_that_touches_marks_is_held_only_when_a_second_person_approves(here, director, officer, post):
    who, where = member(here, "wei", PARTY_OF[post])
    facts = PostFacts(who, post, where)
    with pytest.raises(Refused) as refused:
        appoint(here, facts, by=officer, at=AT)
    assert codes(refused) == ["post_needs_two"]

    proposal = propose_post(here, facts, reason="", by=officer, at=AT)
    assert not Appointment.objects.filter(person=who).exists()
    row = approve_post(proposal, seen=proposal.fingerprint, by=director, at=AT)

    assert (row.person, row.post) == (who, post)
    assert log() == [("officer", "appoint_marking"), ("director", "approve_marking_post")]


@pytest.mark.parametrize(
    ("second", "seen", "found"),
    [
        ("officer", None, PermissionDenied),
        ("proposer", None, "approved_by_oneself"),
        ("same phone", None, "approved_from_the_same_phone"),
        ("appointee", None, "not_oneself"),
        ("director", "0" * 64, "proposal_changed_since_seen"),
    ],
)
def test_the_second_person_is_another_director_who_saw_exactly_this(here, director, second, seen, found):
    who, team = member(here, "wei")
    director.phone = "139"
    director.save()
    people = {
        "officer": make.holder(here, Post.OFFICER, "officer2"),
        "proposer": director,
        "same phone": make.holder(here, Post.DIRECTOR, "double"),
        "appointee": make.holder(here, Post.DIRECTOR, "vain"),
        "director": make.holder(here, Post.DIRECTOR, "second"),
    }
    people["same phone"].phone = "139"
    facts = PostFacts(people["appointee"] if second == "appointee" else who, Post.JUDGE, team)
    proposal = propose_post(here, facts, reason="", by=director, at=AT)

    with pytest.raises(PermissionDenied if found is PermissionDenied else Refused) as refused:
        approve_post(proposal, seen=seen or proposal.fingerprint, by=people[second], at=AT)

    assert found is PermissionDenied or codes(refused) == [found]
    assert not Appointment.objects.filter(post=Post.JUDGE).exists()


def test_a_refused_proposal_is_answered_with_its_reason_and_gives_no_post(here, director, officer):
    who, team = member(here, "wei")
    proposal = propose_post(here, PostFacts(who, Post.JUDGE, team), reason="", by=officer, at=AT)

    with pytest.raises(Refused) as refused:
        turn_down_post(proposal, reason=" ", by=director, at=AT)
    assert codes(refused) == ["reason_missing"]
    turn_down_post(proposal, reason="有利害关系", by=director, at=AT)

    assert not Appointment.objects.filter(person=who).exists()
    with pytest.raises(Refused):
        approve_post(proposal, seen=proposal.fingerprint, by=director, at=AT)


def test_a_post_handed_over_ends_the_old_appointment_with_the_new_one(here, officer):
    (old, team), (new, _) = member(here, "old"), member(here, "new")
    first = appoint(here, PostFacts(old, Post.COACH, team), by=officer, at=AT)

    second = appoint(here, PostFacts(new, Post.COACH, team, replaces=first), by=officer, at=AT)

    assert list(Appointment.objects.filter(post=Post.COACH, end=None)) == [second]
    with pytest.raises(Refused) as refused:
        appoint(here, PostFacts(old, Post.COACH, team, replaces=first), by=officer, at=AT)
    assert codes(refused) == ["post_ended_already"]


def test_a_post_ends_with_a_reason_and_the_campaign_keeps_a_director(here, director, officer):
    row = Appointment.objects.get(person=officer)
    with pytest.raises(Refused) as refused:
        end_post(row, reason="", by=director, at=AT)
    assert codes(refused) == ["reason_missing"]
    end_post(row, reason="调岗", by=director, at=AT)
    assert AppointmentEnd.objects.get().reason == "调岗"

    with pytest.raises(Refused) as refused:
        end_post(Appointment.objects.get(person=director), reason="离任", by=director, at=AT)

    assert codes(refused) == ["last_director"]


@pytest.mark.parametrize("post", list(Post))
def test_only_the_office_keeps_people_and_gives_posts(here, director, post):
    who, (target, team) = make.holder(here, post), member(here, "target")
    proposal = propose_post(here, PostFacts(target, Post.JUDGE, team), reason="", by=director, at=AT)
    held = Appointment.objects.filter(campaign=here, post=Post.DIRECTOR).first()
    deeds = {
        Deed.KEEP_PEOPLE: lambda: add_body(here, BodyFacts("NN", Party.CITY, "南宁", "", None), by=who, at=AT),
        Deed.APPOINT: lambda: appoint(here, PostFacts(target, Post.COACH, team), by=who, at=AT),
        Deed.APPOINT_MARKING: lambda: end_post(held, reason="", by=who, at=AT),
        Deed.APPROVE_MARKING_POST: lambda: approve_post(proposal, seen=proposal.fingerprint, by=who, at=AT),
    }

    refused = set()
    for deed, act in deeds.items():
        try:
            act()
        except PermissionDenied:
            refused.add(deed)
        except Refused:
            pass

    assert refused == {deed for deed in deeds if post not in ALLOWED[deed]}


def test_nothing_is_half_written_when_a_deed_is_refused(here, officer):
    who, team = member(here, "wei")
    before = (Appointment.objects.count(), Proposal.objects.count(), LogRow.objects.count())

    with pytest.raises(Refused):
        appoint(here, PostFacts(who, Post.LIAISON, team), by=officer, at=AT)

    assert (Appointment.objects.count(), Proposal.objects.count(), LogRow.objects.count()) == before
