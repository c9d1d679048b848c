"""Rules and what follows from them: how a stage selects, and what those who are out do next (K12, K15)."""

from datetime import datetime

from beizhan.actions.door import Refused, deed, refuse
from beizhan.actions.marking.telling import require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import canonical, fingerprint_of
from beizhan.core.marking.assessment import NextRole, Step
from beizhan.core.marking.awarding import faults_of_reason
from beizhan.core.scheme.tree import aspects_of
from beizhan.core.selection.rule import Rule, document_of, faults_of
from beizhan.core.standing import faults_of as unknown_ties
from beizhan.models.campaign import Entry, Stage
from beizhan.models.marking.assessments import Assessment, StepTaken
from beizhan.models.marking.results import NextPost, SelectionRule
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.publishing.outcomes import behind_of
from beizhan.queries.marking.results import PUBLISHED, Decision, decision_by, gone_of, result_of
from beizhan.queries.marking.schemes import scheme_of


def set_rule(  # noqa: PLR0913 - where, what, why, who
    stage: Stage, skill: Skill, rule: Rule, *, reason: str = "", by: Person, at: datetime
) -> SelectionRule:
    """Write down how a stage lets M of N through; before the first mark, afterwards only with a reason.

    Raises
    ------
    Refused
        With what is wrong in the rule, or because a round of the stage is published already.
    """
    with deed(Deed.SET_RULE, by=by, campaign=skill.campaign, skill=skill, on=stage, at=at):
        _hold(stage, skill)
        refuse(faults_of(rule) + _faults_of_ties(stage, skill, rule) + _faults_of_time(stage, skill, reason))
        latest = SelectionRule.objects.filter(stage=stage, skill=skill).order_by("-version").first()
        document = document_of(rule)
        return SelectionRule.objects.create(
            stage=stage,
            skill=skill,
            version=latest.version + 1 if latest else 1,
            document=canonical(document),
            fingerprint=fingerprint_of(document),
            reason=reason.strip(),
            by=by,
            at=at,
        )


def name_next_post(  # noqa: PLR0913 - who does what next, says who
    entry: Entry, stage: Stage, role: NextRole, *, note: str = "", by: Person, at: datetime
) -> NextPost:
    """Say what somebody who is out, or in reserve, does next."""
    with deed(Deed.NAME_NEXT_POST, by=by, campaign=entry.campaign, skill=entry.skill, on=entry, at=at):
        refuse(() if entry.code in behind_of(stage, entry.skill) else (error("next_post_too_early"),))
        return NextPost.objects.create(entry=entry, stage=stage, post=role, note=note.strip(), by=by, at=at)


def try_rule(assessment: Assessment, rule: Rule, *, reason: str, by: Person, at: datetime) -> Decision:
    """Ask what another rule would make of published marks; the question is told in the chain, so nobody fishes unseen.

    Raises
    ------
    Refused
        Before the marks are published, without a reason, or if the rule cannot be used.
    """
    with telling(Deed.TRY_RULE, assessment, by=by, at=at) as teller:
        require(assessment, *PUBLISHED)
        refuse(faults_of(rule) + _faults_of_ties(assessment.stage, assessment.skill, rule) + faults_of_reason(reason))
        result = result_of(assessment)
        decision = decision_by(assessment, rule, result.sheet, gone_of(assessment))
        if decision is None:
            raise Refused((error("rounds_not_published"),))
        document = document_of(rule)
        teller.tell("trial", {"rule": document, "fingerprint": decision.fingerprint, "reason": reason.strip()})
        return decision


def _hold(stage: Stage, skill: Skill) -> None:
    """Let nobody publish a round of the stage by the old rule while the new one is written."""
    list(Assessment.objects.select_for_update().filter(stage=stage, skill=skill).order_by("pk").values_list("pk"))


def _faults_of_ties(stage: Stage | None, skill: Skill, rule: Rule) -> tuple[Fault, ...]:
    """Return the tie-breaks that name nothing in the scheme of their round, where one is chosen already."""
    found: list[Fault] = []
    for assessment in Assessment.objects.filter(stage=stage, skill=skill):
        scheme = scheme_in_force(assessment)
        if scheme:
            ties = [tie.by for tie in rule.ties if tie.round == assessment.round]
            found.extend(unknown_ties(aspects_of(scheme_of(scheme)), ties))
    return tuple(found)


def _faults_of_time(stage: Stage, skill: Skill, reason: str) -> tuple[Fault, ...]:
    steps = set(
        StepTaken.objects.filter(assessment__stage=stage, assessment__skill=skill).values_list("step", flat=True)
    )
    if steps & {Step.PROVISIONAL, Step.SEALED}:
        return (error("rule_fixed_by_publication"),)
    return faults_of_reason(reason) if Step.MARKING in steps else ()
