"""The form of a skill's competitors as it is asked for: who sees whom, what it rests on, what it is held against."""

from copy import copy
from datetime import timedelta

import pytest
from django.core.cache import cache

import knowledge
import podium
from beizhan.actions.analysis.rivals import record_observation
from beizhan.actions.analysis.targets import TargetFacts, set_target
from beizhan.core.analysis.sources import Credibility, Freshness, Reliability
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.core.progress.form import Growth
from beizhan.core.progress.tracking import Lack, Level, NotEnough
from beizhan.queries.analysis.form import fits
from beizhan.queries.analysis.form.forms import forms_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(twice):
    cache.clear()
    return copy(twice)


def asked(found, who="officer", **later):
    return forms_for(found.people[who], found.skill, at=found.at + timedelta(**later))


def test_each_party_sees_the_form_of_its_own_and_no_more(found):
    seen = {who: {one.code for one in asked(found, who).entries} for who in found.people}
    everybody = {f"17-0{number}" for number in range(1, 5)}

    assert {who for who, codes in seen.items() if codes == everybody} >= {"officer", "director", "chief", "expert"}
    assert seen["coach"] == seen["manager"] == seen["leader"] == {"17-01"}
    assert seen["judge1"] == seen["self1"] == seen["secretary"] == set()


def test_the_best_stands_first_and_every_level_rests_on_its_tests(found):
    entries = asked(found).entries

    means = [one.whole.level.mean for one in entries]
    assert means == sorted(means, reverse=True)
    assert {(one.whole.level.tests, one.whole.level.aspects) for one in entries} == {(2, 40)}
    assert {(one.standings["1"].level.tests, one.standings["1"].level.aspects) for one in entries} == {(2, 20)}
    assert [test.test.code for test in entries[0].tests] == ["K1", "K2"]


def test_what_was_reached_on_a_test_is_in_per_cent_of_what_it_was_worth(found):
    last = asked(found).entries[0].tests[-1]

    assert last.percents == {"": 100.0, "1": 100.0, "2": 100.0}


def test_two_tests_three_weeks_apart_give_growth_and_its_course(found):
    one = asked(found).entries[-1]

    assert isinstance(one.whole.growth, Growth)
    assert (one.whole.growth.tests, one.whole.growth.days) == (2, 21)
    assert one.whole.growth.mean > 0
    assert len(one.whole.course) == len(asked(found).days)


def test_a_test_later_than_the_day_is_not_known_yet(found):
    before = forms_for(found.people["officer"], found.skill, at=found.at - timedelta(days=10))

    assert {one.whole.level.tests for one in before.entries} == {1}
    assert {one.whole.growth for one in before.entries} == {NotEnough(Lack.TOO_FEW_TESTS, 1, 2)}


def test_somebody_who_withdrew_is_not_shown_and_still_tells_how_hard_a_test_was(found):
    with_all = asked(found)
    podium.withdrawn(found, "17-04")

    left = asked(found)

    levels_left = [(one.code, one.whole.level) for one in left.entries]
    assert levels_left == [(one.code, one.whole.level) for one in with_all.entries if one.code != "17-04"]


def test_a_target_of_one_edition_has_no_spread_and_two_editions_have_one(found):
    def won(mark, year):
        share = Share(mark, 10_000)
        facts = TargetFacts(Target(TargetScope.TOTAL, "", share, None, year), "大赛", "成绩册")
        set_target(found.skill, facts, **found.who("expert"))

    won(8200, 2022)
    once = asked(found).targets[""]
    won(8600, 2024)
    twice_ = asked(found).targets[""]

    assert (once.mean, once.sd, once.editions) == (82.0, 0.0, 1)
    assert (twice_.mean, twice_.editions) == (84.0, 2)
    assert twice_.sd > 2
    assert {one.whole.to_target is not None for one in asked(found).entries} == {True}


def seen_rival(found, name, level, **said):
    facts = {"reliability": Reliability.B, "credibility": Credibility.PROBABLE} | said
    seen = knowledge.observation(levels=(knowledge.band_of("", level),), **facts)
    record_observation(knowledge.rival(found, name), seen, **found.who("expert"))


def test_the_best_rival_is_the_best_of_whom_something_solid_holds_not_a_rumour(found):
    seen_rival(found, "示例省乙", 84)
    seen_rival(found, "示例省丙", 80)
    seen_rival(found, "传闻", 99, reliability=Reliability.E)

    best = asked(found).rivals[""]

    assert (best.rival.name_zh, best.level.mean, best.age) == ("示例省乙", 84, Freshness.FRESH)
    assert best.level.sd == pytest.approx(4 * 1.5 * 1.3)


def test_a_sighting_fades_after_its_expiry_and_then_is_no_evidence(found):
    seen_rival(found, "示例省乙", 84, expires_on=knowledge.TODAY + timedelta(days=40))

    fresh, stale, grey = (asked(found, days=days) for days in (0, 30, 90))

    assert fresh.rivals[""].age is Freshness.FRESH
    assert stale.rivals[""].age is Freshness.STALE
    assert stale.rivals[""].level.sd > fresh.rivals[""].level.sd
    assert "" not in grey.rivals


def test_rivals_and_targets_are_there_only_for_those_who_may_see_rivals(found):
    seen_rival(found, "示例省乙", 84)

    leader, coach = asked(found, "leader"), asked(found, "coach")

    assert (leader.rivals, leader.targets, leader.sees_rivals) == ({}, {}, False)
    assert leader.entries[0].whole.to_rival is None
    assert coach.rivals[""].rival.name_zh == "示例省乙"


def test_the_same_facts_are_fitted_once(found, monkeypatch):
    first = asked(found)
    monkeypatch.setattr(fits, "history_of", None)

    assert asked(found).entries == first.entries


@pytest.mark.parametrize("entries", [1, 3])
def test_form_takes_as_many_queries_for_three_as_for_one(found, entries, django_assert_max_num_queries):
    for number in range(4, entries, -1):
        podium.withdrawn(found, f"17-0{number}")
    asked(found)

    with django_assert_max_num_queries(18):
        assert len(asked(found).entries) == entries


def test_without_a_published_test_everybody_is_listed_and_nothing_is_said(open_hall):
    found = asked(open_hall)

    assert len(found.entries) == 4
    assert {isinstance(one.whole.level, Level) for one in found.entries} == {False}
    assert found.days == ()
