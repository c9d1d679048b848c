"""What must hold before ratings are fitted; refusals as values."""

from collections.abc import Sequence

import numpy as np

from beizhan.core.faults import Fault, error
from beizhan.core.judging.arranging.arrangement import Arrangement, arranged
from beizhan.core.judging.links import Subset, subsets_of
from beizhan.core.judging.ratings import Ratings
from beizhan.core.judging.terms import Terms

_LEAST_RATINGS = 4


class RatingsRefused(ValueError):  # noqa: N818 - named as one would say it; it is a refusal, not an accident
    """Ratings that cannot be fitted; ``faults`` says why, and names the subsets of a design that falls apart."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(faults)

    @property
    def subsets(self) -> tuple[Subset, ...]:
        """The subsets that are not linked, if that is why."""
        for fault in self.faults:
            if isinstance(found := fault.facts.get("subsets"), tuple):
                return found
        return ()


def faults_of(ratings: Ratings, terms: Terms) -> tuple[Fault, ...]:
    """Return what stands against a fit; nothing if it can be tried."""
    checked = checked_arrangement(ratings, terms)
    return () if isinstance(checked, Arrangement) else checked


def checked_arrangement(ratings: Ratings, terms: Terms) -> Arrangement | tuple[Fault, ...]:
    """Return the ratings arranged for a fit, or what stands against it."""
    if found := _faults_of_terms(ratings, terms) or _faults_of_size(ratings) or _faults_of_links(ratings, terms):
        return found
    arrangement = arranged(ratings, by_item=terms.by_item, with_persons=False)
    if arrangement is None or len(arrangement.persons) < 2:
        return (error("scores_all_alike"),)
    if arrangement.extremes:
        found = _faults_of_links(ratings.only(arrangement.kept), terms, code="ratings_fall_apart_without_extremes")
        if found:
            return found
    if not terms.joint and np.bincount(arrangement.design.person).max() < 2:
        return (error("one_rating_each"),)
    return arrangement


def _faults_of_terms(ratings: Ratings, terms: Terms) -> tuple[Fault, ...]:
    names = [facet.name for facet in ratings.facets]
    if terms.centre is None:
        return ()
    unknown = [name for name in terms.centre if name not in names]
    if unknown:
        return tuple(error("no_such_facet", facet=name, facets=", ".join(names)) for name in unknown)
    floating = [name for name in names if name not in terms.centre]
    return (error("centre_too_few", facets=", ".join(floating)),) if len(floating) > 1 else ()


def _faults_of_size(ratings: Ratings) -> tuple[Fault, ...]:
    persons = int(np.count_nonzero(np.bincount(ratings.person)))
    few = persons < 2 or len(ratings) < _LEAST_RATINGS
    return (error("ratings_too_few", ratings=len(ratings), persons=persons),) if few else ()


def _faults_of_links(ratings: Ratings, terms: Terms, code: str = "ratings_disconnected") -> tuple[Fault, ...]:
    subsets = subsets_of(ratings, with_persons=terms.joint)
    return (Fault(code, facts={"parts": len(subsets), "subsets": subsets}),) if subsets else ()
