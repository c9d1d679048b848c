"""Contexts: ratings of the same performance by several judges."""

import numpy as np

from beizhan.core.judging.coding import Codes, compact
from beizhan.core.judging.results import Fit


def contexts_of(fit: Fit, judges: str) -> tuple[Codes, int]:
    """Return the context of each rating of the design, and how many there are.

    A context is one person with one element of every facet but the judges.

    Raises
    ------
    KeyError
        If there is no facet ``judges``.
    """
    design, place = fit.arrangement.design, fit.arrangement.ratings.place_of(judges)
    keys, count = design.person, design.persons
    for at, (column, size) in enumerate(zip(design.elements, design.sizes, strict=True)):
        if at != place:
            distinct, keys = compact(keys * size + column[design.cell], count * size)
            count = len(distinct)
    return np.asarray(keys, np.intp), count
