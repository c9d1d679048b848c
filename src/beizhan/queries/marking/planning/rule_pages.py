"""The rule of a stage as screens show it: every version, the rounds there are, and what can break a tie."""

import json
from dataclasses import dataclass
from datetime import datetime

from beizhan.core.scheme.tree import Scheme, aspects_of
from beizhan.core.selection.rule import Rule, rule_of
from beizhan.core.standing import JUDGEMENT, LARGEST_CRITERION_FIRST, MEASUREMENT, Grouping, worths_by
from beizhan.models.campaign import Stage
from beizhan.models.marking.assessments import Assessment, SchemeChoice
from beizhan.models.marking.results import SelectionRule
from beizhan.models.skills import Skill
from beizhan.queries.marking.schemes import schemes_among

METHODS = (LARGEST_CRITERION_FIRST, JUDGEMENT, MEASUREMENT)
"""What can break a tie whatever the scheme."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A version of a rule, with why it was written anew."""

    version: int
    rule: Rule
    fingerprint: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round of a stage: the assessment that bears its name, and the groups of its scheme with their names."""

    name: str
    assessment: str
    criteria: tuple[tuple[str, str], ...] = ()
    sub_criteria: tuple[tuple[str, str], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RulePage:
    """All versions of the rule of a stage for a skill, newest first, and the rounds it can weigh."""

    versions: tuple[RuleLine, ...]
    rounds: tuple[RoundLine, ...]


def rule_page_of(stage: Stage, skill: Skill) -> RulePage:
    """Return the rule of a stage for a skill. Seven queries."""
    return RulePage(rules_of(stage, skill), _rounds(stage, skill))


def rules_of(stage: Stage, skill: Skill) -> tuple[RuleLine, ...]:
    """Return every version of a rule, newest first. One query."""
    found = SelectionRule.objects.filter(stage=stage, skill=skill).select_related("by").order_by("-version")
    return tuple(
        RuleLine(row.version, rule_of(json.loads(row.document)), row.fingerprint, row.reason, row.by.name, row.at)
        for row in found
    )


def _rounds(stage: Stage, skill: Skill) -> tuple[RoundLine, ...]:
    assessments = list(Assessment.objects.filter(stage=stage, skill=skill).order_by("first_day", "code"))
    chosen = SchemeChoice.objects.filter(assessment__in=assessments).select_related("scheme").order_by("pk")
    rows = {choice.assessment_id: choice.scheme for choice in chosen}
    schemes = schemes_among(list({row.pk: row for row in rows.values()}.values()))
    return tuple(
        _round(one, schemes[rows[one.pk].pk]) if one.pk in rows else RoundLine(one.round, one.code)
        for one in assessments
    )


def _round(assessment: Assessment, scheme: Scheme) -> RoundLine:
    aspects = aspects_of(scheme)
    sections = {section.number: section.name for section in scheme.sections}
    subs = {sub.code: sub.name for criterion in scheme.criteria for sub in criterion.sub_criteria}
    criteria = {criterion.code: criterion.name for criterion in scheme.criteria}
    groups = (
        tuple((name, names.get(name, "")) for name in worths_by(aspects, grouping) if name)
        for grouping, names in (
            (Grouping.CRITERION, criteria),
            (Grouping.SUB_CRITERION, subs),
            (Grouping.SECTION, sections),
        )
    )
    return RoundLine(assessment.round, assessment.code, *groups)
