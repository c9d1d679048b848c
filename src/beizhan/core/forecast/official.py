"""Forecast of an official competition from the official results before it: points, gold, medals, medallions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from beizhan.core.faults import Fault, error
from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.covariance import Hyper
from beizhan.core.forecast.drawing import Drawing, OfficialScale, drawn_fields, scale_of
from beizhan.core.forecast.entrants import Entrant, before, columns_of, points_by_field
from beizhan.core.forecast.medal_chances import MedalChances, medal_chances
from beizhan.core.forecast.strengths import Latent, Strengths, latent_of
from beizhan.core.medals import Scored, threshold_of

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
    threshold: int | None = None,
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
    threshold : int or None
        Points for a medallion, which also names the scale of the answer; those of the year unless said.
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
        least = threshold_of(year) if threshold is None else threshold
        drawing = Drawing(_scale_on(least, past, model), seed, draws)
        latent = latent_of(model, new)
        for part, points in drawn_fields(coming, latent.means, latent.sds, drawing):
            chances = medal_chances(points, threshold=least)
            found |= {one.entrant: one for one in _forecasts(coming[part], points, chances, _bases(latent)[part])}
        fits.append(_fitted_on(model, past, year))
    return OfficialForecast(tuple(found[one] for one in dict.fromkeys(entrants)), tuple(fits))


def _forecasts(
    own: Sequence[Entrant], points: Floats, chances: MedalChances, bases: Sequence[Basis]
) -> Iterator[EntryForecast]:
    """Put together what is known of the entries of one field."""
    columns = (points.mean(axis=0), points.std(axis=0), chances.gold, chances.medal, chances.medallion)
    for entrant, basis, *numbers in zip(own, bases, *(column.tolist() for column in columns), strict=True):
        mean, sd, gold, medal, medallion = numbers
        yield EntryForecast(entrant, mean, sd, gold, medal, medallion, basis)


def _bases(latent: Latent) -> list[Basis]:
    return [Basis.HISTORY if both else Basis.PRIOR for both in latent.member_seen & latent.skill_seen]


def _tells(past: Sequence[Scored]) -> bool:
    """Tell whether some field holds two different results."""
    return any(len(set(field)) > 1 for field in points_by_field(past).values())


def _scale_on(threshold: int, past: Sequence[Scored], model: Strengths) -> OfficialScale:
    return scale_of(list(points_by_field(past).values()), threshold, warp=model.mode_.hyper.warp, level=model.level_)


def _fitted_on(model: Strengths, past: Sequence[Scored], year: str) -> FittedOn:
    mode = model.mode_
    named = {field.name: getattr(mode.hyper, field.name) for field in fields(Hyper) if field.name != "spreads"}
    years = tuple(sorted({one.year for one in past}, key=int))
    skills, members = {one.skill for one in past}, {one.member for one in past}
    slopes = {"by_size": mode.solved.by_size, "by_returning": mode.solved.by_returning}
    learned = {**named, "spread_sd": mode.spread_sd, **slopes}
    return FittedOn(year, years, len(skills), len(past), len(members), learned)
