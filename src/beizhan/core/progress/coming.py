"""A coming stage made of what is known: levels of ours, sightings of rivals, and the prior for whoever is unknown.

Everything is in marks of 100, the scale on which a rule of selection combines its rounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot, sqrt
from types import MappingProxyType

import numpy as np

from beizhan.core.forecast.counting import Floats
from beizhan.core.forecast.squad import Ours
from beizhan.core.forecast.stages import Stage
from beizhan.core.progress.evidence import percent_of
from beizhan.core.progress.tracking import History, Level, totals_of

_WHOLE = 100.0
_UNKNOWN = "\0"
_LEAST_SD = 1e-3  # of a mark: where everything is known there is still a rounding


@dataclass(frozen=True, slots=True)
class Terms:
    """By which rule a stage lets through, so far as it is forecast: the cap of a unit and tie-breaks are not.

    Parameters
    ----------
    through, reserves : int
    minimum : float or None
        The least combined mark, of 100.
    gap : float
        Whoever is no more than this behind the last one through goes through too; 0 is no such rule.
    weights : tuple of float
        Shares of the combined mark that the rounds to come give; what is left was given by rounds that are published.
    settled : mapping of str to float
        What the published rounds gave each entry already, in combined marks.
    """

    through: int
    reserves: int = 0
    minimum: float | None = None
    gap: float = 0.0
    weights: tuple[float, ...] = (1.0,)
    settled: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Others:
    """Whoever stands in a stage and is not ours.

    Parameters
    ----------
    rivals : tuple of Level
        Their levels in all, in percent of full marks, as somebody saw them.
    unknown : int
        How many more there are, of whom nothing is known: the prior of this squad.
    """

    rivals: tuple[Level, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Coming:
    """A field before its stage.

    Parameters
    ----------
    stage : Stage
        Ours in their order, then the rivals, then the unknown. What ours and the unknown share, such as how high the
        levels of the skill are, is a factor against rivals who were seen elsewhere; without such rivals it cancels.
    ours : tuple of str
    known_sds : ndarray, shape (entries,)
        What is not known about each level, in combined marks: the part that a further test can lessen.
    test_sd : float
        Deviation of the result of one more test around the level, in combined marks.
    shared_sd : float
        What the levels of ours have in common, in combined marks.
    rivals, unknown : int
        How many of the field are rivals with a sighting, and how many are only the prior.
    """

    stage: Stage
    ours: tuple[str, ...]
    known_sds: Floats
    test_sd: float
    shared_sd: float
    rivals: int
    unknown: int


def coming_of(  # noqa: PLR0913 - whose history, who stands in it, what counts, by which rule, against whom, when
    history: History,
    ours: Sequence[str],
    worths: Mapping[str, float],
    *,
    terms: Terms,
    others: Others,
    day: float,
) -> Coming:
    """Return a coming stage.

    Parameters
    ----------
    history : History
        Of the skill.
    ours : sequence of str
        Who of ours stands in the stage; whoever is not in the history is expected to be anybody.
    worths : mapping of str to float
        What each section is worth, in any unit.
    terms : Terms
    others : Others
    day : float
        Of the stage.
    """
    whole = sum(worths.values())
    scaled = {section: _WHOLE * worth / whole for section, worth in worths.items()}
    totals = totals_of(history, [*ours, _UNKNOWN], scaled, day=day)
    rest, luck = sum(terms.weights), hypot(*terms.weights) * chance_sd_of(history, worths)
    shared = _shared_of(totals.covariance[:-1, :-1]) if len(ours) > 1 else totals.covariance[0, -1]
    own = np.maximum(np.diag(totals.covariance) - shared, 0)
    settled = np.array([*(terms.settled.get(one, 0.0) for one in ours), _mean_of(terms.settled)])
    place = [*range(len(ours)), *[len(ours)] * others.unknown]
    known = rest * np.sqrt([*own[place][: len(ours)], *(one.sd**2 for one in others.rivals), *own[place][len(ours) :]])
    expected = settled + rest * totals.means
    seen = [settled[-1] + rest * one.mean for one in others.rivals]
    means = np.array([*expected[:-1], *seen, *[expected[-1]] * others.unknown])
    shared_sd = rest * sqrt(max(shared, 0.0))
    loads = np.array([*[shared_sd] * len(ours), *[0.0] * len(others.rivals), *[shared_sd] * others.unknown])
    stage = Stage(
        means,
        np.maximum(np.hypot(known, luck), _LEAST_SD),
        terms.through,
        terms.reserves,
        terms.minimum,
        terms.gap,
        loads if others.rivals or terms.minimum is not None else None,
    )
    return Coming(stage, tuple(ours), known, max(luck, _LEAST_SD), shared_sd, len(others.rivals), others.unknown)


def chance_sd_of(history: History, worths: Mapping[str, float]) -> float:
    """Return by how much one total scatters around its level on the day, in marks of 100.

    Per section it is what the model learned beside how hard the test was, which hits everybody alike, and the chance of
    its aspects as they were on past tests.
    """
    whole, variance = sum(worths.values()), 0.0
    for section, worth in worths.items():
        given = [percent_of(one)[1] for one in history.marks if one.section == section]
        aspects = sum(given) / len(given) if given else 0.0
        variance += (worth / whole) ** 2 * (float(history.model.mode_.sds[-1]) ** 2 + aspects)
    return sqrt(variance)


def ours_in(coming: Coming, *, shared_sd: float) -> Ours:
    """Return a stage as `squad.number_through` takes it, with what all of ours share made a part of their deviations.

    Parameters
    ----------
    coming : Coming
    shared_sd : float
        What all of ours have in common over all stages; at most the least ``shared_sd`` of them.
    """
    stage, count = coming.stage, len(coming.ours)
    sds = stage.sds.copy()
    held = coming.shared_sd if stage.loadings is not None else shared_sd
    sds[:count] = np.hypot(sds[:count], held)
    if stage.loadings is not None and coming.unknown:
        sds[-coming.unknown :] = np.hypot(sds[-coming.unknown :], coming.shared_sd)
    plain = Stage(stage.means, sds, stage.through, stage.reserves, stage.minimum, stage.gap)
    return Ours(plain, tuple(range(count)))


def _shared_of(covariance: Floats) -> float:
    """Return the mean covariance of two of ours."""
    count = len(covariance)
    return float((covariance.sum() - np.trace(covariance)) / (count * (count - 1)))


def _mean_of(settled: Mapping[str, float]) -> float:
    return sum(settled.values()) / len(settled) if settled else 0.0
