"""What effort brings and what there is of it, said anew; what was said before stays to be read."""

from dataclasses import asdict
from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.allocation.inputs import Purse, SkillInput, faults_of_input
from beizhan.core.faults import error
from beizhan.models.analysis.efforts import EffortBudget, SkillEffort
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.models.skills import Skill


def set_effort(skill: Skill, said: SkillInput, *, source: str, by: Person, at: datetime) -> SkillEffort:
    """Write down what is believed of a skill, and who says so.

    Raises
    ------
    Refused
        If a figure lies out of its range, or nobody is named as the source.
    """
    with deed(Deed.SET_EFFORT, by=by, campaign=skill.campaign, skill=skill, on=skill.number, at=at):
        refuse((*faults_of_input(said), *(() if source.strip() else (error("source_missing"),))))
        figures = {name: value for name, value in asdict(said).items() if name != "skill"}
        return SkillEffort.objects.create(skill=skill, source=source.strip(), by=by, at=at, **figures)


def set_budget(campaign: Campaign, purse: Purse, *, by: Person, at: datetime) -> EffortBudget:
    """Write down what there is for all skills together."""
    with deed(Deed.SET_EFFORT, by=by, campaign=campaign, on="", at=at):
        return EffortBudget.objects.create(campaign=campaign, by=by, at=at, **asdict(purse))
