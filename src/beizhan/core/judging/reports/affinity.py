"""Whether judges mark their own better: own delegation, own school, own trainee, or any other declared tie."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beizhan.core.judging.reports.expectations import expectations_of
from beizhan.core.judging.reports.interactions import LEAST_IN_CELL, Effects, drawn_together, no_effects
from beizhan.core.judging.reports.one_step import one_step
from beizhan.core.judging.results import Fit


@dataclass(frozen=True, slots=True)
class Affinity:
    """What the marks of judges for their own say.

    Parameters
    ----------
    count : int
        Marks of judges for their own.
    enough : bool
        Whether there are enough of them to say anything. Where a rule keeps judges from marking their own there are
        none, and that is not the same as no effect.
    favour, error : float or None
        The effect common to all judges, in logits: how much more than to others. None where there is not enough.
    judges : Effects
        Each judge, only as an interval and never as an accusation.
    """

    count: int
    enough: bool
    favour: float | None
    error: float | None
    judges: Effects


def affinity_of(fit: Fit, own: npt.ArrayLike, judges: str = "rater") -> Affinity:
    """Return the effect of a declared tie.

    Parameters
    ----------
    fit : Fit
    own : array_like of bool, shape (ratings given,)
        Whether judge and competitor of each rating are tied.
    judges : str
        Name of the facet of judges.

    Raises
    ------
    ValueError
        If ``own`` does not tell of each rating.
    """
    ratings, tied = fit.arrangement.ratings, np.asarray(own, np.bool_)
    if tied.shape != (len(ratings),):
        raise ValueError("own must tell of each rating whether judge and competitor are tied")
    place, found = ratings.place_of(judges), expectations_of(fit)
    judge, here = ratings.elements[place][found.rows], tied[found.rows]
    labels = ratings.facets[place].labels
    count = np.bincount(judge[here], minlength=len(labels))
    some = np.flatnonzero(count)
    if not len(some):
        return Affinity(0, enough=False, favour=None, error=None, judges=no_effects())
    terms = [(here & (judge == one)).astype(np.float64) for one in some]
    favour, information = one_step(fit, found, [here.astype(np.float64), *terms])
    known = information[1:] > 0
    effects = drawn_together(
        [(labels[one],) for one in some[known]],
        count[some[known]],
        favour[1:][known],
        1 / np.sqrt(information[1:][known]),
    )
    enough = bool(count.sum() >= LEAST_IN_CELL and information[0] > 0)
    return Affinity(
        int(count.sum()),
        enough,
        float(favour[0]) if enough else None,
        float(1 / np.sqrt(information[0])) if enough else None,
        effects,
    )
