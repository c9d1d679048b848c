"""Plans, rules and changes: who may, what makes sense, and the effect that two people approve (K2, K12)."""

import json
from dataclasses import replace

import pytest

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.assessments import Plan, plan_assessment
from beizhan.actions.marking.changes import approve_change, propose_change
from beizhan.actions.marking.confirmations import reject_awards
from beizhan.actions.marking.rules import set_rule
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.selection.rule import Round, Rule, TieBreak
from beizhan.models.campaign import Stage
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.results import SelectionRule
from beizhan.models.marking.schemes import Scheme
from beizhan.models.skills import Skill
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.effects import effects_of
from desk import codes, confirm, measure, measured, seen
from matrix import counted, who_may

pytestmark = pytest.mark.django_db
REASON = "A1.01 的权重与技术文件不符"
RULE = Rule((Round("camp", 100),), through=2, of=4, reserves=1)


@pytest.fixture(scope="module")
def full(open_hall):
    """Every mark is confirmed, and a heavier version of the scheme is frozen; made once for this file."""
    hall.marked(open_hall)
    heavier(open_hall)
    return open_hall


def heavier(found) -> Scheme:
    """Freeze a version where the judged aspect of A1 is worth 10 less and its measurement 10 more."""
    scheme = hall.small_scheme()
    first, second = scheme.criteria
    (sub,) = first.sub_criteria
    aspects = (replace(sub.aspects[0], max_mark=3000), replace(sub.aspects[1], max_mark=2000))
    changed = replace(scheme, criteria=(replace(first, sub_criteria=(replace(sub, aspects=aspects),)), second))
    row = import_scheme(found.skill, changed, source="later.xlsx", **found.who("expert"))
    proposal = propose_freeze(row, **found.who("expert"))
    approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("chief"))
    return row


def later(found) -> Scheme:
    return Scheme.objects.filter(skill=found.skill).latest("version")


def propose(found, scheme=None, reason=REASON, who="officer"):
    return propose_change(found.assessment, scheme or later(found), reason=reason, **found.who(who))


def faults_of(act) -> list[str]:
    before = counted()
    with pytest.raises(Refused) as refusal:
        act()
    assert counted() == before
    return [fault.code for fault in refusal.value.faults]


def plan(found, code="K2", round_="second", stage=None):
    return Plan(found.skill, stage, code, round_, "第二轮", "", found.at.date(), 60)


def test_office_and_chief_expert_plan_assessments(planned_hall):
    found = planned_hall

    assert who_may(lambda name: plan_assessment(plan(found), **found.who(name))) == {"director", "officer", "chief"}


def test_a_plan_makes_sense_or_is_none(planned_hall):
    found = planned_hall
    other = Skill.objects.create(campaign=found.campaign, number="18", name_zh="电气装置", name_en="Electrical")
    stage = Stage.objects.create(campaign=found.campaign, skill=other, position=1, name_zh="x", from_n=2, to_m=1)
    act = lambda **how: lambda: plan_assessment(plan(found, **how), **found.who("officer"))  # noqa: E731 - tried four times

    assert faults_of(act(code="K1")) == ["code_taken"]
    assert faults_of(act(round_="camp", stage=found.stage)) == ["round_taken"]
    assert faults_of(act(stage=stage)) == ["stage_of_another_skill"]
    assert faults_of(act(round_=" ")) == ["text_missing"]
    assert Assessment.objects.filter(skill=found.skill).count() == 1


def test_the_office_sets_the_rule(planned_hall):
    found = planned_hall

    def write(name):
        set_rule(found.stage, found.skill, RULE, **found.who(name))

    assert who_may(write) == {"director", "officer"}


def test_a_rule_is_written_as_a_version(planned_hall):
    found = planned_hall
    set_rule(found.stage, found.skill, RULE, **found.who("officer"))
    set_rule(found.stage, found.skill, replace(RULE, reserves=0), **found.who("director"))

    versions = SelectionRule.objects.filter(skill=found.skill).order_by("version")
    assert [(one.version, json.loads(one.document)["reserves"]) for one in versions] == [(1, 1), (2, 0)]


def test_a_tie_break_names_something_in_the_scheme_of_its_round(planned_hall):
    found = planned_hall
    lost = replace(RULE, ties=(TieBreak("camp", "Z"),))

    assert faults_of(lambda: set_rule(found.stage, found.skill, lost, **found.who("officer"))) == ["tie_break_unknown"]


def test_once_marking_has_begun_a_rule_needs_a_reason(open_hall):
    found = open_hall
    act = lambda reason: lambda: set_rule(found.stage, found.skill, RULE, reason=reason, **found.who("officer"))  # noqa: E731 - tried twice

    assert faults_of(act("")) == ["reason_too_short"]
    act("名额由国赛组委会调整为两名")()

    assert SelectionRule.objects.get(skill=found.skill).reason == "名额由国赛组委会调整为两名"


def test_once_a_round_is_published_its_rule_is_fixed():
    found = hall.published()
    act = lambda: set_rule(found.stage, found.skill, RULE, reason=REASON, **found.who("director"))  # noqa: E731 - tried once

    assert faults_of(act) == ["rule_fixed_by_publication"]


def test_office_chief_and_experts_propose_a_change_and_chief_or_director_approve_it(full):
    assert who_may(lambda name: propose(full, who=name)) == {"director", "officer", "chief", "expert"}
    proposal = propose(full)

    def approve(name):
        approve_change(full.assessment, proposal, seen=proposal.fingerprint, **full.who(name))

    assert who_may(approve) == {"chief", "director"}


def test_the_effect_on_every_competitor_is_shown_before_anybody_agrees(full):
    effects, again = effects_of(full.assessment, later(full))

    assert {(one.total_before, one.total_after) for one in effects} == {(7667, 8000)}
    assert (len(effects), again) == (4, 0)


def test_an_approved_change_counts_from_then_on_and_the_chain_says_who_proposed(full):
    proposal = propose(full)
    approve_change(full.assessment, proposal, seen=proposal.fingerprint, **full.who("chief"))

    told = json.loads(Event.objects.filter(assessment=full.assessment).latest("seq").body)
    assert scheme_in_force(full.assessment) == later(full)
    assert (told["reason"], told["proposed_by"]) == (REASON, str(full.people["officer"].pk))


def test_a_change_needs_a_reason_a_frozen_scheme_and_another_than_now(full):
    draft = import_scheme(full.skill, hall.small_scheme(), source="d.xlsx", **full.who("officer"))

    assert faults_of(lambda: propose(full, reason="不符")) == ["reason_too_short", "scheme_not_frozen"]
    assert faults_of(lambda: propose(full, draft)) == ["scheme_not_frozen"]
    assert faults_of(lambda: propose(full, scheme_in_force(full.assessment))) == ["scheme_in_force_already"]


def test_a_change_is_refused_when_its_effect_is_no_longer_the_one_that_was_shown(full):
    proposal = propose(full)
    code, aspect = codes(full)[0], measured(full)
    reject_awards(full.assessment, [seen(full, code, aspect)], reason="看错了行", **full.who("second"))
    measure(full, code, aspect, 0)
    confirm(full, code, aspect)

    act = lambda: approve_change(full.assessment, proposal, seen=proposal.fingerprint, **full.who("chief"))  # noqa: E731 - tried once
    assert faults_of(act) == ["marks_changed_since_seen"]


def test_a_proposal_about_another_assessment_changes_nothing_here(full):
    other = hall.marked()
    heavier(other)
    strange = propose(other)

    act = lambda: approve_change(full.assessment, strange, seen=strange.fingerprint, **full.who("chief"))  # noqa: E731 - tried once
    assert faults_of(act) == ["proposal_of_something_else"]


def test_after_the_lock_the_scheme_does_not_change(full):
    hall.locked(full)

    assert faults_of(lambda: propose(full)) == ["wrong_step"]
