"""What levels are held against: the lines that have won before, and the best rival of whom something still holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from beizhan.core.analysis.sources import Credibility, Freshness, Reliability, Weight, freshness_of, weight_of
from beizhan.core.analysis.targets import TargetScope
from beizhan.core.progress.evidence import Sighting, sighting_variance
from beizhan.core.progress.target import Target, target_of
from beizhan.core.progress.tracking import Level, NotEnough
from beizhan.models.analysis.targets import TargetLine
from beizhan.models.skills import Skill
from beizhan.queries.analysis.rivals import RivalFact

_WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class RivalLevel:
    """The level of a rival in a section as it was seen, in percent, with the grade and the expiry of its source."""

    rival: RivalFact
    level: Level
    reliability: Reliability
    credibility: Credibility
    seen: date
    expires: date
    age: Freshness

    @property
    def is_doubtful(self) -> bool:
        """Whether source and piece together are worth little."""
        return weight_of(self.reliability, self.credibility) is Weight.DOUBTFUL


def targets_in(skill: Skill) -> dict[str, Target]:
    """Return the target of each section, under the empty string that of the whole, in percent. One query.

    The deviation of a target that won only once is not known: it is given as nothing, with one edition.
    """
    scopes = [TargetScope.TOTAL, TargetScope.SECTION]
    rows = TargetLine.objects.filter(skill=skill, scope__in=scopes, replaced_by=None, is_taken_back=False)
    won: dict[str, list[float]] = {}
    for ref, mark, worth in rows.order_by("year", "pk").values_list("ref", "mark", "worth"):
        won.setdefault(ref, []).append(_WHOLE * mark / worth)
    return {ref: _target(levels) for ref, levels in won.items()}


def best_rivals(rivals: Iterable[RivalFact], on: date) -> dict[str, RivalLevel]:
    """Return the best rival of each section among those whose evidence is best.

    What is doubtful comes last, for a rumour is nobody to be measured against; then what holds goes before what is
    stale. A sighting that is grey is no evidence any more and is left out.
    """
    found: dict[str, list[RivalLevel]] = {}
    for rival in rivals:
        for section, one in levels_of(rival, on).items():
            found.setdefault(section, []).append(one)
    return {
        section: max(some, key=lambda one: (not one.is_doubtful, one.age is Freshness.FRESH, one.level.mean))
        for section, some in found.items()
    }


def levels_of(rival: RivalFact, on: date) -> Mapping[str, RivalLevel]:
    """Return what is still believed of a rival, by section."""
    found = {}
    for section, one in rival.picture.items():
        seen = next(each for each in rival.observations if each.id == one.key)
        age = freshness_of(one.seen, one.expires, at=on)
        if age is not Freshness.GREY:
            level = Level(one.level.level, _sd_of(seen.reliability, seen.credibility, one.seen, one.expires, on), 0, 1)
            grades = (seen.reliability, seen.credibility)
            found[section] = RivalLevel(rival, level, *grades, one.seen, one.expires, age)
    return found


def _sd_of(reliability: Reliability, credibility: Credibility, seen: date, expires: date, on: date) -> float:
    days = (float(seen.toordinal()), float(expires.toordinal()))
    said = Sighting("", "", days[0], 0.0, reliability.value, int(credibility), days[1])
    return sqrt(sighting_variance(said, at=on.toordinal()))


def _target(levels: Sequence[float]) -> Target:
    found = target_of(levels)
    return Target(levels[0], 0.0, 1) if isinstance(found, NotEnough) else found
