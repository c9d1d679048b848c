"""What every published assessment of a skill says about each entry, section by section: drills, mocks and official.

A result is counted once for as long as nothing is added to the chain of its assessment: the chain's last hash is the
key under which it is kept in memory.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import OuterRef, Subquery

from beizhan.core.analysis.targets import Share
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.gaps.readings import AspectMark, Reading, sums_of
from beizhan.core.marking.marks import BLANK
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Event, StepTaken
from beizhan.models.marking.schemes import DeclaredSection, SchemeFreeze
from beizhan.queries.analysis.shares import Sealing
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.grids import grid_of, sheet_of
from beizhan.queries.marking.results import PUBLISHED, links_of, named_sheet_of

ByEntry = Mapping[str, tuple[Reading, ...]]
"""The readings of an assessment by the code of the entry."""


@dataclass(frozen=True, slots=True)
class Tests:
    """The published assessments of some skills by key, earliest first, and the readings of each entry by its code.

    ``here`` are the codes of the entries that have not withdrawn: what others reached is not ours any more.
    """

    assessments: Mapping[str, Sealing]
    readings: Mapping[str, tuple[Reading, ...]]
    here: frozenset[str]

    def of(self, entry: str) -> tuple[Reading, ...]:
        """Return the readings of an entry."""
        return self.readings.get(entry, ())

    def of_skill(self, skill: str) -> tuple[Reading, ...]:
        """Return the readings of all our entries in a skill."""
        return tuple(
            reading
            for code in self.here
            for reading in self.of(code)
            if self.assessments[reading.assessment].skill == skill
        )

    def share(self, assessment: str, entry: str, section: str) -> Share | None:
        """Return what an entry reached in a section, or with no entry the best of all; nothing if not tested."""
        among = self.readings.values() if not entry else (self.of(entry),)
        found = [
            _share(one) for some in among for one in some if (one.assessment, one.section) == (assessment, section)
        ]
        return max((one for one in found if one), key=lambda one: one.mark, default=None)


def tests_of(skills: Collection[int]) -> Tests:
    """Return what is published of some skills. Four queries, and fourteen for each assessment not counted before."""
    latest = StepTaken.objects.filter(assessment=OuterRef("pk")).order_by("-pk").values("step")[:1]
    head = Event.objects.filter(assessment=OuterRef("pk")).order_by("-seq").values("hash")[:1]
    rows = Assessment.objects.filter(skill__in=skills).select_related("skill")
    rows = rows.annotate(stands=Subquery(latest), head=Subquery(head)).filter(stands__in=PUBLISHED)
    assessments: dict[str, Sealing] = {}
    readings: dict[str, list[Reading]] = defaultdict(list)
    for row in rows.order_by("first_day", "at"):
        found = _readings_in(row.pk, row.head)
        assessments[str(row.pk)] = Sealing(
            row.pk, row.skill.number, row.code, row.name_zh, row.name_en, row.first_day, frozenset(found)
        )
        for code, some in found.items():
            readings[code] += some
    here = Entry.objects.filter(skill__in=skills, withdrawal=None).values_list("code", flat=True)
    return Tests(assessments, {code: tuple(some) for code, some in readings.items()}, frozenset(here))


@lru_cache(maxsize=128)
def _readings_in(key: UUID, _head: str) -> ByEntry:
    assessment = Assessment.objects.get(pk=key)
    chosen = scheme_in_force(assessment)
    sheet = named_sheet_of(sheet_of(grid_of(assessment)), links_of(assessment))
    project = SchemeFreeze.objects.filter(scheme=chosen).values_list("fingerprint", flat=True).first() or ""
    declared = DeclaredSection.objects.filter(scheme=chosen).order_by("number")
    standard = fingerprint_of([list(row) for row in declared.values_list("number", "name", "declared")])
    found = {}
    for code, marks in zip(sheet.codes, sheet.marks.tolist(), strict=True):
        pairs = zip(sheet.aspects, marks, strict=True)
        given = [
            (one.section or "", AspectMark(one.key, None if mark == BLANK else mark, one.max_mark or 0))
            for one, mark in pairs
        ]
        found[code] = tuple(
            Reading(str(key), assessment.first_day, section, aspects, project, standard)
            for section, aspects in _by_section(given).items()
        )
    return found


def _by_section(given: Iterable[tuple[str, AspectMark]]) -> dict[str, tuple[AspectMark, ...]]:
    """Return the aspects of each section, and under the empty string all of them."""
    found: dict[str, list[AspectMark]] = defaultdict(list)
    for section, one in given:
        found[""].append(one)
        if section:
            found[section].append(one)
    return {section: tuple(some) for section, some in found.items()}


def _share(reading: Reading) -> Share | None:
    sums = sums_of(reading.aspects)
    return Share(*sums) if sums else None
