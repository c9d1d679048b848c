"""One Newton step from a fitted model towards a further effect, with what the fit has already taken in put back.

A judge who favours his own looks milder, and his own look abler, already without any term for it; what is left in the
residuals is too small. The score of the new term is right as it stands, for the scores of all fitted parameters are
zero; its *information* is what the fitted parameters do not share: ``sum(c V c~)``, where ``c~`` is the term ``c`` less
its weighted projection on elements and persons.
"""

from collections.abc import Sequence

import numpy as np

from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.reports.expectations import Expectations
from beizhan.core.judging.results import Fit

_SWEEPS = 40
_CLOSE = 1e-5


def one_step(fit: Fit, found: Expectations, terms: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Return the estimate and the information of each further term, one at a time.

    Parameters
    ----------
    fit : Fit
    found : Expectations
    terms : sequence of float array, each of shape (fitted,)
        How strongly the effect acts on each rating.

    Returns
    -------
    estimates, information : float array, shape (terms,)
        In logits; positive means more marks than expected. Nothing is known where the information is zero.
    """
    ratings, prior = fit.arrangement.ratings, 0.0 if fit.terms.joint else 1 / fit.sigma**2
    columns = [(ratings.person[found.rows], prior), *((column[found.rows], 0.0) for column in ratings.elements)]
    estimates, information = np.zeros(len(terms)), np.zeros(len(terms))
    for at, term in enumerate(terms):
        own = float(term @ (found.variance * _apart(term, found.variance, columns)))
        if own > 1e-6 * float(term**2 @ found.variance):
            information[at] = own
            estimates[at] = float(term @ found.distances) / own
    return estimates, information


def _apart(term: Floats, variance: Floats, columns: Sequence[tuple[Codes, float]]) -> Floats:
    """Return what of a term no element and no person explains, by sweeping over them in turn (backfitting)."""
    left = term.astype(np.float64)
    spreads = [np.bincount(column, variance) + prior for column, prior in columns]
    taken = [np.zeros(len(spread)) for spread in spreads]
    for _ in range(_SWEEPS):
        moved = 0.0
        for (column, prior), spread, effect in zip(columns, spreads, taken, strict=True):
            sums = np.bincount(column, variance * left) - prior * effect
            step = np.divide(sums, spread, out=np.zeros_like(sums), where=spread > 0)
            np.add(effect, step, out=effect)
            left = left - step[column]
            moved = max(moved, float(np.abs(step).max()))
        if moved < _CLOSE:
            break
    return left
