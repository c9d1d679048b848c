"""What a fit ends with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.distances import Distances
from beizhan.core.judging.estimation.parameters import Layout
from beizhan.core.judging.estimation.residuals import Residuals


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Where the likelihood is greatest.

    Parameters
    ----------
    layout : Layout
    vector : float array, shape (parameters,)
        Every facet after the first adds up to zero; in marginal estimation persons have mean zero.
    covariance : float array, shape (parameters, parameters)
    likelihood : float
        Its logarithm.
    converged : bool
    evaluations : int
    nodes : int
        Of the grid; 0 where there is none.
    abilities, errors : float array, shape (persons,)
        Mean and standard deviation of the posterior of each person, or the measure with its standard error.
    by_cell, by_person : Distances
        How far the scores are from what was expected.
    residuals : Residuals
    """

    layout: Layout
    vector: Floats
    covariance: Floats
    likelihood: float
    converged: bool
    evaluations: int
    nodes: int
    abilities: Floats
    errors: Floats
    by_cell: Distances
    by_person: Distances
    residuals: Residuals


def with_sums_held(full: Floats, parts: Sequence[slice]) -> tuple[Floats, float]:
    """Return an information with the sum of each of some facets held, and how much each was given for that."""
    held, scale = full.copy(), float(np.diag(full).mean())
    for part in parts:
        held[part, part] += scale
    return held, scale


def inverse_of(layout: Layout, full: Floats, *, first: bool = False) -> tuple[Floats, bool]:
    """Return the inverse of an information where facets add up to zero; and whether it is exact.

    The likelihood does not change when a facet is shifted against the first, so the information alone has no inverse.
    Holding the sum of each facet, as if it had been observed to be zero, adds what is missing; the variance that this
    gives to the shift is taken off again.

    Parameters
    ----------
    layout : Layout
    full : float array, shape (parameters, parameters)
    first : bool
        Hold the first facet too, because persons can be shifted against it.
    """
    parts = layout.facets if first else layout.facets[1:]
    held, scale = with_sums_held(full, parts)
    try:
        np.linalg.cholesky(held)
        inverse, exact = np.linalg.inv(held), True
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(held)
        values = np.maximum(np.abs(values), 1e-6 * np.abs(values).max())
        inverse, exact = (vectors / values) @ vectors.T, False
    for part in parts:
        shift = np.zeros(layout.size)
        shift[layout.facets[0]] = 0.0 if first else -1.0
        shift[part] = 1.0
        inverse = inverse - np.multiply.outer(shift, shift) / (scale * (part.stop - part.start) ** 2)
    return np.asarray(inverse, np.float64), exact
