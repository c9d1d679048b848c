"""How often judges of the same performance gave the same score, and how often the model says they would."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.estimation.parameters import powers_of
from beizhan.core.judging.reports.contexts import contexts_of
from beizhan.core.judging.results import Fit


@dataclass(frozen=True, slots=True)
class Agreement:
    """Exact agreement of pairs of judges.

    Parameters
    ----------
    pairs : int
        Pairs of ratings of one performance.
    observed, expected : float or None
        Share of the pairs with the same score, and the share the model expects from judges who mark independently; None
        without a pair.
    kappa : float or None
        ``(observed - expected) / (1 - expected)``: near 0 for independent experts, near 1 for scoring machines.
    """

    pairs: int
    observed: float | None
    expected: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Agreements:
    """Agreement of all judges, and of each judge with the others, in the order of the labels."""

    all: Agreement
    judges: tuple[Agreement, ...]


def agreements_of(fit: Fit, judges: str = "rater") -> Agreements:
    """Count exact agreement among judges.

    Parameters
    ----------
    fit : Fit
    judges : str
        Name of their facet.

    References
    ----------
    Linacre, J. M. A user's guide to Facets: inter-rater agreement opportunities.
    """
    design, facet = fit.arrangement.design, fit.arrangement.ratings.place_of(judges)
    context, contexts = contexts_of(fit, judges)
    same, expected = _same_category(fit, context, contexts)
    others = np.bincount(context, minlength=contexts)[context] - 1.0
    labels = len(fit.arrangement.ratings.facets[facet].labels)
    judge = fit.arrangement.elements[facet][design.elements[facet][design.cell]]
    sums = [np.bincount(judge, values, labels) for values in (others, same, expected)]
    return Agreements(
        _agreement(*(float(values.sum()) / 2 for values in (others, same, expected))),
        tuple(_agreement(*(float(value) for value in values)) for values in zip(*sums, strict=True)),
    )


def _same_category(fit: Fit, context: Codes, contexts: int) -> tuple[Floats, Floats]:
    """Return for each rating how many others of its context gave the same score, and how many were expected to."""
    design, layout = fit.arrangement.design, fit.solution.layout
    category = design.step + (design.scales.lowest[design.scale[design.cell]] - design.scales.lowest.min()).astype(
        np.intp
    )
    width = int(category.max()) + 1
    given = np.bincount(context * width + category, minlength=contexts * width).reshape(contexts, width)
    same = given[context, category] - 1.0
    weights = layout.weights(fit.solution.vector)
    powers = powers_of(fit.solution.abilities, design.centred)
    every, found = np.arange(len(design.centred)), np.empty((len(design.centred), len(category)))
    for piece in design.pieces:
        inner = piece.chances(weights, powers, design.centred, 0, every).inner
        for row, chance in zip(found, inner, strict=True):
            row[piece.ratings] = piece.flat(chance)
    return same, _expected(found, context, contexts, category - design.step)


def _expected(chances: Floats, context: Codes, contexts: int, shift: Codes) -> Floats:
    """Return the expected number of others in the same category; scales of a context may begin at different scores."""
    expected = np.zeros(len(context))
    for value in range(int(shift.max()) + len(chances)):
        step = value - shift
        inside = (step >= 0) & (step < len(chances))
        own = np.where(inside, chances[np.clip(step, 0, len(chances) - 1), np.arange(len(step))], 0.0)
        expected += own * (np.bincount(context, own, contexts)[context] - own)
    return expected


def _agreement(pairs: float, same: float, expected: float) -> Agreement:
    if pairs <= 0:
        return Agreement(0, None, None, None)
    observed, chance = same / pairs, expected / pairs
    return Agreement(round(pairs), observed, chance, (observed - chance) / (1 - chance))
