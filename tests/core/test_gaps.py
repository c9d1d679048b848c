from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.faults import Severity
from beizhan.core.gaps.gap import Cause, Countermeasure, Gap, faults_of
from beizhan.core.gaps.ledger import (
    Light,
    State,
    SumsBy,
    ledger_of,
    light_of_section,
    sums_by,
    sums_of,
)
from beizhan.core.gaps.readings import AspectMark, Estimate, Evidence, Reading, RivalMark, SectionLine, section_line_of
from beizhan.core.gaps.verifying import Noise

D = date(2026, 3, 1)
NOISE = Noise(day=0.02, project=0.03)
SAID = Countermeasure("每日限时装配", "教练01", answered_on=D + timedelta(1), due=D + timedelta(30), expected=200)
GAP = Gap("g1", "E1", "17", "B1", "3", 1500, Cause.SPEED, D, found_in="mock 1", countermeasure=SAID)


def reading(name, day, marks, *, full=100, first=1):
    aspects = tuple(AspectMark(f"a{number}", mark, full) for number, mark in enumerate(marks, first))
    return Reading(name, D + timedelta(day), "3", aspects, "P")


BEFORE = reading("mock 1", 0, [100] * 4 + [50] * 4 + [0] * 2)  # 6.00 of 10.00
AFTER = reading("mock 2", 31, [100] * 5 + [100] * 3 + [50] * 2)  # 9.00 of 10.00


def row_on(day, *readings, gap=GAP, noise=NOISE):
    return ledger_of([gap], {"E1": readings}, noise=noise, at=D + timedelta(day))[0]


@pytest.mark.parametrize(
    ("gap", "day", "state", "light", "why"),
    [
        (replace(GAP, countermeasure=None), 50, State.OPEN, Light.RED, "nobody has a way out"),
        (GAP, 26, State.ANSWERED, Light.AMBER, "four days are left"),
        (GAP, 27, State.DUE, Light.AMBER, "three days are left"),
        (GAP, 30, State.DUE, Light.AMBER, "the day itself"),
        (GAP, 31, State.OVERDUE, Light.RED, "a day late, and no test shows it"),
        (replace(GAP, is_dropped=True), 31, State.DROPPED, Light.GREY, "nobody pursues it"),
    ],
)
def test_a_gap_that_nobody_has_tested_stands_where_its_days_say(gap, day, state, light, why):
    row = row_on(day, BEFORE, gap=gap)

    assert (row.state, row.light, row.verification.verdict) == (state, light, "not_yet_tested"), why


def test_a_rise_beyond_noise_in_the_next_test_verifies_a_gap_in_marks_of_the_section():
    row = row_on(31, BEFORE, AFTER)
    rise = row.verification.rise

    assert (row.state, row.light) == (State.VERIFIED, Light.GREEN)
    assert (rise.before, rise.after, rise.basis, rise.aspects) == ("mock 1", "mock 2", "same_aspects", 10)
    assert rise.marks == 450  # 3.00 of 10.00 marks, on the 15.00 of the section
    # differences 0 x 4, 50 x 6 (mean 30): scatter sqrt(10/9 x (4 x 900 + 6 x 400)) = 81.65, of 1000, on 1500: 122.47
    # day to day: sqrt(2) x 0.02 x 1500 = 42.43; together 129.61; Student's t with 9 degrees at 0.95: 1.8331
    assert (round(rise.error, 2), round(rise.least, 2)) == (129.61, 212.4)
    assert rise.cautions == ("found_in_baseline", "same_project")


@pytest.mark.parametrize(
    ("marks", "verdict", "why"),
    [
        ([100] * 4 + [50] * 4 + [0, 0], "no_rise", "just the same"),
        ([100] * 4 + [50] * 4 + [50, 0], "within_noise", "0.75 marks on one aspect of ten"),
        ([100] * 4 + [50] * 3 + [0] * 3, "no_rise", "a fall"),
    ],
)
def test_a_rise_within_noise_is_not_called_verified(marks, verdict, why):
    row = row_on(40, BEFORE, reading("mock 2", 31, marks))

    assert (row.verification.verdict, row.state, row.light) == (verdict, State.NOT_CONFIRMED, Light.RED), why


def test_a_rise_on_a_project_of_unknown_difficulty_cannot_be_verified():
    other = replace(AFTER, project="Q")

    known = row_on(31, BEFORE, other).verification
    unknown = row_on(31, BEFORE, other, noise=Noise(day=0.02)).verification
    unnamed = row_on(31, replace(BEFORE, project=""), replace(AFTER, project=""), noise=Noise()).verification

    assert (known.verdict, known.rise.cautions) == ("verified", ("found_in_baseline",))
    assert known.rise.error > row_on(31, BEFORE, AFTER).verification.rise.error
    assert (unknown.verdict, unknown.rise.marks, unknown.rise.error, unknown.rise.least) == (
        "noise_unknown",
        450,
        None,
        None,
    )
    assert unnamed.verdict == "noise_unknown"


def test_a_gap_in_everything_is_compared_over_everything():
    gap = replace(GAP, section="", full=10_000)

    row = row_on(31, replace(BEFORE, section=""), replace(AFTER, section=""), BEFORE, AFTER, gap=gap)

    assert row.verification.rise.marks == 3000


def test_only_the_first_test_from_the_due_day_decides_however_well_later_ones_go():
    early = replace(AFTER, assessment="early", on=SAID.due - timedelta(1))
    worse = reading("first", 30, [0] * 10)
    later = replace(AFTER, assessment="later", on=SAID.due + timedelta(20))

    assert row_on(60, BEFORE, early).verification.verdict == "not_yet_tested"
    assert row_on(60, later, worse, early, BEFORE).verification.rise.after == "first"
    assert row_on(60, later, early, BEFORE).verification.rise.before == "mock 1"


def test_what_is_in_place_sooner_is_decided_sooner_but_not_by_a_test_on_that_very_day():
    placed = replace(GAP, countermeasure=replace(SAID, in_place_on=D + timedelta(10)))
    same_day, next_day = (replace(AFTER, assessment=f"{day}", on=D + timedelta(day)) for day in (10, 11))

    assert row_on(20, BEFORE, same_day, gap=placed).verification.verdict == "not_yet_tested"
    assert row_on(20, BEFORE, same_day, next_day, gap=placed).verification.rise.after == "11"


def test_what_is_due_at_once_is_not_decided_by_the_test_that_it_answers():
    at_once = replace(GAP, countermeasure=replace(SAID, answered_on=BEFORE.on, due=BEFORE.on))

    assert row_on(20, BEFORE, gap=at_once).verification.verdict == "not_yet_tested"
    assert row_on(60, BEFORE, AFTER, gap=at_once).verification.rise.before == BEFORE.assessment


def test_a_project_changed_by_thirty_percent_is_compared_by_the_aspects_that_stayed():
    changed = replace(AFTER, aspects=(*AFTER.aspects[:7], *(AspectMark(f"new{n}", 100, 100) for n in range(3))))

    rise = row_on(31, BEFORE, changed).verification.rise

    assert (rise.basis, rise.aspects) == ("same_aspects", 7)
    assert rise.marks == 321  # 5.50 to 7.00 of 7.00: 150 x 1500 / 700 = 321.43
    assert rise.cautions == ("found_in_baseline", "same_project", "few_aspects")


@pytest.mark.parametrize(("shared", "basis"), [(5, "same_aspects"), (4, "whole_section")])
def test_the_aspects_in_both_tests_must_be_worth_at_least_half_of_each(shared, basis):
    changed = replace(
        AFTER, aspects=(*AFTER.aspects[:shared], *(AspectMark(f"n{n}", 90, 100) for n in range(10 - shared)))
    )

    assert row_on(31, BEFORE, changed).verification.rise.basis == basis


def test_the_baseline_is_the_latest_assessment_before_the_countermeasure():
    older = reading("older", -30, [0] * 10)
    same_day = reading("that day", 1, [50] * 10)

    assert row_on(40, older, BEFORE, AFTER).verification.rise.before == "mock 1"
    assert row_on(40, older, BEFORE, same_day, AFTER).verification.rise.before == "that day"
    assert row_on(40, older, BEFORE, replace(same_day, on=D + timedelta(2)), AFTER).verification.rise.before == "mock 1"


def test_another_project_is_compared_as_a_whole_section_carried_over_to_its_full_marks():
    other = replace(reading("mock 2", 31, [90] * 8, first=101), project="Q")

    rise = row_on(31, BEFORE, other).verification.rise

    assert (rise.basis, rise.aspects, rise.marks) == ("whole_section", 8, 450)  # 0.9 - 0.6 of 15.00


@pytest.mark.parametrize(
    ("before", "after", "gap", "hindrance"),
    [
        (None, AFTER, GAP, "no_baseline"),
        (BEFORE, reading("m", 31, [100] * 9 + [None]), GAP, "marks_blank"),
        (BEFORE, reading("m", 31, [100] * 7, first=50), GAP, "too_few_aspects"),
        (BEFORE, reading("m", 31, [100] * 9, full=200), GAP, None),
        (BEFORE, replace(reading("m", 31, [100] * 9, first=50), standard="2028"), GAP, "other_standard"),
        (BEFORE, reading("m", 31, [100] * 9, first=50), replace(GAP, aspects=frozenset({"a1"})), "aspects_not_marked"),
        (BEFORE, reading("m", 31, []), GAP, "aspects_not_marked"),
    ],
)
def test_what_is_not_like_with_like_is_not_compared_and_says_why(before, after, gap, hindrance):
    row = row_on(31, *filter(None, (before, after)), gap=gap)

    assert row.verification.hindrance == hindrance
    if hindrance:
        assert (row.verification.verdict, row.state, row.light) == ("not_comparable", State.OVERDUE, Light.RED)


def test_a_gap_on_its_way_is_grey_when_its_tests_cannot_be_compared():
    placed = replace(GAP, countermeasure=replace(SAID, in_place_on=D + timedelta(10)))

    row = row_on(20, BEFORE, reading("m", 15, [100] * 7, first=50), gap=placed)

    assert (row.state, row.light) == (State.ANSWERED, Light.GREY)


def test_a_test_that_cannot_be_compared_leaves_the_decision_to_the_next():
    blank = reading("blank", 31, [None] * 10)

    assert row_on(60, BEFORE, blank, replace(AFTER, on=D + timedelta(40))).verification.rise.after == "mock 2"


def test_nothing_that_lies_ahead_is_known_yet():
    assert row_on(30, BEFORE, AFTER).verification.verdict == "not_yet_tested"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"full": 0, "countermeasure": None}, "gap_worth_nothing"),
        ({"countermeasure": replace(SAID, words=" ")}, "countermeasure_without_words"),
        ({"countermeasure": replace(SAID, owner="")}, "countermeasure_without_owner"),
        ({"countermeasure": replace(SAID, expected=0)}, "expected_marks_none"),
        ({"countermeasure": replace(SAID, expected=1501)}, "expected_marks_beyond_full"),
        ({"found_on": D + timedelta(2)}, "answered_before_found"),
        ({"countermeasure": replace(SAID, due=D)}, "due_before_answered"),
        ({"countermeasure": replace(SAID, in_place_on=D)}, "in_place_before_answered"),
        ({"countermeasure": replace(SAID, in_place_on=D + timedelta(31))}, "in_place_after_due"),
    ],
)
def test_what_cannot_be_meant_is_a_fault(changes, code):
    found = faults_of(replace(GAP, **changes))

    assert [fault.code for fault in found] == [code]
    assert (found[0].severity is Severity.WARNING) == (code in {"in_place_after_due", "expected_marks_none"})


def test_a_sound_gap_has_no_fault():
    assert faults_of(GAP) == ()


def test_the_line_of_four_is_priced_on_the_section_and_knows_what_has_expired():
    ours = [BEFORE, replace(AFTER, assessment="E2 mock", on=D)]
    seen = RivalMark("R1", D, "3", 800, 1000, expires=D + timedelta(90))
    stale = RivalMark("R2", D, "3", 950, 1000, expires=D + timedelta(4))

    line = section_line_of(("3", 1500), [BEFORE], ours=ours, rivals=[seen, stale], at=D + timedelta(5))

    assert line == SectionLine(
        "3",
        now=Evidence(900, None, D, "mock 1"),
        our_best=Evidence(1350, None, D, "E2 mock"),
        best_rival=Evidence(1200, None, D, "R1"),
        full=1500,
    )


def test_an_estimate_stays_a_float_and_gives_way_to_marks_of_its_day():
    newer = Estimate(D + timedelta(1), "3", 640.5, 30.0, full=1000)
    same = replace(newer, on=D)

    later = section_line_of(("3", 1500), [BEFORE, newer], ours=[], rivals=[], at=D + timedelta(9)).now
    equal = section_line_of(("3", 1500), [same, BEFORE], ours=[], rivals=[], at=D + timedelta(9)).now

    assert later == Evidence(960.75, 45.0, D + timedelta(1))
    assert (equal.marks, type(equal.marks)) == (900, int)


def test_a_line_without_evidence_is_empty_and_grey():
    line = section_line_of(("3", 1500), [reading("m", 0, [None])], ours=[], rivals=[], at=D)

    assert (line.now, line.our_best, line.best_rival) == (None, None, None)
    assert light_of_section(line, []) == Light.GREY


@pytest.mark.parametrize(
    ("now", "rival", "light"),
    [(900, 900, Light.GREEN), (899, 900, Light.AMBER), (900, None, Light.GREY), (None, 900, Light.GREY)],
)
def test_green_needs_evidence_on_both_sides(now, rival, light):
    ours, theirs = (None if marks is None else Evidence(marks, None, D, "x") for marks in (now, rival))
    line = SectionLine("3", ours, ours, theirs, 1500)

    assert light_of_section(line, []) == light
    assert light_of_section(line, [row_on(31, BEFORE)]) == Light.RED


def test_sums_hold_what_was_measured_against_what_was_expected_of_the_tested():
    rows = ledger_of(
        [
            GAP,
            replace(GAP, key="g2", entry="E2", countermeasure=replace(SAID, expected=100)),
            replace(GAP, key="g3", countermeasure=None, section="4"),
            replace(GAP, key="g5", is_dropped=True),
            replace(GAP, key="g4", entry="E3", skill="33", countermeasure=replace(SAID, expected=50)),
        ],
        {"E1": [BEFORE, AFTER], "E2": [BEFORE, reading("mock 2", 31, [100] * 4 + [50] * 3 + [0] * 3)]},
        noise=NOISE,
        at=D + timedelta(35),
    )

    (sums, nothing) = sums_by(rows, SumsBy.BASE, ["B1", "B9"])

    assert (sums.expected, sums.tested, sums.expected_of_tested) == (350, 2, 300)
    assert (sums.measured, sums.verified, round(sums.error)) == (375, 450, 156)  # +4.50 and -0.75; 129.61 and 86.17
    assert {state: count for state, count in sums.states.items() if count} == {
        State.OPEN: 1,
        State.OVERDUE: 1,
        State.VERIFIED: 1,
        State.NOT_CONFIRMED: 1,
        State.DROPPED: 1,
    }
    assert (nothing.light, nothing.measured, nothing.verified, nothing.expected) == (Light.GREY, None, None, 0)
    assert [one.expected for one in sums_by(rows, SumsBy.SKILL, ["17", "33"])] == [300, 50]
    assert [one.states[State.OPEN] for one in sums_by(rows, SumsBy.CAUSE, list(Cause))][:3] == [0, 0, 1]


def test_two_gaps_that_rest_on_the_same_two_tests_count_the_rise_once():
    by_aspects = replace(GAP, key="g3", aspects=frozenset({"a5", "a6"}))
    rows = ledger_of(
        [GAP, replace(GAP, key="g2", cause=Cause.KNOWLEDGE), by_aspects],
        {"E1": [BEFORE, AFTER]},
        noise=NOISE,
        at=D + timedelta(35),
    )

    assert [row.verification.rise.marks for row in rows] == [450, 450, 750]
    assert (sums_of("all", rows).measured, sums_of("all", rows).verified) == (450, 450)


marks = st.lists(st.integers(0, 100), min_size=8, max_size=14)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=12), st.integers(1, 3000))
def test_a_rise_is_the_exact_fraction_rounded_half_up(pairs, full):
    gap = replace(GAP, full=full)
    before, after = reading("a", 0, [mark for mark, _ in pairs]), reading("b", 31, [then for _, then in pairs])

    rise = row_on(31, before, after, gap=gap).verification.rise

    exact = Fraction(sum(then - mark for mark, then in pairs) * full, 100 * len(pairs))
    assert rise.marks == (exact + Fraction(1, 2)).__floor__()


@given(marks, st.permutations(range(8)))
def test_neither_the_order_of_readings_nor_of_aspects_matters(values, order):
    before, after = reading("a", 0, [50] * len(values)), reading("b", 31, values)
    shuffled = replace(after, aspects=(*(after.aspects[place] for place in order), *after.aspects[8:]))

    one, other = row_on(40, before, after), row_on(40, shuffled, before)

    assert one.verification.verdict == other.verification.verdict
    assert one.verification.rise.error == pytest.approx(other.verification.rise.error)


@given(marks, st.floats(0, 0.2), st.floats(0, 0.2))
def test_more_noise_never_verifies_what_less_noise_does_not(values, less, extra):
    readings = reading("a", 0, [50] * len(values)), replace(reading("b", 31, values), project="Q")

    quiet = row_on(40, *readings, noise=Noise(less, less)).verification
    loud = row_on(40, *readings, noise=Noise(less + extra, less + extra)).verification

    assert loud.verdict != "verified" or quiet.verdict == "verified"
    assert loud.rise.error >= quiet.rise.error


def sat_twice(rng, rise):
    """Return how a gap fares whose 20 aspects are met with chances that rise by so much, a day's form included."""
    chances = rng.uniform(0.2, 0.6, 20)
    both = [np.clip(chances + extra + rng.normal(0, 0.02), 0, 1) for extra in (0, rise)]
    before, after = ((100 * (rng.random(20) < chance)).tolist() for chance in both)
    return row_on(40, reading("a", 0, before), reading("b", 31, after), noise=Noise(day=0.02)).verification


def test_where_nothing_has_changed_one_gap_in_twenty_is_called_verified():
    rng = np.random.default_rng(20)

    verdicts = [sat_twice(rng, 0).verdict for _ in range(1000)]

    assert 30 <= verdicts.count("verified") <= 70


def test_a_planted_rise_is_recovered_with_the_error_that_is_claimed():
    rng = np.random.default_rng(21)

    rises = [sat_twice(rng, 0.3).rise for _ in range(1000)]

    marks = np.array([one.marks for one in rises])
    assert abs(marks.mean() - 450) < 3 * marks.std() / np.sqrt(1000)
    assert np.sqrt(np.mean([one.error**2 for one in rises])) == pytest.approx(marks.std(), rel=0.07)
