from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.timetable import (
    Countdown,
    WorkCalendar,
    countdown_to,
    day_name_of,
    day_of,
    is_working_day,
    working_days_between,
)

FIRST, LAST = date(2026, 9, 23), date(2026, 9, 26)

OCTOBER = WorkCalendar(  # the National Day of 2025 as announced: 1 to 8 October off, 28 September and 11 October worked
    years=frozenset({2025}),
    holidays=frozenset(date(2025, 10, day) for day in range(1, 9)),
    make_up_days=frozenset({date(2025, 9, 28), date(2025, 10, 11)}),
)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
years = WorkCalendar(years=frozenset(range(2024, 2029)))


@pytest.mark.parametrize(
    ("day", "worked", "why"),
    [
        (date(2025, 9, 26), True, "a Friday"),
        (date(2025, 9, 27), False, "a Saturday"),
        (date(2025, 9, 28), True, "a Sunday that makes up"),
        (date(2025, 10, 1), False, "a Wednesday off"),
        (date(2025, 10, 11), True, "a Saturday that makes up"),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day, worked, why):
    assert is_working_day(day, OCTOBER) == worked, why


@pytest.mark.parametrize(
    ("at", "on", "worked", "why"),
    [
        (date(2025, 9, 26), date(2025, 10, 13), 7, "26, 28, 29, 30 September, 9, 10, 11 October"),
        (date(2025, 9, 29), date(2025, 9, 30), 1, "today counts, the anchor does not"),
        (date(2025, 9, 29), date(2025, 9, 29), 0, "the anchor is today"),
        (date(2025, 9, 29), date(2025, 9, 1), 0, "the anchor has passed"),
        (date(2025, 12, 30), date(2026, 1, 1), 2, "the last days of a known year"),
        (date(2025, 12, 30), date(2026, 1, 2), None, "the first day of 2026 is not announced"),
    ],
)
def test_working_days_run_from_today_to_the_eve(at, on, worked, why):
    assert working_days_between(at, on, OCTOBER) == worked, why


def test_the_countdown_says_days_and_working_days():
    countdown = countdown_to("opening", date(2025, 10, 13), at=date(2025, 9, 26), calendar=OCTOBER)

    assert countdown == Countdown("opening", date(2025, 10, 13), days=17, working_days=7)


def test_working_days_are_not_guessed_before_the_holidays_are_announced():
    countdown = countdown_to("C1", date(2028, 9, 1), at=date(2026, 11, 22), calendar=OCTOBER)

    assert countdown == Countdown("C1", date(2028, 9, 1), days=649, working_days=None)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("C-2", date(2026, 9, 21)),
        ("C-1", date(2026, 9, 22)),
        ("C1", date(2026, 9, 23)),
        ("C4", date(2026, 9, 26)),
        ("C+1", date(2026, 9, 27)),
        ("C-265", date(2026, 1, 1)),
    ],
)
def test_days_are_named_without_a_day_zero(name, day):
    assert (day_name_of(day, first=FIRST, last=LAST), day_of(name, first=FIRST, last=LAST)) == (name, day)


@pytest.mark.parametrize("name", ["C0", "C-0", "C+0", "C5", "D1", "C", "C-", "C01", "c1", "C1 ", ""])
def test_a_name_of_no_day_is_refused(name):
    with pytest.raises(ValueError, match=f"^{name.replace('+', '[+]')}$"):
        day_of(name, first=FIRST, last=LAST)


@given(days)
def test_every_day_has_one_name_and_every_name_one_day(day):
    assert day_of(day_name_of(day, first=FIRST, last=LAST), first=FIRST, last=LAST) == day


@given(days)
def test_the_next_day_has_the_next_name(day):
    names = [day_name_of(day + timedelta(ahead), first=FIRST, last=LAST) for ahead in (0, 1)]

    assert names[0] != names[1]
    assert "C0" not in {name.replace("-", "").replace("+", "") for name in names}


@given(days, days, days)
def test_working_days_of_two_stretches_add_up(one, two, three):
    first, second, third = sorted((one, two, three))

    whole = working_days_between(first, third, years)

    assert whole == working_days_between(first, second, years) + working_days_between(second, third, years)
    assert 0 <= whole <= (third - first).days


@given(days, days, st.sets(days, max_size=40), st.sets(days, max_size=40))
def test_working_days_are_those_that_are_worked_one_by_one(at, on, holidays, make_up_days):
    calendar = WorkCalendar(years.years, frozenset(holidays), frozenset(make_up_days))

    between = [at + timedelta(ahead) for ahead in range((on - at).days)]

    assert working_days_between(at, on, calendar) == sum(is_working_day(day, calendar) for day in between)
