"""The first screen as it is asked for."""

from datetime import date

import pytest

import make
from beizhan.actions.people.posts import PostFacts, propose_post
from beizhan.core.access import Party, Post
from beizhan.models.people import Body
from beizhan.queries.home import First, home_of, sizes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make.campaign()


def test_a_young_campaign_tells_its_office_what_to_do_first_and_nobody_else(here):
    director, coach = make.holder(here, Post.DIRECTOR), make.holder(here, Post.COACH)

    assert home_of(director, here, at=make.AT).lacking == (First.DATES, First.SKILLS, First.STAGES, First.ENTRIES)
    assert home_of(coach, here, at=make.AT).lacking == ()


def test_a_proposal_waits_for_a_director_but_not_for_whoever_proposed_it(here):
    director, officer = make.holder(here, Post.DIRECTOR), make.holder(here, Post.OFFICER)
    team, judge = make.body(here, Party.EXPERT_TEAM), make.person("judge")
    make.membership(judge, team)
    proposal = propose_post(here, PostFacts(judge, Post.JUDGE, team), reason="", by=officer, at=make.AT)

    assert [one.target for one in home_of(director, here, at=make.AT).todo] == [("proposal", str(proposal.pk))]
    assert home_of(officer, here, at=make.AT).todo == ()
    assert home_of(judge, here, at=make.AT).todo == ()


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_screen_takes_as_many_queries_for_three_skills_as_for_one(here, count, django_assert_num_queries):
    director = make.holder(here, Post.DIRECTOR)
    for number in range(count):
        make.entry(here, make.skill(here, str(number)), f"{number}-01")
        make.anchor(here, f"a{number}", date(2026, 12, 1 + number), director)

    with django_assert_num_queries(33):
        found = home_of(director, here, at=make.AT)

    assert (found.skills, found.entries, len(found.anchors), len(found.gaps)) == (count, count, count, count)


def test_sizes_count_what_stands(here):
    make.holder(here, Post.DIRECTOR)
    make.entry(here, make.skill(here))
    make.stage(here)

    found = sizes_of(here, at=make.AT)

    assert (found.skills, found.entries, found.stages, found.bodies, found.people, found.posts) == (
        1, 1, 1, Body.objects.count(), 2, 1,
    )  # fmt: skip
