"""Nearing the top where there are many categories: there, logits of mean scores are far off."""

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.jml import Hill, hill_of, value_of
from beizhan.core.judging.estimation.parameters import Layout, held
from beizhan.core.judging.estimation.solution import inverse_of, with_sums_held
from beizhan.core.judging.estimation.starting import abilities_of, start_of

LONG = 8
"""From so many categories on the marginal climb starts from here."""

_TURNS = 60
_HALVINGS = 12
_NEAR = 0.01
_FARTHEST = 3.0
"""Logits that an element or a person may move in one turn."""


def approached(layout: Layout) -> Floats:
    """Return a vector near the top of the marginal likelihood: the joint mode of all, persons drawn towards zero.

    Their population makes the mode exist whatever the design, and the hill is concave: Newton's method with halved
    steps climbs it (penalised quasi-likelihood, Breslow & Clayton 1993).
    """
    vector, abilities = start_of(layout), abilities_of(layout)
    abilities -= abilities.mean()
    hill, variance = hill_of(layout, vector, abilities), 1.0
    for _ in range(_TURNS):
        others, persons, spread = _drawn_newton(layout, hill, abilities, variance)
        here = _height(hill.value, abilities, variance)
        farthest = max(float(np.abs(persons).max()), float(np.abs(others[: layout.inner.start]).max()))
        length = min(1.0, _FARTHEST / farthest)
        for _ in range(_HALVINGS):
            ahead = vector + length * others, abilities + length * persons
            if _height(value_of(layout, *ahead), ahead[1], variance) > here:
                break
            length /= 2
        else:
            break
        vector, abilities = ahead
        hill = hill_of(layout, vector, abilities)
        variance = float(np.mean(abilities**2 + 1 / spread))
        if length == 1 and np.abs(persons).max() < _NEAR:
            break
    vector[layout.sigma] = np.log(variance) / 2
    return held(layout, vector)


def _drawn_newton(layout: Layout, hill: Hill, abilities: Floats, variance: float) -> tuple[Floats, Floats, Floats]:
    """Return the steps of all else and of persons, and the information about each person."""
    spread = hill.spread + 1 / variance
    uphill = hill.of_persons - abilities / variance
    ratio = hill.mixed / spread[:, np.newaxis]
    left = hill.full - hill.mixed.T @ ratio
    left[layout.sigma, layout.sigma] = 1.0
    others = _solved(layout, left, hill.of_others + ratio.T @ uphill)
    others[layout.sigma] = 0.0
    return others, (uphill + hill.mixed @ others) / spread, spread


def _solved(layout: Layout, full: Floats, right: Floats) -> Floats:
    """Return the inverse of an information times a vector; where it has none, that of what is nearest to it."""
    summed, _ = with_sums_held(full, layout.facets[1:])
    try:
        np.linalg.cholesky(summed)
        return np.asarray(np.linalg.solve(summed, right), np.float64)
    except np.linalg.LinAlgError:
        return np.asarray(inverse_of(layout, full)[0] @ right, np.float64)


def _height(value: float, abilities: Floats, variance: float) -> float:
    return value - float(abilities @ abilities) / (2 * variance)
