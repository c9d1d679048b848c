"""A past competition forecast from what was known before it, beside every baseline, with what then happened."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from beizhan.core.forecast.baselines import BASELINES, Expected, rates_of
from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.drawing import Drawing, OfficialScale, drawn_fields, scale_of
from beizhan.core.forecast.entrants import Entrant, Field, before, columns_of, field_of, points_by_field
from beizhan.core.forecast.medal_chances import medal_chances
from beizhan.core.forecast.scoring import rank_losses
from beizhan.core.forecast.stages import rank_chances
from beizhan.core.forecast.strengths import Strengths, latent_of, moments_of
from beizhan.core.medals import Medal, Scored, medals_by_skill

KINDS = ("gold", "medal", "medallion")
"""Gold; any medal; a medallion or better."""

OURS, BASE_RATE = "ours", "base_rate"
"""Names of our own forecast and of the base rate, beside those of `BASELINES`."""


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """What each way forecast of one past competition, and what happened.

    Parameters
    ----------
    entrants : tuple of Entrant
    fields : tuple of Field
        The field of each entry: the blocks of a bootstrap.
    outcomes : ndarray, shape (entries, 3)
        1 where an entry won what the column of `KINDS` says.
    chances : mapping of str to ndarray, shape (entries, 3)
        By name of the way.
    rank_losses : mapping of str to ndarray, shape (entries,)
        Continuous ranked probability scores, in places; not for the base rate.
    """

    entrants: tuple[Entrant, ...]
    fields: tuple[Field, ...]
    outcomes: Floats
    chances: Mapping[str, Floats]
    rank_losses: Mapping[str, Floats]


def backtest_of(
    history: Sequence[Scored], year: str, *, threshold: int, seed: int = 0, draws: int = 10_000
) -> Backtest:
    """Forecast the competition of one year from the results of earlier years.

    Parameters
    ----------
    history : sequence of Scored
        With the results of that year, which are only looked at to see what happened.
    year : str
    threshold : int
        Points for a medallion.
    seed, draws : int
        For the results that are drawn.

    Raises
    ------
    ValueError
        If there are no results of the year or none before it.
    """
    past = before(history, year)
    results = sorted({one for one in history if one.year == year}, key=_entrant_of)
    coming = [_entrant_of(one) for one in results]
    chances, losses = {BASE_RATE: _chances_by_rate(past, coming, threshold)}, {}
    for name, (expected, scale) in _ways(past, coming, threshold).items():
        chances[name] = np.empty((len(coming), len(KINDS)))
        losses[name] = np.empty(len(coming))
        for part, points in drawn_fields(coming, expected.means, expected.sds, Drawing(scale, seed, draws)):
            won = medal_chances(points, threshold=threshold)
            chances[name][part] = np.column_stack([won.gold, won.medal, won.medallion])
            ranks = rank_chances(expected.means[part], expected.sds[part])
            losses[name][part] = rank_losses(ranks, _places_of(results[part]))
    fields = tuple(field_of(one) for one in coming)
    return Backtest(tuple(coming), fields, _won(results, threshold), chances, losses)


def _entrant_of(one: Scored) -> Entrant:
    return Entrant(one.year, one.skill, one.member)


def _ways(
    past: Sequence[Scored], coming: Sequence[Entrant], threshold: int
) -> dict[str, tuple[Expected, OfficialScale]]:
    """Return what each way expects, and how it is put on the official scale."""
    rows, new = columns_of(past, coming)
    points = np.array([float(one.points) for one in past])
    model = Strengths().fit(rows, points)
    latent = latent_of(model, new)
    fields = list(points_by_field(past).values())
    straight = scale_of(fields, threshold, warp=0.0, level=0.0)
    bent = replace(straight, warp=model.mode_.hyper.warp, level=model.level_)
    means, deviations = moments_of(rows[:, 0], points)
    standard = (points - means) / np.where(deviations > 0, deviations, 1)
    baselines = {name: (expect(rows, standard, new), straight) for name, expect in BASELINES.items()}
    return {OURS: (Expected(latent.means, latent.sds), bent), **baselines}


def _chances_by_rate(past: Sequence[Scored], coming: Sequence[Entrant], threshold: int) -> Floats:
    golds, medals, better = (int(won) for won in _won(past, threshold).sum(axis=0))
    sizes = [len(points) for points in points_by_field(past).values()]
    entries = Counter(field_of(one) for one in coming)
    return np.array([rates_of(golds, medals, better, past_sizes=sizes, size=entries[field_of(one)]) for one in coming])


def _won(results: Sequence[Scored], threshold: int) -> Floats:
    medals = medals_by_skill(results, threshold=threshold)
    return np.array([(one is Medal.GOLD, one not in {Medal.MEDALLION, None}, one is not None) for one in medals], float)


def _places_of(results: Sequence[Scored]) -> list[int]:
    return [sum(other.points > one.points for other in results) for one in results]
