"""The clocks of an assessment: one for each competitor in each module (K17)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from beizhan.core.marking.assessment import Step
from beizhan.core.marking.timekeeping import Phase, Signal, Timing, Use, use_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.marking.awards import TimeMark
from beizhan.models.marking.schemes import Criterion
from beizhan.queries.marking.assessments import places_of, scheme_in_force, step_of
from beizhan.queries.marking.entering.desks import head_of
from beizhan.queries.marking.times import timings_of


@dataclass(frozen=True, slots=True)
class Module:
    """A module that time is kept for."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock as it stands at a moment; ``seen`` is how many lines it has."""

    place: str
    station: str
    module: str
    use: Use
    seen: int
    started: datetime | None
    finished: datetime | None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One line of a clock's sheet."""

    signal: Signal
    at: datetime
    granted: timedelta
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ClockRoom:
    """The clocks of one module, the modules there are, and whether time is kept now."""

    head: int
    modules: tuple[Module, ...]
    module: str
    clocks: tuple[Clock, ...]
    is_open: bool


def clock_room_of(assessment: Assessment, *, module: str = "", at: datetime) -> ClockRoom:
    """Return the clocks of a module, by default the first. Six queries."""
    modules = modules_of(assessment)
    chosen = module if any(one.code == module for one in modules) else (modules[0].code if modules else "")
    timings = timings_of(assessment)
    clocks = tuple(
        _clock(place, chosen, timings.get((place.pk, chosen), ()), at) for place in places_of(assessment) if chosen
    )
    is_open = step_of(assessment) in {Step.DRAWN, Step.MARKING}
    return ClockRoom(head_of(assessment), modules, chosen, clocks, is_open)


def time_lines_of(place: Place, module: str) -> tuple[TimeLine, ...]:
    """Return every line of one clock, oldest first. One query."""
    rows = TimeMark.objects.filter(place=place, module=module).order_by("pk")
    return tuple(
        TimeLine(Signal(signal), at, timedelta(seconds=seconds), reason, by)
        for signal, at, seconds, reason, by in rows.values_list("signal", "at", "seconds", "reason", "by__name")
    )


def place_by(assessment: Assessment, code: str) -> Place | None:
    """Return the place with a blind code. One query."""
    return Place.objects.filter(assessment=assessment, code=code).first()


def modules_of(assessment: Assessment) -> tuple[Module, ...]:
    """Return the modules of the scheme in force. Two queries."""
    rows = Criterion.objects.filter(scheme=scheme_in_force(assessment)).order_by("position")
    return tuple(Module(code, name) for code, name in rows.values_list("code", "name"))


def _clock(place: Place, module: str, timings: tuple[Timing, ...], at: datetime) -> Clock:
    use = use_of(timings, at=at)
    return Clock(
        place=place.code,
        station=place.station,
        module=module,
        use=use,
        seen=len(timings),
        started=timings[0].at if timings else None,
        finished=next((one.at for one in timings if one.signal is Signal.FINISH), None)
        if use.phase is Phase.FINISHED
        else None,
    )
