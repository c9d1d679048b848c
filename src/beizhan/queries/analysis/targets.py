"""Target lines: what has won before, and what we reached last in the same part."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.analysis.targets import Share, Target, TargetScope, distance_to
from beizhan.models.analysis.targets import TargetLine
from beizhan.models.skills import Skill
from beizhan.queries.analysis.shares import Sealing, newest_tested_in


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target line that stands, what our best reached last, and the distance in hundredths; nothing untested."""

    id: int
    target: Target
    event: str
    source: str
    by: str
    at: datetime
    ours: Share | None
    distance: int | None


@dataclass(frozen=True, slots=True)
class Targets:
    """The target lines of a skill, and the sealed assessment that ours come from."""

    lines: tuple[TargetFact, ...]
    sealing: Sealing | None


def targets_of(skill: Skill) -> Targets:
    """Return the target lines of a skill, the whole first, newest first. At most seventeen queries."""
    tested = newest_tested_in(skill)
    rows = TargetLine.objects.filter(skill=skill, replaced_by=None, is_taken_back=False).select_related("by")
    found = []
    for row in rows.order_by("-year", "-pk"):
        target = _target(row)
        ours = tested.share("", (target.scope, target.ref)) if tested else None
        distance = distance_to(target, ours) if ours and ours.worth else None
        found.append(TargetFact(row.pk, target, row.event, row.source, row.by.name, row.at, ours, distance))
    order = tuple(TargetScope)
    return Targets(
        tuple(sorted(found, key=lambda one: (order.index(one.target.scope), one.target.ref, -one.target.year))),
        tested.sealing if tested else None,
    )


def _target(row: TargetLine) -> Target:
    return Target(TargetScope(row.scope), row.ref, Share(row.mark, row.worth), row.minutes, row.year)
