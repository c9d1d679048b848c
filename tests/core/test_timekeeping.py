from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.marking.timekeeping import Phase, Signal, Timing, Use, faults_of, left_of, use_of

NINE = datetime(2026, 9, 23, 9, tzinfo=UTC)
START, PAUSE, RESUME, FINISH = Signal.START, Signal.PAUSE, Signal.RESUME, Signal.FINISH
COMPENSATION = Signal.COMPENSATION


def minutes(number):
    return timedelta(minutes=number)


def line(signal, minute, granted=0):
    return Timing(signal, NINE + minutes(minute), minutes(granted))


MORNING = (
    line(START, 0),
    line(PAUSE, 40),  # the power fails
    line(RESUME, 55),
    line(COMPENSATION, 56, granted=5),  # for the file that was lost
    line(FINISH, 120),
)


def test_pauses_do_not_run_and_compensations_are_taken_off():
    use = use_of(MORNING, at=NINE + minutes(999))

    assert use == Use(Phase.FINISHED, running=minutes(105), granted=minutes(5), counted=minutes(100))
    assert left_of(use, minutes(100)) == minutes(0)


@pytest.mark.parametrize(
    ("lines", "minute", "phase", "running", "why"),
    [
        (0, 10, Phase.WAITING, 0, "not begun"),
        (1, 10, Phase.RUNNING, 10, "running since nine"),
        (2, 50, Phase.PAUSED, 40, "the clock stands"),
        (3, 60, Phase.RUNNING, 45, "forty and five"),
        (1, -5, Phase.RUNNING, 0, "read before the start was"),
    ],
)
def test_a_clock_can_be_read_at_any_moment(lines, minute, phase, running, why):
    use = use_of(MORNING[:lines], at=NINE + minutes(minute))

    assert (use.phase, use.running) == (phase, minutes(running)), why


def test_more_compensation_than_time_used_counts_nothing_and_leaves_more():
    use = use_of((line(START, 0), line(COMPENSATION, 1, granted=30)), at=NINE + minutes(10))

    assert (use.counted, left_of(use, minutes(60))) == (minutes(0), minutes(80))


def test_an_overrun_leaves_less_than_nothing():
    use = use_of((line(START, 0), line(FINISH, 65)), at=NINE)

    assert left_of(use, minutes(60)) == minutes(-5)


@pytest.mark.parametrize(
    ("timings", "found", "why"),
    [
        ((), [], "nothing was said"),
        ((line(PAUSE, 0),), [("timing_out_of_order", 1)], "pause before start"),
        ((line(START, 0), line(START, 1)), [("timing_out_of_order", 2)], "two starts"),
        ((line(START, 0), line(RESUME, 1)), [("timing_out_of_order", 2)], "resume without a pause"),
        ((line(START, 0), line(PAUSE, 1), line(PAUSE, 2)), [("timing_out_of_order", 3)], "two pauses"),
        ((line(START, 0), line(FINISH, 1), line(START, 2)), [("timing_out_of_order", 3)], "again after the end"),
        ((line(START, 0), line(PAUSE, 1), line(FINISH, 2)), [], "given up during a pause"),
        ((line(START, 0), line(FINISH, 1), line(COMPENSATION, 9, 5)), [], "granted afterwards"),
        ((line(COMPENSATION, 0, 5),), [("timing_out_of_order", 1)], "nothing to compensate yet"),
        ((line(START, 5), line(PAUSE, 4)), [("timing_goes_back", 2)], "the clock goes back"),
        ((line(START, 0), line(COMPENSATION, 1)), [("timing_grant", 2)], "a compensation of nothing"),
        ((line(START, 0), line(COMPENSATION, 1, -5)), [("timing_grant", 2)], "time taken away"),
        ((line(START, 0, 5),), [("timing_grant", 1)], "a start grants nothing"),
    ],
)
def test_a_time_sheet_that_cannot_be_is_told_line_by_line(timings, found, why):
    assert [(fault.code, fault.row) for fault in faults_of(timings)] == found, why


def test_a_time_sheet_with_faults_is_not_summed():
    with pytest.raises(ValueError, match="faults"):
        use_of((line(PAUSE, 0),), at=NINE)


@given(st.lists(st.integers(0, 90), min_size=2, max_size=12), st.integers(0, 600))
def test_time_used_never_shrinks_and_never_exceeds_the_time_gone_by(steps, later):
    signals = [START] + [PAUSE, RESUME] * len(steps)
    moments = [sum(steps[: at + 1]) for at in range(len(steps))]
    timings = tuple(line(signal, minute) for signal, minute in zip(signals, moments, strict=False))
    end = NINE + minutes(moments[-1])

    now, then = use_of(timings, at=end), use_of(timings, at=end + minutes(later))

    assert now.running <= then.running <= end + minutes(later) - timings[0].at
