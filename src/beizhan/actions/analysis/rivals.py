"""Rivals written down, and what was seen of them; a correction is another observation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.actions.analysis.checking import faults_of_reason, faults_of_sections
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.analysis.sources import (
    Credibility,
    Level,
    Reliability,
    RivalKind,
    faults_of_level,
    faults_of_observation,
)
from beizhan.core.faults import Fault, error
from beizhan.models.analysis.missions import Mission
from beizhan.models.analysis.rivals import Observation, Rival, Strength
from beizhan.models.people import Person
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class RivalFacts:
    """A rival as somebody wants it written down."""

    kind: RivalKind
    name_zh: str
    name_en: str
    origin: str


@dataclass(frozen=True, slots=True)
class ObservationFacts:
    """What was seen: from which source, how far it can be believed, until when it holds, and what it says."""

    source: str
    reliability: Reliability
    credibility: Credibility
    seen_on: date
    expires_on: date
    equipment: str = ""
    method: str = ""
    levels: tuple[Level, ...] = ()


def add_rival(skill: Skill, facts: RivalFacts, *, by: Person, at: datetime) -> Rival:
    """Write down a rival of a skill."""
    with deed(Deed.RECORD_RIVAL, by=by, campaign=skill.campaign, skill=skill, on=skill.number, at=at):
        refuse(_faults_of(skill, facts, None))
        return Rival.objects.create(skill=skill, by=by, at=at, **_columns(facts))


def rename_rival(rival: Rival, facts: RivalFacts, *, by: Person, at: datetime) -> None:
    """Give a rival other names; what was seen of it stays."""
    skill = rival.skill
    with deed(Deed.RECORD_RIVAL, by=by, campaign=skill.campaign, skill=skill, on=_named(rival), at=at):
        refuse(_faults_of(skill, facts, rival))
        for column, value in _columns(facts).items():
            setattr(rival, column, value)
        rival.save()


def record_observation(rival: Rival, facts: ObservationFacts, *, by: Person, at: datetime) -> Observation:
    """Write down what was seen of a rival.

    Raises
    ------
    Refused
        If it says nothing, has no source, lies in the future, or names a section that the skill does not have.
    """
    skill = rival.skill
    with deed(Deed.RECORD_RIVAL, by=by, campaign=skill.campaign, skill=skill, on=_named(rival), at=at):
        return observe(rival, facts, by=by, at=at)


def correct_observation(
    observation: Observation, facts: ObservationFacts, *, reason: str, by: Person, at: datetime
) -> Observation:
    """Write down what was seen otherwise, in place of an observation that stays to be read."""
    rival = observation.rival
    with deed(Deed.RECORD_RIVAL, by=by, campaign=rival.skill.campaign, skill=rival.skill, on=_named(rival), at=at):
        refuse((*_faults_of_replacing(observation), *faults_of_reason(reason)))
        return observe(rival, facts, by=by, at=at, replaces=observation, reason=reason.strip())


def take_back_observation(observation: Observation, *, reason: str, by: Person, at: datetime) -> Observation:
    """Take an observation back, with the reason; it stays to be read and counts no more."""
    rival = observation.rival
    with deed(
        Deed.RECORD_RIVAL, by=by, campaign=rival.skill.campaign, skill=rival.skill, on=f"{_named(rival)} ✗", at=at
    ):
        refuse((*_faults_of_replacing(observation), *faults_of_reason(reason)))
        return Observation.objects.create(
            rival=rival,
            source=observation.source,
            reliability=observation.reliability,
            credibility=observation.credibility,
            seen_on=observation.seen_on,
            expires_on=observation.expires_on,
            replaces=observation,
            is_taken_back=True,
            reason=reason.strip(),
            by=by,
            at=at,
        )


def observe(  # noqa: PLR0913 - what was seen of whom, on which trip, in place of what
    rival: Rival,
    facts: ObservationFacts,
    *,
    by: Person,
    at: datetime,
    mission: Mission | None = None,
    replaces: Observation | None = None,
    reason: str = "",
) -> Observation:
    """Write an observation; call it inside a deed."""
    refuse(_faults_of_seen(rival, facts, timezone.localdate(at)))
    row = Observation.objects.create(
        rival=rival,
        mission=mission,
        source=facts.source.strip(),
        reliability=facts.reliability,
        credibility=facts.credibility,
        seen_on=facts.seen_on,
        expires_on=facts.expires_on,
        equipment=facts.equipment.strip(),
        method=facts.method.strip(),
        replaces=replaces,
        reason=reason,
        by=by,
        at=at,
    )
    Strength.objects.bulk_create(
        Strength(observation=row, section=one.section, level=one.level, low=one.low, high=one.high)
        for one in facts.levels
    )
    return row


def _named(rival: Rival) -> str:
    """Name a rival in the log by its number: the log is read by people who need not know of rivals."""
    return f"{rival.skill.number} #{rival.pk}"


def _faults_of_seen(rival: Rival, facts: ObservationFacts, today: date) -> tuple[Fault, ...]:
    says = bool(facts.levels or facts.equipment.strip() or facts.method.strip())
    sections = [one.section for one in facts.levels]
    return (
        *faults_of_observation(facts.source, facts.seen_on, facts.expires_on, says=says, at=today),
        *(fault for one in facts.levels for fault in faults_of_level(one)),
        *faults_of_sections(rival.skill, sections),
        *_twice(sections),
    )


def _twice(sections: Collection[str]) -> tuple[Fault, ...]:
    return (error("section_twice", section=", ".join(sorted(sections))),) if len(set(sections)) < len(sections) else ()


def _faults_of_replacing(row: Observation) -> tuple[Fault, ...]:
    replaced = row.is_taken_back or Observation.objects.filter(replaces=row).exists()
    return (error("replaced_already"),) if replaced else ()


def _columns(facts: RivalFacts) -> dict[str, str]:
    return {
        "kind": str(facts.kind),
        "name_zh": facts.name_zh.strip(),
        "name_en": facts.name_en.strip(),
        "origin": facts.origin.strip(),
    }


def _faults_of(skill: Skill, facts: RivalFacts, rival: Rival | None) -> tuple[Fault, ...]:
    name = facts.name_zh.strip()
    if not name:
        return (error("text_missing"),)
    same = Rival.objects.filter(skill=skill, kind=facts.kind, name_zh=name).exclude(pk__in=[rival.pk] if rival else [])
    return (error("rival_known_already", name=name),) if same.exists() else ()
