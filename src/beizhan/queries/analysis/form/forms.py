"""The form of the competitors of a skill: level, growth, distance to what wins and to the best rival, by section."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.core.access import Deed, may
from beizhan.core.progress.form import Growth, lead_of
from beizhan.core.progress.target import Distance, Target, distance_of
from beizhan.core.progress.tracking import Change, Lack, Level, NotEnough
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.form.fits import WHOLE, Fit, fit_of
from beizhan.queries.analysis.form.histories import Known, known_in
from beizhan.queries.analysis.form.yardsticks import RivalLevel, best_rivals, targets_in
from beizhan.queries.analysis.gaps.readings import tests_of
from beizhan.queries.analysis.rivals import rivals_among
from beizhan.queries.analysis.shares import Sealing
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import posts_of, team_of
from beizhan.queries.skills import SectionLine

_NEVER = NotEnough(Lack.TOO_FEW_TESTS, 0, 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry stands in a section; ``to_target``, ``to_rival`` are nothing where nothing can be compared."""

    section: str
    level: Level | NotEnough
    growth: Growth | NotEnough
    course: tuple[Level, ...]
    to_target: Distance | None
    to_rival: Change | None


@dataclass(frozen=True, slots=True)
class Reached:
    """What an entry reached in each section on one test, in percent; under the empty string in all."""

    test: Sealing
    percents: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EntryForm:
    """An entry with its standing in the whole and in each section, and the tests behind it, earliest first."""

    code: str
    team: tuple[str, ...]
    standings: Mapping[str, Standing]
    tests: tuple[Reached, ...]

    @property
    def whole(self) -> Standing:
        """The standing in all sections together."""
        return self.standings[WHOLE]


@dataclass(frozen=True, slots=True)
class SkillForm:
    """The entries of a skill that somebody may see, the best first, and what they are held against, by section."""

    on: date
    entries: tuple[EntryForm, ...]
    sections: tuple[SectionLine, ...]
    targets: Mapping[str, Target]
    rivals: Mapping[str, RivalLevel]
    days: tuple[date, ...]
    sees_rivals: bool

    def entry(self, code: str) -> EntryForm | None:
        """Return one entry, nothing if it is not to be seen."""
        return next((one for one in self.entries if one.code == code), None)


def forms_for(person: Person, skill: Skill, *, at: datetime) -> SkillForm:
    """Return the form of the entries of a skill that somebody may see, all of them or their own.

    Target lines and rivals stand beside them only for those who may see rivals. Eighteen queries at most, and fourteen
    for each published assessment not counted before.
    """
    posts, today = posts_of(person, campaign=skill.campaign, skill=skill), timezone.localdate(at)
    sees = may(posts, Deed.SEE_RIVALS)
    known = known_in(skill, tests_of([skill.pk]))
    fit = fit_of(known, today)
    around = _Around(
        known,
        fit,
        targets_in(skill) if sees else {},
        best_rivals(rivals_among([skill.pk], at=at), today) if sees else {},
    )
    rows = Entry.objects.filter(skill=skill, withdrawal=None)
    if not may(posts, Deed.SEE_ALL_GAPS):
        rows = rows.filter(spoken_for(person, Deed.SEE_OWN_GAPS, campaign=skill.campaign_id, skill=skill.pk))
    found = [_entry(row, around) for row in rows.prefetch_related("competitors__person").distinct().order_by("code")]
    days = fit.days if fit else ()
    found.sort(key=lambda one: -one.whole.level.mean if isinstance(one.whole.level, Level) else 1.0)
    return SkillForm(today, tuple(found), known.lines, around.targets, around.rivals, days, sees)


@dataclass(frozen=True, slots=True)
class _Around:
    """What every entry of a skill is held against."""

    known: Known
    fit: Fit | None
    targets: Mapping[str, Target]
    rivals: Mapping[str, RivalLevel]


def _entry(row: Entry, around: _Around) -> EntryForm:
    sections = [WHOLE, *(one.number for one in around.known.lines)]
    standings = {section: _standing(row.code, section, around) for section in sections}
    tests = tuple(_reached(row.code, one, around.known) for one in around.known.tests_of(row.code))
    return EntryForm(row.code, team_of(row), standings, tests)


def _standing(entry: str, section: str, around: _Around) -> Standing:
    form = around.fit.of(entry, section) if around.fit else None
    if form is None:
        return Standing(section, _NEVER, _NEVER, (), None, None)
    target, rival = around.targets.get(section), around.rivals.get(section)
    told = form.level if isinstance(form.level, Level) else None
    return Standing(
        section,
        form.level,
        form.growth,
        form.course,
        distance_of(told, target) if told and target else None,
        lead_of(told, rival.level) if told and rival else None,
    )


def _reached(entry: str, test: Sealing, known: Known) -> Reached:
    own = [one for one in known.marks if one.competitor == entry and one.test == str(test.id)]
    percents = {one.section: 100 * one.mark / one.full for one in own}
    full = sum(one.full for one in own)
    return Reached(test, {**percents, WHOLE: 100 * sum(one.mark for one in own) / full})
