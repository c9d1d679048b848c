"""The one page of an assessment from which all others are reached."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.assessment import Step
from beizhan.models.marking.assessments import Assessment, Call
from beizhan.models.marking.awards import Lock, Problem
from beizhan.models.marking.results import Objection
from beizhan.queries.marking.assessments import entries_for, places_of, scheme_in_force
from beizhan.queries.marking.planning.assessment_pages import (
    AssessmentRow,
    JudgeLine,
    Teams,
    judges_of,
    rows_of,
    steps_of,
    teams_among,
)
from beizhan.queries.marking.planning.rule_pages import RuleLine, rules_of
from beizhan.queries.marking.planning.scheme_pages import SchemeLine, schemes_of
from beizhan.queries.marking.proposals import ProposalLine, open_about

NO_TEAMS = Teams()


@dataclass(frozen=True, slots=True)
class Hub:
    """An assessment whole: where it stands, what it is made of, and what waits."""

    row: AssessmentRow
    steps: dict[Step, datetime]
    scheme: SchemeLine | None
    frozen: tuple[SchemeLine, ...]
    entries: int
    called: bool
    places: int
    teams: Teams
    judges: tuple[JudgeLine, ...]
    locks: int
    problems: int
    objections: int
    rule: RuleLine | None
    proposals: tuple[ProposalLine, ...]


def hub_of(assessment: Assessment, *, at: datetime) -> Hub:
    """Return an assessment whole. At most fifty queries, most of them over a handful of rows."""
    chosen = scheme_in_force(assessment)
    versions = schemes_of(assessment.campaign, numbers=[assessment.skill.number])[0].schemes
    rules = rules_of(assessment.stage, assessment.skill) if assessment.stage else ()
    return Hub(
        row=rows_of([assessment], at=at)[0],
        steps=steps_of(assessment),
        scheme=next((one for one in versions if chosen and one.id == chosen.pk), None),
        frozen=tuple(one for one in versions if one.frozen_at),
        entries=len(entries_for(assessment)),
        called=Call.objects.filter(assessment=assessment).exists(),
        places=len(places_of(assessment)),
        teams=teams_among([assessment]).get(assessment.pk, NO_TEAMS),
        judges=judges_of(assessment),
        locks=Lock.objects.filter(assessment=assessment, reopening=None).count(),
        problems=Problem.objects.filter(assessment=assessment, answer=None).count(),
        objections=Objection.objects.filter(assessment=assessment, ruling=None).count(),
        rule=rules[0] if rules else None,
        proposals=open_about(assessment.pk),
    )
