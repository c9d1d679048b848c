from dataclasses import replace

import pytest

from beizhan.core.progress.evidence import Marked
from beizhan.core.progress.form import Form, Growth, form_of, lead_of, span_of
from beizhan.core.progress.tracking import (
    Change,
    Lack,
    Level,
    NotEnough,
    change_of,
    history_of,
    level_of,
    totals_of,
)

SQUAD = {"选手01": 70, "选手02": 60, "选手03": 65}
DAYS = {"入营": 0.0, "模拟一": 30.0, "考核": 60.0}
WORTHS = {"1": 40.0, "2": 60.0}
PARTS = {"all": WORTHS, "1": {"1": 40.0}, "2": {"2": 60.0}}


def marked(who, test, section, percent, aspects=10):
    return Marked(who, test, section, DAYS[test], percent / 5, 20, aspects)


MARKS = [
    marked(who, test, section, level + (5 if section == "1" else -5) + day / 10)
    for who, level in SQUAD.items()
    for test, day in DAYS.items()
    for section in WORTHS
]


@pytest.fixture(scope="module")
def history():
    few = [marked("选手04", "考核", "1", 80, aspects=5)]
    once = [marked("选手05", "考核", section, 70) for section in WORTHS]
    half = [marked("选手06", "考核", "1", 70)]
    return history_of([*MARKS, *few, *once, *half], at=70)


def form(history, who, part="all", days=(0.0, 60.0, 70.0)) -> Form:
    return form_of(history, who, PARTS, days=days)[part]


@pytest.mark.parametrize("section", ["1", "2"])
def test_the_level_in_a_section_is_that_of_the_slow_way_one_section_at_a_time(history, section):
    found = form(history, "选手01", section).level
    slow = level_of(history, "选手01", section, day=70)

    assert (found.mean, found.sd) == pytest.approx((slow.mean, slow.sd))
    assert (found.aspects, found.tests) == (slow.aspects, slow.tests)


def test_the_whole_weighs_the_sections_as_the_totals_do(history):
    found = form(history, "选手01").level
    totals = totals_of(history, ["选手01"], WORTHS, day=70)

    assert found.mean == pytest.approx(totals.means[0])
    assert found.sd == pytest.approx(totals.covariance[0, 0] ** 0.5)


def test_growth_in_a_month_is_half_of_what_sixty_days_gave(history):
    found = form(history, "选手01", "1").growth
    slow = change_of(history, "选手01", ["1"], since=0, day=60)

    assert (found.mean, found.sd) == pytest.approx((slow.mean / 2, slow.sd / 2))
    assert (found.chance, found.tests, found.days) == (pytest.approx(slow.chance), 3, 60)


def test_the_last_of_the_course_is_the_level(history):
    found = form(history, "选手02")

    assert found.course[-1] == found.level
    assert len(found.course) == 3


@pytest.mark.parametrize(
    ("who", "part", "lack", "why"),
    [
        ("选手04", "1", NotEnough(Lack.TOO_FEW_ASPECTS, 5, 8), "five aspects are too few"),
        ("选手06", "all", NotEnough(Lack.UNTESTED_SECTIONS, 1, 2), "one section was never tested"),
        ("选手07", "all", NotEnough(Lack.NO_LINK), "nobody has seen this one"),
    ],
)
def test_where_too_little_is_known_neither_level_nor_growth_is_said(history, who, part, lack, why):
    found = form(history, who, part)

    assert (found.level, found.growth) == (lack, lack), why


def test_one_test_gives_a_level_and_no_growth(history):
    found = form(history, "选手05")

    assert isinstance(found.level, Level)
    assert found.growth == NotEnough(Lack.TOO_FEW_TESTS, 1, 2)


def test_tests_a_few_days_apart_give_no_growth():
    near = {"入营": 0.0, "模拟一": 4.0, "考核": 9.0}
    history = history_of([replace(one, day=near[one.test]) for one in MARKS], at=10)

    assert form(history, "选手01", days=(0.0, 10.0)).growth == NotEnough(Lack.TOO_FEW_DAYS, 9, 14)


def test_whoever_gained_more_on_the_same_tests_grows_faster():
    climbing = [replace(one, mark=one.mark + one.day / 30) if one.competitor == "选手02" else one for one in MARKS]
    history = history_of(climbing, at=70)

    growths = {who: form(history, who).growth for who in SQUAD}

    assert all(isinstance(one, Growth) for one in growths.values())
    assert max(growths, key=lambda who: growths[who].mean) == "选手02"


def test_a_range_stays_within_what_is_possible():
    assert span_of(95, 10) == (pytest.approx(78.55, abs=0.01), 100)
    assert span_of(-3, 10, low=-50) == (pytest.approx(-19.45, abs=0.01), pytest.approx(13.45, abs=0.01))


def test_the_lead_of_the_worked_example():
    lead = lead_of(Level(84, 4, 40, 2), Level(82, 3, 0, 1))

    assert lead == Change(2, 5, pytest.approx(0.6554, abs=1e-4), 2)
