"""What should be known beside the numbers: what was set aside, adjusted, never used, or rests on an assumption."""

from collections.abc import Iterator

import numpy as np

from beizhan.core.judging.arranging.arrangement import Arrangement
from beizhan.core.judging.estimation.parameters import LEAST_SIGMA, MOST_SIGMA, sigma_of
from beizhan.core.judging.estimation.solution import Solution
from beizhan.core.judging.links import PERSON, parts_of
from beizhan.core.judging.results import Remark, RemarkCode
from beizhan.core.judging.terms import Terms

FEWEST_USES = 10
"""A category that was used less often makes its steps uncertain (Linacre 2002)."""


def remarks_of(terms: Terms, arrangement: Arrangement, solution: Solution) -> tuple[Remark, ...]:
    """Return the remarks on a fit."""
    return (
        *_extremes(terms, arrangement),
        *_categories(terms, arrangement, solution),
        *_population(terms, arrangement, solution),
        *(() if solution.converged else (Remark(RemarkCode.NOT_CONVERGED, {"evaluations": solution.evaluations}),)),
    )


def _extremes(terms: Terms, arrangement: Arrangement) -> Iterator[Remark]:
    ratings = arrangement.ratings
    for at, facet in enumerate(ratings.facets):
        own = tuple(facet.labels[one.element] for one in arrangement.extremes if one.facet == at)
        if own:
            yield Remark(RemarkCode.EXTREME_SET_ASIDE, {"facet": facet.name, "elements": own})
    if terms.joint:
        design = arrangement.design
        highest = np.bincount(design.person, design.scales.top[design.scale[design.cell]], design.persons)
        totals = np.bincount(design.person, design.step, design.persons)
        extreme = np.flatnonzero((totals == 0) | (totals == highest))
        if len(extreme):
            labels = tuple(ratings.persons[arrangement.persons[at]] for at in extreme)
            yield Remark(RemarkCode.EXTREME_ADJUSTED, {"facet": PERSON, "elements": labels})


def _categories(terms: Terms, arrangement: Arrangement, solution: Solution) -> Iterator[Remark]:
    scales, depths = arrangement.design.scales, solution.layout.depths(solution.vector)
    for scale, (used, top) in enumerate(zip(scales.used, scales.top, strict=True)):
        item = arrangement.ratings.facets[0].labels[arrangement.elements[0][scale]] if terms.by_item else ""
        inside = np.arange(top + 1)
        unused = tuple(int(scales.lowest[scale] + step) for step in inside[~used[: top + 1]])
        few = used[: top + 1] & (scales.uses[scale, : top + 1] < FEWEST_USES)
        if unused:
            yield Remark(RemarkCode.CATEGORY_UNUSED, {"item": item, "scores": unused})
        if few.any():
            scores = tuple(int(scales.lowest[scale] + step) for step in inside[few])
            yield Remark(RemarkCode.CATEGORY_FEW, {"item": item, "scores": scores})
        there = np.flatnonzero(used)
        if (np.diff(np.diff(depths[scale, there]) / np.diff(there)) < 0).any():
            yield Remark(RemarkCode.STEPS_DISORDERED, {"item": item})


def _population(terms: Terms, arrangement: Arrangement, solution: Solution) -> Iterator[Remark]:
    if terms.joint:
        return
    sigma = sigma_of(solution.layout, solution.vector)
    if sigma <= 2 * LEAST_SIGMA:
        yield Remark(RemarkCode.PERSONS_ALIKE, {})
    if sigma >= MOST_SIGMA / 2:
        yield Remark(RemarkCode.PERSONS_WITHOUT_MEASURE, {})
    design = arrangement.design
    if len(arrangement.ratings.facets) < 2:
        return
    pattern = design.patterns.of
    first = np.unique(pattern, return_index=True)[1]  # persons of one pattern hang together alike
    chosen = np.zeros(design.persons, np.bool_)
    chosen[first] = True
    own = np.flatnonzero(chosen[design.person])
    for at, facet in enumerate(arrangement.ratings.facets):
        columns = [pattern[design.person[own]], design.elements[at][design.cell[own]]]
        parts = parts_of(columns, [design.persons, design.sizes[at]])
        if parts.max() > 0:
            yield Remark(RemarkCode.LINKED_BY_POPULATION, {"facet": facet.name, "parts": int(parts.max()) + 1})
