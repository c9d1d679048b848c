"""A fit as plain values that can be written as JSON; the same names are the columns of the printed tables."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

import numpy as np

from beizhan.core.judging.checks import RatingsRefused
from beizhan.core.judging.reports.agreement import agreements_of
from beizhan.core.judging.reports.dependence import dependence_of
from beizhan.core.judging.results import Elements, Fit, MeanSquares, Separation

Plain = dict[str, object]


def plural(facet: str) -> str:
    """Return the key of the list of a facet: its name with an s."""
    return f"{facet}s"


def summary_of(fit: Fit, judges: str = "rater") -> Plain:
    """Return everything a fit says; numbers that are not known are None.

    Parameters
    ----------
    fit : Fit
    judges : str
        Facet whose agreement and dependence are told, where there is one.
    """
    agreement = dependence = None
    if judges in fit.facets and len(fit.facets) > 1:
        agreement = _plain(asdict(agreements_of(fit, judges).all))
        dependence = _plain(asdict(dependence_of(fit, judges)))
    return {
        "model": str(fit.terms.model),
        "method": str(fit.terms.method),
        "connected": True,
        "converged": fit.converged,
        "deviance": fit.deviance,
        "parameters": fit.parameters,
        "aic": fit.aic,
        "bic": fit.bic,
        "sigma": fit.sigma,
        "sigma_se": _number(fit.sigma_error),
        "ratings": len(fit.arrangement.ratings),
        "nodes": fit.solution.nodes,
        "evaluations": fit.solution.evaluations,
        "identification": _identification(fit),
        **{plural(name): list(_elements(elements)) for name, elements in fit.facets.items()},
        "steps": list(_steps(fit)),
        "persons": list(_persons(fit)),
        "reliability": {
            "eap": _number(fit.eap_reliability),
            "wle": _number(fit.wle_reliability),
            **{plural(name): _separation(elements.separation) for name, elements in fit.facets.items()},
        },
        "agreement": agreement,
        "dependence": dependence,
        "remarks": [{"code": str(remark.code), **_plain(remark.facts)} for remark in fit.remarks],
    }


def refusal_of(refused: RatingsRefused) -> Plain:
    """Return why ratings cannot be fitted, and the subsets of a design that falls apart."""
    subsets = [{plural(name): list(labels) for name, labels in one.elements.items()} for one in refused.subsets]
    faults = [
        {"code": fault.code, **_plain({name: fact for name, fact in fault.facts.items() if name != "subsets"})}
        for fault in refused.faults
    ]
    return {"connected": not subsets, "converged": False, "subsets": subsets, "faults": faults}


def _identification(fit: Fit) -> Plain:
    held = fit.identification
    zero = [*(f"sum of {plural(name)}" for name in held.centred), "sum of steps"]
    if held.free is not None:
        zero.insert(0, "mean of persons")
    return {
        "zero": zero,
        "centred": list(held.centred),
        "free": held.free or "person",
        "population_mean": held.population_mean,
        "population_mean_se": _number(held.population_mean_error),
        "sign": "positive is severe, hard, able",
    }


def _elements(elements: Elements) -> Iterable[Plain]:
    for at, label in enumerate(elements.labels):
        yield {
            elements.facet: label,
            "measure": _number(elements.measures[at]),
            "se": _number(elements.errors[at]),
            **_fit(elements.fit, at),
            "fair_average": _number(elements.fair[at]),
            "count": int(elements.counts[at]),
            "total": int(elements.totals[at]),
            "extreme": bool(elements.extreme[at]),
        }


def _steps(fit: Fit) -> Iterable[Plain]:
    steps, item, number = fit.steps, None, 0
    lead = next(iter(fit.facets))
    for at, scale in enumerate(steps.scales):
        number = number + 1 if scale == item else 1
        item = scale
        yield {
            **({lead: scale} if fit.terms.by_item else {}),
            "step": number,
            "from": int(steps.lower[at]),
            "to": int(steps.upper[at]),
            "measure": _number(steps.measures[at]),
            "se": _number(steps.errors[at]),
            "uses": int(steps.uses[at]),
        }


def _persons(fit: Fit) -> Iterable[Plain]:
    persons = fit.persons
    for at, label in enumerate(persons.labels):
        joint = {"measure": _number(persons.joint[at]), "measure_se": _number(persons.joint_errors[at])}
        yield {
            "person": label,
            **(joint if fit.terms.joint else {}),
            "wle": _number(persons.wle[at]),
            "se": _number(persons.wle_errors[at]),
            "eap": _number(persons.eap[at]),
            "eap_se": _number(persons.eap_errors[at]),
            **_fit(persons.fit, at),
            "count": int(persons.counts[at]),
            "total": int(persons.totals[at]),
        }


def _fit(fit: MeanSquares, at: int) -> Plain:
    return {
        "infit": _number(fit.infit[at]),
        "outfit": _number(fit.outfit[at]),
        "infit_z": _number(fit.infit_z[at]),
        "outfit_z": _number(fit.outfit_z[at]),
    }


def _separation(separation: Separation | None) -> Plain | None:
    if separation is None:
        return None
    return {
        "rmse": separation.error,
        "true_sd": separation.spread,
        "separation": separation.separation,
        "reliability": separation.reliability,
        "strata": separation.strata,
    }


def _plain(facts: Mapping[str, object]) -> Plain:
    return {name: list(fact) if isinstance(fact, tuple) else fact for name, fact in facts.items()}


def _number(value: float | np.floating) -> float | None:
    return float(value) if np.isfinite(value) else None
