"""What waits for a second person, and what has been answered."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from beizhan.core.access import Post
from beizhan.core.agreement import APPROVING, PROPOSING, ProposalKind
from beizhan.models.campaign import Campaign
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import Scheme
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.marking.duties import Duties, duties_of

ANSWERED = 30
"""How many answered proposals the list shows."""


@dataclass(frozen=True, slots=True)
class About:
    """What a proposal is about: a version of a scheme, or an assessment; with its skill."""

    id: UUID
    code: str
    name_zh: str
    name_en: str
    skill_id: int
    skill: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a proposal about people concerns, in which post, and in which skill if in one."""

    name: str
    post: Post | None
    skill: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The second person's answer."""

    approved: bool
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal, whose it is, what or whom it is about, and its answer if there is one."""

    id: UUID
    kind: ProposalKind
    about: About | None
    whom: Whom | None
    by: str
    by_id: UUID
    at: datetime
    reason: str
    fingerprint: str
    answer: Answer | None

    @property
    def skill(self) -> int | None:
        """The skill in which it is proposed, None where it concerns none."""
        return self.about.skill_id if self.about else None


@dataclass(frozen=True, slots=True)
class ProposalLists:
    """What the reader may approve, what of the reader's own waits, and what was answered last."""

    to_approve: tuple[ProposalLine, ...]
    own: tuple[ProposalLine, ...]
    answered: tuple[ProposalLine, ...]


def proposals_for(person: Person, campaign: Campaign) -> ProposalLists:
    """Return the proposals that concern somebody. Seven queries."""
    duties = duties_of(person, campaign)
    rows = _rows(Proposal.objects.filter(campaign=campaign))
    waiting = lines_of(rows.filter(approval=None).order_by("at"))
    answered = lines_of(rows.exclude(approval=None).order_by("-approval__at")[: 3 * ANSWERED])
    seen = [one for one in answered if may_see(duties, one, person)]
    return ProposalLists(
        tuple(one for one in waiting if may_approve(duties, one, person)),
        tuple(one for one in waiting if one.by_id == person.pk),
        tuple(seen[:ANSWERED]),
    )


def open_about(subject: object) -> tuple[ProposalLine, ...]:
    """Return what waits for an answer about one assessment or scheme. Three queries."""
    return tuple(lines_of(_rows(Proposal.objects.filter(subject=str(subject), approval=None)).order_by("at")))


def may_approve(duties: Duties, line: ProposalLine, person: Person) -> bool:
    """Return whether somebody may answer a proposal as the second person."""
    return line.by_id != person.pk and duties.may(APPROVING[line.kind], line.skill)


def may_see(duties: Duties, line: ProposalLine, person: Person) -> bool:
    """Return whether a proposal concerns somebody: whoever may propose or approve such a thing, or proposed it."""
    deeds = (APPROVING[line.kind], PROPOSING[line.kind])
    return line.by_id == person.pk or any(duties.may(deed, line.skill) for deed in deeds)


def lines_of(rows: QuerySet[Proposal]) -> list[ProposalLine]:
    """Return proposals with what they are about; kinds that are unknown here are left out. Three queries."""
    found = [row for row in rows if row.kind in set(ProposalKind)]
    abouts = _abouts({row.subject for row in found if ProposalKind(row.kind) not in _OF_PEOPLE})
    return [_line(row, abouts) for row in found]


def line_of(row: Proposal) -> ProposalLine:
    """Return one proposal with what it is about. Three queries."""
    return lines_of(_rows(Proposal.objects.filter(pk=row.pk)))[0]


def skill_of(row: Proposal) -> Skill | None:
    """Return the skill in which something is proposed, if in one. At most one query."""
    if ProposalKind(row.kind) in _OF_PEOPLE:
        return None
    if ProposalKind(row.kind) is ProposalKind.FREEZE:
        return Scheme.objects.select_related("skill").get(pk=row.subject).skill
    return Assessment.objects.select_related("skill").get(pk=row.subject).skill


_OF_PEOPLE = frozenset({ProposalKind.MARKING_POST, ProposalKind.NEW_PASSWORD})


def _rows(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related("by", "approval", "approval__by")


def _abouts(subjects: Collection[str]) -> dict[str, About]:
    found = {}
    for one in Assessment.objects.filter(pk__in=subjects).select_related("skill"):
        found[str(one.pk)] = About(one.pk, one.code, one.name_zh, one.name_en, one.skill_id, one.skill.number)
    for row in Scheme.objects.filter(pk__in=subjects).select_related("skill"):
        skill = row.skill
        found[str(row.pk)] = About(
            row.pk, skill.number, skill.name_zh, skill.name_en, row.skill_id, skill.number, row.version
        )
    return found


def _line(row: Proposal, abouts: Mapping[str, About]) -> ProposalLine:
    answer = getattr(row, "approval", None)
    return ProposalLine(
        id=row.pk,
        kind=ProposalKind(row.kind),
        about=abouts.get(row.subject),
        whom=_whom(json.loads(row.content)) if ProposalKind(row.kind) in _OF_PEOPLE else None,
        by=row.by.name,
        by_id=row.by_id,
        at=row.at,
        reason=row.reason,
        fingerprint=row.fingerprint,
        answer=Answer(answer.approved, answer.by.name, answer.at, answer.reason) if answer else None,
    )


def _whom(content: Mapping[str, Any]) -> Whom:
    post = content.get("post")
    return Whom(content["name"], Post(post) if post else None, content.get("skill") or "")
