"""Fitting ratings: the function, and the class around it that follows scikit-learn's contract."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np

from beizhan.core.judging.arranging.arrangement import Arrangement
from beizhan.core.judging.aside import with_extremes
from beizhan.core.judging.checks import RatingsRefused, checked_arrangement
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.estimation.abilities import guessed, measured
from beizhan.core.judging.estimation.jml import joint_solution
from beizhan.core.judging.estimation.mml import marginal_solution
from beizhan.core.judging.estimation.parameters import Layout, at_bound, sigma_of
from beizhan.core.judging.estimation.solution import Solution
from beizhan.core.judging.identification import Ruler, ruler_of
from beizhan.core.judging.misfit import mean_squares
from beizhan.core.judging.ratings import Ratings
from beizhan.core.judging.reliability import eap_reliability, separation_of, wle_reliability
from beizhan.core.judging.remarks import remarks_of
from beizhan.core.judging.results import Elements, Fit, Persons
from beizhan.core.judging.scales import expected_scores, fair_averages, steps_of
from beizhan.core.judging.terms import Terms


def fitted(ratings: Ratings, terms: Terms | None = None, *, start: Floats | None = None) -> Fit:
    """Fit a many-facet Rasch model.

    Parameters
    ----------
    ratings : Ratings
    terms : Terms, optional
        Rating scale by marginal maximum likelihood if nothing is said.
    start : float array, optional
        Begin at this vector, that of a fit of the same design (``fit.solution.vector``).

    Returns
    -------
    Fit

    Raises
    ------
    RatingsRefused
        If the ratings cannot be fitted: see `faults_of`.

    References
    ----------
    Linacre, J. M. (1989). Many-facet Rasch measurement. MESA Press.

    Examples
    --------
    >>> from beizhan.core.judging.ratings import ratings_of
    >>> persons, raters = ["a", "a", "b", "b", "c", "c", "d", "d"], ["x", "y"] * 4
    >>> ratings = ratings_of(persons, {"rater": raters}, [0, 0, 1, 0, 1, 1, 1, 0])
    >>> fit = fitted(ratings)
    >>> fit.facets["rater"].labels, bool(fit.facets["rater"].measures[1] > fit.facets["rater"].measures[0])
    (('x', 'y'), True)
    """
    terms = terms or Terms()
    arrangement = checked_arrangement(ratings, terms)
    if not isinstance(arrangement, Arrangement):
        raise RatingsRefused(arrangement)
    layout = Layout(arrangement.design)
    if terms.joint:
        solution = joint_solution(layout, start=start)
    else:
        nodes = None if terms.nodes is None else np.asarray(terms.nodes, np.float64)
        solution = marginal_solution(layout, start=start, nodes=nodes)
    return _fit(terms, arrangement, solution)


def _fit(terms: Terms, arrangement: Arrangement, solution: Solution) -> Fit:
    names = [facet.name for facet in arrangement.ratings.facets]
    ruler = ruler_of(terms, names, solution)
    persons = _persons(terms, arrangement, solution, ruler)
    layout = solution.layout
    if terms.joint:
        sigma, sigma_error = float(solution.abilities.std(ddof=1)), float("nan")
    else:
        sigma = sigma_of(layout, solution.vector)
        known = not at_bound(layout, solution.vector)
        sigma_error = sigma * float(np.sqrt(max(solution.covariance[-1, -1], 0.0))) if known else float("nan")
    free = layout.sigma - len(names) + (0 if terms.joint else 2)
    return Fit(
        terms=terms,
        deviance=-2 * solution.likelihood,
        parameters=free + (len(solution.abilities) if terms.joint else 0),
        converged=solution.converged,
        sigma=sigma,
        sigma_error=sigma_error,
        identification=ruler.identification,
        facets=_facets(arrangement, solution, ruler),
        steps=steps_of(arrangement, solution, by_item=terms.by_item),
        persons=persons,
        eap_reliability=float("nan") if terms.joint else eap_reliability(solution.abilities, solution.errors),
        wle_reliability=wle_reliability(persons.wle, persons.wle_errors),
        remarks=remarks_of(terms, arrangement, solution),
        arrangement=arrangement,
        solution=solution,
    )


def _facets(arrangement: Arrangement, solution: Solution, ruler: Ruler) -> dict[str, Elements]:
    layout, ratings, design = solution.layout, arrangement.ratings, arrangement.design
    places = range(len(ratings.facets))
    measures = [arrangement.of_all(at, solution.vector[layout.facets[at]]) for at in places]
    errors = [arrangement.of_all(at, ruler.errors[at]) for at in places]
    with_extremes(arrangement, solution, measures, errors, arrangement.of_all_persons(solution.abilities))
    found = {}
    for at, facet in enumerate(ratings.facets):
        extreme = np.zeros(len(facet.labels), np.bool_)
        extreme[[one.element for one in arrangement.extremes if one.facet == at]] = True
        own = arrangement.elements[at][design.elements[at]]
        placed = measures[at] + ruler.shifts[at]
        column = ratings.elements[at]
        kept = np.where(extreme, np.nan, placed)
        found[facet.name] = Elements(
            facet=facet.name,
            labels=facet.labels,
            measures=placed,
            errors=errors[at],
            fit=mean_squares(solution.by_cell.of(own, len(facet.labels))),
            fair=_fair(at, arrangement, solution, measures[at]),
            counts=np.bincount(column, minlength=len(facet.labels)),
            totals=np.rint(np.bincount(column, ratings.scores, len(facet.labels))).astype(np.int64),
            extreme=extreme,
            separation=separation_of(kept, errors[at]),
        )
    return found


def _fair(facet: int, arrangement: Arrangement, solution: Solution, measures: Floats) -> Floats:
    """Return the fair averages of elements on the ruler of the solution, where persons have mean zero."""
    layout, vector = solution.layout, solution.vector
    depths = layout.depths(vector)
    others = [vector[part].mean() for at, part in enumerate(layout.facets) if at not in {0, facet}]
    distances = -measures - float(sum(others))
    if facet:
        return fair_averages(layout.design, depths, vector[layout.facets[0]], distances)
    if len(depths) == 1:
        return expected_scores(layout.design, depths, 0, distances)
    fair = np.full(len(measures), np.nan)
    for scale, item in enumerate(arrangement.elements[0]):
        fair[item] = expected_scores(layout.design, depths, scale, distances[item])
    return fair


def _persons(terms: Terms, arrangement: Arrangement, solution: Solution, ruler: Ruler) -> Persons:
    design, layout, ratings = arrangement.design, solution.layout, arrangement.ratings
    totals = np.asarray(np.bincount(design.person, design.step - design.middle, design.persons), np.float64)
    weights = layout.weights(solution.vector)
    wle, errors = measured(design, weights, totals, guessed(design, weights, solution.abilities), warm=True)
    nothing = np.full(len(ratings.persons), np.nan)
    own = arrangement.of_all_persons(solution.abilities + ruler.of_persons)
    own_errors = arrangement.of_all_persons(solution.errors)
    count = len(ratings.persons)
    return Persons(
        labels=ratings.persons,
        wle=arrangement.of_all_persons(wle + ruler.of_persons),
        wle_errors=arrangement.of_all_persons(errors),
        eap=nothing if terms.joint else own,
        eap_errors=nothing if terms.joint else own_errors,
        joint=own if terms.joint else nothing,
        joint_errors=own_errors if terms.joint else nothing,
        fit=mean_squares(solution.by_person.of(arrangement.persons, count)),
        counts=np.bincount(ratings.person, minlength=count),
        totals=np.rint(np.bincount(ratings.person, ratings.scores, count)).astype(np.int64),
    )


class FacetModel:
    """A many-facet Rasch model that learns from ratings, after scikit-learn's contract.

    Parameters
    ----------
    model : {"rsm", "pcm"}, default "rsm"
    method : {"mml", "jml"}, default "mml"
    centre : sequence of str, optional
    nodes : sequence of float, optional
        All as in `Terms`.

    Attributes
    ----------
    fit_ : Fit
        Everything that was learned.
    measures_ : dict from str to float array
        Measures of the elements of each facet.
    errors_ : dict from str to float array
    abilities_ : float array, shape (persons,)
        Weighted likelihood estimates.
    converged_ : bool

    Examples
    --------
    >>> from beizhan.core.judging.ratings import ratings_of
    >>> ratings = ratings_of(list("aabbccdd"), {"rater": ["x", "y"] * 4}, [0, 0, 1, 0, 1, 1, 1, 0])
    >>> FacetModel(model="rsm", method="mml").fit(ratings).measures_["rater"].shape
    (2,)
    """

    def __init__(
        self,
        model: str = "rsm",
        method: str = "mml",
        centre: Sequence[str] | None = None,
        nodes: Sequence[float] | None = None,
    ) -> None:
        self.model = model
        self.method = method
        self.centre = centre
        self.nodes = nodes

    def fit(self, X: Ratings, y: None = None) -> Self:  # noqa: ARG002, N803 - both names are scikit-learn's
        """Learn from ratings.

        Parameters
        ----------
        X : Ratings
        y : None
            Not used; there because pipelines pass it.

        Raises
        ------
        RatingsRefused
            If the ratings cannot be fitted.
        """
        centre = None if self.centre is None else tuple(self.centre)
        self.fit_ = fitted(X, Terms(self.model, self.method, centre, self.nodes))
        self.measures_ = {name: own.measures for name, own in self.fit_.facets.items()}
        self.errors_ = {name: own.errors for name, own in self.fit_.facets.items()}
        self.abilities_ = self.fit_.persons.wle
        self.converged_ = self.fit_.converged
        return self

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002, FBT001, FBT002 - scikit-learn's signature
        """Return the parameters of the model by name."""
        return {"model": self.model, "method": self.method, "centre": self.centre, "nodes": self.nodes}

    def set_params(self, **params: object) -> Self:
        """Set parameters by name.

        Raises
        ------
        ValueError
            If there is no such parameter.
        """
        for name, value in params.items():
            if name not in self.get_params():
                raise ValueError(f"a facet model has no parameter {name}")
            setattr(self, name, value)
        return self
