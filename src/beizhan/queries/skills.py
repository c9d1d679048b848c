"""The skills of a campaign: their facts, their ladders, their chains of five parties, and what is at stake."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from beizhan.core.access import Party, Post
from beizhan.core.chain import RingState, rings_of
from beizhan.core.marking.assessment import SnapshotKind, Step
from beizhan.models.campaign import Campaign
from beizhan.models.marking.assessments import Assessment, StepTaken
from beizhan.models.marking.results import Snapshot
from beizhan.models.people import Body
from beizhan.models.skills import Section, Skill
from beizhan.queries.campaign import EntryLine, StageLine, entries_of, stages_of, which_of
from beizhan.queries.people import Holding, Where, Which, held_of, holdings_of, where_of


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill in the list: its facts, how many stand in it, and the ladder it climbs."""

    id: int
    which: Which
    competitors_per_entry: int
    age_limit: int | None
    entries: int
    schemes: int
    assessments: int
    ladder: tuple[StageLine, ...]


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section of the standard; the weight is in hundredths of a mark."""

    number: str
    name_zh: str
    name_en: str
    weight: int


@dataclass(frozen=True, slots=True)
class RingLine:
    """One ring of a skill's chain: who answers for a party, and how firm that is."""

    party: Party
    post: Post
    body: Where | None
    holders: tuple[Holding, ...]
    state: RingState


@dataclass(frozen=True, slots=True)
class Chain:
    """The five parties of one skill."""

    skill: Which
    rings: tuple[RingLine, ...]

    @property
    def state(self) -> RingState:
        """The worst of the rings; red before grey before amber before green."""
        states = {ring.state for ring in self.rings}
        return next(one for one in (RingState.RED, RingState.GREY, RingState.AMBER, RingState.GREEN) if one in states)


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """An assessment and the step at which it stands."""

    id: UUID
    code: str
    skill: Which
    name_zh: str
    name_en: str
    first_day: date
    step: Step
    stage: int | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The latest sealed result of a skill."""

    assessment: UUID
    name_zh: str
    name_en: str
    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SkillPage:
    """All that the page of a skill tells."""

    skill: SkillLine
    sections: tuple[SectionLine, ...]
    entries: tuple[EntryLine, ...]
    assessments: tuple[AssessmentLine, ...]
    chain: Chain
    sealed: Sealed | None


def skills_of(campaign: Campaign) -> list[SkillLine]:
    """Return the skills of a campaign by number. Two queries."""
    stages = stages_of(campaign)
    rows = Skill.objects.filter(campaign=campaign).order_by("number")
    rows = rows.annotate(
        standing=Count("entries", filter=Q(entries__withdrawal=None), distinct=True),
        schemed=Count("schemes", distinct=True),
        assessed=Count("assessments", distinct=True),
    )
    return [
        SkillLine(
            row.pk,
            which_of(row),
            row.competitors_per_entry,
            row.age_limit,
            row.standing,
            row.schemed,
            row.assessed,
            ladder_of(row.number, stages),
        )
        for row in rows
    ]


def ladder_of(number: str, stages: Iterable[StageLine]) -> tuple[StageLine, ...]:
    """Return the ladder of a skill: its own stages, or where it has none those for all."""
    own = tuple(stage for stage in stages if stage.skill and stage.skill.number == number)
    return own or tuple(stage for stage in stages if stage.skill is None)


def chains_of(campaign: Campaign) -> list[Chain]:
    """Return the chain of every skill. Five queries."""
    entries = [one for one in entries_of(campaign) if one.withdrawn_at is None]
    skills = Skill.objects.filter(campaign=campaign).order_by("number")
    return _chains([which_of(row) for row in skills], entries, campaign)


def skill_page_of(skill: Skill) -> SkillPage:
    """Return all that the page of a skill tells. Nine queries."""
    campaign = skill.campaign
    line = next(one for one in skills_of(campaign) if one.id == skill.pk)
    entries = entries_of(campaign, skill=skill)
    sections = Section.objects.filter(skill=skill)
    chain = _chains([line.which], [one for one in entries if one.withdrawn_at is None], campaign)[0]
    return SkillPage(
        line,
        tuple(sorted((_section(row) for row in sections), key=lambda one: _by_number(one.number))),
        tuple(entries),
        tuple(assessments_of(campaign, skill=skill)),
        chain,
        _sealed_of(skill),
    )


def sections_of(skill: Skill) -> list[SectionLine]:
    """Return the sections of a skill's standard by number. One query."""
    rows = Section.objects.filter(skill=skill)
    return sorted((_section(row) for row in rows), key=lambda one: _by_number(one.number))


def assessments_of(campaign: Campaign, *, skill: Skill | None = None) -> list[AssessmentLine]:
    """Return the assessments of a campaign by their first day, with the step of each. One query."""
    latest = StepTaken.objects.filter(assessment=OuterRef("pk")).order_by("-pk").values("step")[:1]
    rows = Assessment.objects.filter(campaign=campaign).select_related("skill").annotate(stands=Subquery(latest))
    if skill is not None:
        rows = rows.filter(skill=skill)
    return [
        AssessmentLine(
            row.pk,
            row.code,
            which_of(row.skill),
            row.name_zh,
            row.name_en,
            row.first_day,
            Step(row.stands) if row.stands else Step.PLANNED,
            row.stage_id,
        )
        for row in rows.order_by("first_day", "code")
    ]


def _chains(skills: Sequence[Which], entries: Sequence[EntryLine], campaign: Campaign) -> list[Chain]:
    holdings = holdings_of(campaign)
    bodies = {row.pk: row for row in Body.objects.filter(campaign=campaign)}
    held = [held_of(one) for one in holdings]
    by_key = {str(one.id): one for one in holdings}
    by_code = {row.code: where_of(row) for row in bodies.values()}
    chains = []
    for skill in skills:
        own = [one for one in entries if one.skill.number == skill.number]
        rings = rings_of(skill.number, held, _expected(own, bodies))
        lines = tuple(
            RingLine(
                ring.party,
                ring.post,
                by_code.get(ring.body),
                tuple(by_key[one.key] for one in ring.holders),
                ring.state,
            )
            for ring in rings
        )
        chains.append(Chain(skill, lines))
    return chains


def _expected(entries: Iterable[EntryLine], bodies: dict[int, Body]) -> dict[Party, list[str]]:
    """Return the bodies that entries name: units, bases, and the cities above both, the most named first."""
    named: dict[Party, Counter[str]] = {Party.UNIT: Counter(), Party.BASE: Counter(), Party.CITY: Counter()}
    for entry in entries:
        named[Party.UNIT][entry.unit.code] += 1
        if entry.base:
            named[Party.BASE][entry.base.code] += 1
        for place in (entry.unit, entry.base):
            city = _city_above(bodies.get(place.id), bodies) if place else ""
            if city:
                named[Party.CITY][city] += 1
    return {party: [code for code, _ in counts.most_common()] for party, counts in named.items()}


def _city_above(body: Body | None, bodies: dict[int, Body]) -> str:
    seen: set[int] = set()
    while body is not None and body.pk not in seen:
        if body.party == Party.CITY:
            return body.code
        seen.add(body.pk)
        body = bodies.get(body.superior_id) if body.superior_id else None
    return ""


def _section(row: Section) -> SectionLine:
    return SectionLine(row.number, row.name_zh, row.name_en, row.weight)


def _by_number(number: str) -> tuple[int, str]:
    return (int(number), "") if number.isdigit() else (10_000, number)


def _sealed_of(skill: Skill) -> Sealed | None:
    rows = Snapshot.objects.filter(assessment__skill=skill, kind=SnapshotKind.SEALED).select_related("assessment")
    row = rows.order_by("-at", "-revision").first()
    if row is None:
        return None
    return Sealed(row.assessment_id, row.assessment.name_zh, row.assessment.name_en, row.revision, row.at)
