"""Putting a solution on the ruler that was asked for: which facets add up to zero, and who floats."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.solution import Solution
from beizhan.core.judging.results import Identification
from beizhan.core.judging.terms import Terms


@dataclass(frozen=True, slots=True, eq=False)
class Ruler:
    """A solution on the ruler asked for.

    Parameters
    ----------
    identification : Identification
    elements : tuple of float array
        Measures of the elements of each facet in the design.
    errors : tuple of float array
    shifts : tuple of float
        What was added to each facet.
    of_persons : float
        What was added to persons.
    """

    identification: Identification
    elements: tuple[Floats, ...]
    errors: tuple[Floats, ...]
    shifts: tuple[float, ...]
    of_persons: float


def centred_facets(terms: Terms, names: Sequence[str]) -> tuple[str, ...]:
    """Return the facets that are to add up to zero, in the order of the facets."""
    if terms.centre is None:
        return tuple(names if terms.joint else names[1:])
    return tuple(name for name in names if name in terms.centre)


def ruler_of(terms: Terms, names: Sequence[str], solution: Solution) -> Ruler:
    """Shift facets and persons so that what was asked for adds up to zero.

    A shift of a facet is made good by the one that floats, so no probability changes. Standard errors follow by the
    same linear map; those of joint estimation, each as if all else were known, stay.
    """
    layout, size = solution.layout, solution.layout.size
    centred = centred_facets(terms, names)
    free = next((place for place, name in enumerate(names) if name not in centred), None)
    means = {}
    for place, part in enumerate(layout.facets):
        if names[place] in centred:
            means[place] = np.zeros(size)
            means[place][part] = 1 / (part.stop - part.start)
    every = np.sum(list(means.values()), axis=0) if means else np.zeros(size)
    elements, errors, shifts = [], [], []
    for place, part in enumerate(layout.facets):
        rows = np.zeros((part.stop - part.start, size))
        rows[:, part] = np.eye(len(rows))
        moved = every if place == free else -means.get(place, np.zeros(size))
        elements.append((rows + moved) @ solution.vector)
        shifts.append(float(moved @ solution.vector))
        rows = rows if terms.joint else rows + moved
        errors.append(_roots(((rows @ solution.covariance) * rows).sum(axis=1)))
    of_persons = -float(every @ solution.vector) if free is None else 0.0
    mean, mean_error = of_persons, float(_roots(every @ solution.covariance @ every)) if free is None else 0.0
    if terms.joint and free is None:
        mean, mean_error = mean + float(solution.abilities.mean()), np.nan
    identification = Identification(centred, None if free is None else names[free], mean, mean_error)
    return Ruler(identification, tuple(elements), tuple(errors), tuple(shifts), of_persons)


def _roots(variances: Floats) -> Floats:
    return np.asarray(np.sqrt(np.maximum(variances, 0.0)))
