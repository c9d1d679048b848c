"""A start for long scales, where logits of mean scores are far off: the joint mode of persons and all else.

Persons are drawn towards zero by their population, so the mode exists whatever the design, and the hill is concave:
Newton's method with halved steps climbs it (penalised quasi-likelihood, Breslow & Clayton 1993).
"""

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.jml import Hill, hill_of
from beizhan.core.judging.estimation.parameters import Layout, held
from beizhan.core.judging.estimation.solution import inverse_of
from beizhan.core.judging.estimation.starting import abilities_of, start_of

LONG = 8
"""With so many categories a start is approached in this way."""

_TURNS = 60
_HALVINGS = 12
_NEAR = 0.01
_FARTHEST = 3.0
"""Logits that an element or a person may move in one turn."""


def approached(layout: Layout) -> Floats:
    """Return a vector near the top of the marginal likelihood."""
    vector, abilities = start_of(layout), abilities_of(layout)
    abilities -= abilities.mean()
    hill, variance = hill_of(layout, vector, abilities), 1.0
    for _ in range(_TURNS):
        others, persons, spread = _newton(layout, hill, abilities, variance)
        here = _height(hill, abilities, variance)
        farthest = max(float(np.abs(persons).max()), float(np.abs(others[: layout.inner.start]).max()))
        length = min(1.0, _FARTHEST / farthest)
        for _ in range(_HALVINGS):
            ahead = hill_of(layout, vector + length * others, abilities + length * persons)
            if _height(ahead, abilities + length * persons, variance) > here:
                break
            length /= 2
        else:
            break
        vector, abilities, hill = vector + length * others, abilities + length * persons, ahead
        variance = float(np.mean(abilities**2 + 1 / spread))
        if length == 1 and np.abs(persons).max() < _NEAR:
            break
    vector[layout.sigma] = np.log(variance) / 2
    return held(layout, vector)


def _newton(layout: Layout, hill: Hill, abilities: Floats, variance: float) -> tuple[Floats, Floats, Floats]:
    """Return the steps of all else and of persons, and the information about each person."""
    spread = hill.spread + 1 / variance
    uphill = hill.of_persons - abilities / variance
    ratio = hill.mixed / spread[:, np.newaxis]
    left = hill.full - hill.mixed.T @ ratio
    left[layout.sigma, layout.sigma] = 1.0
    others = inverse_of(layout, left)[0] @ (hill.of_others + ratio.T @ uphill)
    others[layout.sigma] = 0.0
    return others, (uphill + hill.mixed @ others) / spread, spread


def _height(hill: Hill, abilities: Floats, variance: float) -> float:
    return hill.value - float(abilities @ abilities) / (2 * variance)
