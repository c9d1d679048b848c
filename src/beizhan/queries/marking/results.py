"""Results: whose code it was, by which rule, and the document that is published, sealed and recomputed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from beizhan import __version__
from beizhan.core.assessment import SnapshotKind
from beizhan.core.faults import Fault
from beizhan.core.scheme import Scheme, aspects_of
from beizhan.core.selection.outcomes import Candidate, Outcome, candidates_of, outcomes_of
from beizhan.core.selection.rule import Rule, rule_of, shown_of
from beizhan.core.selection.rule import document_of as document_of_rule
from beizhan.core.standing import Grouping, Sheet, Standing, faults_of, standing_of, totals_by
from beizhan.models.campaign import Entry, Stage
from beizhan.models.marking.assessments import Assessment, Event, Link
from beizhan.models.marking.results import SelectionRule, Snapshot
from beizhan.models.marking.schemes import SchemeFreeze
from beizhan.models.skills import Skill
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.grids import Grid, grid_of, sheet_of

FORMAT = "beizhan-result/1"

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


def named_sheet_of(grid: Grid, links: Mapping[str, Entry]) -> Sheet:
    """Return the sheet under the codes of entries instead of blind codes."""
    blind = sheet_of(grid)
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
    """The standing of one assessment under the entries' own codes, and what its stage makes of it."""

    sheet: Sheet
    standing: Standing
    links: Mapping[str, Entry]
    decision: Decision | None
    ties: tuple[str, ...] = ()


def result_of(assessment: Assessment) -> Result:
    """Return the result as the marks stand now; the codes must be open. About twenty queries a round."""
    links = links_of(assessment)
    sheet = named_sheet_of(grid_of(assessment), links)
    row = rule_for(assessment.stage, assessment.skill)
    rule = rule_of(json.loads(row.document)) if row else None
    ties = ties_of(assessment, rule)
    decision = _decision(assessment, sheet, row, rule) if row and rule else None
    return Result(sheet, standing_of(sheet, ties), links, decision, ties)


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
        "places": _places(result),
        "decision": _decision_document(result.decision),
    }


def latest_snapshot_of(assessment: Assessment) -> Snapshot | None:
    """Return the result as it was last published or sealed. One query."""
    return Snapshot.objects.filter(assessment=assessment).order_by("-revision").first()


def _decision(assessment: Assessment, sheet: Sheet, row: SelectionRule, rule: Rule) -> Decision | None:
    sheets = {assessment.round: sheet, **_other_sheets(assessment, rule)}
    if any(one.name not in sheets for one in rule.rounds):
        return None
    entries = Entry.objects.filter(campaign=assessment.campaign_id, skill=assessment.skill_id)
    units = {entry.code: entry.unit.code for entry in entries.select_related("unit").order_by("code")}
    gone = frozenset(entries.exclude(withdrawal=None).values_list("code", flat=True))
    present = {code for one in sheets.values() for code in one.codes} | gone
    candidates = candidates_of(rule, sheets, {code: unit for code, unit in units.items() if code in present}, gone)
    return Decision(rule, row.fingerprint, candidates, outcomes_of(candidates, rule))


def _other_sheets(assessment: Assessment, rule: Rule) -> dict[str, Sheet]:
    wanted = {one.name for one in rule.rounds} - {assessment.round}
    others = Assessment.objects.filter(stage=assessment.stage, skill=assessment.skill, round__in=wanted)
    sheets = {}
    for other in others:
        if links := links_of(other):
            sheets[other.round] = named_sheet_of(grid_of(other), links)
    return sheets


def _places(result: Result) -> list[dict[str, object]]:
    blind = {entry.code: place for place, entry in result.links.items()}
    by_criterion = totals_by(result.sheet, Grouping.CRITERION)
    parts = dict(zip(result.sheet.codes, by_criterion.marks.tolist(), strict=True))
    return [
        {
            "entry": place.code,
            "place": blind[place.code],
            "total": place.total,
            "rank": place.rank,
            "tied": place.tied,
            "criteria": dict(zip(by_criterion.names, parts[place.code], strict=True)),
        }
        for place in result.standing.places
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
