"""The sections of the standard as a skill knows them: written down for it, else declared by its newest scheme."""

from collections.abc import Mapping
from dataclasses import dataclass

from beizhan.models.marking.schemes import DeclaredSection, Scheme
from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.readings import Tests
from beizhan.queries.skills import SectionLine, sections_of


@dataclass(frozen=True, slots=True)
class FullMarks:
    """What each section of a skill is worth, in hundredths; under the empty string everything."""

    lines: tuple[SectionLine, ...]
    marks: Mapping[str, int]

    def of(self, section: str) -> int:
        """Return what a section is worth, 0 where nobody knows."""
        return self.marks.get(section, 0)

    def line(self, section: str) -> SectionLine | None:
        """Return a section with its names."""
        return next((one for one in self.lines if one.number == section), None)


def full_marks_in(skill: Skill, tests: Tests) -> FullMarks:
    """Return what sections are worth by the standard, or where it says nothing by the largest test. Three queries."""
    lines = sections_known_in(skill)
    marks: dict[str, int] = {}
    for reading in tests.of_skill(skill.number):
        worth = sum(one.full for one in reading.aspects)
        marks[reading.section] = max(worth, marks.get(reading.section, 0))
    weights = {one.number: one.weight for one in lines if one.weight}
    whole = sum(weights.values()) if len(weights) == len(lines) and lines else marks.get("", 0)
    return FullMarks(tuple(lines), {**marks, **weights, "": whole})


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
