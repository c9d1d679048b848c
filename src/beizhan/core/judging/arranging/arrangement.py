"""From ratings to a design and back: what was set aside, and which element stands where."""

from dataclasses import dataclass

import numpy as np

from beizhan.core.judging.arranging.design import Design, design_of
from beizhan.core.judging.arranging.extremes import Extreme, extremes_of
from beizhan.core.judging.coding import Codes, Flags, Floats, compact
from beizhan.core.judging.ratings import Ratings


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """Ratings made ready for a fit.

    Parameters
    ----------
    ratings : Ratings
        As they were given.
    kept : bool array, shape (ratings,)
        Those that are fitted.
    extremes : tuple of Extreme
        Elements that were set aside.
    design : Design
    persons : int array
        Which persons the design has, by their place among all.
    elements : tuple of int array
        The same for each facet.
    """

    ratings: Ratings
    kept: Flags
    extremes: tuple[Extreme, ...]
    design: Design
    persons: Codes
    elements: tuple[Codes, ...]

    def rows(self) -> Codes:
        """Return which of the ratings given each rating of the design is."""
        ratings, own = self.ratings, np.flatnonzero(self.kept)
        columns = [ratings.elements[at][own] for at in self.design.facet_order]
        by_cell = np.lexsort((ratings.scores[own], *reversed(columns), ratings.person[own]))
        return np.asarray(own[by_cell[self.design.order]], np.intp)

    def of_all(self, facet: int, values: Floats) -> Floats:
        """Return values of the elements in the design as values of all elements; nan where there is none."""
        every = np.full(len(self.ratings.facets[facet].labels), np.nan)
        every[self.elements[facet]] = values
        return every

    def of_all_persons(self, values: Floats) -> Floats:
        """Return values of the persons in the design as values of all persons; nan where there is none."""
        every = np.full(len(self.ratings.persons), np.nan)
        every[self.persons] = values
        return every


def arranged(ratings: Ratings, *, by_item: bool, with_persons: bool) -> Arrangement | None:
    """Set extreme elements aside and arrange the rest; None if nothing is left.

    Parameters
    ----------
    ratings : Ratings
    by_item : bool
        Whether each item has a scale of its own.
    with_persons : bool
        Whether persons with extreme scores are set aside too.
    """
    kept, extremes = extremes_of(ratings, by_item=by_item, with_persons=with_persons)
    if not kept.any():
        return None
    left = ratings.only(kept) if extremes else ratings
    persons, person = compact(left.person, len(left.persons))
    columns = [compact(column, len(facet.labels)) for facet, column in zip(left.facets, left.elements, strict=True)]
    scores = np.asarray(left.scores, np.intp)
    design = design_of(person, tuple(places for _, places in columns), scores, by_item=by_item)
    return Arrangement(ratings, kept, extremes, design, persons, tuple(distinct for distinct, _ in columns))
