from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.follow_through.facts import (
    Absorption,
    Answer,
    Decision,
    Found,
    PlanVersion,
    Reason,
    ReasonKind,
    Trial,
)
from beizhan.core.follow_through.funnel import funnel_of, funnels_of
from beizhan.core.follow_through.links import (
    FOLLOWING_FAULTS,
    Lamp,
    Stand,
    Thread,
    faults_of,
    faults_of_version,
    standing_of,
)

T0 = datetime(2026, 3, 5, 8, tzinfo=UTC)
FOUND = Found("c1", "06", T0)


def hours(number):
    return T0 + timedelta(hours=number)


def decided(at=10, answer=Answer.COUNTERMEASURE, **more):
    usual = {"words": "practise the new fit", "owner": "coach", "due": date(2026, 3, 20)}
    return Decision("c1", answer, "expert", hours(at), **{**usual, **more})


NO_IMPACT = decided(answer=Answer.NO_IMPACT, words="only the wording")
ABSORBED = Absorption("c1", "plan", 3, hours(30))


def trial(at, shown):
    return Trial("c1", f"drill {at}", hours(at), shown)


@pytest.mark.parametrize(
    ("said", "at", "stand", "lamp", "why"),
    [
        ({}, 71, Stand.FOUND, Lamp.AMBER, "the clock still runs"),
        ({}, 72, Stand.FOUND, Lamp.AMBER, "seventy-two hours are allowed"),
        ({}, 73, Stand.FOUND, Lamp.RED, "silence is red"),
        ({"decisions": (decided(),)}, 5, Stand.FOUND, Lamp.AMBER, "not decided yet then"),
        ({"decisions": (decided(),)}, 100, Stand.DECIDED, Lamp.AMBER, "decided in time"),
        ({"decisions": (decided(80),)}, 90, Stand.DECIDED, Lamp.AMBER, "decided late is decided"),
        ({"decisions": (decided(),)}, 24 * 17, Stand.DECIDED, Lamp.RED, "its date has passed"),
        ({"decisions": (NO_IMPACT,)}, 1000, Stand.NO_IMPACT, Lamp.GREEN, "signed as without impact"),
        ({"decisions": (NO_IMPACT, decided(40))}, 50, Stand.DECIDED, Lamp.AMBER, "thought better of"),
        ({"decisions": (decided(),), "absorptions": (ABSORBED,)}, 40, Stand.ABSORBED, Lamp.AMBER, "in the plan"),
        ({"decisions": (decided(31),), "absorptions": (ABSORBED,)}, 40, Stand.DECIDED, Lamp.AMBER, "the plan is older"),
        ({"absorptions": (ABSORBED,)}, 40, Stand.FOUND, Lamp.AMBER, "nothing was decided"),
    ],
)
def test_a_change_stands_where_its_last_link_is(said, at, stand, lamp, why):
    standing = standing_of(Thread(FOUND, **said), hours(at))

    assert (standing.stand, standing.lamp) == (stand, lamp), why


@pytest.mark.parametrize(
    ("trials", "stand", "since", "why"),
    [
        ((trial(50, None),), Stand.ABSORBED, 30, "a test that can show nothing"),
        ((trial(50, False),), Stand.TESTED, 50, "a test that did not show it"),
        ((trial(50, False), trial(60, True)), Stand.VERIFIED, 60, "the next one did"),
        ((trial(50, True), trial(60, False)), Stand.VERIFIED, 50, "once shown, it was learnt"),
        ((trial(20, True),), Stand.ABSORBED, 30, "held before the plan had it"),
        ((trial(900, True),), Stand.ABSORBED, 30, "not held yet"),
    ],
)
def test_only_a_test_after_the_plan_verifies(trials, stand, since, why):
    thread = Thread(FOUND, (decided(),), (ABSORBED,), trials)

    standing = standing_of(thread, hours(100))

    assert (standing.stand, standing.since) == (stand, hours(since)), why


def test_what_a_test_has_shown_is_closed_only_once_it_is_in_every_plan():
    thread = Thread(FOUND, (decided(),), (ABSORBED,), (trial(50, True),), frozenset(("plan", "other")))
    in_all = replace(thread, absorptions=(ABSORBED, replace(ABSORBED, plan="other")))

    some, every = standing_of(thread, hours(100)), standing_of(in_all, hours(100))

    assert (some.stand, some.lamp, some.lacking) == (Stand.VERIFIED, Lamp.AMBER, ("other",))
    assert (every.stand, every.lamp, every.lacking) == (Stand.VERIFIED, Lamp.GREEN, ())
    assert [(one.verified, one.partly, one.closed) for one in (funnel_of([some, every], hours(100)),)] == [(2, 1, 1)]


def test_a_date_has_passed_once_its_day_is_over_on_the_clock_that_asks():
    shanghai = timezone(timedelta(hours=8))
    thread = Thread(FOUND, (decided(due=date(2026, 3, 20)),))
    at = datetime(2026, 3, 20, 23, 59, tzinfo=shanghai)

    assert standing_of(thread, at).lamp is Lamp.AMBER
    assert standing_of(thread, at + timedelta(minutes=1)).lamp is Lamp.RED


def test_an_open_link_ages_and_a_closed_change_does_not():
    assert standing_of(Thread(FOUND), hours(100)).age(hours(100)) == timedelta(hours=100)
    assert standing_of(Thread(FOUND, (NO_IMPACT,)), hours(100)).age(hours(100)) == timedelta(0)


moments = st.integers(0, 200).map(hours)
threads = st.builds(
    Thread,
    st.just(FOUND),
    st.lists(st.builds(decided, st.integers(0, 150), st.sampled_from(Answer)), max_size=3).map(tuple),
    st.lists(st.builds(Absorption, st.just("c1"), st.just("p"), st.integers(1, 9), moments), max_size=3).map(tuple),
    st.lists(st.builds(trial, st.integers(0, 150), st.sampled_from([True, False, None])), max_size=3).map(tuple),
    st.frozensets(st.sampled_from("pq")),
)


@given(threads, moments)
def test_green_is_only_what_is_closed_and_red_only_what_is_late(thread, at):
    standing = standing_of(thread, at)

    assert standing.is_closed == (standing.stand in (Stand.VERIFIED, Stand.NO_IMPACT) and not standing.lacking)
    assert standing.lamp is not Lamp.RED or standing.stand in (Stand.FOUND, Stand.DECIDED)
    assert standing.since <= at or standing.since == FOUND.at


@given(threads, moments, moments)
def test_what_is_said_later_changes_nothing_before(thread, at, later):
    early = Thread(
        FOUND,
        tuple(one for one in thread.decisions if one.at <= at),
        tuple(one for one in thread.absorptions if one.at <= at),
        tuple(one for one in thread.trials if one.at <= at),
        thread.plans,
    )

    assert standing_of(thread, at) == standing_of(early, at)


def slow_funnel(standings):
    """Count by asking of each change whether it is at a stand or past it."""
    way = [Stand.DECIDED, Stand.ABSORBED, Stand.TESTED, Stand.VERIFIED]
    past = [sum(one.stand in way[place:] for one in standings) for place in range(len(way))]
    return (past[0] + sum(one.stand is Stand.NO_IMPACT for one in standings), *past)


@given(st.lists(threads, max_size=8), moments)
def test_the_funnel_only_narrows_and_agrees_with_counting(several, at):
    standings = [standing_of(thread, at) for thread in several]

    funnel = funnel_of(standings, at)

    counts = (funnel.decided, funnel.with_impact, funnel.absorbed, funnel.tested, funnel.verified)
    assert counts == slow_funnel(standings)
    assert [funnel.found, *counts] == sorted([funnel.found, *counts], reverse=True)
    assert sum(link.waiting for link in funnel.links) == funnel.found - funnel.closed


def test_each_skill_has_its_funnel_and_the_campaign_has_the_sum():
    other = Found("c2", "10", hours(5))
    late = Found("c3", "10", T0 - timedelta(hours=1))
    threads = (Thread(FOUND, (decided(),)), Thread(other), Thread(late))
    standings = [standing_of(one, hours(72)) for one in threads]

    funnels = funnels_of(standings, hours(72))

    assert [(one.skill, one.found, one.decided, one.red) for one in funnels] == [
        ("06", 1, 1, 0), ("10", 2, 0, 1), ("", 3, 1, 1)
    ]  # fmt: skip
    assert [(link.stand, link.waiting, link.oldest, link.median) for link in funnels[1].links] == [
        (Stand.FOUND, 2, timedelta(hours=73), timedelta(hours=73))
    ]


BROKEN = {
    "decision_unsigned": Thread(FOUND, (Decision("c1", Answer.NO_IMPACT, " ", hours(1), "only words"),)),
    "decision_without_words": Thread(FOUND, (decided(words="ok"),)),
    "decision_before_finding": Thread(FOUND, (decided(-5),)),
    "countermeasure_without_due": Thread(FOUND, (decided(due=None),)),
    "countermeasure_without_owner": Thread(FOUND, (decided(owner=""),)),
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_wrong_with_a_decision_is_a_fault(code):
    assert [fault.code for fault in faults_of(BROKEN[code])] == [code]


def test_a_version_states_a_reason_that_somebody_found():
    bare = PlanVersion("plan", 2, T0, ())
    strange = PlanVersion("plan", 2, T0, (Reason(ReasonKind.CHANGE, "c9"), Reason(ReasonKind.HEALTH, "h")))

    codes = [fault.code for version in (bare, strange) for fault in faults_of_version(version, frozenset(("c1",)))]

    assert codes == ["version_without_reason", "change_unknown"]
    assert {*BROKEN, *codes} == set(FOLLOWING_FAULTS)


def test_a_change_that_went_all_its_way_has_no_fault():
    assert list(faults_of(Thread(FOUND, (decided(),), (ABSORBED,), (trial(50, True),)))) == []
