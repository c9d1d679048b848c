"""Load, rest, sessions and terms: known answers, invariants, agreement with the slow way."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.follow_through.touching import (
    Touch,
    Touchable,
    TouchKind,
    faults_of_touches,
    touch_of,
    touched_aspects,
)
from beizhan.core.training.load import Effort, nights_of, warnings_of, weeks_of
from beizhan.core.training.sessions import (
    FARTHEST_AHEAD,
    FARTHEST_BACK,
    LONGEST_PLAN,
    WEEK,
    Session,
    carried,
    faults_of_done_day,
    faults_of_sessions,
    monday_of,
    stands_for,
)
from beizhan.core.training.terms import Term, faults_of_terms, terms_in, terms_used_in, trimmed, words_apart

MONDAY = date(2026, 11, 23)
ASPECTS = (Touchable("a", "1", "A"), Touchable("b", "2", "A"), Touchable("c", "2", "B"))


def codes(faults) -> list[str]:
    return [fault.code for fault in faults]


def effort(day: int, minutes: int = 100, hard: int = 5) -> Effort:
    return Effort(MONDAY + timedelta(days=day), minutes, hard)


def session(day: int, begins: int = 9, minutes: int = 60) -> Session:
    return Session(MONDAY + timedelta(days=day), time(begins), minutes, 5, "专项")


def test_the_worked_example_of_the_page():
    before = [effort(-7 * week) for week in (1, 2, 3, 4)]

    (week,) = weeks_of([*before, effort(0, 160), effort(2, 80)], MONDAY, 1)

    assert (week.load, week.minutes, week.sessions, week.ratio) == (1200, 240, 2, 2.4)
    assert codes(warnings_of([*before, effort(0, 160), effort(2, 80)], MONDAY)) == ["load_jump"]


def test_a_jump_needs_all_four_weeks_before():
    assert weeks_of([effort(-7), effort(-14), effort(-21), effort(0, 900)], MONDAY, 1)[0].ratio is None
    assert codes(warnings_of([effort(-7), effort(-14), effort(0, 500)], MONDAY)) == []


@pytest.mark.parametrize(("days", "found"), [(6, []), (7, ["no_rest_day"])])
def test_the_seventh_day_in_a_row_wants_a_rest(days, found):
    rows = [effort(day, 60 + 120 * (day % 2)) for day in range(days)]

    assert [code for code in codes(warnings_of(rows, MONDAY)) if code != "load_monotonous"] == found


def test_a_streak_that_began_last_week_is_seen():
    assert "no_rest_day" in codes(warnings_of([effort(day) for day in range(-5, 2)], MONDAY))


def test_days_that_hardly_differ_are_monotonous():
    assert codes(warnings_of([effort(day) for day in range(6)], MONDAY)) == ["load_monotonous"]
    assert codes(warnings_of([effort(0), effort(2, 200), effort(4, 30), effort(5)], MONDAY)) == []


def test_ten_hours_in_a_day_are_too_long_and_a_night_of_eleven_hours_is_not_too_short():
    assert codes(warnings_of([effort(0, 300), effort(0, 301)], MONDAY)) == ["day_too_long"]
    assert codes(nights_of([session(0, 21), session(1, 9)], MONDAY)) == []
    assert codes(nights_of([session(0, 22), session(1, 9)], MONDAY)) == ["night_too_short"]


def test_the_night_from_sunday_to_monday_is_that_of_the_week_that_begins():
    sessions = [session(-1, 22), session(0, 7), session(6, 22), session(7, 7)]

    nights = {week: nights_of(sessions, MONDAY + week * WEEK) for week in (-1, 0, 1)}

    assert [(week, one.facts) for week, found in nights.items() for one in found] == [
        (0, {"day": "2026-11-23", "hours": "8.0"}), (1, {"day": "2026-11-30", "hours": "8.0"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("later", "same", "why"),
    [
        (Session(MONDAY, time(9), 60, 5, "限时", "5"), True, "nothing changed"),
        (
            Session(MONDAY, time(9), 90, 8, "限时", "2"),
            True,
            "longer, for another section, still called so",
        ),
        (Session(MONDAY, time(9), 60, 5, "慢练", "5"), True, "called otherwise, for the same section"),
        (Session(MONDAY, time(9), 60, 5, "慢练", "2"), False, "something else"),
        (Session(MONDAY, time(9), 60, 5, "慢练"), False, "something else, of no section"),
        (Session(MONDAY, time(10), 60, 5, "限时", "5"), False, "at another time"),
        (Session(MONDAY + WEEK, time(9), 60, 5, "限时", "5"), False, "on another day"),
    ],
)
def test_a_session_of_a_later_version_stands_for_the_same_of_an_earlier_one(later, same, why):
    assert stands_for(later, Session(MONDAY, time(9), 60, 5, "限时", "5")) is same, why


def test_two_sessions_without_a_section_are_not_the_same_for_that():
    assert not stands_for(session(0), replace(session(0), title="体能"))


@given(st.lists(st.builds(effort, st.integers(-40, 6), st.integers(1, 700), st.integers(0, 10)), max_size=40))
def test_weeks_agree_with_adding_up_day_by_day_in_any_order(rows):
    weeks = weeks_of(rows, MONDAY, 6)

    assert weeks == weeks_of(list(reversed(rows)), MONDAY, 6)
    assert [one.load for one in weeks] == [
        sum(row.load for row in rows if one.monday <= row.day < one.monday + WEEK) for one in weeks
    ]


def test_last_week_is_carried_day_by_day_and_only_last_week():
    kept = carried([session(-7), session(0), session(3, 14)], MONDAY + WEEK + timedelta(days=2))

    assert [(one.day, one.begins) for one in kept] == [
        (MONDAY + WEEK, time(9)), (MONDAY + WEEK + timedelta(days=3), time(14)),
    ]  # fmt: skip
    assert carried([], MONDAY) == ()
    assert monday_of(MONDAY + timedelta(days=6)) == MONDAY


@pytest.mark.parametrize(
    ("sessions", "found"),
    [
        ([], ["plan_without_sessions"]),
        ([session(0), session(8)], ["session_outside"]),
        ([session(0, 9, 61), session(0, 10)], ["sessions_overlap"]),
        ([session(0, 9, 60), session(0, 10)], []),
        ([session(0, 9, 0)], ["session_length"]),
        (
            [Session(date.max, time(23), 120, 5, "专项"), Session(date.max, time(23, 30), 60, 5, "专项")],
            ["session_outside", "session_outside"],
        ),
    ],
)
def test_what_is_wrong_with_the_sessions_of_a_plan(sessions, found):
    assert codes(faults_of_sessions(sessions, MONDAY, MONDAY + timedelta(days=6), MONDAY)) == found


def test_a_plan_does_not_end_before_it_starts():
    assert codes(faults_of_sessions([session(0)], MONDAY, MONDAY - WEEK, MONDAY)) == ["plan_ends_before_it_starts"]


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        (MONDAY, MONDAY + LONGEST_PLAN - timedelta(days=1), []),
        (MONDAY, MONDAY + LONGEST_PLAN, ["plan_too_long"]),
        (MONDAY - FARTHEST_BACK, MONDAY, []),
        (MONDAY - FARTHEST_BACK - timedelta(days=1), MONDAY, ["plan_day_too_far"]),
        (MONDAY + FARTHEST_AHEAD, MONDAY + FARTHEST_AHEAD, []),
        (MONDAY, MONDAY + FARTHEST_AHEAD + timedelta(days=1), ["plan_day_too_far"]),
        (date.min, date.max, ["plan_day_too_far", "plan_day_too_far"]),
        (date.max, date.min, ["plan_day_too_far", "plan_day_too_far", "plan_ends_before_it_starts"]),
        (date.max, date.max, ["plan_day_too_far"]),
    ],
)
def test_a_plan_is_neither_too_long_nor_too_far_away(starts, ends, found):
    inside = replace(session(0), day=starts)

    assert codes(faults_of_sessions([inside], starts, ends, MONDAY)) == found


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (MONDAY, []),
        (MONDAY + timedelta(days=1), ["session_ahead"]),
        (MONDAY - FARTHEST_BACK, []),
        (MONDAY - FARTHEST_BACK - timedelta(days=1), ["session_long_ago"]),
        (date.min, ["session_long_ago"]),
    ],
)
def test_a_session_is_told_of_the_last_year_up_to_today(day, found):
    assert codes(faults_of_done_day(day, MONDAY)) == found


def test_sections_modules_and_aspects_touch_what_they_hold_and_equipment_nothing():
    def touched(*texts: str) -> frozenset[str]:
        return touched_aspects([touch_of(one) for one in texts], ASPECTS)

    assert touched("section:2") == {"b", "c"}
    assert touched("criterion:A", "aspect:c") == {"a", "b", "c"}
    assert touched("equipment:A") == frozenset()


def test_only_what_the_skill_has_can_be_touched():
    good = [Touch(TouchKind.SECTION, "7"), Touch(TouchKind.ASPECT, "a"), Touch(TouchKind.EQUIPMENT, "千分尺")]

    assert faults_of_touches(good, ASPECTS, ["7"]) == ()
    assert codes(faults_of_touches([Touch(TouchKind.CRITERION, "Z")], ASPECTS, [])) == ["touch_unknown"]


def test_the_longest_term_is_found_first_and_english_only_as_whole_words():
    terms = [Term("公差", "tolerance"), Term("公差带", "tolerance zone"), Term("轴", "axis")]

    spoken = terms_in("公差带与公差; Tolerance zone, intolerance", terms)

    assert [(one.text, one.term.zh) for one in spoken if one.term] == [
        ("公差带", "公差带"), ("公差", "公差"), ("Tolerance zone", "公差带"),
    ]  # fmt: skip


@given(st.text(alphabet="公差带tolerance zone,(）（)ı", max_size=60))
def test_the_pieces_of_a_text_give_it_again(text):
    terms = [Term("公差", "tolerance", avoid=("nce",)), Term("带", "zone")]

    assert "".join(one.text for one in terms_in(text, terms)) == text


def test_words_to_be_avoided_and_other_translations_in_brackets_are_strays():
    terms = [Term("公差", "tolerance", avoid=("容差", "allowed error")), Term("轴", "axis")]

    def strays(text: str) -> list[tuple[str, str]]:
        return [(one.text, one.term.zh) for one in terms_in(text, terms) if one.stray and one.term]

    assert strays("容差与公差; Allowed Error") == [("容差", "公差"), ("Allowed Error", "公差")]
    assert strays("公差（deviation）; tolerance (公差), tolerance (偏差)") == [("deviation", "公差"), ("偏差", "公差")]
    assert strays("公差（±0.1 mm）, 公差 (mm), 公差（Tolerance）, 轴（A）") == []


def test_the_terms_used_in_some_texts_come_once_in_the_order_of_the_texts():
    zone, axis = Term("公差带", "zone"), Term("轴", "axis")

    assert terms_used_in(["绕 Axis 转", "", "公差带与轴"], [zone, axis]) == (axis, zone)


def test_a_word_is_not_both_used_and_avoided():
    assert codes(faults_of_terms([Term("公差", "tolerance", avoid=("轴",)), Term("轴", "axis")])) == [
        "term_avoids_a_term"
    ]
    assert codes(faults_of_terms([Term("公差", "tolerance", avoid=("x",)), Term("轴", "axis", avoid=("X",))])) == [
        "term_avoids_a_term"
    ]
    assert codes(faults_of_terms([Term("公差", "tolerance", avoid=("容差",)), Term("轴", "axis")])) == []


def test_words_to_be_avoided_are_typed_in_a_row():
    assert words_apart("容差； 裕度;allowance、") == ("容差", "裕度", "allowance")
    assert trimmed(Term(" 公差", "tolerance ", "", (" a ", "", "a"))) == Term("公差", "tolerance", "", ("a",))


def test_one_word_with_two_translations_is_refused_on_either_side():
    assert codes(faults_of_terms([Term("公差", "tolerance"), Term("容差", "Tolerance")])) == ["term_translated_twice"]
    assert codes(faults_of_terms([Term("公差", "tolerance"), Term("公差", "margin")])) == ["term_translated_twice"]
    assert codes(faults_of_terms([Term("公差", " ")])) == ["term_half_missing"]
