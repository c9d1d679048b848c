"""The time sheets of an assessment."""

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from beizhan.core.marking.timekeeping import Signal, Timing
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import TimeMark
from beizhan.models.marking.schemes import Criterion
from beizhan.queries.marking.assessments import scheme_in_force


def timings_of(assessment: Assessment) -> dict[tuple[UUID, str], tuple[Timing, ...]]:
    """Return what the clocks were told, by place and module, in order. One query."""
    found: dict[tuple[UUID, str], list[Timing]] = defaultdict(list)
    rows = TimeMark.objects.filter(assessment=assessment).order_by("pk")
    for place, module, signal, at, seconds in rows.values_list("place_id", "module", "signal", "at", "seconds"):
        found[place, module].append(Timing(Signal(signal), at, timedelta(seconds=seconds)))
    return {where: tuple(timings) for where, timings in found.items()}


def has_module(assessment: Assessment, module: str) -> bool:
    """Return whether a module is a criterion of the scheme in force. Two queries."""
    return Criterion.objects.filter(scheme=scheme_in_force(assessment), code=module).exists()
