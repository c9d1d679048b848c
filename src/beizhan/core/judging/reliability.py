"""How well measures are told apart: separation, reliability, strata (Wright & Masters 1982)."""

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.results import Separation


def separation_of(measures: Floats, errors: Floats) -> Separation | None:
    """Return how well the elements with a measure are told apart; None with fewer than two of them.

    Parameters
    ----------
    measures, errors : float array, shape (elements,)
        nan where there is none.
    """
    known = np.isfinite(measures) & np.isfinite(errors)
    if np.count_nonzero(known) < 2:
        return None
    variance = float(np.var(measures[known], ddof=1))
    noise = float(np.mean(errors[known] ** 2))
    true = max(variance - noise, 0.0)
    ratio = float(np.sqrt(true / noise))
    share = true / variance if variance > 0 else 0.0
    return Separation(float(np.sqrt(noise)), float(np.sqrt(true)), ratio, share, (4 * ratio + 1) / 3)


def eap_reliability(means: Floats, widths: Floats) -> float:
    """Return the share of the variance of persons that posterior means show (Bock & Mislevy 1982)."""
    shown = float(np.var(means))
    return shown / (shown + float(np.mean(widths**2)))


def wle_reliability(measures: Floats, errors: Floats) -> float:
    """Return one less the share of error in the variance of weighted likelihood estimates; at least zero."""
    known = np.isfinite(measures)
    variance = float(np.var(measures[known], ddof=1)) if np.count_nonzero(known) > 1 else 0.0
    return max(1 - float(np.mean(errors[known] ** 2)) / variance, 0.0) if variance > 0 else 0.0
