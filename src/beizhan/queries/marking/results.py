"""Results: whose code it was, by which rule, and the document that is published, sealed and recomputed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from beizhan import __version__
from beizhan.core.faults import Fault
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.assessment import SnapshotKind, Step
from beizhan.core.scheme.tree import Scheme, aspects_of
from beizhan.core.selection.outcomes import Candidate, Outcome, candidates_of, outcomes_of
from beizhan.core.selection.rule import Rule, rule_of, shown_of
from beizhan.core.selection.rule import document_of as document_of_rule
from beizhan.core.standing import (
    Grouping,
    Place,
    Sheet,
    Standing,
    faults_of,
    standing_of,
    totals_by,
    totals_of,
    without,
)
from beizhan.models.campaign import Entry, Stage
from beizhan.models.marking.assessments import Assessment, Call, Event, Link
from beizhan.models.marking.results import SelectionRule, Snapshot
from beizhan.models.marking.schemes import SchemeFreeze
from beizhan.models.skills import Skill
from beizhan.queries.marking.assessments import scheme_in_force, step_of
from beizhan.queries.marking.sheets import sheet_now

FORMAT = "beizhan-result/1"

PUBLISHED = frozenset({Step.PROVISIONAL, Step.SEALED})
"""The steps at which a result stands: before them, and while marks are open again, there is none."""

Document = dict[str, Any]
"""A result as it is signed, kept and exported."""


def rule_for(stage: Stage | None, skill: Skill) -> SelectionRule | None:
    """Return the newest rule of a stage for a skill. One query."""
    if stage is None:
        return None
    return SelectionRule.objects.filter(stage=stage, skill=skill).order_by("-version").first()


def ties_of(assessment: Assessment, rule: Rule | None) -> tuple[str, ...]:
    """Return the tie-breaks that the rule names for this round."""
    return tuple(tie.by for tie in rule.ties if tie.round == assessment.round) if rule else ()


def ties_in_force(assessment: Assessment) -> tuple[str, ...]:
    """Return the tie-breaks of this round by the rule in force. One query."""
    row = rule_for(assessment.stage, assessment.skill)
    return ties_of(assessment, rule_of(json.loads(row.document)) if row else None)


def tie_faults_of(assessment: Assessment, scheme: Scheme) -> tuple[Fault, ...]:
    """Return the tie-breaks of this round that name nothing in a scheme: nobody could be ranked by them. One query."""
    row = rule_for(assessment.stage, assessment.skill)
    return faults_of(aspects_of(scheme), ties_of(assessment, rule_of(json.loads(row.document)))) if row else ()


def links_of(assessment: Assessment) -> dict[str, Entry]:
    """Return whose code it was, by blind code; nothing before both keys were turned. One query."""
    rows = Link.objects.filter(assessment=assessment).select_related("place", "entry__unit")
    return {link.place.code: link.entry for link in rows}


def named_sheet_of(blind: Sheet, links: Mapping[str, Entry]) -> Sheet:
    """Return a sheet under the codes of entries instead of blind codes."""
    return Sheet(tuple(links[code].code for code in blind.codes), blind.aspects, blind.marks)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rule of a stage makes of its candidates, over all its rounds."""

    rule: Rule
    fingerprint: str
    candidates: tuple[Candidate, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The standing of one assessment under the entries' own codes, and what its stage makes of it.

    The sheet holds everybody; whoever is in ``gone`` has withdrawn, is not ranked and holds nobody up.
    """

    sheet: Sheet
    standing: Standing
    links: Mapping[str, Entry]
    decision: Decision | None
    ties: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()


def gone_of(assessment: Assessment) -> frozenset[str]:
    """Return the codes of the entries of the skill that have withdrawn. Two queries.

    A result that was sealed keeps those who stood when it was: a later withdrawal moves nobody up in a correction.
    """
    rows = Entry.objects.filter(campaign=assessment.campaign_id, skill=assessment.skill_id).exclude(withdrawal=None)
    seals = Snapshot.objects.filter(assessment=assessment, kind=SnapshotKind.SEALED).order_by("revision")
    if sealed := seals.values_list("at", flat=True).first():
        rows = rows.filter(withdrawal__at__lte=sealed)
    return frozenset(rows.values_list("code", flat=True))


def result_of(assessment: Assessment) -> Result:
    """Return the result as the marks stand now; the codes must be open. About twenty queries a round."""
    links, gone = links_of(assessment), gone_of(assessment)
    sheet = named_sheet_of(sheet_now(assessment), links)
    row = rule_for(assessment.stage, assessment.skill)
    rule = rule_of(json.loads(row.document)) if row else None
    ties = ties_of(assessment, rule)
    standing = standing_of(without(sheet, gone), ties)
    decision = decision_by(assessment, rule, sheet, gone) if rule else None
    return Result(sheet, standing, links, decision, ties, gone & set(sheet.codes))


def result_document_of(assessment: Assessment, result: Result, *, kind: SnapshotKind, revision: int) -> Document:
    """Return the document of a result: whole numbers and texts only, everything that is needed to defend it."""
    scheme = scheme_in_force(assessment)
    head = Event.objects.filter(assessment=assessment).order_by("-seq").values_list("seq", "hash").first()
    assert scheme is not None
    assert head is not None
    return {
        "format": FORMAT,
        "assessment": str(assessment.pk),
        "code": assessment.code,
        "round": assessment.round,
        "kind": str(kind),
        "revision": revision,
        "software": __version__,
        "scheme": {"id": str(scheme.pk), "version": scheme.version, "fingerprint": _frozen_as(scheme.pk)},
        "events": {"seq": head[0], "head": head[1]},
        "ties": list(result.ties),
        "withdrawn": sorted(result.gone),
        "places": _places(result),
        "decision": _decision_document(result.decision),
    }


def latest_snapshot_of(assessment: Assessment) -> Snapshot | None:
    """Return the result as it was last published or sealed. One query."""
    return Snapshot.objects.filter(assessment=assessment).order_by("-revision").first()


def decision_by(assessment: Assessment, rule: Rule, sheet: Sheet, gone: frozenset[str]) -> Decision | None:
    """Return what a rule makes of its candidates, nothing while a round of it is not published.

    About fifteen queries a round besides this one.
    """
    sheets = {assessment.round: sheet, **_other_sheets(assessment, rule)}
    if any(one.name not in sheets for one in rule.rounds):
        return None
    entries = Entry.objects.filter(campaign=assessment.campaign_id, skill=assessment.skill_id)
    units = {entry.code: entry.unit.code for entry in entries.select_related("unit").order_by("code")}
    present = {code for one in sheets.values() for code in one.codes} | (gone & _called_to(assessment, set(units)))
    candidates = candidates_of(rule, sheets, {code: unit for code, unit in units.items() if code in present}, gone)
    fingerprint = fingerprint_of(document_of_rule(rule))
    return Decision(rule, fingerprint, candidates, outcomes_of(candidates, rule))


def _called_to(assessment: Assessment, everybody: set[str]) -> set[str]:
    """Return the codes of those who were ever called to an assessment, else everybody's."""
    called = set(Call.objects.filter(assessment=assessment).values_list("entry__code", flat=True))
    return called or everybody


def _other_sheets(assessment: Assessment, rule: Rule) -> dict[str, Sheet]:
    """Return the sheets of the other rounds that are published: marks of one show in the result of another (I6)."""
    wanted = {one.name for one in rule.rounds} - {assessment.round}
    others = Assessment.objects.filter(stage=assessment.stage, skill=assessment.skill, round__in=wanted)
    return {one.round: named_sheet_of(sheet_now(one), links_of(one)) for one in others if step_of(one) in PUBLISHED}


def _places(result: Result) -> list[dict[str, object]]:
    """Return everybody's place, those who have withdrawn last and without a rank."""
    blind = {entry.code: place for place, entry in result.links.items()}
    by_criterion = totals_by(result.sheet, Grouping.CRITERION)
    parts = dict(zip(result.sheet.codes, by_criterion.marks.tolist(), strict=True))
    totals = dict(zip(result.sheet.codes, totals_of(result.sheet).tolist(), strict=True))
    gone = [Place(code, totals[code], None, False) for code in sorted(result.gone)]
    return [
        {
            "entry": place.code,
            "place": blind[place.code],
            "total": place.total,
            "rank": place.rank,
            "tied": place.tied,
            "criteria": dict(zip(by_criterion.names, parts[place.code], strict=True)),
        }
        for place in (*result.standing.places, *gone)
    ]


def _decision_document(decision: Decision | None) -> dict[str, object] | None:
    if decision is None:
        return None
    return {
        "rule": document_of_rule(decision.rule),
        "rule_fingerprint": decision.fingerprint,
        "candidates": [
            {
                "entry": one.code,
                "unit": one.unit,
                "totals": list(one.totals),
                "breaks": list(one.breaks),
                "withdrawn": one.withdrawn,
            }
            for one in decision.candidates
        ],
        "outcomes": [
            {
                "entry": one.code,
                "status": str(one.status),
                "reason": str(one.reason),
                "rank": one.rank,
                "tied": one.tied,
                "combined": one.combined,
                "shown": None if one.combined is None else shown_of(one.combined, decision.rule),
            }
            for one in decision.outcomes
        ],
    }


def _frozen_as(scheme: UUID) -> str:
    return SchemeFreeze.objects.values_list("fingerprint", flat=True).get(scheme=scheme)
