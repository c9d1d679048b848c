"""What is proposed about schemes and assessments, as people can read it: one value for each kind of proposal."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from beizhan.core.agreement import ProposalKind
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import current_of
from beizhan.core.scheme.tree import Kind
from beizhan.models.campaign import Entry
from beizhan.models.log import Proposal
from beizhan.models.marking import schemes as rows
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Lock
from beizhan.queries.marking.assessments import places_of, scheme_in_force
from beizhan.queries.marking.effects import EffectRow
from beizhan.queries.marking.grids import within
from beizhan.queries.marking.planning.candidates import who_competes
from beizhan.queries.marking.planning.scheme_pages import SchemePage, scheme_page_of
from beizhan.queries.marking.schemes import scheme_of
from beizhan.queries.marking.targets import aims_of


@dataclass(frozen=True, slots=True)
class FreezeContent:
    """A scheme that is to be fixed, under the fingerprint of its content."""

    page: SchemePage
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ChangeContent:
    """A later scheme to count by, and its effect."""

    before: str
    after: str
    again: int
    effects: tuple[EffectRow, ...]


@dataclass(frozen=True, slots=True)
class LockContent:
    """What is to be signed off: how much of it there is, by which fingerprint of its marks."""

    scope: LockScope
    ref: str
    aspects: int
    places: int
    marks: str


@dataclass(frozen=True, slots=True)
class ReopeningContent:
    """A lock that is to be opened again."""

    scope: LockScope
    ref: str
    locked_by: str
    locked_at: datetime


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Where an entry stands in a result, and what the rule makes of it."""

    entry: str
    who: str
    unit_zh: str
    unit_en: str
    total: int | None
    rank: int | None
    tied: bool
    status: str


@dataclass(frozen=True, slots=True)
class ResultContent:
    """A result that is to be published or sealed."""

    revision: int
    has_rule: bool
    standing: tuple[StandingRow, ...]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """Another award for one cell of a sealed result; a judge's score, or hundredths of a mark."""

    place: str
    aspect: str
    description: str
    kind: Kind
    seat: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class CorrectionContent:
    """Other awards for a sealed result."""

    corrections: tuple[CorrectionRow, ...]


Content = FreezeContent | ChangeContent | LockContent | ReopeningContent | ResultContent | CorrectionContent


def content_of(proposal: Proposal) -> Content:
    """Return what is proposed. At most sixteen queries."""
    return _READERS[ProposalKind(proposal.kind)](proposal, json.loads(proposal.content))


def _freeze(proposal: Proposal, said: Mapping[str, Any]) -> Content:
    row = rows.Scheme.objects.select_related("skill__campaign").get(pk=proposal.subject)
    return FreezeContent(scheme_page_of(row), said["fingerprint"])


def _change(proposal: Proposal, said: Mapping[str, Any]) -> Content:
    before = scheme_in_force(_assessment(proposal))
    effects = tuple(
        EffectRow(one["place"], one["before"], one["after"], one["rank_before"], one["rank_after"])
        for one in said["effects"]
    )
    after = rows.Scheme.objects.get(pk=said["scheme"])
    return ChangeContent(str(before) if before else "", str(after), said["again"], effects)


def _lock(proposal: Proposal, said: Mapping[str, Any]) -> Content:
    assessment, scope = _assessment(proposal), LockScope(said["scope"])
    chosen = scheme_in_force(assessment)
    subs = within(scheme_of(chosen), scope, said["ref"]) if chosen else ()
    aspects = sum(len(sub.aspects) for sub in subs)
    return LockContent(scope, said["ref"], aspects, len(places_of(assessment)), said["marks"])


def _reopening(_: Proposal, said: Mapping[str, Any]) -> Content:
    lock = Lock.objects.select_related("by").get(pk=said["lock"])
    return ReopeningContent(LockScope(said["scope"]), said["ref"], lock.by.name, lock.at)


def _result(proposal: Proposal, said: Mapping[str, Any]) -> Content:
    decision = said["decision"]
    statuses = {one["entry"]: one["status"] for one in decision["outcomes"]} if decision else {}
    entries = Entry.objects.filter(campaign=proposal.campaign_id, code__in=[one["entry"] for one in said["places"]])
    known = {one.code: one for one in entries.select_related("unit").prefetch_related("competitors__person")}
    standing = (_standing_row(one, known[one["entry"]], statuses.get(one["entry"], "")) for one in said["places"])
    return ResultContent(said["revision"], decision is not None, tuple(standing))


def _standing_row(said: Mapping[str, Any], entry: Entry, status: str) -> StandingRow:
    who = who_competes(entry)
    unit = entry.unit
    return StandingRow(entry.code, who, unit.name_zh, unit.name_en, said["total"], said["rank"], said["tied"], status)


def _correction(proposal: Proposal, said: Mapping[str, Any]) -> Content:
    wanted = [AwardRow(**one) for one in said["rows"]]
    aims = aims_of(_assessment(proposal), wanted)
    found = []
    for row in wanted:
        aspect, cell = aims.aspects[row.aspect], aims.targets[row.place, row.aspect].cell
        given = current_of(cell).get(row.seat)
        before = given.value if given else None
        found.append(CorrectionRow(row.place, aspect.code, aspect.description, cell.kind, row.seat, before, row.value))
    return CorrectionContent(tuple(found))


def _assessment(proposal: Proposal) -> Assessment:
    return Assessment.objects.select_related("campaign", "skill", "stage").get(pk=proposal.subject)


_READERS: Mapping[ProposalKind, Callable[[Proposal, Mapping[str, Any]], Content]] = MappingProxyType(
    {
        ProposalKind.FREEZE: _freeze,
        ProposalKind.CHANGE: _change,
        ProposalKind.LOCK: _lock,
        ProposalKind.REOPENING: _reopening,
        ProposalKind.PUBLICATION: _result,
        ProposalKind.SEAL: _result,
        ProposalKind.CORRECTION: _correction,
    }
)
