"""The chances of everybody in the coming stage of a skill, why, and what the next test could move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.core.forecast.drivers import AfterTest, Drivers, after_next_test, drivers_of
from beizhan.core.forecast.official import Basis
from beizhan.core.forecast.stages import chances_of
from beizhan.core.progress.coming import Coming, Others, coming_of, ours_in
from beizhan.core.progress.form import form_of
from beizhan.core.progress.tracking import History, Level, history_of
from beizhan.models.campaign import Entry
from beizhan.models.skills import Skill
from beizhan.queries.analysis.forecast.stages import ComingStage, coming_in, stages_in
from beizhan.queries.analysis.form.fits import WHOLE
from beizhan.queries.analysis.form.histories import Known, key_of, known_in
from beizhan.queries.analysis.form.yardsticks import RivalLevel, levels_of
from beizhan.queries.analysis.gaps.readings import Tests, tests_of
from beizhan.queries.analysis.kept import kept
from beizhan.queries.analysis.rivals import RivalFact, rivals_among
from beizhan.queries.campaign import which_of
from beizhan.queries.people import Where, Which, team_of, where_of


@dataclass(frozen=True, slots=True)
class EntryChance:
    """What may become of one of ours, and why; ``drivers`` and ``after`` are nothing where it stands alone."""

    code: str
    team: tuple[str, ...]
    base: Where | None
    unit: Where
    mean: float
    sd: float
    through: float
    reserve: float
    basis: Basis
    drivers: Drivers | None
    after: AfterTest | None


@dataclass(frozen=True, slots=True, eq=False)
class SkillForecast:
    """The coming stage of a skill; no entries where nothing is known of anybody, no stage at the top of the ladder.

    ``field`` names the whole field in its order: our codes, then the rivals; the rest is unknown.
    """

    skill: Which
    coming: ComingStage | None
    field: Coming | None
    rivals: tuple[RivalLevel, ...]
    entries: tuple[EntryChance, ...]

    @property
    def is_prior(self) -> bool:
        """Whether somebody in the field is nothing but the prior: an entry of ours, or one of the others."""
        unknown = bool(self.field and self.field.unknown)
        return unknown or any(one.basis is Basis.PRIOR for one in self.entries)


@dataclass(frozen=True, slots=True, eq=False)
class _Reckoned:
    """What is kept: the field, and the chances of ours in their order."""

    field: Coming
    through: tuple[float, ...]
    reserve: tuple[float, ...]
    bases: tuple[Basis, ...]
    drivers: tuple[Drivers | None, ...]
    after: tuple[AfterTest | None, ...]


def forecasts_of(skills: Sequence[Skill], *, at: datetime) -> list[SkillForecast]:
    """Return the forecast of some skills of one campaign.

    Ten queries, twelve for each skill with a published test, and fourteen for each assessment not counted before.
    """
    keys = [one.pk for one in skills]
    tests, today = tests_of(keys), timezone.localdate(at)
    rivals: dict[str, list[RivalFact]] = {}
    for one in rivals_among(keys, at=at):
        rivals.setdefault(one.skill, []).append(one)
    teams = _teams_of(skills)
    return [_forecast(skill, tests, rivals.get(skill.number, []), teams, today) for skill in skills]


def forecast_in(skill: Skill, *, at: datetime) -> SkillForecast:
    """Return the forecast of one skill."""
    return forecasts_of([skill], at=at)[0]


def _forecast(
    skill: Skill, tests: Tests, rivals: Sequence[RivalFact], teams: Mapping[str, Entry], today: date
) -> SkillForecast:
    coming = coming_in(skill, stages_in(skill, tests), tests, today=today)
    known = known_in(skill, tests)
    if coming is None or not coming.ours or not known.until(today.toordinal()):
        return SkillForecast(which_of(skill), coming, None, (), ())
    seen = _rivals_in(rivals, coming.others, today)
    found = _reckoned(known, coming, seen, today)
    entries = tuple(_entry(at, code, teams[code], found) for at, code in enumerate(coming.ours))
    order = sorted(entries, key=lambda one: (-one.through, one.code))
    return SkillForecast(which_of(skill), coming, found.field, seen, tuple(order))


def _rivals_in(rivals: Sequence[RivalFact], most: int, today: date) -> tuple[RivalLevel, ...]:
    """Return the rivals that fill the places of others: those of whom something in all is believed, the best first."""
    seen = [levels_of(one, today).get(WHOLE) for one in rivals]
    told = [one for one in seen if one is not None and not one.is_doubtful]
    return tuple(sorted(told, key=lambda one: -one.level.mean)[:most])


def _reckoned(known: Known, coming: ComingStage, rivals: Sequence[RivalLevel], today: date) -> _Reckoned:
    levels = [one.level for one in rivals]
    marks = known.until(today.toordinal())
    key = key_of(
        "stage", marks, today, sorted(known.worths.items()), coming.ours, coming.others, coming.on, coming.terms, levels
    )
    return kept(key, _Reckoned, lambda: _reckon(history_of(marks, at=today.toordinal()), known, coming, levels, today))


def _reckon(history: History, known: Known, coming: ComingStage, rivals: Sequence[Level], today: date) -> _Reckoned:
    field = coming_of(
        history,
        coming.ours,
        known.worths,
        terms=coming.terms,
        others=Others(tuple(rivals), max(0, coming.others - len(rivals))),
        day=float(coming.on.toordinal()),
    )
    chances, ours = chances_of([field.stage])[0], range(len(coming.ours))
    stage = ours_in(field, shared_sd=0.0).stage  # what ours share counts as each one's own here: fifteen times as fast
    meets = stage.means.size > 1
    tests = {"test_sd": field.test_sd}
    known_sds = [min(float(field.known_sds[one]), float(stage.sds[one])) for one in ours]
    return _Reckoned(
        field,
        tuple(chances.through[: len(ours)].tolist()),
        tuple(chances.reserve[: len(ours)].tolist()),
        tuple(_basis_of(history, code, known, today) for code in coming.ours),
        tuple(drivers_of(stage, one) if meets else None for one in ours),
        tuple(after_next_test(stage, one, known_sd=known_sds[one], **tests) if meets else None for one in ours),
    )


def _basis_of(history: History, code: str, known: Known, today: date) -> Basis:
    form = form_of(history, code, {WHOLE: known.worths}, days=[float(today.toordinal())])[WHOLE]
    return Basis.HISTORY if isinstance(form.level, Level) else Basis.PRIOR


def _entry(at: int, code: str, row: Entry, found: _Reckoned) -> EntryChance:
    stage = found.field.stage
    return EntryChance(
        code,
        team_of(row),
        where_of(row.base) if row.base else None,
        where_of(row.unit),
        float(stage.means[at]),
        float(stage.sds[at]),
        found.through[at],
        found.reserve[at],
        found.bases[at],
        found.drivers[at],
        found.after[at],
    )


def _teams_of(skills: Sequence[Skill]) -> dict[str, Entry]:
    rows = Entry.objects.filter(skill__in=skills).select_related("base", "unit").prefetch_related("competitors__person")
    return {row.code: row for row in rows}
