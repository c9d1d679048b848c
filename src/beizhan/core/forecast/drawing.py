"""Drawing the results of a field on the official scale, which gives each field the same mean and deviation."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.covariance import unwarped
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


def dice_for(seed: int, *names: str) -> np.random.Generator:
    """Return dice that belong to a field, so that no other field changes what is drawn for it."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


def drawn_points(means: Floats, sds: Floats, scale: OfficialScale, dice: np.random.Generator, draws: int) -> Floats:
    """Return drawn points of one field, shape (draws, entries).

    Parameters
    ----------
    means, sds : ndarray, shape (entries,)
        On the Gaussian scale; only differences between the means count.
    scale : OfficialScale
    dice : Generator
    draws : int

    Notes
    -----
    Each drawn field is standardised as the official one is, if it has as many entries as that needs.
    """
    latent = means - means.mean() + scale.level + sds * dice.standard_normal((draws, means.size))
    standard = unwarped(latent, scale.warp)
    if means.size >= LEAST_POPULATION:
        standard -= standard.mean(axis=1, keepdims=True)
        standard /= standard.std(axis=1, keepdims=True)
    points: Floats = scale.centre + scale.spread * standard
    return np.floor(points + 0.5) if scale.whole else points
