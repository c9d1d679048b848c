"""How far a source is believed, how long it holds, and which sighting speaks for a section."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.analysis.sources import (
    LONGEST_LIFE,
    Credibility,
    Freshness,
    Level,
    Reliability,
    Sighting,
    Weight,
    band_of,
    faults_of_level,
    faults_of_observation,
    freshest_of,
    freshness_of,
    heaviest_of,
    picture_of,
    weight_of,
)

SEEN = date(2026, 6, 1)
TODAY = date(2026, 11, 22)


def sighting(  # noqa: PLR0913 - a builder: each test names what it is about
    key, level, *, ago=10, life=90, weight=Weight.SOLID, section="3"
):
    seen = TODAY - timedelta(days=ago)
    return Sighting(key, Level(section, level, level, level), seen, seen + timedelta(days=life), weight)


@pytest.mark.parametrize(
    ("rating", "weight", "why"),
    [
        ("A1", Weight.SOLID, "reliable and confirmed"),
        ("B2", Weight.SOLID, "usually reliable, probably true"),
        ("A3", Weight.USABLE, "a good source that is not sure"),
        ("C1", Weight.USABLE, "a fair source, confirmed by others"),
        ("C3", Weight.USABLE, "the least that is usable"),
        ("D1", Weight.DOUBTFUL, "a source not usually reliable"),
        ("A4", Weight.DOUBTFUL, "a good source that itself doubts"),
        ("F1", Weight.DOUBTFUL, "a source nobody can judge"),
        ("A6", Weight.DOUBTFUL, "a piece nobody can judge"),
    ],
)
def test_both_halves_of_a_rating_make_its_weight(rating, weight, why):
    assert weight_of(Reliability(rating[0]), Credibility(rating[1])) == weight, why


def test_a_better_half_never_makes_a_rating_lighter():
    weights = {(one, other): list(Weight).index(weight_of(one, other)) for one in Reliability for other in Credibility}

    grown = [(a, b) for a in weights for b in weights if a[0] <= b[0] and a[1] <= b[1] and weights[a] > weights[b]]
    assert grown == []


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, Freshness.FRESH), (90, Freshness.FRESH), (91, Freshness.STALE), (180, Freshness.STALE), (181, Freshness.GREY)],
)
def test_what_was_seen_is_fresh_until_it_expires_stale_for_as_long_again_and_then_grey(days, age):
    assert freshness_of(SEEN, SEEN + timedelta(days=90), at=SEEN + timedelta(days=days)) == age


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 730), st.integers(0, 3000))
def test_nothing_grows_fresher_with_time(seen, life, days):
    order, expires = list(Freshness), seen + timedelta(days=life)

    ages = [freshness_of(seen, expires, at=seen + timedelta(days=day)) for day in (days, days + 1)]

    assert order.index(ages[0]) <= order.index(ages[1])


def test_nothing_known_is_grey_and_nothing_weighed_is_doubtful():
    assert (freshest_of([]), heaviest_of([])) == (Freshness.GREY, Weight.DOUBTFUL)
    assert freshest_of([Freshness.STALE, Freshness.FRESH]) == Freshness.FRESH
    assert heaviest_of([Weight.DOUBTFUL, Weight.USABLE]) == Weight.USABLE


def test_a_rumour_of_today_does_not_hide_a_measurement_that_still_holds():
    measured = sighting(1, 80, ago=30)
    rumour = sighting(2, 95, ago=0, weight=Weight.DOUBTFUL)

    assert picture_of([rumour, measured], at=TODAY) == {"3": measured}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (sighting(1, 70, weight=Weight.DOUBTFUL), sighting(2, 80, ago=100), "fresh goes before stale"),
        (sighting(1, 70, weight=Weight.USABLE, ago=50), sighting(2, 80, weight=Weight.DOUBTFUL), "then what weighs"),
        (sighting(1, 70, ago=5), sighting(2, 80, ago=20), "then what was seen later"),
        (sighting(2, 70), sighting(1, 80), "then what was written down later"),
    ],
)
def test_the_sighting_that_speaks_is_chosen_in_this_order(one, other, why):
    assert {picture_of(pair, at=TODAY)["3"] for pair in permutations((one, other))} == {one}, why


def test_sections_do_not_speak_for_each_other():
    whole, section = sighting(1, 84, section=""), sighting(2, 90)

    assert picture_of([whole, section], at=TODAY) == {"": whole, "3": section}


def test_the_example_of_the_method_page():
    """docs/method/analysis.md: three sightings of one section on 2026-11-22."""
    visit = Sighting(1, Level("4", 88, 80, 92), date(2026, 9, 1), date(2027, 2, 28), Weight.SOLID)
    talk = Sighting(2, Level("4", 70, 60, 80), date(2026, 3, 1), date(2026, 8, 31), Weight.USABLE)
    rumour = Sighting(3, Level("4", 95, 85, 100), date(2026, 11, 20), date(2027, 5, 20), Weight.DOUBTFUL)

    ages = [freshness_of(one.seen, one.expires, at=TODAY) for one in (visit, talk, rumour)]

    assert ages == [Freshness.FRESH, Freshness.STALE, Freshness.FRESH]
    assert picture_of([rumour, talk, visit], at=TODAY) == {"4": visit}


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ((50, None, None), Level("", 50, 40, 60)),
        ((95, None, None), Level("", 95, 85, 100)),
        ((3, None, None), Level("", 3, 0, 13)),
        ((50, 48, None), Level("", 50, 48, 60)),
        ((50, 45, 51), Level("", 50, 45, 51)),
    ],
)
def test_a_level_without_a_band_is_meant_with_ten_points_to_each_side(said, level):
    assert band_of("", *said) == level


@pytest.mark.parametrize(
    ("level", "codes"),
    [
        (Level("3", 80, 70, 90), []),
        (Level("3", 80, 81, 90), ["band_without_its_level"]),
        (Level("3", 80, 70, 79), ["band_without_its_level"]),
        (Level("3", 101, 90, 101), ["level_out_of_range"]),
        (Level("3", 5, -1, 10), ["level_out_of_range"]),
    ],
)
def test_a_level_lies_in_its_band_and_the_band_in_the_scale(level, codes):
    assert [fault.code for fault in faults_of_level(level)] == codes


@pytest.mark.parametrize(
    ("source", "seen", "life", "says", "codes"),
    [
        ("报告", TODAY, 1, True, []),
        (" ", TODAY, 1, True, ["source_missing"]),
        ("报告", TODAY, 1, False, ["observation_empty"]),
        ("报告", TODAY + timedelta(days=1), 1, True, ["seen_in_the_future"]),
        ("报告", TODAY, 0, True, ["expires_before_it_was_seen"]),
        ("报告", TODAY, LONGEST_LIFE.days, True, []),
        ("报告", TODAY, LONGEST_LIFE.days + 1, True, ["expires_very_late"]),
    ],
)
def test_an_observation_has_a_source_says_something_and_holds_for_a_while(source, seen, life, says, codes):
    found = faults_of_observation(source, seen, seen + timedelta(days=life), says=says, at=TODAY)

    assert [fault.code for fault in found] == codes
