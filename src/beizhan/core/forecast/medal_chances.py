"""The chances of gold, of any medal and of a medallion or better, under the official rules of shared medals.

The rules look at several ranks at once (two golds mean no silver), so results are drawn and medals given out, draw by
draw. The chance of gold alone is also the chance that nobody is more than two points above: `stages` integrates that.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beizhan.core.forecast.counting import Floats
from beizhan.core.medals import GAP

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class MedalChances:
    """Chances of each entry, shape (entries,): of gold, of any medal, and of a medallion or better."""

    gold: Floats
    medal: Floats
    medallion: Floats


def medal_chances(points: Floats, *, threshold: float) -> MedalChances:
    """Return how often each entry wins what, over drawn results.

    Parameters
    ----------
    points : ndarray, shape (draws, entries)
        Points on the scale, whole where the official ones are whole.
    threshold : float
        Points for a medallion.

    Returns
    -------
    MedalChances
        Half a draw is added on either side, so that nothing is called impossible because it was not drawn.
    """
    draws = points.shape[0]
    won = (*medals_in(points), points >= threshold)
    gold, medal, medallion = ((flags.sum(axis=0) + 0.5) / (draws + 1) for flags in (won[0], won[1], won[1] | won[2]))
    return MedalChances(gold, medal, medallion)


def medals_in(points: Floats) -> tuple[Flags, Flags]:
    """Tell who wins gold and who wins any medal, in many results at once; bands as `medals.from_first` has them.

    Parameters
    ----------
    points : ndarray, shape (draws, entries)

    Returns
    -------
    tuple of ndarray, shape (draws, entries)
    """
    ordered = -np.sort(-points, axis=1)
    golds = _within(ordered, ordered[:, 0])
    silvers = np.where(golds == 1, _within(ordered, _at(ordered, golds)) - golds, 0)
    given = golds + silvers
    last = _at(ordered, given - 1)
    open_bronze = ((golds == 1) & (silvers == 1)) | (golds == 2)  # bronze starts anew from whoever is next
    least = np.minimum(last, np.where(open_bronze, _at(ordered, given), last) - GAP)
    return points >= _at(ordered, golds - 1)[:, None], points >= least[:, None]


def _within(ordered: Floats, best: Floats) -> npt.NDArray[np.int64]:
    """Return how many of each row are no more than the gap below this."""
    found: npt.NDArray[np.int64] = (ordered >= best[:, None] - GAP).sum(axis=1)
    return found


def _at(ordered: Floats, place: npt.NDArray[np.int64]) -> Floats:
    """Return the points at a place of each row; beyond the last it is the last."""
    column = np.clip(place, 0, ordered.shape[1] - 1)
    return np.take_along_axis(ordered, column[:, None], axis=1)[:, 0]
