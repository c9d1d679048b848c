"""The clock of each competitor in each module (K17)."""

from datetime import timedelta

from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.timekeeping import Signal, Timing, faults_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.marking.awards import TimeMark
from beizhan.models.people import Person
from beizhan.queries.marking.times import has_module, timings_of

_WITH_REASON = frozenset({Signal.COMPENSATION, Signal.PAUSE})


def keep_time(  # noqa: PLR0913 - which clock, which signal, why, on what seen, who
    assessment: Assessment,
    place: Place,
    module: str,
    timing: Timing,
    *,
    reason: str = "",
    seen: int | None = None,
    by: Person,
) -> None:
    """Start, pause, resume or finish a competitor's clock, or give back time lost by no fault of theirs.

    ``seen`` is how many lines of this clock the timekeeper had seen, so that one tap sent twice counts once.

    Raises
    ------
    Refused
        If the signal cannot follow what is written, a reason is missing, or the clock has moved on since it was seen.
    """
    with telling(Deed.KEEP_TIME, assessment, by=by, at=timing.at) as teller:
        require(assessment, Step.DRAWN, Step.MARKING)
        refuse(_faults_of_clock(assessment, place, module))
        earlier = timings_of(assessment).get((place.pk, module), ())
        refuse(_faults_of_seen(seen, len(earlier)) or _faults_of(earlier, timing, reason))
        seconds = int(timing.granted / timedelta(seconds=1))
        teller.tell(
            "time",
            {
                "place": place.code,
                "module": module,
                "signal": str(timing.signal),
                "seconds": seconds,
                "reason": reason.strip(),
            },
            TimeMark(place=place, module=module, signal=timing.signal, seconds=seconds, reason=reason.strip()),
        )


def _faults_of_clock(assessment: Assessment, place: Place, module: str) -> tuple[Fault, ...]:
    if place.assessment_id != assessment.pk or not has_module(assessment, module):
        return (error("no_such_clock"),)
    return ()


def _faults_of_seen(seen: int | None, now: int) -> tuple[Fault, ...]:
    return () if seen in {None, now} else (error("stale", based_on=seen, now=now),)


def _faults_of(earlier: tuple[Timing, ...], timing: Timing, reason: str) -> tuple[Fault, ...]:
    missing = timing.signal in _WITH_REASON and not reason.strip()
    return faults_of((*earlier, timing)) + ((error("reason_missing"),) if missing else ())
