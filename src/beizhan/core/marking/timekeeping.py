"""Working time of one competitor in one module: started, paused, resumed, finished, and compensated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from beizhan.core.faults import Fault, error


class Signal(StrEnum):
    """What the timekeeper can write down."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"
    COMPENSATION = "compensation"


class Phase(StrEnum):
    """Where a competitor is in a module."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Timing:
    """One line of the time sheet; ``granted`` is the time given back by a compensation, zero otherwise."""

    signal: Signal
    at: datetime
    granted: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Use:
    """How much time has been used.

    ``running`` is the time between start and finish without the pauses; ``granted`` sums the compensations for faults
    that were not the competitor's; ``counted`` is ``running`` less ``granted``, never below zero.
    """

    phase: Phase
    running: timedelta
    granted: timedelta
    counted: timedelta


_NEXT = MappingProxyType(
    {
        (Phase.WAITING, Signal.START): Phase.RUNNING,
        (Phase.RUNNING, Signal.PAUSE): Phase.PAUSED,
        (Phase.PAUSED, Signal.RESUME): Phase.RUNNING,
        (Phase.RUNNING, Signal.FINISH): Phase.FINISHED,
        (Phase.PAUSED, Signal.FINISH): Phase.FINISHED,
        (Phase.RUNNING, Signal.COMPENSATION): Phase.RUNNING,
        (Phase.PAUSED, Signal.COMPENSATION): Phase.PAUSED,
        (Phase.FINISHED, Signal.COMPENSATION): Phase.FINISHED,
    }
)


def faults_of(timings: Sequence[Timing]) -> tuple[Fault, ...]:
    """Return every line that cannot follow from those before it; ``row`` is its 1-based place.

    A line that is out of order is passed over, so that one slip is reported once.
    """
    found = []
    phase, latest = Phase.WAITING, None
    for row, timing in enumerate(timings, start=1):
        following = _NEXT.get((phase, timing.signal))
        if following is None:
            found.append(error("timing_out_of_order", row=row, signal=timing.signal.value, phase=phase.value))
            continue
        if latest is not None and timing.at < latest:
            found.append(error("timing_goes_back", row=row, at=timing.at.isoformat(), before=latest.isoformat()))
        if (timing.signal is Signal.COMPENSATION) != (timing.granted > timedelta(0)):
            found.append(error("timing_grant", row=row, seconds=int(timing.granted.total_seconds())))
        phase, latest = following, timing.at
    return tuple(found)


def use_of(timings: Sequence[Timing], *, at: datetime) -> Use:
    """Return the time used by a moment.

    Parameters
    ----------
    timings : sequence of Timing
        In the order they were written, without `faults_of`.
    at : datetime
        The moment that a clock still running is read; without effect once finished.

    Raises
    ------
    ValueError
        If the lines cannot be: `faults_of` says which.
    """
    if faults_of(timings):
        raise ValueError("the time sheet has faults")
    phase, running, since = Phase.WAITING, timedelta(0), None
    for timing in timings:
        if since is not None and timing.signal in {Signal.PAUSE, Signal.FINISH}:
            running, since = running + (timing.at - since), None
        if timing.signal in {Signal.START, Signal.RESUME}:
            since = timing.at
        phase = _NEXT[phase, timing.signal]
    if since is not None:
        running += max(timedelta(0), at - since)
    granted = sum((timing.granted for timing in timings), timedelta(0))
    return Use(phase, running, granted, max(timedelta(0), running - granted))


def left_of(use: Use, allowed: timedelta) -> timedelta:
    """Return how much of the module's time is left, below zero when it is overrun."""
    return allowed - (use.running - use.granted)
