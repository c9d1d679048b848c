"""Rows of the roster that set the campaign up: skills, stages and dates. Each tells whether it changed anything."""

from beizhan.actions.campaign.dates import AnchorFacts, add_anchor, rename_anchor
from beizhan.actions.campaign.stages import StageFacts, add_stage, change_stage
from beizhan.actions.door import refuse
from beizhan.actions.roster.desk import Desk
from beizhan.actions.skills import SkillFacts, add_skill, change_skill, choose_skills, drop_skill
from beizhan.core.faults import error
from beizhan.files.catalogue import skills_of_2026
from beizhan.files.roster.rows import AnchorRow, SkillRow, StageRow
from beizhan.models.campaign import Anchor, AnchorDate, Stage
from beizhan.models.skills import Skill


def bring_skill(desk: Desk, row: SkillRow) -> bool:
    """Take a skill in, rename it, or take it out."""
    have = Skill.objects.filter(campaign=desk.campaign, number=row.number).first()
    if not row.chosen:
        if have:
            drop_skill(have, **desk.who)
        return have is not None
    if have is None:
        _add(desk, row)
        return True
    names = (row.name_zh or have.name_zh, row.name_en or have.name_en)
    if names == (have.name_zh, have.name_en):
        return False
    change_skill(have, SkillFacts(row.number, *names, have.competitors_per_entry, have.age_limit), **desk.who)
    return True


def bring_stage(desk: Desk, row: StageRow) -> bool:
    """Add a stage, or change it."""
    skill = desk.skill(row.skill_number)
    facts = StageFacts(skill, row.position or 0, row.name_zh, row.name_en, row.from_n or 0, row.to_m or 0)
    have = Stage.objects.filter(campaign=desk.campaign, skill=skill, position=facts.position).first()
    if have is None:
        add_stage(desk.campaign, facts, **desk.who)
        return True
    said = (facts.name_zh, facts.name_en, facts.from_n, facts.to_m)
    if said == (have.name_zh, have.name_en, have.from_n, have.to_m):
        return False
    change_stage(have, facts, **desk.who)
    return True


def bring_anchor(desk: Desk, row: AnchorRow) -> bool:
    """Add a date or rename it; moving one asks for a reason, and has its own screen."""
    facts = AnchorFacts(row.key, row.name_zh, row.name_en)
    have = Anchor.objects.filter(campaign=desk.campaign, key=row.key).first()
    if row.date is None:
        return False
    if have is None:
        add_anchor(desk.campaign, facts, row.date, **desk.who)
        return True
    stands = AnchorDate.objects.filter(anchor=have).order_by("-pk").values_list("date", flat=True).first()
    refuse(() if stands == row.date else (error("anchor_moves_on_its_screen", stands=str(stands)),))
    if (have.name_zh, have.name_en) == (row.name_zh, row.name_en):
        return False
    rename_anchor(have, facts, **desk.who)
    return True


def _add(desk: Desk, row: SkillRow) -> None:
    fact = next((fact for fact in skills_of_2026() if fact.number == row.number), None)
    if fact and row.name_zh in ("", fact.name_zh) and row.name_en in ("", fact.name_en):
        choose_skills(desk.campaign, [row.number], **desk.who)
    else:
        add_skill(desk.campaign, SkillFacts(row.number, row.name_zh, row.name_en, 1, None), **desk.who)
