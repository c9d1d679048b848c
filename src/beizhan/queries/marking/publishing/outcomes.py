"""What the rule of a stage made of everybody, and what comes next for those who are out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beizhan.core.selection.outcomes import Reason, Status
from beizhan.core.selection.rule import Rule, rule_of
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.results import NextPost, Snapshot
from beizhan.queries.marking.publishing.standings import NOBODY, Named, named_entries


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What became of one entry, by which part of the rule, and the next post named last."""

    entry: str
    named: Named
    status: Status
    reason: Reason
    rank: int | None
    tied: bool
    shown: int | None
    next_post: str
    note: str


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """The outcome of a stage as it stands in a published result."""

    rule: Rule
    fingerprint: str
    lines: tuple[OutcomeLine, ...]


def outcome_page_of(assessment: Assessment, snapshot: Snapshot, document: Mapping[str, Any]) -> OutcomePage | None:
    """Return the outcome that a result document holds; nothing where its stage had no complete rule. Three queries."""
    decision = document["decision"]
    if decision is None:
        return None
    found = decision["outcomes"]
    named = named_entries(snapshot.assessment, [one["entry"] for one in found])
    posts = _next_posts(assessment)
    return OutcomePage(
        rule=rule_of(decision["rule"]),
        fingerprint=decision["rule_fingerprint"],
        lines=tuple(_line(one, named.get(one["entry"], NOBODY), posts.get(one["entry"])) for one in found),
    )


def _next_posts(assessment: Assessment) -> dict[str, NextPost]:
    rows = NextPost.objects.filter(stage=assessment.stage_id, entry__skill=assessment.skill_id)
    return {row.entry.code: row for row in rows.select_related("entry").order_by("pk")}


def _line(one: Mapping[str, Any], named: Named, post: NextPost | None) -> OutcomeLine:
    return OutcomeLine(
        entry=one["entry"],
        named=named,
        status=Status(one["status"]),
        reason=Reason(one["reason"]),
        rank=one["rank"],
        tied=one["tied"],
        shown=one["shown"],
        next_post=post.post if post else "",
        note=post.note if post else "",
    )
