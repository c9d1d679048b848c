"""The clock of each competitor in each module (K17)."""

from datetime import timedelta

from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import require, telling
from beizhan.core.access import Deed
from beizhan.core.assessment import Step
from beizhan.core.faults import Fault, error
from beizhan.core.timekeeping import Signal, Timing, faults_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.marking.awards import TimeMark
from beizhan.models.people import Person
from beizhan.queries.marking.times import timings_of


def keep_time(  # noqa: PLR0913 - which clock, which signal, why, who, when
    assessment: Assessment,
    place: Place,
    module: str,
    timing: Timing,
    *,
    reason: str = "",
    by: Person,
) -> None:
    """Start, pause, resume or finish a competitor's clock, or give back time lost by no fault of theirs."""
    with telling(Deed.KEEP_TIME, assessment, by=by, at=timing.at) as teller:
        require(assessment, Step.MARKING)
        refuse(_faults_of(assessment, place, module, timing, reason))
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


def _faults_of(assessment: Assessment, place: Place, module: str, timing: Timing, reason: str) -> tuple[Fault, ...]:
    earlier = timings_of(assessment).get((place.pk, module), ())
    missing = timing.signal in {Signal.COMPENSATION, Signal.PAUSE} and not reason.strip()
    return faults_of((*earlier, timing)) + ((error("reason_missing"),) if missing else ())
