"""Skills, their chains and what is at stake in them."""

import pytest

import make
from beizhan.core.access import Party, Post
from beizhan.core.chain import RingState
from beizhan.queries.campaign import stages_of
from beizhan.queries.skills import chains_of, ladder_of, skill_page_of, skills_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return make.campaign()


def state_by_party(chain):
    return {(ring.party, ring.body.code if ring.body else ""): ring.state for ring in chain.rings}


def test_the_city_of_a_chain_is_the_one_above_its_units_and_bases(here):
    city = make.body(here, Party.CITY, "NN")
    unit = make.body(here, Party.UNIT, "U1", superior=city)
    make.entry(here, make.skill(here), unit=unit)
    make.appointment(here, make.person("lan"), Post.LIAISON, city, deputy=make.person("lu"))

    (chain,) = chains_of(here)

    assert state_by_party(chain) == {
        (Party.PROVINCE, ""): RingState.RED,
        (Party.CITY, "NN"): RingState.GREEN,
        (Party.BASE, ""): RingState.GREY,
        (Party.EXPERT_TEAM, ""): RingState.RED,
        (Party.UNIT, "U1"): RingState.RED,
    }
    assert chain.state is RingState.RED


@pytest.mark.parametrize("count", [1, 3])
def test_chains_take_five_queries(here, count, django_assert_num_queries):
    for number in range(count):
        make.entry(here, make.skill(here, str(number)), f"{number}-01")

    with django_assert_num_queries(5):
        assert len(chains_of(here)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_skills_take_two_queries_and_count_who_stands(here, count, django_assert_num_queries):
    for number in range(count):
        skill = make.skill(here, str(number))
        make.entry(here, skill, f"{number}-01")
        make.entry(here, skill, f"{number}-02")

    with django_assert_num_queries(2):
        found = skills_of(here)

    assert [(one.which.number, one.entries) for one in found] == [(str(number), 2) for number in range(count)]


def test_a_skill_with_stages_of_its_own_does_not_climb_those_for_all(here):
    skill = make.skill(here, "17")
    make.stage(here, 1, n=10, m=5)
    make.stage(here, 1, n=8, m=3, which=skill)
    stages = stages_of(here)

    assert [one.from_n for one in ladder_of("17", stages)] == [8]
    assert [one.from_n for one in ladder_of("23", stages)] == [10]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_skill_takes_nine_queries(here, count, django_assert_num_queries):
    skill = make.skill(here)
    for number in range(count):
        make.entry(here, skill, f"17-0{number}")

    with django_assert_num_queries(9):
        page = skill_page_of(skill)

    assert len(page.entries) == count
