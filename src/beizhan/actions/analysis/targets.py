"""Target lines set, corrected and taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from beizhan.actions.analysis.checking import faults_of_reason, faults_of_sections
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.analysis.targets import Target, TargetScope, faults_of_target
from beizhan.core.faults import Fault, error
from beizhan.models.analysis.targets import TargetLine
from beizhan.models.people import Person
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target line as somebody wants it set."""

    target: Target
    event: str
    source: str


def set_target(skill: Skill, facts: TargetFacts, *, by: Person, at: datetime) -> TargetLine:
    """Write down what has won before."""
    with deed(Deed.SET_TARGET, by=by, campaign=skill.campaign, skill=skill, on=_named(skill, facts), at=at):
        refuse(_faults_of(skill, facts, at))
        return TargetLine.objects.create(skill=skill, by=by, at=at, **_columns(facts))


def correct_target(line: TargetLine, facts: TargetFacts, *, reason: str, by: Person, at: datetime) -> TargetLine:
    """Write down another line in place of one that stays to be read."""
    skill = line.skill
    with deed(Deed.SET_TARGET, by=by, campaign=skill.campaign, skill=skill, on=_named(skill, facts), at=at):
        refuse((*_faults_of_replacing(line), *faults_of_reason(reason), *_faults_of(skill, facts, at)))
        return TargetLine.objects.create(
            skill=skill, replaces=line, reason=reason.strip(), by=by, at=at, **_columns(facts)
        )


def take_back_target(line: TargetLine, *, reason: str, by: Person, at: datetime) -> TargetLine:
    """Take a target line back, with the reason."""
    skill = line.skill
    with deed(Deed.SET_TARGET, by=by, campaign=skill.campaign, skill=skill, on=f"{skill.number} ✗", at=at):
        refuse((*_faults_of_replacing(line), *faults_of_reason(reason)))
        return TargetLine.objects.create(
            skill=skill,
            scope=line.scope,
            ref=line.ref,
            mark=line.mark,
            worth=line.worth,
            minutes=line.minutes,
            event=line.event,
            year=line.year,
            source=line.source,
            replaces=line,
            is_taken_back=True,
            reason=reason.strip(),
            by=by,
            at=at,
        )


def _named(skill: Skill, facts: TargetFacts) -> str:
    return f"{skill.number} {facts.target.scope} {facts.target.ref}".strip()


def _columns(facts: TargetFacts) -> dict[str, str | int | None]:
    target = facts.target
    return {
        "scope": str(target.scope),
        "ref": target.ref,
        "mark": target.share.mark,
        "worth": target.share.worth,
        "minutes": target.minutes,
        "event": facts.event.strip(),
        "year": target.year,
        "source": facts.source.strip(),
    }


def _faults_of(skill: Skill, facts: TargetFacts, at: datetime) -> tuple[Fault, ...]:
    target, year = facts.target, timezone.localdate(at).year
    sections = [target.ref] if target.scope is TargetScope.SECTION else []
    return (
        *faults_of_target(target, facts.source, facts.event, this_year=year),
        *faults_of_sections(skill, sections),
    )


def _faults_of_replacing(row: TargetLine) -> tuple[Fault, ...]:
    replaced = row.is_taken_back or TargetLine.objects.filter(replaces=row).exists()
    return (error("replaced_already"),) if replaced else ()
