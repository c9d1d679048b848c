"""The clocks: started, paused, resumed, finished, compensated; one tap sent twice counts once (K17)."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

import hall
from beizhan.actions.marking.timekeeping import keep_time
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.timekeeping import Signal, Timing, use_of
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event, Place
from beizhan.models.marking.awards import TimeMark
from beizhan.queries.marking.times import timings_of
from desk import POSTS, locked_away, refusals

pytestmark = pytest.mark.django_db


def place_of(found) -> Place:
    return Place.objects.filter(assessment=found.assessment).order_by("code")[0]


def tell(  # noqa: PLR0913 - a builder: each test names what it is about
    found, signal, *, who="judge1", module="A", minutes=0, reason="", seen=None, place=None
):
    timing = Timing(signal, found.later(), timedelta(minutes=minutes))
    who = found.people[who]
    keep_time(found.assessment, place or place_of(found), module, timing, reason=reason, seen=seen, by=who)


def test_a_clock_is_kept_from_start_to_finish_with_what_was_given_back(open_hall):
    tell(open_hall, Signal.START)
    tell(open_hall, Signal.PAUSE, reason="停电")
    tell(open_hall, Signal.RESUME)
    tell(open_hall, Signal.COMPENSATION, minutes=2, reason="设备故障")
    tell(open_hall, Signal.FINISH)

    use = use_of(timings_of(open_hall.assessment)[place_of(open_hall).pk, "A"], at=open_hall.at)
    minutes = [span / timedelta(minutes=1) for span in (use.running, use.granted, use.counted)]
    assert minutes == [3, 2, 1]
    event = Event.objects.filter(kind="time").order_by("-pk")[1]
    assert json.loads(event.body) == {
        "place": place_of(open_hall).code,
        "module": "A",
        "signal": "compensation",
        "seconds": 120,
        "reason": "设备故障",
    }
    assert LogRow.objects.filter(deed="keep_time").count() == 5


@pytest.mark.parametrize("who", POSTS)
def test_the_hall_and_the_judges_keep_time(open_hall, who):
    if who in {"secretary", "second", "chief"} or who.startswith("judge"):
        tell(open_hall, Signal.START, who=who)
        assert TimeMark.objects.get().by == open_hall.people[who]
        return
    with pytest.raises(PermissionDenied):
        tell(open_hall, Signal.START, who=who)
    assert TimeMark.objects.count() == 0


def test_the_same_tap_sent_twice_counts_once(open_hall):
    tell(open_hall, Signal.START, seen=0)
    tell(open_hall, Signal.COMPENSATION, minutes=5, reason="停电", seen=1)

    assert refusals(lambda: tell(open_hall, Signal.COMPENSATION, minutes=5, reason="停电", seen=1)) == ["stale"]
    assert TimeMark.objects.count() == 2


OUT_OF_ORDER = {
    "a pause before the start": ([], Signal.PAUSE),
    "a second start": ([Signal.START], Signal.START),
    "going on without a pause": ([Signal.START], Signal.RESUME),
    "a start after the finish": ([Signal.START, Signal.FINISH], Signal.START),
    "time given back before the start": ([], Signal.COMPENSATION),
}


@pytest.mark.parametrize("what", OUT_OF_ORDER)
def test_a_signal_that_cannot_follow_is_refused(open_hall, what):
    before, last = OUT_OF_ORDER[what]
    for signal in before:
        tell(open_hall, signal)

    minutes = 1 if last is Signal.COMPENSATION else 0
    assert refusals(lambda: tell(open_hall, last, reason="停电", minutes=minutes)) == ["timing_out_of_order"]


@pytest.mark.parametrize(("signal", "minutes"), [(Signal.PAUSE, 0), (Signal.COMPENSATION, 3)])
def test_a_pause_and_time_given_back_need_a_reason(open_hall, signal, minutes):
    tell(open_hall, Signal.START)

    assert refusals(lambda: tell(open_hall, signal, minutes=minutes, reason=" ")) == ["reason_missing"]


def test_time_given_back_is_some_time(open_hall):
    tell(open_hall, Signal.START)

    assert refusals(lambda: tell(open_hall, Signal.COMPENSATION, reason="停电")) == ["timing_grant"]


def test_each_module_has_its_own_clock(open_hall):
    tell(open_hall, Signal.START)
    tell(open_hall, Signal.START, module="B")

    assert len(timings_of(open_hall.assessment)) == 2


def test_there_is_no_clock_for_what_is_no_module(open_hall):
    assert refusals(lambda: tell(open_hall, Signal.START, module="Z")) == ["no_such_clock"]


def test_a_place_of_another_assessment_has_no_clock_here(open_hall):
    other = place_of(hall.marking())

    assert refusals(lambda: tell(open_hall, Signal.START, place=other)) == ["no_such_clock"]


def test_time_can_be_kept_before_marking_begins_but_not_after_all_is_locked():
    drawn = hall.declared()
    hall.draw_tags(drawn.assessment, **drawn.who("clerk"))
    hall.draw_codes(drawn.assessment, **drawn.who("secretary"))
    tell(drawn, Signal.START, who="secretary")
    locked = locked_away(LockScope.ASSESSMENT)

    assert refusals(lambda: tell(locked, Signal.START)) == ["wrong_step"]
    assert TimeMark.objects.count() == 1
