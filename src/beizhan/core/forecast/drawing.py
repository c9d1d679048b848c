"""Drawing the results of a field on the official scale, which gives each field the same mean and deviation."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.covariance import unwarped
from beizhan.core.forecast.entrants import Entrant, field_of
from beizhan.core.medals import THRESHOLD_500, THRESHOLD_700, Points
from beizhan.core.scale import LEAST_POPULATION

_NEAR = 100  # points between the middle of a scale and its threshold, at most


@dataclass(frozen=True, slots=True)
class OfficialScale:
    """A scale of official results.

    Parameters
    ----------
    centre, spread : float
        Mean and population standard deviation of a field.
    whole : bool
        Whether points are whole.
    warp, level : float
        How standard units are bent from a Gaussian scale, and the mean of a field there.
    """

    centre: float
    spread: float
    whole: bool
    warp: float = 0.0
    level: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """How results are drawn: the scale they are put on, a seed, and how many of each field."""

    scale: OfficialScale
    seed: int
    draws: int


def scale_of(fields: Sequence[Sequence[Points]], threshold: int, *, warp: float, level: float) -> OfficialScale:
    """Return the scale that a threshold belongs to, as past fields show it.

    Parameters
    ----------
    fields : sequence of sequence of int or Decimal
        Points of each past field; equal ones tell nothing about the spread.
    threshold : int
        700 or 500. Where no past field is on its scale, those on the other one are moved by the 200 points between.
    warp, level : float
        Of the Gaussian scale.
    """
    moments = np.array([(np.mean(own), np.std(own)) for own in (np.array(field, float) for field in fields)])
    other = THRESHOLD_500 if threshold == THRESHOLD_700 else THRESHOLD_700
    on_scale, on_other = (np.abs(moments[:, 0] - middle) <= _NEAR for middle in (threshold, other))
    chosen = on_scale if on_scale.any() else on_other if on_other.any() else np.full(len(moments), True)
    moved = threshold - other if chosen is on_other else 0
    deviations = moments[chosen, 1]
    spread = float(np.sqrt((deviations[deviations > 0] ** 2).mean()))
    whole = all(one == int(one) for field in fields for one in field)
    return OfficialScale(float(moments[chosen, 0].mean()) + moved, spread, whole, warp, level)


def drawn_fields(
    coming: Sequence[Entrant], means: Floats, sds: Floats, drawing: Drawing
) -> Iterator[tuple[slice, Floats]]:
    """Give where each field stands among entries, and its drawn points, shape (draws, entries of the field).

    Parameters
    ----------
    coming : sequence of Entrant
        Sorted, so that the entries of a field stand together.
    means, sds : ndarray, shape (entries,)
        On the Gaussian scale; only differences between the means of a field count.
    drawing : Drawing

    Notes
    -----
    Each field has dice of its own: no other field changes what is drawn for it.
    """
    start = 0
    for field, own in groupby(coming, key=field_of):
        part = slice(start, start + len(list(own)))
        dice = np.random.default_rng([drawing.seed, *(zlib.crc32(name.encode()) for name in field)])
        luck = sds[part] * dice.standard_normal((drawing.draws, part.stop - start))
        yield part, _points_of(means[part] - means[part].mean() + luck, drawing.scale)
        start = part.stop


def _points_of(latent: Floats, scale: OfficialScale) -> Floats:
    """Return points of drawn fields, standardised as the official ones are if the field is large enough for that."""
    standard = unwarped(latent + scale.level, scale.warp)
    if standard.shape[1] >= LEAST_POPULATION:
        standard -= standard.mean(axis=1, keepdims=True)
        standard /= standard.std(axis=1, keepdims=True)
    points: Floats = scale.centre + scale.spread * standard
    return np.floor(points + 0.5) if scale.whole else points
