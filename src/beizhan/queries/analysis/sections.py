"""The sections of the standard as a skill knows them: written down for it, else declared by its newest scheme."""

from beizhan.models.marking.schemes import DeclaredSection, Scheme
from beizhan.models.skills import Skill
from beizhan.queries.skills import SectionLine, sections_of


def sections_known_in(skill: Skill) -> list[SectionLine]:
    """Return the sections that can be spoken of in a skill, by number. Three queries."""
    declared = {one.number: one for one in _declared_in(skill)}
    own = [_named(one, declared.get(one.number)) for one in sections_of(skill)]
    return own or list(declared.values())


def _declared_in(skill: Skill) -> list[SectionLine]:
    newest = Scheme.objects.filter(skill=skill).order_by("-version").first()
    rows = DeclaredSection.objects.filter(scheme=newest).order_by("position")
    return [SectionLine(row.number, row.name, row.name, row.declared or 0) for row in rows]


def _named(own: SectionLine, declared: SectionLine | None) -> SectionLine:
    """Return a section with the name that the scheme gives it, where the standard gives it none in Chinese."""
    name = own.name_zh or (declared.name_zh if declared else "")
    return SectionLine(own.number, name, own.name_en, own.weight)
