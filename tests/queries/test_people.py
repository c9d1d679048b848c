"""People, posts and bodies as they are asked for."""

import pytest

import make
from beizhan.core.access import Party, Post
from beizhan.models.campaign import Withdrawal
from beizhan.models.people import AppointmentEnd
from beizhan.queries.people import bodies_of, duty_card_of, holdings_of, is_of, people_of, posts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make.campaign()


def test_posts_count_for_holders_and_deputies_and_only_for_their_skill(here):
    who, skill, other = make.person("wei"), make.skill(here, "17"), make.skill(here, "23")
    make.appointment(here, who, Post.OFFICER)
    make.appointment(here, make.person("mo"), Post.LIAISON, deputy=who)
    judge = make.appointment(make.campaign("别的"), who, Post.JUDGE)

    assert posts_of(who, campaign=here) == {Post.OFFICER, Post.LIAISON}
    assert posts_of(who, campaign=here, skill=skill) == posts_of(who, campaign=here, skill=other)
    assert posts_of(who, campaign=None) == {Post.OFFICER, Post.LIAISON, judge.post}


def test_an_ended_post_is_no_post(here):
    row = make.appointment(here, make.person("wei"), Post.OFFICER)
    AppointmentEnd.objects.create(appointment=row, by=row.person, at=make.AT)

    assert posts_of(row.person, campaign=here) == frozenset()


def test_whoever_competes_is_a_competitor_and_whom_an_entry_names_a_coach_in_that_skill_only(here):
    skill, other = make.skill(here, "17"), make.skill(here, "23")
    entry = make.entry(here, skill)
    competitor, coach = entry.competitors.get().person, make.person("liang")
    entry.coach = coach
    entry.save()

    assert posts_of(competitor, campaign=here, skill=skill) == {Post.COMPETITOR}
    assert posts_of(coach, campaign=here, skill=skill) == {Post.COACH}
    assert posts_of(competitor, campaign=here, skill=other) == frozenset()
    assert posts_of(coach, campaign=here, skill=other) == frozenset()


def test_a_withdrawn_entry_leaves_its_competitor_their_own_marks_and_its_coach_nothing(here):
    entry = make.entry(here, make.skill(here))
    competitor, coach = entry.competitors.get().person, make.person("liang")
    entry.coach = coach
    entry.save()
    Withdrawal.objects.create(entry=entry, reason="伤病", by=coach, at=make.AT)

    assert posts_of(competitor, campaign=here) == {Post.COMPETITOR}
    assert posts_of(coach, campaign=here) == frozenset()


def test_posts_take_one_query(here, django_assert_num_queries):
    who = make.holder(here, Post.OFFICER)

    with django_assert_num_queries(1):
        assert posts_of(who, campaign=here) == {Post.OFFICER}


@pytest.mark.parametrize("count", [1, 3])
def test_people_are_those_who_belong_hold_deputise_or_compete_in_four_queries(here, count, django_assert_num_queries):
    unit = make.body(here, Party.UNIT)
    for number in range(count):
        make.membership(make.person(f"a{number}"), unit)
        make.appointment(here, make.person(f"b{number}"), Post.COACH, deputy=make.person(f"c{number}"))
        make.entry(here, make.skill(here, str(number)), f"{number}-01", team=(make.person(f"d{number}"),))
    make.person("stranger")

    with django_assert_num_queries(4):
        found = people_of(here)

    assert sorted(one.who.login for one in found) == sorted(f"{kind}{n}" for kind in "abcd" for n in range(count))


def test_bodies_stand_below_their_superiors(here):
    province = make.body(here, Party.PROVINCE, "P")
    city = make.body(here, Party.CITY, "NN", superior=province)
    make.body(here, Party.UNIT, "U1", superior=city)
    make.body(here, Party.BASE, "B1", superior=city)
    make.body(here, Party.UNIT, "U9")

    found = [(one.where.code, one.depth) for one in bodies_of(here)]

    assert found == [("P", 0), ("NN", 1), ("B1", 2), ("U1", 2), ("U9", 0)]


@pytest.mark.parametrize("count", [1, 3])
def test_bodies_take_three_queries(here, count, django_assert_num_queries):
    for number in range(count):
        make.body(here, Party.UNIT, f"U{number}")

    with django_assert_num_queries(3):
        assert len(bodies_of(here)) == count


def test_a_duty_card_names_post_superior_deputy_and_what_was_held_before(here):
    province = make.body(here, Party.PROVINCE, "P")
    city = make.body(here, Party.CITY, "NN", superior=province)
    director, who, deputy = make.person("director"), make.person("lan"), make.person("lu")
    make.appointment(here, director, Post.DIRECTOR, province)
    make.appointment(here, who, Post.LIAISON, city, deputy=deputy)
    before = make.appointment(here, who, Post.OFFICER, province)
    AppointmentEnd.objects.create(appointment=before, reason="调岗", by=director, at=make.AT)

    card = duty_card_of(here, who)

    ((holding, superior),) = card.holdings
    assert (holding.post, holding.deputy.login, superior.holder.login) == (Post.LIAISON, "lu", "director")
    assert [(one.post, one.reason) for one in card.past] == [(Post.OFFICER, "调岗")]
    assert [one.post for one in duty_card_of(here, deputy).deputyships] == [Post.LIAISON]


def test_a_stranger_has_no_duty_card(here):
    assert duty_card_of(here, make.person("stranger")) is None
    assert not is_of(here, make.person("stranger2"))


@pytest.mark.parametrize("count", [1, 3])
def test_holdings_take_one_query(here, count, django_assert_num_queries):
    for number in range(count):
        make.appointment(here, make.person(f"c{number}"), Post.COACH)

    with django_assert_num_queries(1):
        assert len(holdings_of(here)) == count
