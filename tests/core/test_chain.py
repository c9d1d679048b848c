"""The chain of the five parties: who is missing, who answers to whom, and what cannot be."""

import pytest

from beizhan.core.access import PARTY_OF, Party, Post
from beizhan.core.chain import (
    LEADING,
    Held,
    RingState,
    faults_of_appointment,
    faults_of_superior,
    rings_of,
    superior_of,
)

DIRECTOR = Held("1", Post.DIRECTOR, "P", "wei", deputy="mo")
LIAISON = Held("2", Post.LIAISON, "NN", "lan")
MANAGER = Held("3", Post.BASE_MANAGER, "B1", "cen", skill="17", deputy="li")
COACH = Held("4", Post.COACH, "E", "liang", skill="17")
CHIEF = Held("5", Post.CHIEF_EXPERT, "E", "nong", skill="17")
ABOVE = {"NN": "P", "B1": "NN", "E": "P"}


def states(skill, held, expected):
    return [(ring.party, ring.body, ring.state) for ring in rings_of(skill, held, expected)]


def test_without_entries_city_base_and_unit_are_not_expected_yet_but_province_and_experts_are_missing():
    assert states("17", [], {}) == [
        (Party.PROVINCE, "", RingState.RED),
        (Party.CITY, "", RingState.GREY),
        (Party.BASE, "", RingState.GREY),
        (Party.EXPERT_TEAM, "", RingState.RED),
        (Party.UNIT, "", RingState.GREY),
    ]


def test_each_body_that_the_entries_name_is_a_ring_of_its_own():
    expected = {Party.CITY: ["NN", "LZ"], Party.BASE: ["B1"], Party.UNIT: ["U1"]}

    assert states("17", [DIRECTOR, LIAISON, MANAGER], expected) == [
        (Party.PROVINCE, "", RingState.GREEN),
        (Party.CITY, "NN", RingState.AMBER),
        (Party.CITY, "LZ", RingState.RED),
        (Party.BASE, "B1", RingState.GREEN),
        (Party.EXPERT_TEAM, "", RingState.RED),
        (Party.UNIT, "U1", RingState.RED),
    ]


def test_a_post_for_another_skill_does_not_count():
    found = rings_of("23", [MANAGER], {Party.BASE: ["B1"]})

    assert next(ring for ring in found if ring.party is Party.BASE).holders == ()


def test_whoever_leads_every_base_proves_nothing_for_a_skill_without_entries():
    everywhere = Held("9", Post.BASE_MANAGER, "B1", "cen", deputy="li")

    assert (Party.BASE, "", RingState.GREY) in states("17", [everywhere], {})
    assert (Party.BASE, "", RingState.GREEN) in states("17", [MANAGER], {})


@pytest.mark.parametrize(
    ("one", "held", "lead", "why"),
    [
        (COACH, [COACH, CHIEF, DIRECTOR], CHIEF, "the leader of the same body"),
        (COACH, [COACH, DIRECTOR], DIRECTOR, "the nearest body above that is led"),
        (CHIEF, [COACH, CHIEF, DIRECTOR], DIRECTOR, "a leader answers to the body above, not to peers"),
        (MANAGER, [MANAGER, LIAISON, DIRECTOR], LIAISON, "base under city"),
        (MANAGER, [MANAGER, DIRECTOR], DIRECTOR, "a city without a liaison is passed over"),
        (DIRECTOR, [DIRECTOR, LIAISON], None, "nobody stands above the province"),
        (COACH, [COACH, Held("6", Post.CHIEF_EXPERT, "E", "x", skill="23")], None, "a leader of another skill"),
    ],
)
def test_everybody_answers_to_the_nearest_leader(one, held, lead, why):
    assert superior_of(one, held, ABOVE) == lead, why


def test_bodies_in_a_circle_leave_nobody_to_answer_to():
    assert superior_of(COACH, [COACH], {"E": "F", "F": "E"}) is None


def test_every_party_has_one_leading_post_of_its_own():
    assert {party: PARTY_OF[post] for party, post in LEADING.items()} == {party: party for party in Party}


@pytest.mark.parametrize(
    ("one", "party", "held", "codes"),
    [
        (COACH, Party.EXPERT_TEAM, [], []),
        (COACH, Party.UNIT, [], ["post_of_another_party"]),
        (Held("", Post.COACH, "E", "liang", deputy="liang"), Party.EXPERT_TEAM, [], ["own_deputy"]),
        (Held("", Post.COACH, "E", "liang", skill="17"), Party.EXPERT_TEAM, [COACH], ["post_held_already"]),
        (Held("4", Post.COACH, "E", "liang", skill="17"), Party.EXPERT_TEAM, [COACH], []),
    ],
)
def test_a_post_is_of_its_party_not_ones_own_deputy_and_held_once(one, party, held, codes):
    assert [fault.code for fault in faults_of_appointment(one, party, held)] == codes


@pytest.mark.parametrize(
    ("body", "superior", "codes"),
    [("B1", "NN", []), ("B1", "", []), ("NN", "NN", ["body_above_itself"]), ("P", "B1", ["body_above_itself"])],
)
def test_no_body_stands_above_itself(body, superior, codes):
    assert [fault.code for fault in faults_of_superior(body, superior, ABOVE)] == codes
