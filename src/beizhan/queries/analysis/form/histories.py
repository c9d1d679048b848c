"""The history of a skill: drills, mocks, camps and official assessments as marks by section, and what it is worth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from beizhan import __version__
from beizhan.core.gaps.readings import sums_of
from beizhan.core.progress.evidence import Marked
from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.full_marks import FullMarks, full_marks_in
from beizhan.queries.analysis.gaps.readings import Tests
from beizhan.queries.analysis.shares import Sealing
from beizhan.queries.skills import SectionLine

_HUNDREDTHS = 100
_EDITION = 1
"""Rises when what is kept under a key changes its form."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a skill before anything is fitted.

    ``worths`` are the marks of each section that counts; with one nameless section where a scheme has none. ``marks``
    hold everybody who was ever tested, also those who have withdrawn: they tell how hard the tests were.
    """

    skill: str
    tests: Tests
    full: FullMarks
    worths: Mapping[str, float]
    marks: tuple[Marked, ...]

    @property
    def whole(self) -> float:
        """What all sections are worth together."""
        return sum(self.worths.values())

    @property
    def lines(self) -> tuple[SectionLine, ...]:
        """The sections that are worth something, in order."""
        return tuple(one for one in self.full.lines if one.number in self.worths)

    def until(self, day: float) -> tuple[Marked, ...]:
        """Return the marks that were known on a day."""
        return tuple(one for one in self.marks if one.day <= day)

    def tests_of(self, entry: str) -> list[Sealing]:
        """Return the published assessments in which an entry has marks, earliest first."""
        taken = {one.test for one in self.marks if one.competitor == entry}
        return [one for key, one in self.tests.assessments.items() if key in taken]


def known_in(skill: Skill, tests: Tests) -> Known:
    """Return what published assessments say of a skill. Three queries."""
    full = full_marks_in(skill, tests)
    worths = {one.number: full.of(one.number) / _HUNDREDTHS for one in full.lines if full.of(one.number)}
    worths = worths or ({"": full.of("") / _HUNDREDTHS} if full.of("") else {})
    mine = {key for key, one in tests.assessments.items() if one.skill == skill.number}
    return Known(skill.number, tests, full, worths, tuple(_marks_in(tests, mine, worths)))


def key_of(name: str, known: Iterable[Marked], *facts: object) -> str:
    """Return the key under which something fitted to these marks is kept: facts never change under it."""
    digest = sha256(f"{__version__}-{_EDITION}".encode())
    for one in known:
        digest.update(
            f"{one.competitor},{one.test},{one.section},{one.day},{one.mark},{one.full},{one.aspects}\n".encode()
        )
    digest.update(repr(facts).encode())
    return f"{name}-{digest.hexdigest()}"


def _marks_in(tests: Tests, assessments: set[str], worths: Mapping[str, float]) -> Iterator[Marked]:
    """Return the complete sections of each entry on each test; one with a blank mark says nothing yet."""
    for code, readings in tests.readings.items():
        for one in readings:
            sums = sums_of(one.aspects) if one.assessment in assessments and one.section in worths else None
            if sums:
                mark, full = (each / _HUNDREDTHS for each in sums)
                day = float(one.on.toordinal())
                yield Marked(code, one.assessment, one.section, day, mark, full, len(one.aspects))
