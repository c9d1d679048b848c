"""Forecast of an official competition from the official results before it: points, gold, medals, medallions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import groupby

from beizhan.core.faults import Fault, error
from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.covariance import Hyper
from beizhan.core.forecast.drawing import OfficialScale, dice_for, drawn_points, scale_of
from beizhan.core.forecast.entrants import Entrant, before, columns_of, field_of, points_by_field
from beizhan.core.forecast.medal_chances import medal_chances
from beizhan.core.forecast.strengths import Latent, Strengths, latent_of
from beizhan.core.medals import THRESHOLD_700, Scored

DRAWS = 10_000
"""Results drawn for each skill: a chance is then known within 0.005."""


class Basis(StrEnum):
    """What a forecast rests on: results of the Member and of the skill, or the prior where one of them is new."""

    HISTORY = "history"
    PRIOR = "prior"


@dataclass(frozen=True, slots=True)
class EntryForecast:
    """What is expected of one entry: points with their standard deviation, chances, and what they rest on."""

    entrant: Entrant
    mean: float
    sd: float
    gold: float
    medal: float
    medallion: float
    basis: Basis


@dataclass(frozen=True, slots=True)
class FittedOn:
    """What the forecast of one year learned from, and the hyperparameters it found there (see `covariance.Hyper`)."""

    year: str
    years: tuple[str, ...]
    skills: int
    entries: int
    members: int
    hyperparameters: dict[str, float]


@dataclass(frozen=True, slots=True)
class OfficialForecast:
    """The forecast of every entry, in the order asked for, and one fit for each year that was forecast.

    Entrants alike are the members of one team, which is one entry.
    """

    entries: tuple[EntryForecast, ...]
    fits: tuple[FittedOn, ...]


def faults_of(history: Sequence[Scored], entrants: Sequence[Entrant]) -> tuple[Fault, ...]:
    """Return why entries cannot be forecast: a year that is no number, or one without results before it."""
    years = {one.year for one in history} | {one.year for one in entrants}
    odd = sorted(year for year in years if not year.isdecimal())
    if odd:
        return tuple(error("year_not_whole", year=year) for year in odd)
    wanted = sorted({one.year for one in entrants}, key=int)
    return tuple(error("no_results_before", year=year) for year in wanted if not _tells(before(history, year)))


def forecast_of(
    history: Sequence[Scored],
    entrants: Sequence[Entrant],
    *,
    threshold: int = THRESHOLD_700,
    seed: int = 0,
    draws: int = DRAWS,
) -> OfficialForecast:
    """Forecast entries from the results of earlier years.

    Parameters
    ----------
    history : sequence of Scored
        Official results; those of a year that is forecast, or of a later one, are not looked at.
    entrants : sequence of Entrant
        All entries of each skill: the chances are those within the field that is listed.
    threshold : int
        Points for a medallion, which also names the scale of the answer.
    seed, draws : int
        For the results that are drawn.

    Raises
    ------
    ValueError
        If there are `faults_of` what was given.
    """
    if faults_of(history, entrants):
        raise ValueError("there are faults in what was given")
    found: dict[Entrant, EntryForecast] = {}
    fits = []
    for year in sorted({one.year for one in entrants}, key=int):
        past, coming = before(history, year), sorted({one for one in entrants if one.year == year})
        rows, new = columns_of(past, coming)
        model = Strengths().fit(rows, [float(one.points) for one in past])
        scale = _scale_on(threshold, past, model)
        drawn = _Drawn(latent_of(model, new), scale, threshold, seed, draws)
        found |= {one.entrant: one for one in drawn.forecasts_of(coming)}
        fits.append(_fitted_on(model, past, year))
    return OfficialForecast(tuple(found[one] for one in dict.fromkeys(entrants)), tuple(fits))


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """What is expected of the entries of one year, and how their results are drawn."""

    latent: Latent
    scale: OfficialScale
    threshold: int
    seed: int
    draws: int

    def forecasts_of(self, coming: Sequence[Entrant]) -> Iterator[EntryForecast]:
        """Give the forecast of each entry; the entries of a skill stand together."""
        start = 0
        for field, group in groupby(coming, key=field_of):
            own = list(group)
            part = slice(start, start + len(own))
            dice = dice_for(self.seed, *field)
            points = drawn_points(self.latent.means[part], self.latent.sds[part], self.scale, dice, self.draws)
            yield from self._of_field(own, points, start)
            start = part.stop

    def _of_field(self, own: Sequence[Entrant], points: Floats, start: int) -> Iterator[EntryForecast]:
        chances = medal_chances(points, threshold=self.threshold)
        means, sds = points.mean(axis=0).tolist(), points.std(axis=0).tolist()
        won = zip(chances.gold.tolist(), chances.medal.tolist(), chances.medallion.tolist(), strict=True)
        for at, (entrant, mean, sd, three) in enumerate(zip(own, means, sds, won, strict=True), start):
            seen = self.latent.member_seen[at] and self.latent.skill_seen[at]
            yield EntryForecast(entrant, mean, sd, *three, Basis.HISTORY if seen else Basis.PRIOR)


def _tells(past: Sequence[Scored]) -> bool:
    """Tell whether some field holds two different results."""
    return any(len(set(field)) > 1 for field in points_by_field(past).values())


def _scale_on(threshold: int, past: Sequence[Scored], model: Strengths) -> OfficialScale:
    return scale_of(
        list(points_by_field(past).values()), threshold, warp=model.evidence_.hyper.warp, level=model.level_
    )


def _fitted_on(model: Strengths, past: Sequence[Scored], year: str) -> FittedOn:
    evidence = model.evidence_
    named = {field.name: getattr(evidence.hyper, field.name) for field in fields(Hyper) if field.name != "spreads"}
    years = tuple(sorted({one.year for one in past}, key=int))
    skills, members = {one.skill for one in past}, {one.member for one in past}
    learned = {**named, "spread_sd": evidence.spread_sd, "slope_by_size": evidence.solved.slope}
    return FittedOn(year, years, len(skills), len(past), len(members), learned)
