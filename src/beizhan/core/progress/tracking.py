"""Marks of drills, mocks, camps and official assessments, and sightings of rivals, as one history of levels.

Everything is in percent of what a section is worth, on a test of ordinary difficulty. Where there is too little to say
something, the answer says so instead of a number: `NotEnough`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import scipy

from beizhan.core.progress.evidence import Marked, Sighting, percent_of, sighting_variance
from beizhan.core.progress.model import Progress, levels_of
from beizhan.core.progress.patterns import Floats

LEAST_ASPECTS = 8
"""With fewer aspects marked in a section nothing is said about it."""

LEAST_TESTS = 2
"""With fewer tests nothing is said about growth; there has to be something to grow from."""

_NO_TEST = -1.0
_NOBODY = ""
_WHOLE = 100.0


class Lack(StrEnum):
    """Why there is no number."""

    TOO_FEW_ASPECTS = "too_few_aspects"
    TOO_FEW_TESTS = "too_few_tests"
    TOO_FEW_DAYS = "too_few_days"
    UNTESTED_SECTIONS = "untested_sections"
    TOO_FEW_EDITIONS = "too_few_editions"
    NO_LINK = "no_link"


@dataclass(frozen=True, slots=True)
class NotEnough:
    """Too little is known: why, how much there is, and how much is wanted."""

    lack: Lack
    found: int = 0
    wanted: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its standard deviation, in percent, and the marks and tests or sightings it rests on."""

    mean: float
    sd: float
    aspects: int
    tests: int


@dataclass(frozen=True, slots=True)
class Change:
    """What was gained between two days, in percent, with its deviation, and the chance that it is a gain at all."""

    mean: float
    sd: float
    chance: float
    tests: int


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """A squad's history and the model that was fitted to it.

    Parameters
    ----------
    marks : tuple of Marked
    sightings : tuple of Sighting
    model : Progress
        Fitted.
    competitors, sections : tuple of str
        In the order of their codes.
    """

    marks: tuple[Marked, ...]
    sightings: tuple[Sighting, ...]
    model: Progress
    competitors: tuple[str, ...]
    sections: tuple[str, ...]


def history_of(
    marks: Sequence[Marked], sightings: Sequence[Sighting] = (), *, at: float, law: str = "wiener"
) -> History:
    """Fit the model to everything known on a day.

    Parameters
    ----------
    marks : sequence of Marked
        At least one; the same test has the same name for everybody who took it.
    sightings : sequence of Sighting
        Of rivals, mostly; they lose weight from their expiry on.
    at : float
        The day: what is later is left out.
    law : str
        How growth goes: see `patterns.Law`.

    Raises
    ------
    ValueError
        If nothing is known by that day.
    """
    known = tuple(one for one in marks if one.day <= at)
    seen = tuple(one for one in sightings if one.day <= at)
    everything: list[Marked | Sighting] = [*known, *seen]
    competitors = tuple(dict.fromkeys(one.competitor for one in everything))
    sections = tuple(dict.fromkeys(one.section for one in everything))
    tests = list(dict.fromkeys(one.test for one in known))
    rows = [
        (competitors.index(one.competitor), float(tests.index(one.test)), sections.index(one.section), one.day)
        for one in known
    ]
    rows += [(competitors.index(one.competitor), _NO_TEST, sections.index(one.section), one.day) for one in seen]
    said = [percent_of(one) for one in known] + [(one.percent, sighting_variance(one, at=at)) for one in seen]
    percents, variances = np.array(said, np.float64).reshape(len(said), 2).T
    model = Progress(law=law).fit(rows, percents, variances)
    return History(known, seen, model, competitors, sections)


def level_of(history: History, competitor: str, section: str, *, day: float) -> Level | NotEnough:
    """Return the level of a competitor in a section on a day, past or to come.

    Nothing is said with fewer than `LEAST_ASPECTS` aspects marked and no sighting; nor of somebody who shares no test
    with the others, directly or through a chain of tests, and whom nobody has seen.
    """
    if not is_linked(history, competitor):
        return NotEnough(Lack.NO_LINK)
    own = [one for one in history.marks if (one.competitor, one.section) == (competitor, section)]
    sightings = [one for one in history.sightings if (one.competitor, one.section) == (competitor, section)]
    aspects = sum(one.aspects for one in own)
    if aspects < LEAST_ASPECTS and not sightings:
        return NotEnough(Lack.TOO_FEW_ASPECTS, aspects, LEAST_ASPECTS)
    means, covariance = levels_of(history.model, rows_of(history, [competitor], [section], [day]))
    return Level(
        float(means[0]), float(np.sqrt(covariance[0, 0])), aspects, len({one.test for one in own}) + len(sightings)
    )


def prior_level(history: History, section: str, *, day: float) -> Level:
    """Return what is expected of somebody of whom nothing is known: the width of the prior, to be labelled so."""
    means, covariance = levels_of(history.model, rows_of(history, [_NOBODY], [section], [day]))
    return Level(float(means[0]), float(np.sqrt(covariance[0, 0])), 0, 0)


def change_of(
    history: History, competitor: str, sections: Sequence[str], *, since: float, day: float
) -> Change | NotEnough:
    """Return what a competitor gained between two days, on the mean of sections; sections alike are one.

    One test gives no growth: nothing is said before the second.
    """
    tests = {one.test for one in history.marks if one.competitor == competitor and one.section in sections}
    if len(tests) < LEAST_TESTS:
        return NotEnough(Lack.TOO_FEW_TESTS, len(tests), LEAST_TESTS)
    own = list(dict.fromkeys(sections))
    means, covariance = levels_of(history.model, rows_of(history, [competitor], own, [since, day]))
    weights = np.tile([-1.0, 1.0], len(own)) / len(own)
    mean, sd = float(weights @ means), float(np.sqrt(np.maximum(weights @ covariance @ weights, 0)))
    chance = float(scipy.special.ndtr(mean / sd)) if sd else float(mean > 0)
    return Change(mean, sd, chance, len(tests))


@dataclass(frozen=True, slots=True, eq=False)
class Totals:
    """Expected totals of several competitors in marks, shape (competitors,), and how they go together."""

    means: Floats
    covariance: Floats


def totals_of(history: History, competitors: Sequence[str], worths: Mapping[str, float], *, day: float) -> Totals:
    """Return what competitors would reach in all sections together, on a test of ordinary difficulty, without chance.

    Parameters
    ----------
    history : History
    competitors : sequence of str
        Whoever is not in the history is expected to be anybody.
    worths : mapping of str to float
        Marks that each section is worth.
    day : float
    """
    sections = list(worths)
    means, covariance = levels_of(history.model, rows_of(history, competitors, sections, [day]))
    weigh = np.kron(np.eye(len(competitors)), np.array([worths[one] / _WHOLE for one in sections]))
    return Totals(weigh @ means, weigh @ covariance @ weigh.T)


def rivalry_of(totals: Totals, *, chance_sd: float) -> tuple[Floats, Floats]:
    """Return means and deviations for a stage: what the totals share, such as an easy test, is taken out.

    Parameters
    ----------
    totals : Totals
        Of at least two competitors.
    chance_sd : float
        Deviation of one total from its level, in marks, on the day.

    Notes
    -----
    Shared is the mean covariance of two competitors, which cancels between them; what is left is taken to be
    independent.
    """
    count = totals.means.size
    variances = np.diag(totals.covariance)
    shared = (totals.covariance.sum() - variances.sum()) / (count * (count - 1))
    return totals.means, np.sqrt(np.maximum(variances - shared, 0) + chance_sd**2)


def rows_of(
    history: History, competitors: Sequence[str], sections: Sequence[str], days: Sequence[float]
) -> list[tuple[float, float, float, float]]:
    """Return the rows of `patterns.COLUMNS`, days fastest; whoever is not in the history has a code of its own."""
    who = _codes(history.competitors, competitors)
    what = _codes(history.sections, sections)
    return [(one, _NO_TEST, section, day) for one in who for section in what for day in days]


def _codes(known: Sequence[str], asked: Sequence[str]) -> list[float]:
    places = {name: float(place) for place, name in enumerate(dict.fromkeys((*known, *asked)))}
    return [places[name] for name in asked]


def is_linked(history: History, competitor: str) -> bool:
    """Tell whether there is a sighting of somebody, or tests tie them to the largest group that tests tie together."""
    if any(sighting.competitor == competitor for sighting in history.sightings):
        return True
    groups: list[tuple[set[str], set[str]]] = []
    for one in history.marks:
        met = [group for group in groups if one.competitor in group[0] or one.test in group[1]]
        rest = [group for group in groups if group not in met]
        people = {one.competitor}.union(*(group[0] for group in met))
        groups = [*rest, (people, {one.test}.union(*(group[1] for group in met)))]
    return bool(groups) and competitor in max(groups, key=lambda group: len(group[0]))[0]
