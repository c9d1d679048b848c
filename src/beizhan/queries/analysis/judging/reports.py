"""The judges' map of some judgements: fitted once, then kept under the key of its facts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from beizhan import __version__
from beizhan.core.faults import error
from beizhan.core.judging.coding import Floats
from beizhan.core.judging.links import Subset
from beizhan.core.judging.ratings import Ratings, ratings_of
from beizhan.core.judging.reports.affinity import Affinity, affinity_of
from beizhan.core.judging.reports.drift import drift_of
from beizhan.core.judging.reports.expectations import expectations_of
from beizhan.core.judging.reports.interactions import Effects, no_effects
from beizhan.core.judging.reports.judges_map import JudgesMap, judges_map_of
from beizhan.core.judging.results import Steps
from beizhan.queries.analysis.judging.judgements import Judgements
from beizhan.queries.analysis.kept import kept

_EDITION = 2
"""Rises when what is kept under a key changes its form."""


_UNTOLD = JudgesMap(
    (error("ratings_not_told_apart"),), True, (), 0.0, 0.0, None, ranked=False, agreement=None, dependence=None,
    unexpected=(), remarks=(), fit=None,
)  # fmt: skip
"""No map: the estimate came to no end."""


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What a fit says of judgements, without the fit itself.

    ``expected`` and ``distances`` belong to the marks one by one: what was expected of each, and how many standard
    deviations it lies away; not a number for marks that the fit set aside. There is no ``affinity`` while entries are
    not named, for then nobody knows whose own they are. ``span`` is the number of days from the first to the last.
    There are no ``steps`` where there is no map.
    """

    map: JudgesMap
    affinity: Affinity | None
    drift: Effects
    expected: Floats
    distances: Floats
    span: int
    steps: Steps | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """The judgements on one ruler, or the parts into which they fall; ``part`` is the part that is looked at."""

    judgements: Judgements
    report: Report
    parts: tuple[Judgements, ...]
    part: int | None = None


def bench_of(judgements: Judgements, part: int | None = None) -> Bench:
    """Return the judges' map of judgements, of one part of them where the design falls apart.

    At most ten queries for what is kept under a key.

    Raises
    ------
    IndexError
        If there is no such part.
    """
    report = report_of(judgements)
    parts = tuple(judgements.within(one) for one in subsets_in(report.map))
    if part is None:
        return Bench(judgements, report, parts)
    return Bench(parts[part], report_of(parts[part]), parts, part)


def report_of(judgements: Judgements) -> Report:
    """Return what the fit of judgements says, from what is kept if the same facts were fitted before."""
    key = f"judges-{__version__}-{_EDITION}-{_fingerprint(judgements)}"
    return kept(key, Report, lambda: _report(judgements), keeps=lambda found: found.map is not _UNTOLD)


def subsets_in(found: JudgesMap) -> tuple[Subset, ...]:
    """Return the parts into which a design falls, nothing if it holds together."""
    named = (fault.facts.get("subsets") for fault in found.faults)
    return next((one for one in named if isinstance(one, tuple)), ())


def ratings_in(judgements: Judgements) -> Ratings:
    """Return judgements as the core takes them: items are aspects, raters judges, persons whoever stood at a place."""
    marks = judgements.marks
    facets = {"item": [one.aspect for one in marks], "rater": [one.judge for one in marks]}
    return ratings_of([one.place for one in marks], facets, [one.score for one in marks])


def _fingerprint(judgements: Judgements) -> str:
    """Return a digest of everything that the report is made of; names are not."""
    digest = sha256(b"named" if judgements.names_known else b"blind")
    for one in judgements.marks:
        digest.update(f"{one.place},{one.aspect},{one.judge},{one.score},{one.day},{one.is_own}\n".encode())
    return digest.hexdigest()


def _report(judgements: Judgements) -> Report:
    ratings = ratings_in(judgements)
    try:
        with np.errstate(
            over="ignore", divide="ignore", invalid="ignore"
        ):  # what is not known comes out as not a number
            return _fitted(judgements, ratings)
    except (ArithmeticError, IndexError, ValueError):  # marks like dice, between which nothing can be told apart
        unknown = np.full(len(ratings), np.nan)
        return Report(_UNTOLD, None, no_effects(), unknown, unknown, 0)


def _fitted(judgements: Judgements, ratings: Ratings) -> Report:
    found = judges_map_of(ratings)
    unknown = np.full(len(ratings), np.nan)
    if found.fit is None:
        return Report(found, None, no_effects(), unknown, unknown, 0)
    expectations = expectations_of(found.fit)
    days = [one.day for one in judgements.marks]
    own = [bool(one.is_own) for one in judgements.marks]
    return Report(
        map=replace(found, fit=None),
        affinity=affinity_of(found.fit, own) if judgements.names_known else None,
        drift=drift_of(found.fit, np.asarray(days) - min(days)) if len(set(days)) > 1 else no_effects(),
        expected=_placed(unknown, expectations.rows, expectations.expected),
        distances=_placed(unknown, expectations.rows, expectations.standardized),
        span=max(days) - min(days),
        steps=found.fit.steps,
    )


def _placed(unknown: Floats, rows: Sequence[int] | np.ndarray, values: Floats) -> Floats:
    placed = unknown.copy()
    placed[rows] = values
    return placed
