"""What the rule of a stage made of everybody, what comes next for those who are out, what other rules were tried."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from beizhan.core.selection.outcomes import Outcome, Reason, Status
from beizhan.core.selection.rule import Rule, rule_of, shown_of
from beizhan.models.campaign import Stage
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.results import NextPost, Snapshot
from beizhan.models.skills import Skill
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.publishing.revisions import NOBODY, Named, Revision, named_entries
from beizhan.queries.marking.results import PUBLISHED, Decision, rule_for

_BEHIND = frozenset({Status.RESERVE, Status.OUT})


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What became of one entry, by which part of the rule, and the next post named last."""

    named: Named
    outcome: Outcome
    shown: int | None
    next_post: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """The outcome of a stage as it stands in a published result."""

    rule: Rule
    fingerprint: str
    lines: tuple[OutcomeLine, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """Why a published result decides nothing: its stage has no rule, or rounds of it are not published."""

    rule: Rule | None
    rounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """Another rule that somebody tried on the published marks, and why."""

    rule: Rule
    reason: str
    by: str
    at: datetime


def outcomes_in(assessment: Assessment, revision: Revision) -> OutcomePage | None:
    """Return the outcome that a revision holds; nothing where its stage was not decided then. Four queries."""
    decision = revision.document["decision"]
    if decision is None:
        return None
    named = named_entries(assessment, [one["entry"] for one in decision["outcomes"]])
    posts = _next_posts(assessment)
    rule = rule_of(decision["rule"])
    return OutcomePage(
        rule, decision["rule_fingerprint"], tuple(_line(one, named, posts) for one in decision["outcomes"])
    )


def outcomes_by(assessment: Assessment, decision: Decision) -> OutcomePage:
    """Return the outcome that another rule would give. Three queries."""
    named = named_entries(assessment, [one.code for one in decision.outcomes])
    lines = (
        OutcomeLine(
            named.get(one.code, NOBODY), one, None if one.combined is None else shown_of(one.combined, decision.rule)
        )
        for one in decision.outcomes
    )
    return OutcomePage(decision.rule, decision.fingerprint, tuple(lines))


def why_undecided(assessment: Assessment) -> Undecided:
    """Return what a decision waits for. Two queries and one a round."""
    row = rule_for(assessment.stage, assessment.skill)
    if row is None:
        return Undecided(None, ())
    rule = rule_of(json.loads(row.document))
    others = Assessment.objects.filter(stage=assessment.stage, skill=assessment.skill)
    published = {one.round for one in others if step_of(one) in PUBLISHED}
    return Undecided(rule, tuple(one.name for one in rule.rounds if one.name not in published))


def behind_of(stage: Stage, skill: Skill) -> frozenset[str]:
    """Return the codes of those who are out or in reserve, by the latest published result that decides. One query."""
    found: dict[str, str] = {}
    for row in Snapshot.objects.filter(assessment__stage=stage, assessment__skill=skill).order_by("at", "pk"):
        if decision := json.loads(row.document)["decision"]:
            found = {one["entry"]: one["status"] for one in decision["outcomes"]}
    return frozenset(code for code, status in found.items() if status in _BEHIND)


def trials_of(assessment: Assessment) -> tuple[Trial, ...]:
    """Return which other rules were tried on the published marks, newest first. One query."""
    rows = Event.objects.filter(assessment=assessment, kind="trial").select_related("by").order_by("-seq")
    return tuple(_trial(row) for row in rows)


def _trial(row: Event) -> Trial:
    body = json.loads(row.body)
    return Trial(rule_of(body["rule"]), body["reason"], row.by.name, row.at)


def _next_posts(assessment: Assessment) -> dict[str, NextPost]:
    rows = NextPost.objects.filter(stage=assessment.stage_id, entry__skill=assessment.skill_id)
    return {row.entry.code: row for row in rows.select_related("entry").order_by("pk")}


def _line(one: Mapping[str, Any], named: Mapping[str, Named], posts: Mapping[str, NextPost]) -> OutcomeLine:
    code = one["entry"]
    outcome = Outcome(
        code, Status(one["status"]), Reason(one["reason"]), one["rank"], one["tied"], combined=one["combined"]
    )
    post = posts.get(code)
    return OutcomeLine(
        named.get(code, NOBODY), outcome, one["shown"], post.post if post else "", post.note if post else ""
    )
