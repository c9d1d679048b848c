"""What the sections of a skill are worth: by the standard, or where it says nothing by the largest test."""

from collections.abc import Mapping
from dataclasses import dataclass

from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.readings import Tests
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.skills import SectionLine


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
