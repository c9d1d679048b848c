"""What a forecast must beat: the base rate, the last score, the mean score, and a tuned Elo rating.

Each is tuned on the past only. All but the base rate become chances in the same way as our own forecast: results are
drawn around them and medals given out. The strongest one known is a coach's own estimate: collect it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.elo import LUCK_SD, elo_ratings

_YEAR, _MEMBER, _SKILL = 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What a baseline expects of new entries, up to a constant in each field, shape (entries,)."""

    means: Floats
    sds: Floats


def last_score(rows: Floats, standard: Floats, new: Floats) -> Expected:
    """Expect of each entry its Member's last result in the skill, else the Member's mean, else the mean of newcomers.

    Parameters
    ----------
    rows, new : ndarray, shape (entries, 4)
        `strengths.COLUMNS` of past and of new entries.
    standard : ndarray, shape (results,)
        Past results in standard units of their fields.

    Notes
    -----
    The deviation is that of the past changes from one result of a line to its next; one where there are none.
    """
    last: dict[tuple[float, float], float] = {}
    changes = []
    for at in np.argsort(rows[:, _YEAR], kind="stable"):
        line = (float(rows[at, _MEMBER]), float(rows[at, _SKILL]))
        if line in last:
            changes.append(standard[at] - last[line])
        last[line] = standard[at]
    means = mean_score(rows, standard, new).means.tolist()
    lines = zip(new[:, _MEMBER].tolist(), new[:, _SKILL].tolist(), strict=True)
    found = np.array([last.get(line, mean) for line, mean in zip(lines, means, strict=True)])
    return Expected(found, np.full(len(new), _root_mean_square(np.array(changes))))


def mean_score(rows: Floats, standard: Floats, new: Floats) -> Expected:
    """Expect of each entry the mean of all past results of its Member; of a new one the mean of all Members.

    Notes
    -----
    The deviation is that of past results from the mean of the Member's others.
    """
    members, member, counts = np.unique(rows[:, _MEMBER], return_inverse=True, return_counts=True)
    sums = np.bincount(member, standard)
    means = sums / counts
    of_members = dict(zip(members.tolist(), means.tolist(), strict=True))
    several = counts[member] > 1
    of_others = (sums[member] - standard)[several] / (counts[member] - 1)[several]
    found = np.array([of_members.get(one, means.mean()) for one in new[:, _MEMBER].tolist()])
    return Expected(found, np.full(len(new), _root_mean_square(standard[several] - of_others)))


def tuned_elo(rows: Floats, standard: Floats, new: Floats) -> Expected:
    """Expect of each entry its rating."""
    return Expected(elo_ratings(rows, standard, new), np.full(len(new), LUCK_SD))


BASELINES: Mapping[str, Callable[[Floats, Floats, Floats], Expected]] = MappingProxyType(
    {"last_score": last_score, "mean_score": mean_score, "tuned_elo": tuned_elo}
)
"""The baselines that expect something of each entry, by name."""


def rates_of(golds: int, medals: int, better: int, *, past_sizes: Sequence[int], size: int) -> tuple[float, ...]:
    """Return the chances of gold, of a medal and of a medallion or better for anybody in a field of this size.

    Golds and medals are as many in every field, whatever its size; a medallion or better is won by a share of all.

    Parameters
    ----------
    golds, medals, better : int
        How many there were in all past fields together.
    past_sizes : sequence of int
        Sizes of the past fields.
    size : int
    """
    gold, medal = (min(won / len(past_sizes) / size, 1.0) for won in (golds, medals))
    return gold, medal, better / sum(past_sizes)


def _root_mean_square(differences: Floats) -> float:
    return float(np.sqrt((differences**2).mean())) if differences.size else 1.0
