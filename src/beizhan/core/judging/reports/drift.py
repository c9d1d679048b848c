"""Whether judges change over days: a slope for each, drawn together and tested like any interaction."""

import numpy as np
import numpy.typing as npt

from beizhan.core.judging.reports.expectations import expectations_of
from beizhan.core.judging.reports.interactions import Effects, drawn_together
from beizhan.core.judging.reports.one_step import one_step
from beizhan.core.judging.results import Fit


def drift_of(fit: Fit, day: npt.ArrayLike, judges: str = "rater") -> Effects:
    """Return the slope of each judge over days, in logits a day; positive favour means that the judge grows milder.

    Parameters
    ----------
    fit : Fit
    day : array_like of float, shape (ratings given,)
        When each rating was given, in days or any other unit.
    judges : str
        Name of their facet.

    Notes
    -----
    Judges who marked on one day only have no slope and are left out. If all judges change alike, competitors of later
    days only look better or worse: that is not to be seen here.
    """
    ratings = fit.arrangement.ratings
    place, found = ratings.place_of(judges), expectations_of(fit)
    labels, judge = ratings.facets[place].labels, ratings.elements[place][found.rows]
    at = np.asarray(day, np.float64)[found.rows]
    spread = np.maximum(np.bincount(judge, found.variance, len(labels)), 1e-12)
    away = at - (np.bincount(judge, found.variance * at, len(labels)) / spread)[judge]
    several = np.flatnonzero(np.bincount(judge, away**2 * found.variance, len(labels)) > 1e-9)
    slopes, information = one_step(fit, found, [np.where(judge == one, away, 0.0) for one in several])
    known = information > 0
    count = np.bincount(judge, minlength=len(labels))[several[known]]
    names = [(labels[one],) for one in several[known]]
    return drawn_together(names, count, slopes[known], 1 / np.sqrt(information[known]))
