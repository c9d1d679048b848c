"""Marking schemes as screens show them: every version of every skill, and one version whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from beizhan.core.agreement import ProposalKind
from beizhan.core.faults import Fault, errors_among
from beizhan.core.scheme.differences import AspectChange, changes_of
from beizhan.core.scheme.faults import faults_of
from beizhan.core.scheme.tree import Kind, Scheme
from beizhan.models.campaign import Campaign
from beizhan.models.log import Proposal
from beizhan.models.marking import schemes as rows
from beizhan.models.marking.assessments import SchemeChoice
from beizhan.models.skills import Skill
from beizhan.queries.marking.schemes import scheme_of, schemes_among

_ASPECTS = "criteria__sub_criteria__aspects"


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A version of a scheme in the list; a draft has a number of faults, a frozen one its fingerprint."""

    id: UUID
    version: int
    title: str
    source: str
    reason: str
    by: str
    at: datetime
    aspects: int
    judgements: int
    total: int
    errors: int
    warnings: int
    frozen_at: datetime | None
    fingerprint: str
    proposal: UUID | None
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillSchemes:
    """The versions of one skill's scheme, newest first."""

    skill: int
    number: str
    name_zh: str
    name_en: str
    schemes: tuple[SchemeLine, ...]


@dataclass(frozen=True, slots=True)
class SchemePage:
    """One version whole, its skill, its faults, and the other versions it can be compared with."""

    line: SchemeLine
    skill: SkillSchemes
    scheme: Scheme
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions, and what the later changes in the earlier."""

    old: SchemeLine
    new: SchemeLine
    skill: SkillSchemes
    changes: tuple[AspectChange, ...]


def schemes_of(campaign: Campaign, *, numbers: Collection[str] | None = None) -> list[SkillSchemes]:
    """Return the skills of a campaign with their schemes, by number; ``numbers`` narrows. Eight queries."""
    skills = Skill.objects.filter(campaign=campaign).order_by("number")
    if numbers is not None:
        skills = skills.filter(number__in=numbers)
    found = list(skills)
    lines: dict[int, list[SchemeLine]] = defaultdict(list)
    kept = list(_counted(rows.Scheme.objects.filter(skill__in=found)).order_by("-version"))
    for row, line in zip(kept, _lines(kept), strict=True):
        lines[row.skill_id].append(line)
    return [SkillSchemes(one.pk, one.number, one.name_zh, one.name_en, tuple(lines[one.pk])) for one in found]


def scheme_page_of(row: rows.Scheme) -> SchemePage:
    """Return one version of a scheme whole. Twelve queries."""
    skill = schemes_of(row.skill.campaign, numbers=[row.skill.number])[0]
    scheme = scheme_of(row)
    return SchemePage(next(one for one in skill.schemes if one.id == row.pk), skill, scheme, faults_of(scheme))


def comparison_of(one: rows.Scheme, other: rows.Scheme) -> Comparison:
    """Return what the later of two versions changes. Twelve queries."""
    skill = schemes_of(one.skill.campaign, numbers=[one.skill.number])[0]
    old, new = sorted((line for line in skill.schemes if line.id in {one.pk, other.pk}), key=lambda line: line.version)
    found = schemes_among([one, other])
    return Comparison(old, new, skill, changes_of(found[old.id], found[new.id]))


def latest_scheme_of(skill: Skill) -> Scheme | None:
    """Return the newest version of a skill's scheme as a value. At most five queries."""
    row = rows.Scheme.objects.filter(skill=skill).order_by("-version").first()
    return scheme_of(row) if row else None


def _counted(schemes: QuerySet[rows.Scheme]) -> QuerySet[rows.Scheme]:
    judged = Q(**{f"{_ASPECTS}__kind": Kind.JUDGEMENT})
    return schemes.select_related("by", "freeze").annotate(
        aspects=Count(_ASPECTS), judgements=Count(_ASPECTS, filter=judged), total=Sum(f"{_ASPECTS}__max_mark")
    )


def _lines(schemes: list[rows.Scheme]) -> list[SchemeLine]:
    drafts = [row for row in schemes if not hasattr(row, "freeze")]
    faults = {key: faults_of(scheme) for key, scheme in schemes_among(drafts).items()}
    users, proposals = _users(schemes), _proposals(drafts)
    return [_line(row, faults.get(row.pk, ()), users.get(row.pk, ()), proposals.get(str(row.pk))) for row in schemes]


def _line(row: rows.Scheme, faults: tuple[Fault, ...], used_by: Iterable[str], proposal: UUID | None) -> SchemeLine:
    freeze = getattr(row, "freeze", None)
    errors = len(errors_among(faults))
    return SchemeLine(
        id=row.pk,
        version=row.version,
        title=row.title,
        source=row.source_name,
        reason=row.reason,
        by=row.by.name,
        at=row.at,
        aspects=getattr(row, "aspects", 0),
        judgements=getattr(row, "judgements", 0),
        total=getattr(row, "total", 0) or 0,
        errors=errors,
        warnings=len(faults) - errors,
        frozen_at=freeze.at if freeze else None,
        fingerprint=freeze.fingerprint if freeze else "",
        proposal=proposal,
        used_by=tuple(used_by),
    )


def _users(schemes: list[rows.Scheme]) -> dict[UUID, list[str]]:
    """Return the codes of the assessments that are marked by each scheme now. One query."""
    choices = SchemeChoice.objects.filter(assessment__skill__in={row.skill_id for row in schemes}).order_by("pk")
    newest = dict(choices.values_list("assessment__code", "scheme_id"))
    found: dict[UUID, list[str]] = defaultdict(list)
    for code, scheme in sorted(newest.items()):
        found[scheme].append(code)
    return found


def _proposals(drafts: list[rows.Scheme]) -> dict[str, UUID]:
    """Return the open proposal to freeze each draft. One query."""
    found = Proposal.objects.filter(
        kind=ProposalKind.FREEZE, subject__in=[str(row.pk) for row in drafts], approval=None
    )
    return dict(found.order_by("at").values_list("subject", "pk"))
