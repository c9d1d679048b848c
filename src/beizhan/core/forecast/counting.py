"""How many of many independent things happen: the Poisson-binomial law, and the same without one of them.

All products run forward and backward over the trials, so nothing is ever divided by a chance that may be near zero.

References
----------
Wang, Y. H. (1993). On the number of successes in independent trials. Statistica Sinica 3, 295-312.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]

_COLUMNS = 2048
"""So many columns are worked on at once: their partial products stay in the cache of the processor."""


def counts_of(chances: npt.ArrayLike) -> Floats:
    """Return the law of the number of successes among independent trials.

    Parameters
    ----------
    chances : array_like, shape (trials, ...)
        Chance of each trial; further axes are treated alike.

    Returns
    -------
    ndarray, shape (trials + 1, ...)
        Chance of 0, 1, ... successes; adds to one over the first axis.
    """
    trials = np.asarray(chances, np.float64)
    law = np.zeros((trials.shape[0] + 1, *trials.shape[1:]))
    law[0] = 1
    for at, chance in enumerate(trials):
        _add_trial(law[: at + 2], chance)
    return law


def fewer_than(wanted: int, chances: npt.ArrayLike) -> Floats:
    """Return for every trial the chance that fewer than ``wanted`` of the *other* trials succeed.

    Parameters
    ----------
    wanted : int
        k, zero or more.
    chances : array_like, shape (trials, ...)
        Chance of each trial.

    Returns
    -------
    ndarray, shape (trials, ...)
    """
    trials = np.asarray(chances, np.float64)
    count = trials.shape[0]
    if wanted <= 0 or wanted >= count:
        return np.full(trials.shape, float(wanted > 0))
    columns = trials.reshape(count, -1)
    few = 2 * wanted <= count
    found = np.empty_like(columns)
    for start in range(0, columns.shape[1], _COLUMNS):
        part = np.ascontiguousarray(columns[:, start : start + _COLUMNS])
        found[:, start : start + _COLUMNS] = (
            _fewer_than(wanted, part) if few else 1 - _fewer_than(count - wanted, 1 - part)
        )
    return found.reshape(trials.shape)


def others_counts(chances: npt.ArrayLike) -> Floats:
    """Return for every trial the whole law of the number of successes among the *other* trials.

    Parameters
    ----------
    chances : array_like, shape (trials, ...)
        Chance of each trial.

    Returns
    -------
    ndarray, shape (trials, trials, ...)
        ``[i, j]``: that exactly ``j`` of the trials other than ``i`` succeed.
    """
    trials = np.asarray(chances, np.float64)
    count = trials.shape[0]
    before, after = _partial_laws(trials), _partial_laws(trials[::-1])
    found = np.zeros((count, *trials.shape))
    for one in range(count):
        left, right = before[one], after[count - 1 - one]
        for at in range(one + 1):
            found[one, at : at + count - one] += left[at] * right[: count - one]
    return found


def _add_trial(law: Floats, chance: Floats) -> None:
    """Add one trial to a law in place; the last count of the law is still empty, or not wanted."""
    happened = law[:-1] * chance
    law *= 1 - chance
    law[1:] += happened


def _partial_laws(trials: Floats) -> list[Floats]:
    """Return the law of the first 0, 1, 2, ... trials, each with room for all of them."""
    law = np.zeros_like(trials)
    law[0] = 1
    laws = [law]
    for chance in trials[:-1]:
        law = law.copy()
        _add_trial(law, chance)
        laws.append(law)
    return laws


def _fewer_than(wanted: int, trials: Floats) -> Floats:
    """Combine the law of the trials before with the distribution function of those after, for each trial."""
    count, columns = trials.shape
    before = np.empty((count, wanted, columns))
    before[0] = 0
    before[0, 0] = 1
    for at in range(1, count):
        before[at] = before[at - 1]
        _add_trial(before[at], trials[at - 1])
    after = np.ones((wanted, columns))
    found = np.empty_like(trials)
    for at in range(count - 1, -1, -1):
        found[at] = np.einsum("jc,jc->c", before[at], after[::-1])
        _add_trial(after, trials[at])
    return found
