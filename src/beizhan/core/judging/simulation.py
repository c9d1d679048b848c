"""Ratings as a fitted model would make them, and what refitting them says of the errors (parametric bootstrap)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from beizhan.core.judging.arranging.arrangement import Arrangement
from beizhan.core.judging.checks import checked_arrangement
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.mml import marginal_top
from beizhan.core.judging.estimation.parameters import Layout, powers_of, sigma_of
from beizhan.core.judging.ratings import Ratings
from beizhan.core.judging.results import Fit


@dataclass(frozen=True, slots=True, eq=False)
class Bootstrap:
    """What refits of simulated ratings gave.

    Parameters
    ----------
    times : int
        Refits that are counted; a sample that cannot be fitted is not.
    measures : dict from str to float array, shape (times, elements)
        By facet, on the ruler of the fit; nan for an element that came out extreme.
    sigmas : float array, shape (times,)
    """

    times: int
    measures: dict[str, Floats]
    sigmas: Floats

    def errors(self, facet: str) -> Floats:
        """Return the standard deviation of the refits, element by element."""
        return np.asarray(np.nanstd(self.measures[facet], axis=0, ddof=1))

    def intervals(self, facet: str, level: float = 0.95) -> Floats:
        """Return the percentile interval of each element; shape (2, elements)."""
        tail = (1 - level) / 2
        return np.asarray(np.nanquantile(self.measures[facet], (tail, 1 - tail), axis=0))


def simulated(fit: Fit, seed: int) -> Iterator[Ratings]:
    """Yield ratings of the same design, each time of other persons from the fitted population.

    Parameters
    ----------
    fit : Fit
        Of marginal estimation.
    seed : int
        The same seed gives the same ratings.
    """
    dice = np.random.default_rng(seed)
    design, layout, kept = (
        fit.arrangement.design,
        fit.solution.layout,
        fit.arrangement.ratings.only(fit.arrangement.kept),
    )
    weights = layout.weights(fit.solution.vector)
    places = np.argsort(fit.arrangement.rows())
    lowest = design.scales.lowest[design.scale[design.cell]]
    every = np.arange(len(design.centred))
    while True:
        abilities = dice.normal(0.0, fit.sigma, design.persons)
        powers = powers_of(abilities, design.centred)
        steps = np.empty(len(design.cell), np.int64)
        for piece in design.pieces:
            chances = piece.chances(weights, powers, design.centred, 0, every).inner
            total = np.cumsum([piece.flat(chance) for chance in chances], axis=0)
            steps[piece.ratings] = (dice.random(total.shape[1]) > total[:-1]).sum(axis=0)
        yield Ratings(kept.persons, kept.facets, kept.person, kept.elements, (steps + lowest)[places])


def bootstrap_of(fit: Fit, *, times: int, seed: int) -> Bootstrap:
    """Simulate and refit, each time beginning at the fitted parameters.

    Parameters
    ----------
    fit : Fit
        Of marginal estimation.
    times : int
    seed : int
    """
    names = [facet.name for facet in fit.arrangement.ratings.facets]
    measures: dict[str, list[Floats]] = {name: [] for name in names}
    sigmas = []
    for ratings in islice(simulated(fit, seed), times):
        arrangement = checked_arrangement(ratings, fit.terms)
        if isinstance(arrangement, Arrangement):
            found, sigma = _refitted(fit, arrangement)
            sigmas.append(sigma)
            for place, name in enumerate(names):
                measures[name].append(found[place])
    return Bootstrap(len(sigmas), {name: np.array(rows) for name, rows in measures.items()}, np.array(sigmas))


def _refitted(fit: Fit, arrangement: Arrangement) -> tuple[list[Floats], float]:
    """Return the measures of each facet on the ruler of the fit, and sigma."""
    layout, old = Layout(arrangement.design), fit.solution
    alike = layout.size == old.layout.size and not arrangement.extremes
    start, shape = (old.vector, old.covariance) if alike else (None, None)
    top = marginal_top(layout, start=start, shape=shape)
    means = [top.summit.vector[part].mean() for part in layout.facets]
    names = [facet.name for facet in arrangement.ratings.facets]
    centred = fit.identification.centred
    shift = sum(mean for name, mean in zip(names, means, strict=True) if name in centred)
    found = []
    for place, part in enumerate(layout.facets):
        moved = -means[place] if names[place] in centred else shift
        found.append(arrangement.of_all(place, top.summit.vector[part] + moved))
    return found, sigma_of(layout, top.summit.vector)
