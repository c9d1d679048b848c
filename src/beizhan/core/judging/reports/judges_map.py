"""Everything that a map of judges needs: competitors, aspects and judges on one ruler, and what may be said of them.

It shows and never adjusts: no mark is changed by anything here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, sqrt

import numpy as np

from beizhan.core.faults import Fault
from beizhan.core.judging.checks import RatingsRefused
from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.ratings import Ratings
from beizhan.core.judging.reports.agreement import Agreements, agreements_of
from beizhan.core.judging.reports.contexts import contexts_of
from beizhan.core.judging.reports.dependence import Dependence, dependence_of
from beizhan.core.judging.reports.enough import LEAST_RELIABILITY, Verdict, verdict_of
from beizhan.core.judging.reports.expectations import Unexpected, unexpected_of
from beizhan.core.judging.reports.interactions import false_discovery_rates
from beizhan.core.judging.results import Elements, Fit, Remark, Separation
from beizhan.core.judging.terms import Terms

_NORMAL = 1.959963984540054
_RATE = 0.05
_NOTABLE = 0.5
"""Half a logit: less is not worth a word, however surely it is known."""

_NOISY = 1.5
_MUTED = 0.5


class Kind(StrEnum):
    """What stands on the ruler."""

    COMPETITOR = "competitor"
    ASPECT = "aspect"
    JUDGE = "judge"
    OTHER = "other"


class Flag(StrEnum):
    """What may be worth a conversation with a judge. Each is held against the false discovery rate over all judges."""

    MAY_BE_SEVERE = "may_be_severe"
    MAY_BE_LENIENT = "may_be_lenient"
    MAY_BE_ERRATIC = "may_be_erratic"
    MAY_VARY_LITTLE = "may_vary_little"


@dataclass(frozen=True, slots=True)
class Stand:
    """One competitor, aspect or judge on the ruler.

    Parameters
    ----------
    kind : Kind
    facet : str
    label : str
    measure, low, high : float or None
        In logits, with a 95 % interval; None where there is not enough data.
    count : int
        Ratings.
    fair : float or None
        Fair average, on the scale of the scores.
    infit, outfit : float or None
    extreme : bool
        Nothing but lowest or highest scores: the measure only says "at least so far out".
    verdict : Verdict
    rank : int or None
        Of judges, 1 for the severest; None where judges cannot be told apart, or there is not enough data.
    flags : tuple of Flag
    """

    kind: Kind
    facet: str
    label: str
    measure: float | None
    low: float | None
    high: float | None
    count: int
    fair: float | None
    infit: float | None
    outfit: float | None
    extreme: bool
    verdict: Verdict
    rank: int | None
    flags: tuple[Flag, ...]

    @property
    def error(self) -> float | None:
        """Standard error of the measure in logits, as the interval has it; None where there is not enough data."""
        return None if self.low is None or self.high is None else (self.high - self.low) / (2 * _NORMAL)


@dataclass(frozen=True, slots=True, eq=False)
class JudgesMap:
    """The map.

    Parameters
    ----------
    faults : tuple of Fault
        Why there is no map, naming the subsets of a design that falls apart; then all else is empty.
    connected : bool
    stands : tuple of Stand
        Competitors, then each facet in its order.
    low, high : float
        Ends of the ruler.
    separation : Separation or None
        Of the judges.
    ranked : bool
        Whether judges are told apart well enough to be ranked.
    agreement : Agreements or None
    dependence : Dependence or None
        Intervals of competitors and aspects are widened by its inflation already.
    unexpected : tuple of Unexpected
    remarks : tuple of Remark
    fit : Fit or None
    """

    faults: tuple[Fault, ...]
    connected: bool
    stands: tuple[Stand, ...]
    low: float
    high: float
    separation: Separation | None
    ranked: bool
    agreement: Agreements | None
    dependence: Dependence | None
    unexpected: tuple[Unexpected, ...]
    remarks: tuple[Remark, ...]
    fit: Fit | None


def judges_map_of(ratings: Ratings, terms: Terms | None = None, judges: str = "rater") -> JudgesMap:
    """Return the map of the judges of some ratings, or why there is none.

    Parameters
    ----------
    ratings : Ratings
    terms : Terms, optional
    judges : str
        Name of their facet.

    Raises
    ------
    KeyError
        If there is no facet ``judges``.
    """
    ratings.place_of(judges)
    try:
        fit = fitted(ratings, terms)
    except RatingsRefused as refused:
        connected = not refused.subsets
        return JudgesMap(
            refused.faults, connected, (), 0.0, 0.0, None, ranked=False, agreement=None, dependence=None,
            unexpected=(), remarks=(), fit=None,
        )  # fmt: skip
    return map_of(fit, judges)


def map_of(fit: Fit, judges: str = "rater") -> JudgesMap:
    """Return the map of a fit."""
    dependence = dependence_of(fit, judges)
    separation = fit.facets[judges].separation
    ranked = separation is not None and separation.reliability >= LEAST_RELIABILITY
    stands = list(_competitors(fit, dependence.inflation))
    for at, (name, elements) in enumerate(fit.facets.items()):
        if name == judges:
            stands += _judges(fit, elements, _shared(fit, judges), ranked=ranked)
        else:
            kind = Kind.ASPECT if at == 0 else Kind.OTHER
            stands += _elements(kind, elements, dependence.inflation)
    shown = [end for stand in stands for end in (stand.low, stand.high) if end is not None]
    return JudgesMap(
        faults=(),
        connected=True,
        stands=tuple(stands),
        low=min(shown, default=0.0),
        high=max(shown, default=0.0),
        separation=separation,
        ranked=ranked,
        agreement=agreements_of(fit, judges),
        dependence=dependence,
        unexpected=unexpected_of(fit),
        remarks=fit.remarks,
        fit=fit,
    )


def _competitors(fit: Fit, inflation: float) -> list[Stand]:
    persons = fit.persons
    return [
        _stand(
            (Kind.COMPETITOR, "person", label),
            (persons.wle[at], inflation * persons.wle_errors[at]),
            int(persons.counts[at]),
            (None, persons.fit.infit[at], persons.fit.outfit[at]),
            verdict=Verdict(enough=bool(np.isfinite(persons.wle[at]))),
        )
        for at, label in enumerate(persons.labels)
    ]


def _elements(kind: Kind, elements: Elements, inflation: float) -> list[Stand]:
    return [
        _stand(
            (kind, elements.facet, label),
            (elements.measures[at], inflation * elements.errors[at]),
            int(elements.counts[at]),
            (elements.fair[at], elements.fit.infit[at], elements.fit.outfit[at]),
            extreme=bool(elements.extreme[at]),
            verdict=Verdict(enough=bool(np.isfinite(elements.measures[at]))),
        )
        for at, label in enumerate(elements.labels)
    ]


def _judges(fit: Fit, elements: Elements, shared: Codes, *, ranked: bool) -> list[Stand]:
    verdicts = [verdict_of(int(count), int(beside)) for count, beside in zip(elements.counts, shared, strict=True)]
    known = np.array([verdict.enough for verdict in verdicts]) & np.isfinite(elements.measures)
    ranks = _ranks(elements.measures, known) if ranked else [None] * len(known)
    flags = _flags(elements, known)
    assert fit.facets[elements.facet] is elements
    return [
        _stand(
            (Kind.JUDGE, elements.facet, label),
            (elements.measures[at], elements.errors[at]),
            int(elements.counts[at]),
            (elements.fair[at], elements.fit.infit[at], elements.fit.outfit[at]),
            extreme=bool(elements.extreme[at]),
            verdict=verdicts[at],
            rank=ranks[at],
            flags=flags[at],
        )
        for at, label in enumerate(elements.labels)
    ]


def _shared(fit: Fit, judges: str) -> Codes:
    """Return how many ratings each judge gave beside another judge."""
    design, place = fit.arrangement.design, fit.arrangement.ratings.place_of(judges)
    context, contexts = contexts_of(fit, judges)
    beside = np.bincount(context, minlength=contexts)[context] > 1
    judge = fit.arrangement.elements[place][design.elements[place][design.cell]]
    return np.bincount(judge[beside], minlength=len(fit.arrangement.ratings.facets[place].labels))


def _ranks(measures: Floats, known: np.ndarray) -> list[int | None]:
    """Return the ranks of known judges, the severest first."""
    ranks: list[int | None] = [None] * len(measures)
    for place, at in enumerate(np.argsort(np.where(known, -measures, np.inf), kind="stable")[: int(known.sum())]):
        ranks[int(at)] = place + 1
    return ranks


def _flags(elements: Elements, known: np.ndarray) -> list[tuple[Flag, ...]]:
    """Return the flags of each judge, with the false discovery rate held over all judges."""
    flags: list[list[Flag]] = [[] for _ in known]
    away = elements.measures - np.nanmean(elements.measures)
    tests = (
        (away / elements.errors, away > _NOTABLE, Flag.MAY_BE_SEVERE),
        (-away / elements.errors, away < -_NOTABLE, Flag.MAY_BE_LENIENT),
        (elements.fit.infit_z, elements.fit.infit > _NOISY, Flag.MAY_BE_ERRATIC),
        (-elements.fit.infit_z, elements.fit.infit < _MUTED, Flag.MAY_VARY_LITTLE),
    )
    own = np.flatnonzero(known & np.isfinite(elements.fit.infit_z))
    for deviates, notable, flag in tests:
        p = np.array([erfc(abs(deviates[at]) / sqrt(2)) for at in own])
        for at, rate in zip(own, false_discovery_rates(p), strict=True):
            if rate < _RATE and notable[at]:
                flags[at].append(flag)
    return [tuple(one) for one in flags]


def _stand(  # noqa: PLR0913 - the facts of one stand, gathered once for every kind
    named: tuple[Kind, str, str],
    measure: tuple[float, float],
    count: int,
    fit: Sequence[float | None],
    *,
    verdict: Verdict,
    extreme: bool = False,
    rank: int | None = None,
    flags: tuple[Flag, ...] = (),
) -> Stand:
    where, error = (_known(value) for value in measure)
    told = verdict.enough and where is not None and error is not None
    fair, infit, outfit = (_known(value) for value in fit)
    return Stand(
        *named,
        measure=where if told else None,
        low=where - _NORMAL * error if told and where is not None and error is not None else None,
        high=where + _NORMAL * error if told and where is not None and error is not None else None,
        count=count,
        fair=fair if told else None,
        infit=infit if told else None,
        outfit=outfit if told else None,
        extreme=extreme,
        verdict=verdict,
        rank=rank,
        flags=flags,
    )


def _known(value: float | None) -> float | None:
    return float(value) if value is not None and np.isfinite(value) else None
