"""The skills of a campaign: chosen from the catalogue or written down by hand, with their weighted sections."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error, warning
from beizhan.files.catalogue import SkillFact, skills_of_2026
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.models.skills import Section, Skill

WHOLE = 10_000
"""What the weights of a standard's sections add up to, in hundredths of a mark."""


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """A skill as somebody wants it written down."""

    number: str
    name_zh: str
    name_en: str
    competitors_per_entry: int
    age_limit: int | None


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section of a skill's standard; the weight is in hundredths of a mark."""

    number: str
    name_zh: str
    name_en: str
    weight: int


def choose_skills(campaign: Campaign, numbers: Collection[str], *, by: Person, at: datetime) -> None:
    """Take skills of the catalogue into the campaign, with their sections; those already in it stay as they are."""
    known = {fact.number: fact for fact in skills_of_2026()}
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=campaign, on=" ".join(sorted(numbers)), at=at):
        refuse(tuple(error("skill_unknown", number=number) for number in numbers if number not in known))
        have = set(Skill.objects.filter(campaign=campaign).values_list("number", flat=True))
        for number in sorted(set(numbers) - have):
            write_skill(campaign, known[number])


def write_skill(campaign: Campaign, fact: SkillFact) -> Skill:
    """Write down a skill of the catalogue; call it inside a deed."""
    skill = Skill.objects.create(
        campaign=campaign,
        number=fact.number,
        name_zh=fact.name_zh,
        name_en=fact.name_en,
        competitors_per_entry=fact.competitors_per_entry,
        age_limit=fact.age_limit,
    )
    Section.objects.bulk_create(
        Section(skill=skill, number=one.number, name_en=one.name_en, weight=one.weight) for one in fact.sections
    )
    return skill


def add_skill(campaign: Campaign, facts: SkillFacts, *, by: Person, at: datetime) -> Skill:
    """Write down a skill that the catalogue does not have."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=campaign, on=facts.number, at=at):
        refuse(_faults_of(campaign, facts, None))
        return Skill.objects.create(campaign=campaign, **_columns(facts))


def change_skill(skill: Skill, facts: SkillFacts, *, by: Person, at: datetime) -> None:
    """Change how a skill is written down."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=skill.campaign, skill=skill, on=skill, at=at):
        refuse(_faults_of(skill.campaign, facts, skill))
        for column, value in _columns(facts).items():
            setattr(skill, column, value)
        skill.save()


def drop_skill(skill: Skill, *, by: Person, at: datetime) -> None:
    """Take a skill out of the campaign on which nothing hangs yet."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=skill.campaign, skill=skill, on=f"{skill} ✗", at=at):
        hanging = (skill.entries, skill.appointments, skill.stages, skill.schemes, skill.assessments, skill.rules)
        known = (skill.rivals, skill.target_lines, skill.gaps, skill.views, skill.contacts, skill.missions)
        used = any(rows.exists() for rows in (*hanging, *known, skill.meetings))
        refuse((error("skill_in_use"),) if used else ())
        skill.sections.all().delete()
        skill.delete()


def set_sections(skill: Skill, sections: Sequence[SectionFacts], *, by: Person, at: datetime) -> tuple[Fault, ...]:
    """Write down the sections of a skill's standard, in place of what stood there; return what wants a look."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=skill.campaign, skill=skill, on=skill, at=at):
        faults = faults_of_sections(sections)
        refuse(faults)
        skill.sections.all().delete()
        Section.objects.bulk_create(
            Section(skill=skill, number=one.number, name_zh=one.name_zh, name_en=one.name_en, weight=one.weight)
            for one in sections
        )
    return faults


def faults_of_sections(sections: Sequence[SectionFacts]) -> tuple[Fault, ...]:
    """Return what is wrong with the sections of a standard; weights that do not make a whole are only warned of."""
    numbers = [one.number for one in sections]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    faults = [error("section_twice", section=number) for number in twice]
    faults += [error("text_missing") for one in sections if not one.number.strip()]
    total = sum(one.weight for one in sections)
    if sections and total != WHOLE:
        faults.append(warning("weights_not_whole", found=f"{total / 100:.2f}"))
    return tuple(faults)


def _columns(facts: SkillFacts) -> dict[str, str | int | None]:
    return {
        "number": facts.number.strip(),
        "name_zh": facts.name_zh.strip(),
        "name_en": facts.name_en.strip(),
        "competitors_per_entry": facts.competitors_per_entry,
        "age_limit": facts.age_limit,
    }


def _faults_of(campaign: Campaign, facts: SkillFacts, skill: Skill | None) -> tuple[Fault, ...]:
    number = facts.number.strip()
    if not number or not (facts.name_zh.strip() or facts.name_en.strip()):
        return (error("text_missing"),)
    taken = Skill.objects.filter(campaign=campaign, number=number).exclude(pk__in=[skill.pk] if skill else [])
    return (error("skill_number_taken", number=number),) if taken.exists() else ()
