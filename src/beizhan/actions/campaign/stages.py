"""The stages of the ladder: set, changed and taken away."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.ladder import Rung, faults_of_rung
from beizhan.models.campaign import Campaign, Stage
from beizhan.models.people import Person
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class StageFacts:
    """A stage as somebody wants it: so many stand, so many go through, in one skill or in all."""

    skill: Skill | None
    position: int
    name_zh: str
    name_en: str
    from_n: int
    to_m: int


def add_stage(campaign: Campaign, facts: StageFacts, *, by: Person, at: datetime) -> Stage:
    """Add a stage to the ladder."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=campaign, on=facts.name_zh, at=at):
        refuse(_faults_of(campaign, facts, None))
        return Stage.objects.create(campaign=campaign, skill=facts.skill, **_columns(facts))


def change_stage(stage: Stage, facts: StageFacts, *, by: Person, at: datetime) -> None:
    """Change a stage; its N→M stays once a selection rule was written for it."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=stage.campaign, on=stage, at=at):
        refuse((*_faults_of(stage.campaign, facts, stage), *_faults_of_rule(stage, facts)))
        for column, value in _columns(facts).items():
            setattr(stage, column, value)
        stage.save()


def drop_stage(stage: Stage, *, by: Person, at: datetime) -> None:
    """Take a stage away on which nothing hangs yet."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=stage.campaign, on=f"{stage} ✗", at=at):
        used = stage.assessments.exists() or stage.rules.exists() or stage.next_posts.exists()
        refuse((error("stage_in_use"),) if used else ())
        stage.delete()


def _columns(facts: StageFacts) -> dict[str, str | int]:
    return {
        "position": facts.position,
        "name_zh": facts.name_zh.strip(),
        "name_en": facts.name_en.strip(),
        "from_n": facts.from_n,
        "to_m": facts.to_m,
    }


def _faults_of(campaign: Campaign, facts: StageFacts, stage: Stage | None) -> tuple[Fault, ...]:
    faults = list(faults_of_rung(Rung(facts.position, facts.from_n, facts.to_m)))
    if not facts.name_zh.strip():
        faults.append(error("text_missing"))
    if facts.skill and facts.skill.campaign_id != campaign.pk:
        faults.append(error("skill_of_another_campaign"))
    others = Stage.objects.filter(campaign=campaign, skill=facts.skill, position=facts.position)
    if others.exclude(pk__in=[stage.pk] if stage else []).exists():
        faults.append(error("stage_position_taken", position=facts.position))
    return tuple(faults)


def _faults_of_rule(stage: Stage, facts: StageFacts) -> tuple[Fault, ...]:
    same = (stage.from_n, stage.to_m) == (facts.from_n, facts.to_m)
    return () if same or not stage.rules.exists() else (error("stage_has_a_rule"),)
