"""Nearing the top where there are many categories: there, logits of mean scores are far off."""

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.jml import Hill, hill_of, value_of
from beizhan.core.judging.estimation.parameters import Layout, held
from beizhan.core.judging.estimation.starting import abilities_of, start_of

LONG = 8
"""From so many categories on the marginal climb starts from here."""

_TURNS = 60
_LEAST_DAMPED, _MOST_DAMPED = 0.01, 1e6
"""How much steps are held back once one failed, and at most, as a share of what is known."""

_NEAR = 0.01
_FARTHEST, _FARTHEST_INNER = 1.5, 6.0
"""Logits that an element or a person, and that an inner category may move in one turn."""


def approached(layout: Layout) -> Floats:
    """Return a vector near the top of the marginal likelihood: the joint mode of all, persons drawn towards zero.

    Their population makes the mode exist whatever the design, and the hill is concave: Newton's method, damped where a
    step fails, climbs it (penalised quasi-likelihood, Breslow & Clayton 1993; Marquardt 1963).
    """
    vector, abilities = start_of(layout), abilities_of(layout)
    abilities -= abilities.mean()
    hill, variance, damping = hill_of(layout, vector, abilities), 1.0, 0.0
    for _ in range(_TURNS):
        others, persons, spread = _drawn_newton(layout, hill, abilities, variance, damping)
        ahead = vector + _shortened(layout, hill, others), abilities + np.clip(persons, -_FARTHEST, _FARTHEST)
        here = _height(hill.value, abilities, variance)
        if not _height(value_of(layout, *ahead), ahead[1], variance) > here:
            if damping > _MOST_DAMPED:
                break
            damping = max(10 * damping, _LEAST_DAMPED)
            continue
        vector, abilities = ahead
        hill = hill_of(layout, vector, abilities)
        damping = damping / 10 if damping > _LEAST_DAMPED else 0.0
        variance = float(np.mean(abilities**2 + 1 / spread))
        if np.abs(persons).max() < _NEAR:
            break
    vector[layout.sigma] = np.log(variance) / 2
    return held(layout, vector)


def _shortened(layout: Layout, hill: Hill, others: Floats) -> Floats:
    """Return a step with no element going too far, and no category farther than its uses say.

    A category that is hardly expected at all would go ``observed / expected`` far; the logarithm of that is right.
    """
    observed = layout.observed[layout.inner]
    expected = hill.of_others[layout.inner] + observed
    farthest = np.full(layout.size, _FARTHEST)
    wrong = np.abs(np.log((expected + 0.5) / (observed + 0.5)))
    farthest[layout.inner] = np.where(wrong > 1, 1 + wrong, _FARTHEST_INNER)
    return np.clip(others, -farthest, farthest)


def _drawn_newton(
    layout: Layout, hill: Hill, abilities: Floats, variance: float, damping: float
) -> tuple[Floats, Floats, Floats]:
    """Return the steps of all else and of persons, and the information about each person."""
    spread = hill.spread + 1 / variance
    held_back = (1 + damping) * spread
    uphill = hill.of_persons - abilities / variance
    ratio = hill.mixed / held_back[:, np.newaxis]
    left = hill.full - hill.mixed.T @ ratio
    left[np.diag_indices(layout.size)] += damping * np.diagonal(hill.full)
    left[layout.sigma, layout.sigma] = 1.0
    for part in layout.facets[1:]:  # a shift of a facet against the first changes nothing: its sum is held
        left[part, part] += float(np.diagonal(hill.full).mean())
    others = np.linalg.solve(left, hill.of_others + ratio.T @ uphill)
    others[layout.sigma] = 0.0
    return others, (uphill + hill.mixed @ others) / held_back, spread


def _height(value: float, abilities: Floats, variance: float) -> float:
    return value - float(abilities @ abilities) / (2 * variance)
