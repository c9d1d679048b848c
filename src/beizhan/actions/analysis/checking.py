"""What every deed of the analysis asks before it writes: is it of this skill, and may its owner see it."""

from collections.abc import Iterable

from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.people import posts_of


def faults_of_sections(skill: Skill, numbers: Iterable[str]) -> tuple[Fault, ...]:
    """Return the sections that a skill does not have; where none is known at all, any will do. Three queries."""
    known = {one.number for one in sections_known_in(skill)}
    strange = sorted({number for number in numbers if number and number not in known}) if known else []
    return tuple(error("section_unknown", section=number) for number in strange)


def faults_of_entry(skill: Skill, entry: Entry | None) -> tuple[Fault, ...]:
    """Return whether an entry stands in another skill."""
    return (error("entry_of_another_skill"),) if entry and entry.skill_id != skill.pk else ()


def faults_of_owner(skill: Skill, owner: Person | None, *deeds: Deed) -> tuple[Fault, ...]:
    """Return whether somebody could not even see what they are to act on. One query."""
    if owner is None:
        return ()
    posts = posts_of(owner, campaign=skill.campaign, skill=skill) if owner.is_active else frozenset()
    return () if any(may(posts, deed) for deed in deeds) else (error("owner_may_not_see", name=owner.name),)


def faults_of_reason(reason: str) -> tuple[Fault, ...]:
    """Return that a reason is missing."""
    return () if reason.strip() else (error("reason_missing"),)
