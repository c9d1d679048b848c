"""Reading scales: steps with their errors, and the score that is expected at a distance from a scale."""

from itertools import pairwise

import numpy as np

from beizhan.core.judging.arranging.arrangement import Arrangement
from beizhan.core.judging.arranging.design import Design
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.solution import Solution
from beizhan.core.judging.results import Steps


def steps_of(arrangement: Arrangement, solution: Solution, *, by_item: bool) -> Steps:
    """Return the steps between neighbouring categories that were used.

    A category that was never used has probability zero; the step over it is the mean of the steps that it takes.
    """
    layout, scales = solution.layout, solution.layout.design.scales
    labels = arrangement.ratings.facets[0].labels
    place = {
        (int(scale), int(category)): layout.inner.start + at
        for at, (scale, category) in enumerate(zip(scales.inner_scale, scales.inner_category, strict=True))
    }
    names, lower, upper, rows, uses = [], [], [], [], []
    for scale, used in enumerate(scales.used):
        categories = np.flatnonzero(used)
        for one, two in pairwise(categories):
            row = np.zeros(layout.size)
            if (scale, int(two)) in place:
                row[place[scale, int(two)]] += 1 / (two - one)
            if (scale, int(one)) in place:
                row[place[scale, int(one)]] -= 1 / (two - one)
            names.append(labels[arrangement.elements[0][scale]] if by_item else "")
            lower.append(scales.lowest[scale] + one)
            upper.append(scales.lowest[scale] + two)
            uses.append(scales.uses[scale, two])
            rows.append(row)
    found = np.array(rows).reshape(len(rows), layout.size)
    variances = ((found @ solution.covariance) * found).sum(axis=1)
    errors = np.sqrt(np.maximum(variances, 0.0))
    return Steps(
        tuple(names),
        np.array(lower, np.int64),
        np.array(upper, np.int64),
        found @ solution.vector,
        errors,
        np.array(uses, np.int64),
    )


def expected_scores(design: Design, depths: Floats, scale: int, distances: Floats) -> Floats:
    """Return the expected score on a scale at distances, ability less difficulty, in logits.

    Parameters
    ----------
    design : Design
    depths : float array, shape (scales, categories)
    scale : int
    distances : float array, any shape

    Returns
    -------
    float array
        On the scale of the scores themselves.
    """
    steps = np.arange(depths.shape[1])
    exponents = np.multiply.outer(distances, steps) - depths[scale]
    weights = np.exp(exponents - exponents.max(axis=-1, keepdims=True))
    return np.asarray(weights @ steps / weights.sum(axis=-1) + design.scales.lowest[scale])


def fair_averages(design: Design, depths: Floats, items: Floats, distances: Floats) -> Floats:
    """Return the score expected at distances from the items: at their mean with one scale, else averaged over them.

    Parameters
    ----------
    design : Design
    depths : float array, shape (scales, categories)
    items : float array, shape (items,)
        Measures of the first facet.
    distances : float array, shape (n,)
        Ability less everything but the item.
    """
    if len(depths) == 1:
        return expected_scores(design, depths, 0, distances - items.mean())
    found = [expected_scores(design, depths, at, distances - item) for at, item in enumerate(items)]
    return np.asarray(np.mean(found, axis=0))
