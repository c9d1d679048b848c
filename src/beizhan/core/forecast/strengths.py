"""How strong each Member is in each skill, learned from past official results, with what is not known about it.

References
----------
Rasmussen, C. E. and Williams, C. K. I. (2006). Gaussian Processes for Machine Learning, chapters 2 and 5.
Box, G. E. P. and Cox, D. R. (1964). An analysis of transformations. JRSS B 26, 211-252.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.covariance import Covariance, covariance_of, memory_of, unwarped, warped
from beizhan.core.forecast.evidence import Mode, mode_of
from beizhan.core.forecast.layout import Layout, layout_of

COLUMNS = ("field", "year", "member", "skill")
"""What the columns of ``X`` mean; all but the year are codes: any numbers that tell one from another."""

_TOGETHER = 256  # so many new entries are worked on at once
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)


@dataclass(frozen=True, slots=True, eq=False)
class Latent:
    """What is expected of new entries on the Gaussian scale; within a field only differences mean something.

    Parameters
    ----------
    means, sds : ndarray, shape (entries,)
    member_seen, skill_seen : ndarray of bool, shape (entries,)
        Whether there is any past result of the Member; of anybody in the skill.
    """

    means: Floats
    sds: Floats
    member_seen: npt.NDArray[np.bool_]
    skill_seen: npt.NDArray[np.bool_]


class Strengths:
    """A hierarchical Gaussian state-space model of results on a standardised scale.

    A result is the level of its field, the Member's strength, the Member's strength in the skill, and chance. Strengths
    drift; those of large teams, and of those who were in the skill before, are expected to be higher; Members differ in
    how much they vary. Hyperparameters are the
    mode of their posterior: the marginal likelihood of the past, with weak priors.

    Parameters
    ----------
    max_iter : int
        Most steps of the search for the hyperparameters.

    Attributes
    ----------
    mode_ : Mode
        Hyperparameters, and what they make of the past.
    layout_, covariance_ : Layout, Covariance
        The past, and how it goes together.
    centre_, scale_ : float
        Mean of the past fields' means, and root mean square of their population standard deviations.
    level_ : float
        Mean of a past field on the Gaussian scale.
    n_features_in_ : int

    Examples
    --------
    >>> X = [[0, 2007, 1, 5], [0, 2007, 2, 5], [1, 2007, 1, 6], [1, 2007, 2, 6]]
    >>> model = Strengths().fit(X, [520, 480, 530, 470])
    >>> bool(np.greater(*model.predict([[2, 2009, 1, 5], [2, 2009, 2, 5]])))
    True
    """

    def __init__(self, *, max_iter: int = 200) -> None:
        self.max_iter = max_iter

    def get_params(self, deep: bool = True) -> dict[str, object]:  # noqa: ARG002, FBT001, FBT002 - scikit-learn's own
        """Return the parameters by name."""
        return {"max_iter": self.max_iter}

    def set_params(self, **params: object) -> Self:
        """Set parameters by name; a name that is none raises ValueError."""
        for name, value in params.items():
            if name not in self.get_params():
                raise ValueError(f"no parameter {name}")
            setattr(self, name, value)
        return self

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike) -> Self:  # noqa: N803 - scikit-learn's own names
        """Learn from past results.

        Parameters
        ----------
        X : array_like, shape (results, 4)
            `COLUMNS`.
        y : array_like, shape (results,)
            Points, on any scale: each field is standardised by its own mean and population deviation.

        Raises
        ------
        ValueError
            If no field holds two different results, or shapes do not fit.
        """
        rows, points = _checked(X), np.asarray(y, np.float64)
        if points.shape != (len(rows),) or not np.isfinite(points).all():
            raise ValueError("y must be finite, one number for each row of X")
        means, deviations = moments_of(rows[:, 0], points)
        useful = deviations > 0
        if not useful.any():
            raise ValueError("no field holds two different results")
        self.n_features_in_ = rows.shape[1]
        self.centre_, self.scale_ = _scale_of(rows[useful, 0], means[useful], deviations[useful])
        self.layout_ = layout_of(*rows[useful].T)
        standard = ((points - means)[useful] / deviations[useful])[self.layout_.order]
        self.mode_ = mode_of(self.layout_, standard, max_iter=self.max_iter)
        self.covariance_ = covariance_of(self.layout_, self.mode_.hyper)
        self.level_ = float(warped(standard, self.mode_.hyper.warp).mean())
        return self

    def predict(self, X: npt.ArrayLike, return_std: bool = False) -> Floats | tuple[Floats, Floats]:  # noqa: N803, FBT001, FBT002 - scikit-learn's own names
        """Return expected points of new entries, shape (entries,), with their standard deviations if asked for.

        The entries of a field that ``X`` holds are taken to be the whole field. Codes that were not seen are new.
        """
        latent = latent_of(self, X)
        means, _ = moments_of(_checked(X)[:, 0], latent.means)
        values = (latent.means - means + self.level_)[:, None] + latent.sds[:, None] * _NODES
        points = self.centre_ + self.scale_ * unwarped(values, self.mode_.hyper.warp)
        weights = _WEIGHTS / _WEIGHTS.sum()
        expected: Floats = points @ weights
        return (expected, np.sqrt((points - expected[:, None]) ** 2 @ weights)) if return_std else expected


def latent_of(model: Strengths, X: npt.ArrayLike) -> Latent:  # noqa: N803 - scikit-learn's own names
    """Return what a fitted model expects of new entries, given their `COLUMNS`.

    A new Member has the mean of its size and the whole width of the prior. The size is the number of its rows in a year
    if these cover at least half as many fields as the past competitions did, else that of the average Member.
    """
    rows = _checked(X)
    layout, mode = model.layout_, model.mode_
    hyper = mode.hyper
    place = np.searchsorted(layout.members, rows[:, 2]).clip(max=layout.members.size - 1)
    seen = layout.members[place] == rows[:, 2]
    widened = np.exp(2 * np.where(seen, hyper.spreads[place], mode.spread_sd**2))  # the mean of exp(2 tau), if new
    means = mode.solved.by_size * np.where(seen, layout.sizes[place], _new_sizes(layout, rows))
    means += mode.solved.by_returning * _returning(layout, rows)
    variances = hyper.member_sd**2 + widened * (hyper.line_sd**2 + hyper.noise_sd**2)
    for start in range(0, len(rows), _TOGETHER):
        part = slice(start, start + _TOGETHER)
        cross = _cross(model.covariance_, mode, rows[part])
        means[part] += mode.solved.pull @ cross
        variances[part] -= (cross * model.covariance_.weighed(cross)).sum(axis=0)
    sds = np.sqrt(np.maximum(variances, hyper.noise_sd**2))
    return Latent(means, sds, seen, np.isin(rows[:, 3], layout.lines[:, 1]))


def _checked(X: npt.ArrayLike) -> Floats:  # noqa: N803 - scikit-learn's own names
    rows = np.asarray(X, np.float64)
    if rows.ndim != 2 or rows.shape[1] != len(COLUMNS) or not len(rows) or not np.isfinite(rows).all():
        raise ValueError(f"X must be finite, with the columns {', '.join(COLUMNS)} and at least one row")
    return rows


def moments_of(fields: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Return for each value the mean and the population deviation of its field."""
    _, field, sizes = np.unique(fields, return_inverse=True, return_counts=True)
    means = (np.bincount(field, values) / sizes)[field]
    return means, np.sqrt(np.bincount(field, (values - means) ** 2) / sizes)[field]


def _scale_of(fields: Floats, means: Floats, deviations: Floats) -> tuple[float, float]:
    _, first = np.unique(fields, return_index=True)
    return float(means[first].mean()), float(np.sqrt((deviations[first] ** 2).mean()))


def _new_sizes(layout: Layout, rows: Floats) -> Floats:
    """Return the size that a Member of each row would have if it were new."""
    past = np.median([np.unique(layout.field[layout.year == year]).size for year in range(layout.years.size)])
    sizes = np.full(len(rows), layout.sizes.mean())
    for year in np.unique(rows[:, 1]):
        now = rows[:, 1] == year
        if 2 * np.unique(rows[now, 0]).size >= past:
            _, member, entries = np.unique(rows[now, 2], return_inverse=True, return_counts=True)
            sizes[now] = np.log(entries[member])
    return sizes


def _returning(layout: Layout, rows: Floats) -> Floats:
    lines = {(member, skill) for member, skill in layout.lines.tolist()}
    return np.array([(member, skill) in lines for member, skill in rows[:, 2:].tolist()], np.float64)


def _cross(covariance: Covariance, mode: Mode, rows: Floats) -> Floats:
    """Return the covariance of past results with new entries, shape (results, entries)."""
    layout, hyper = covariance.layout, mode.hyper
    kept = memory_of(layout.years[:, None] - rows[:, 1], hyper.member_memory) * hyper.member_sd**2
    own = layout.members[layout.member][:, None] == rows[:, 2]
    line = np.zeros(layout.order.size + 1)
    line[layout.cells] = layout.lines[:, [1]]
    same = own & (line[:-1, None] == rows[:, 3])
    widened = np.exp(2 * hyper.spreads)[layout.member][:, None] * hyper.line_sd**2
    apart = memory_of(layout.years[layout.year][:, None] - rows[:, 1], hyper.line_memory)
    cross: Floats = own * kept[layout.year] + same * widened * apart
    return cross
