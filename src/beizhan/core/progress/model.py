"""A competitor's level in each section, and how it grows, learned from few tests of unequal difficulty.

References
----------
Rasmussen, C. E. and Williams, C. K. I. (2006). Gaussian Processes for Machine Learning, chapters 2 and 5.
"""

from typing import Self

import numpy as np
import numpy.typing as npt
import scipy

from beizhan.core.progress.marginal import Results, mode_of
from beizhan.core.progress.patterns import COLUMNS, LEVEL_MEAN, STATE, Floats, Law, known_of, patterns_of


class Progress:
    """A linear Gaussian model of test results: levels, profiles over the sections, growth, and the tests' difficulty.

    Exact, by one Cholesky factor; meant for up to about a thousand results of one skill. Hyperparameters are the mode
    of their posterior: the marginal likelihood with weak priors.

    Parameters
    ----------
    law : str
        ``"wiener"`` or ``"ornstein_uhlenbeck"``: how growth goes.
    max_iter : int
        Most steps of the search for the hyperparameters.

    Attributes
    ----------
    mode_ : Mode
        Hyperparameters, and what they make of the results.
    rows_ : ndarray, shape (results, 4)
    n_features_in_ : int

    Examples
    --------
    >>> X = [[1, 1, 1, 0], [2, 1, 1, 0], [1, 2, 1, 30], [2, 2, 1, 30]]
    >>> model = Progress().fit(X, [70, 60, 75, 66])
    >>> bool(np.greater(*model.predict([[1, -1, 1, 30], [2, -1, 1, 30]])))
    True
    """

    def __init__(self, *, law: str = "wiener", max_iter: int = 100) -> None:
        self.law = law
        self.max_iter = max_iter

    def get_params(self, deep: bool = True) -> dict[str, object]:  # noqa: ARG002, FBT001, FBT002 - scikit-learn's own
        """Return the parameters by name."""
        return {"law": self.law, "max_iter": self.max_iter}

    def set_params(self, **params: object) -> Self:
        """Set parameters by name; a name that is none raises ValueError."""
        for name, value in params.items():
            if name not in self.get_params():
                raise ValueError(f"no parameter {name}")
            setattr(self, name, value)
        return self

    def fit(self, X: npt.ArrayLike, y: npt.ArrayLike, variances: npt.ArrayLike = 0.0) -> Self:  # noqa: N803 - scikit-learn's own names
        """Learn from results.

        Parameters
        ----------
        X : array_like, shape (results, 4)
            `COLUMNS`.
        y : array_like, shape (results,)
            Percent of what the section was worth.
        variances : array_like, shape (results,) or ()
            What is known of the variance of each result, beside what is learned.

        Raises
        ------
        ValueError
            If shapes do not fit or something is not finite.
        """
        rows, percents = _checked(X), np.asarray(y, np.float64)
        known = np.broadcast_to(np.asarray(variances, np.float64), percents.shape)
        if percents.shape != (len(rows),) or not np.isfinite(percents).all() or not (known >= 0).all():
            raise ValueError("y must be finite, one number for each row of X, and no variance below zero")
        self.n_features_in_ = rows.shape[1]
        self.rows_ = rows
        self.mode_ = mode_of(Results(rows, percents, known, Law(self.law)), max_iter=self.max_iter)
        return self

    def predict(self, X: npt.ArrayLike, return_std: bool = False) -> Floats | tuple[Floats, Floats]:  # noqa: N803, FBT001, FBT002 - scikit-learn's own names
        """Return levels, shape (rows,): what is expected on a test of ordinary difficulty, without chance."""
        means, covariance = levels_of(self, X)
        return (means, np.sqrt(np.diag(covariance))) if return_std else means


def levels_of(model: Progress, X: npt.ArrayLike) -> tuple[Floats, Floats]:  # noqa: N803 - scikit-learn's own names
    """Return means and joint covariance of levels, shapes (rows,) and (rows, rows).

    Parameters
    ----------
    model : Progress
        Fitted.
    X : array_like, shape (rows, 4)
        `COLUMNS`; the test does not matter.
    """
    rows = _checked(X)
    mode = model.mode_
    variances = mode.sds[: len(STATE)] ** 2

    def covariance(one: Floats, other: Floats) -> Floats:
        parts = patterns_of(one, other, law=Law(model.law), origin=mode.origin, length=mode.length)[: len(STATE)]
        return known_of(one, other, origin=mode.origin) + np.tensordot(variances, parts, 1)

    cross = covariance(model.rows_, rows)
    explained = scipy.linalg.solve_triangular(mode.factor, cross, lower=True)
    return LEVEL_MEAN + mode.pull @ cross, covariance(rows, rows) - explained.T @ explained


def _checked(X: npt.ArrayLike) -> Floats:  # noqa: N803 - scikit-learn's own names
    rows = np.asarray(X, np.float64)
    if rows.ndim != 2 or rows.shape[1] != len(COLUMNS) or not len(rows) or not np.isfinite(rows).all():
        raise ValueError(f"X must be finite, with the columns {', '.join(COLUMNS)} and at least one row")
    return rows
