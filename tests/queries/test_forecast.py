"""Forecasts as they are asked for: which stage is coming, who stands in it, how many get through, how it was before."""

from copy import copy
from datetime import timedelta

import pytest
from django.core.cache import cache

import knowledge
import levels
import make
import podium
from beizhan.actions.analysis.rivals import record_observation
from beizhan.actions.marking.rules import set_rule
from beizhan.core.forecast.official import Basis
from beizhan.core.selection.rule import AtCut, Round, Rule
from beizhan.models.campaign import Stage
from beizhan.models.marking.assessments import Assessment
from beizhan.queries.analysis.forecast.chances import forecast_in, forecasts_of
from beizhan.queries.analysis.forecast.records import own_record_of, shipped_record_of
from beizhan.queries.analysis.forecast.squads import squad_of
from beizhan.queries.analysis.forecast.stages import past_in, stages_in
from beizhan.queries.analysis.gaps.readings import tests_of as read

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(twice):
    cache.clear()
    return copy(twice)


def next_stage(found, n=2, m=1) -> Stage:
    return make.stage(found.campaign, 2, n=n, m=m)


def asked(found):
    return forecast_in(found.skill, at=found.at)


def through_first(found):
    first = past_in(stages_in(found.skill, read([found.skill.pk])))[0]
    return {code for code, through in first.through.items() if through}


def test_at_the_top_of_the_ladder_no_stage_is_coming(found):
    forecast = asked(found)

    assert (forecast.coming, forecast.field, forecast.entries) == (None, None, ())


def test_those_who_went_through_stand_in_the_next_stage_and_their_chances_add_up(found):
    next_stage(found)

    forecast = asked(found)

    assert {one.code for one in forecast.entries} == through_first(found)
    assert sum(one.through for one in forecast.entries) == pytest.approx(1, abs=1e-6)
    assert {one.basis for one in forecast.entries} == {Basis.HISTORY}
    assert (forecast.coming.others, forecast.is_prior) == (0, False)


def test_a_stage_held_elsewhere_has_others_in_it_rivals_first_and_then_the_unknown(found):
    next_stage(found, n=5, m=2)
    unknown = asked(found)
    record_observation(knowledge.rival(found), knowledge.observation(), **found.who("expert"))

    seen = asked(found)

    assert (unknown.field.rivals, unknown.field.unknown, unknown.is_prior) == (0, 3, True)
    assert (seen.field.rivals, seen.field.unknown) == (1, 2)
    assert [one.rival.name_zh for one in seen.rivals] == ["示例省乙"]


def test_where_an_assessment_is_planned_here_the_field_is_ours_alone(found):
    stage = next_stage(found, n=5, m=1)
    knowledge.planned_again(found, "K3", levels.SECOND + timedelta(days=9))
    Assessment.objects.filter(code="K3").update(stage=stage)

    forecast = asked(found)

    assert (forecast.coming.others, forecast.field.unknown) == (0, 0)
    assert forecast.coming.on == levels.SECOND + timedelta(days=9)


def test_the_written_rule_goes_before_the_plan_of_the_ladder(found):
    stage = next_stage(found, n=2, m=1)
    plain = asked(found)
    rule = Rule((Round("camp", 100),), 2, 2, minimum=9999, tie_stands=AtCut.TIE_STANDS)
    set_rule(stage, found.skill, rule, reason="demo", **found.who("officer"))

    strict = asked(found)

    assert (plain.coming.terms.through, plain.coming.terms.minimum) == (1, None)
    assert (strict.coming.terms.through, strict.coming.terms.minimum, strict.coming.terms.gap) == (2, 99.99, 0.01)
    assert max(one.through for one in strict.entries) < 1


def test_where_all_are_ours_the_number_is_fixed_and_by_unit_it_is_not(found):
    next_stage(found)

    squad = squad_of([asked(found)])

    assert (squad.of, squad.number.expected, squad.number.sd) == (2, 1.0, 0.0)
    assert sum(one.number.expected for one in squad.bodies) == pytest.approx(1)
    assert min(one.number.sd for one in squad.bodies) > 0


def test_a_skill_without_a_published_test_has_no_forecast(found):
    other = make.skill(found.campaign, "39")
    make.entry(found.campaign, other, "39-01")
    next_stage(found)

    first, second = forecasts_of([found.skill, other], at=found.at)

    assert (first.field is not None, second.field, second.entries) == (True, None, ())
    assert squad_of([second]) is None


def test_a_stage_before_which_nobody_was_tested_cannot_be_checked(found):
    own = own_record_of([found.skill])

    assert (own.decided, own.forecast, own.record) == (1, 0, None)


def test_a_stage_with_a_test_before_it_is_checked_against_what_happened(found):
    knowledge.planned_again(found, "K3", levels.SECOND + timedelta(days=9))
    Assessment.objects.filter(code="K3").update(stage=None)
    Assessment.objects.filter(code="K1").update(first_day=levels.SECOND + timedelta(days=20))

    own = own_record_of([found.skill])

    assert (own.decided, own.forecast) == (1, 1)
    assert own.record.calibration.count == 4
    assert own.record.calibration.total.observed == 2
    assert own.record.calibration.total.expected == pytest.approx(2)
    assert own.record.base_brier == 0.25


def test_the_shipped_record_is_that_of_the_method_page():
    found = shipped_record_of()

    assert {kind: one.calibration.count for kind, one in found.items()} == dict.fromkeys(found, 763)
    assert {kind: one.calibration.total.observed for kind, one in found.items()} == {
        "gold": 62, "medal": 161, "medallion": 434,
    }  # fmt: skip
    said = {kind: (one.calibration.log_loss, one.base_log_loss) for kind, one in found.items()}
    assert said["gold"] == (pytest.approx(0.237, abs=0.002), pytest.approx(0.282, abs=0.002))
    assert said["medal"] == (pytest.approx(0.405, abs=0.002), pytest.approx(0.495, abs=0.002))
    assert said["medallion"] == (pytest.approx(0.549, abs=0.002), pytest.approx(0.684, abs=0.002))


@pytest.mark.parametrize("entries", [1, 2])
def test_a_forecast_takes_as_many_queries_for_two_as_for_one(found, entries, django_assert_max_num_queries):
    next_stage(found, n=6, m=2)
    for code in sorted(through_first(found))[entries:]:
        podium.withdrawn(found, code)
    asked(found)

    with django_assert_max_num_queries(26):
        asked(found)
