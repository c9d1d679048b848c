"""Ours now, our best, the best rival and full, section by section, for each entry of a skill."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.core.access import Deed, may
from beizhan.core.analysis.sources import Freshness, freshness_of
from beizhan.core.gaps.ledger import Light, light_of_section
from beizhan.core.gaps.readings import Reading, RivalMark, SectionLine, section_line_of
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.full_marks import FullMarks, full_marks_in
from beizhan.queries.analysis.gaps.gaps import GapFact
from beizhan.queries.analysis.gaps.readings import Tests, tests_of
from beizhan.queries.analysis.rivals import RivalFact, rivals_among
from beizhan.queries.analysis.shares import Sealing
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import posts_of, team_of
from beizhan.queries.skills import SectionLine as Section

PER_CENT = 100
"""Levels of rivals are told in per cent of full marks."""


@dataclass(frozen=True, slots=True)
class LineFact:
    """One section of one entry: the line of four, its colour and its gaps."""

    section: Section
    line: SectionLine
    light: Light
    gaps: tuple[GapFact, ...]


@dataclass(frozen=True, slots=True)
class EntryLines:
    """An entry with its sections."""

    code: str
    team: tuple[str, ...]
    lines: tuple[LineFact, ...]


@dataclass(frozen=True, slots=True)
class SkillLines:
    """The entries of a skill that somebody may see, and the evidence behind every figure."""

    entries: tuple[EntryLines, ...]
    assessments: dict[str, Sealing]
    rivals: dict[str, RivalFact]
    sees_rivals: bool


def lines_for(person: Person, skill: Skill, gaps: Collection[GapFact], *, at: datetime) -> SkillLines:
    """Return the lines of the entries of a skill that somebody may see, all of them or their own.

    Rivals stand in them only for those who may see rivals. Fourteen queries, and fourteen for each published
    assessment not counted before.
    """
    posts = posts_of(person, campaign=skill.campaign, skill=skill)
    tests, today = tests_of([skill.pk]), timezone.localdate(at)
    full, sees = full_marks_in(skill, tests), may(posts, Deed.SEE_RIVALS)
    rivals = rivals_among([skill.pk], at=at) if sees else []
    seen = tuple(_seen(rivals, today))
    entries = Entry.objects.filter(skill=skill, withdrawal=None)
    if not may(posts, Deed.SEE_ALL_GAPS):
        entries = entries.filter(spoken_for(person, Deed.SEE_OWN_GAPS, campaign=skill.campaign_id, skill=skill.pk))
    rows = entries.prefetch_related("competitors__person").distinct().order_by("code")
    around = _Around(tests, full, tests.of_skill(skill.number), seen, today)
    return SkillLines(
        tuple(_entry(row, around, [one for one in gaps if one.entry == row.code]) for row in rows),
        dict(tests.assessments),
        {str(one.id): one for one in rivals},
        sees,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What every entry of a skill is held against."""

    tests: Tests
    full: FullMarks
    ours: tuple[Reading, ...]
    rivals: tuple[RivalMark, ...]
    at: date


def _entry(row: Entry, around: _Around, gaps: Collection[GapFact]) -> EntryLines:
    whole = Section("", "", "", around.full.of(""))
    sections = [whole, *around.full.lines]
    found = tuple(_line(row.code, one, around, gaps) for one in sections if around.full.of(one.number))
    return EntryLines(row.code, team_of(row), found)


def _line(entry: str, section: Section, around: _Around, gaps: Collection[GapFact]) -> LineFact:
    own = around.tests.of(entry)
    worth = (section.number, around.full.of(section.number))
    line = section_line_of(worth, own, ours=around.ours, rivals=around.rivals, at=around.at)
    here = tuple(one for one in gaps if one.section == section.number)
    return LineFact(section, line, light_of_section(line, [one.row for one in here]), here)


def _seen(rivals: Iterable[RivalFact], today: date) -> Iterator[RivalMark]:
    """Return the one sighting of each rival and section that speaks, as long as it holds."""
    for one in rivals:
        for section, sighting in one.picture.items():
            if freshness_of(sighting.seen, sighting.expires, at=today) is Freshness.FRESH:
                level = sighting.level.level
                yield RivalMark(str(one.id), sighting.seen, section, level, PER_CENT, sighting.expires)
