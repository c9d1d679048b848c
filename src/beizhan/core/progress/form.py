"""Form: the level of one competitor in parts of the standards, how it grows in a month, and its course over time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from beizhan.core.progress.evidence import Marked
from beizhan.core.progress.model import levels_of
from beizhan.core.progress.patterns import Floats
from beizhan.core.progress.tracking import (
    LEAST_ASPECTS,
    LEAST_TESTS,
    Change,
    History,
    Lack,
    Level,
    NotEnough,
    is_linked,
    rows_of,
)

MONTH = 30.0
"""Days in which growth is told."""

LEAST_DAYS = 14
"""With fewer days between the first and the last test nothing is said about growth: it would be noise many times."""

_WHOLE = 100.0
_NINE_OF_TEN = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Growth:
    """What a competitor gains in a month, in percent, with its deviation, and the chance that it is a gain at all.

    Told from so many tests over so many days; what will come is not promised.
    """

    mean: float
    sd: float
    chance: float
    tests: int
    days: float


@dataclass(frozen=True, slots=True)
class Form:
    """Level on the last of some days, growth, and the course over all of them, which is drawn as a band."""

    level: Level | NotEnough
    growth: Growth | NotEnough
    course: tuple[Level, ...]


def form_of(
    history: History, competitor: str, parts: Mapping[str, Mapping[str, float]], *, days: Sequence[float]
) -> dict[str, Form]:
    """Return the form of a competitor in parts of the standards, all from one joint law.

    Parameters
    ----------
    history : History
    competitor : str
    parts : mapping of str to mapping of str to float
        Sections with what each is worth, by the name of the part; within it they count as much as they are worth.
    days : sequence of float
        On which the course is drawn, rising; the last is the one of which the level speaks.

    Returns
    -------
    dict of str to Form
        In percent. A section with few marks widens the level of a part and does not silence it; one that was never
        tested does, as do fewer than `LEAST_ASPECTS` aspects in all its sections. Growth is that from the first to the
        last test, where there is a level: nothing is said with fewer than `LEAST_TESTS`, or with fewer than
        `LEAST_DAYS` between them.
    """
    sections = list(dict.fromkeys(section for worths in parts.values() for section in worths))
    own = [one for one in history.marks if one.competitor == competitor]
    tested = sorted({one.day for one in own})
    every = list(dict.fromkeys((*days, *tested)))
    means, covariance = levels_of(history.model, rows_of(history, [competitor], sections, every))
    linked, found = is_linked(history, competitor), {}
    for name, worths in parts.items():
        weigh = np.kron([worths.get(one, 0.0) / sum(worths.values()) for one in sections], np.eye(len(every)))
        law = _Law(every, weigh @ means, weigh @ covariance @ weigh.T)
        mine = [one for one in own if one.section in worths]
        lack = _lack_of(mine, worths) if linked else NotEnough(Lack.NO_LINK)
        course = tuple(law.level(day, mine) for day in days)
        found[name] = Form(lack or course[-1], lack or _growth_in(law, mine), course)
    return found


def span_of(mean: float, sd: float, *, low: float = 0.0, high: float = _WHOLE) -> tuple[float, float]:
    """Return between what something lies nine times of ten, kept within what is possible."""
    below, above = mean - _NINE_OF_TEN * sd, mean + _NINE_OF_TEN * sd
    return min(max(below, low), high), min(max(above, low), high)


def lead_of(level: Level, other: Level) -> Change:
    """Return how far one level is above another that is known independently of it, and the chance that it is."""
    return _change(level.mean - other.mean, float(np.hypot(level.sd, other.sd)), level.tests)


@dataclass(frozen=True, slots=True, eq=False)
class _Law:
    """The levels of one part on some days, and how they go together."""

    days: Sequence[float]
    means: Floats
    covariance: Floats

    def level(self, day: float, marks: Sequence[Marked]) -> Level:
        at = self.days.index(day)
        sd = float(np.sqrt(max(self.covariance[at, at], 0.0)))
        return Level(float(self.means[at]), sd, sum(one.aspects for one in marks), len({one.test for one in marks}))

    def change(self, since: float, day: float, tests: int) -> Change:
        first, last = self.days.index(since), self.days.index(day)
        pair = self.covariance[np.ix_([first, last], [first, last])]
        variance = max(pair[0, 0] + pair[1, 1] - 2 * pair[0, 1], 0.0)
        return _change(float(self.means[last] - self.means[first]), float(np.sqrt(variance)), tests)


def _change(mean: float, sd: float, tests: int) -> Change:
    return Change(mean, sd, float(scipy.special.ndtr(mean / sd)) if sd else float(mean > 0), tests)


def _lack_of(marks: Sequence[Marked], worths: Mapping[str, float]) -> NotEnough | None:
    aspects, tested = sum(one.aspects for one in marks), len({one.section for one in marks})
    if aspects < LEAST_ASPECTS:
        return NotEnough(Lack.TOO_FEW_ASPECTS, aspects, LEAST_ASPECTS)
    return NotEnough(Lack.UNTESTED_SECTIONS, tested, len(worths)) if tested < len(worths) else None


def _growth_in(law: _Law, marks: Sequence[Marked]) -> Growth | NotEnough:
    tests = len({one.test for one in marks})
    if tests < LEAST_TESTS:
        return NotEnough(Lack.TOO_FEW_TESTS, tests, LEAST_TESTS)
    since, day = min(one.day for one in marks), max(one.day for one in marks)
    if day - since < LEAST_DAYS:
        return NotEnough(Lack.TOO_FEW_DAYS, int(day - since), LEAST_DAYS)
    found, share = law.change(since, day, tests), MONTH / (day - since)
    return Growth(found.mean * share, found.sd * share, found.chance, tests, day - since)
