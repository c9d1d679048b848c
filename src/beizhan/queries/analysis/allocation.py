"""Where effort pays: what is believed of each skill, and the advice that follows from it."""

from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache

from beizhan.core.allocation.advice import Advice, advice_of
from beizhan.core.allocation.focus import Focus, focus_of
from beizhan.core.allocation.inputs import EFFORTS, Purse, SkillInput, beliefs_of, conditions_of
from beizhan.core.allocation.plan import Conflict
from beizhan.core.allocation.response import chances_of, scenarios_of
from beizhan.models.analysis.efforts import EffortBudget, SkillEffort
from beizhan.models.campaign import Campaign
from beizhan.models.skills import Skill
from beizhan.queries.campaign import which_of
from beizhan.queries.people import Which

SCENARIOS, SEED = 400, 1
"""Half of them to plan with and half to judge on; the same facts give the same answer."""


@dataclass(frozen=True, slots=True)
class EffortFact:
    """A skill with what was last said of it; nothing where nobody said anything."""

    skill: Which
    said: SkillInput | None
    source: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Allocation:
    """Every skill, what there is, and what follows: advice, or a conflict, or nothing while facts are missing."""

    efforts: tuple[EffortFact, ...]
    purse: Purse
    advice: Advice | Conflict | None
    focus: tuple[Focus, ...]


def allocation_of(campaign: Campaign) -> Allocation:
    """Return where effort pays in a campaign. Three queries; the answer is kept by its facts."""
    said = {}
    for row in SkillEffort.objects.filter(skill__campaign=campaign).select_related("skill", "by").order_by("pk"):
        said[row.skill_id] = row
    skills = Skill.objects.filter(campaign=campaign).order_by("number")
    efforts = tuple(_fact(skill, said.get(skill.pk)) for skill in skills)
    purse = purse_of(campaign)
    inputs = tuple(one.said for one in efforts if one.said)
    advice, focus = _followed_from(inputs, purse)
    return Allocation(efforts, purse, advice, focus)


def purse_of(campaign: Campaign) -> Purse:
    """Return what there is for all skills. One query."""
    row = EffortBudget.objects.filter(campaign=campaign).order_by("-pk").first()
    return Purse(row.money, row.days, row.places) if row else Purse()


def effort_of(skill: Skill) -> EffortFact:
    """Return what was last said of a skill. One query."""
    row = SkillEffort.objects.filter(skill=skill).select_related("skill", "by").order_by("-pk").first()
    return _fact(skill, row)


def _fact(skill: Skill, row: SkillEffort | None) -> EffortFact:
    if row is None:
        return EffortFact(which_of(skill), None, "", "", None)
    figures = {one.name: getattr(row, one.name) for one in fields(SkillInput) if one.name != "skill"}
    return EffortFact(which_of(skill), SkillInput(skill.number, **figures), row.source, row.by.name, row.at)


@lru_cache(maxsize=32)
def _followed_from(inputs: tuple[SkillInput, ...], purse: Purse) -> tuple[Advice | Conflict | None, tuple[Focus, ...]]:
    if not inputs:
        return None, ()
    chances = chances_of(scenarios_of(beliefs_of(inputs), SCENARIOS, SEED), EFFORTS)
    focus = focus_of([one.skill for one in inputs], EFFORTS, chances)
    conditions = conditions_of(inputs, purse)
    return (None if conditions is None else advice_of(conditions, chances)), focus
