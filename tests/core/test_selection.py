from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.marks import BLANK
from beizhan.core.scheme.tree import Aspect, Kind
from beizhan.core.selection.outcomes import Candidate, Outcome, Reason, Status, candidates_of, outcomes_of
from beizhan.core.selection.rule import (
    AtCut,
    Round,
    Rule,
    TieBreak,
    combined_of,
    document_of,
    faults_of,
    rule_of,
    shown_of,
)
from beizhan.core.standing import Sheet

ONE = (Round("final", 100),)
TWO = (Round("first", 40), Round("final", 60))


def field(*totals, units=()):
    names = "abcdefghij"
    return [Candidate(names[at], (total,), unit=units[at] if units else "") for at, total in enumerate(totals)]


def said(candidates, rule):
    return {one.code: (one.status.value, one.reason.value) for one in outcomes_of(candidates, rule)}


THROUGH, RESERVE, OUT = ("through", "rank"), ("reserve", "rank"), ("out", "rank")
AT_CUT, STANDS = ("undecided", "tie_at_cut"), ("through", "tie_stands")
CAPPED = ("out", "unit_cap")


def test_the_best_go_through_the_next_are_in_reserve_the_others_are_out():
    outcomes = outcomes_of(field(7000, 9000, 8000, 6000), Rule(ONE, through=2, of=4, reserves=1))

    assert outcomes == (
        Outcome("b", Status.THROUGH, Reason.RANK, 1, tied=False, combined=900_000),
        Outcome("c", Status.THROUGH, Reason.RANK, 2, tied=False, combined=800_000),
        Outcome("a", Status.RESERVE, Reason.RANK, 3, tied=False, combined=700_000),
        Outcome("d", Status.OUT, Reason.RANK, 4, tied=False, combined=600_000),
    )


def test_rounds_are_combined_exactly_and_never_rounded_before_they_are_compared():
    rule = Rule(TWO, through=1)
    a, b = Candidate("a", (8001, 8000)), Candidate("b", (8002, 7999))

    assert (combined_of(a.totals, rule), combined_of(b.totals, rule)) == (800_040, 800_020)
    assert shown_of(800_040, rule) == shown_of(800_020, rule) == 8000
    assert said([a, b], rule) == {"a": THROUGH, "b": OUT}


@pytest.mark.parametrize(("combined", "shown"), [(800_049, 8000), (800_050, 8001), (800_149, 8001)])
def test_a_combined_mark_is_shown_half_up(combined, shown):
    assert shown_of(combined, Rule(TWO, through=1)) == shown


@pytest.mark.parametrize(
    ("totals", "rule", "wanted", "why"),
    [
        ((90, 80, 80, 70), Rule(ONE, 1, reserves=2), [THROUGH, RESERVE, RESERVE, OUT], "equals on one side of a cut"),
        ((90, 80, 80, 70), Rule(ONE, 2, reserves=1), [THROUGH, AT_CUT, AT_CUT, OUT], "one of b, c is the reserve"),
        ((90, 80, 80, 70), Rule(ONE, 2, reserves=2), [THROUGH, AT_CUT, AT_CUT, RESERVE], "d is behind both anyhow"),
        ((90, 80, 80, 70), Rule(ONE, 2), [THROUGH, AT_CUT, AT_CUT, OUT], "no reserves"),
        (
            (90, 80, 80, 80, 70),
            Rule(ONE, 2, reserves=1),
            [THROUGH, *[AT_CUT] * 3, OUT],
            "three for both kinds of place",
        ),
        ((90, 80, 80, 70), Rule(ONE, 1, reserves=1), [THROUGH, AT_CUT, AT_CUT, OUT], "across the lower cut"),
        (
            (90, 80, 80, 70),
            Rule(ONE, 2, reserves=1, tie_stands=AtCut.TIE_STANDS),
            [THROUGH, STANDS, STANDS, RESERVE],
            "",
        ),
        (
            (90, 80, 80, 70),
            Rule(ONE, 1, reserves=1, tie_stands=AtCut.TIE_STANDS),
            [THROUGH, ("reserve", "tie_stands"), ("reserve", "tie_stands"), OUT],
            "the tie stands in reserve too",
        ),
        ((90, 80), Rule(ONE, 5), [THROUGH, THROUGH], "fewer than there are places"),
        ((), Rule(ONE, 5), [], "nobody"),
    ],
)
def test_a_tie_matters_only_across_a_cut(totals, rule, wanted, why):
    assert list(said(field(*totals), rule).values()) == wanted, why


def test_tie_breaks_decide_in_their_order():
    rule = Rule(ONE, through=1, ties=(TieBreak("final", "A"), TieBreak("final", "B")))
    candidates = [Candidate("a", (80,), (30, 20)), Candidate("b", (80,), (30, 21)), Candidate("c", (80,), (29, 50))]

    assert said(candidates, rule) == {"b": THROUGH, "a": OUT, "c": OUT}


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (Rule(ONE, through=3, minimum=7001), {"a": THROUGH, "b": ("out", "below_minimum")}),
        (Rule(ONE, through=3, minimum=7000), {"a": THROUGH, "b": THROUGH}),
        (Rule((Round("final", 100, minimum=7001),), through=3), {"a": THROUGH, "b": ("out", "below_minimum")}),
    ],
)
def test_who_is_below_the_minimum_is_out_even_if_there_is_room(rule, wanted):
    assert said(field(9000, 7000), rule) == wanted


def test_one_round_below_its_minimum_is_not_made_good_by_another():
    rule = Rule((Round("first", 40, minimum=6000), Round("final", 60)), through=2)

    assert said([Candidate("a", (5999, 10_000)), Candidate("b", (6000, 6000))], rule) == {
        "a": ("out", "below_minimum"),
        "b": THROUGH,
    }


@pytest.mark.parametrize(
    ("totals", "units", "rule", "wanted", "why"),
    [
        ((9, 8, 7, 6), "xxyz", Rule(ONE, 2, cap_per_unit=1), [THROUGH, CAPPED, THROUGH, OUT], "b makes room for c"),
        ((9, 8, 7, 6), "xxyz", Rule(ONE, 2, reserves=1, cap_per_unit=1), [THROUGH, CAPPED, THROUGH, RESERVE], ""),
        ((9, 8, 7, 6), "xyxz", Rule(ONE, 2, reserves=1, cap_per_unit=1), [THROUGH, THROUGH, CAPPED, RESERVE], ""),
        ((9, 8, 7, 6), "xxxx", Rule(ONE, 3, cap_per_unit=2), [THROUGH, THROUGH, CAPPED, CAPPED], "a place stays free"),
        ((9, 8, 7, 6), ["", "", "", ""], Rule(ONE, 3, cap_per_unit=1), [THROUGH] * 3 + [OUT], "no unit is no unit"),
        ((9, 8, 7, 6), "xyxz", Rule(ONE, 2, cap_per_unit=1), [THROUGH, THROUGH, OUT, OUT], "no place was left anyhow"),
        (
            (9, 8, 8, 7),
            "xyyz",
            Rule(ONE, 3, cap_per_unit=1),
            [THROUGH, ("undecided", "tie_at_cap"), ("undecided", "tie_at_cap"), THROUGH],
            "one of b and c has the unit's place",
        ),
        (
            (9, 8, 8, 7),
            "xyyz",
            Rule(ONE, 3, cap_per_unit=1, tie_stands=AtCut.TIE_STANDS),
            [THROUGH, THROUGH, THROUGH, OUT],
            "a tie stands at the cap too",
        ),
        ((9, 8, 8, 7), "xxyz", Rule(ONE, 2, cap_per_unit=1), [THROUGH, CAPPED, THROUGH, OUT], "the cap breaks the tie"),
        (
            (9, 8, 8, 8),
            "xyyz",
            Rule(ONE, 2, reserves=1, cap_per_unit=1),
            [THROUGH, AT_CUT, AT_CUT, AT_CUT],
            "a place and a reserve for three, two of one unit",
        ),
    ],
)
def test_no_unit_has_more_places_than_its_cap(totals, units, rule, wanted, why):
    outcomes = said(field(*totals, units=list(units)), rule)

    assert [outcomes[code] for code in sorted(outcomes)] == wanted, why


def test_nobody_has_an_outcome_while_anything_is_blank():
    candidates = [Candidate("a", (9000, 9000)), Candidate("b", (9000, None)), Candidate("c", (1, None), withdrawn=True)]

    assert outcomes_of(candidates, Rule(TWO, through=1)) == (
        Outcome("a", Status.UNDECIDED, Reason.INCOMPLETE),
        Outcome("b", Status.UNDECIDED, Reason.INCOMPLETE),
        Outcome("c", Status.OUT, Reason.WITHDRAWN),
    )


def test_who_has_withdrawn_leaves_the_place_to_the_next():
    candidates = [Candidate("a", (9000,), withdrawn=True), *field(0, 8000)[1:], Candidate("c", (7000,))]

    assert said(candidates, Rule(ONE, through=1, reserves=1)) == {
        "b": THROUGH,
        "c": RESERVE,
        "a": ("out", "withdrawn"),
    }


@pytest.mark.parametrize(
    ("candidates", "why"),
    [
        ([Candidate("a", (1,)), Candidate("a", (2,))], "one code twice"),
        ([Candidate("a", (1, 2))], "two totals for one round"),
    ],
)
def test_candidates_that_do_not_fit_the_rule_are_refused(candidates, why):
    with pytest.raises(ValueError, match=r"code|argument"):
        outcomes_of(candidates, Rule(ONE, through=1))


def test_what_if_is_asking_again_with_another_rule():
    candidates = [Candidate("a", (9000, 5000)), Candidate("b", (5000, 8000))]

    assert said(candidates, Rule(TWO, through=1)) == {"b": THROUGH, "a": OUT}
    assert said(candidates, Rule((Round("first", 60), Round("final", 40)), through=1)) == {"a": THROUGH, "b": OUT}


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        (Rule(TWO, through=2, of=5, reserves=1, minimum=6000, cap_per_unit=1), []),
        (Rule((Round("a", 333), Round("b", 667)), through=1), []),
        (Rule((), through=1), ["weights_not_whole"]),
        (Rule((Round("a", 50), Round("b", 40)), through=1), ["weights_not_whole"]),
        (Rule((Round("a", 50), Round("a", 50)), through=1), ["round_twice"]),
        (Rule((Round("a", 100), Round("b", 0)), through=1), ["round_weight"]),
        (Rule((Round("", 100),), through=1), ["round_unnamed"]),
        (Rule((Round("a", 100, minimum=10_001),), through=1), ["minimum_out_of_range"]),
        (Rule(ONE, through=0), ["through_none"]),
        (Rule(ONE, through=1, reserves=-1), ["reserves_negative"]),
        (Rule(ONE, through=1, cap_per_unit=0), ["cap_none"]),
        (Rule(ONE, through=1, minimum=-1), ["minimum_out_of_range"]),
        (Rule(ONE, through=5, of=5), ["nobody_out"]),
        (Rule(ONE, through=1, ties=(TieBreak("first", "A"),)), ["tie_break_round_unknown"]),
        (Rule(ONE, through=1, ties=(TieBreak("final", "A"),) * 2), ["tie_break_twice"]),
    ],
)
def test_a_rule_that_cannot_work_says_why(rule, codes):
    assert [fault.code for fault in faults_of(rule)] == codes


def test_a_rule_survives_its_document_and_has_a_fingerprint():
    rule = Rule(TWO, 2, of=5, minimum=6000, ties=(TieBreak("final", "A"),), tie_stands=AtCut.TIE_STANDS)

    assert rule_of(document_of(rule)) == rule
    assert len(fingerprint_of(document_of(rule))) == 64


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"format": "something else"}, ValueError),
        ({"tie_stands": "toss a coin"}, ValueError),
        ({"surprise": 1}, TypeError),
        ({"rounds": [{"name": "a"}]}, TypeError),
    ],
)
def test_a_document_that_says_something_else_is_refused(change, refusal):
    with pytest.raises(refusal):
        rule_of(document_of(Rule(ONE, 1)) | change)


def test_a_document_that_says_too_little_is_refused():
    document = document_of(Rule(ONE, 1))
    del document["ties"]

    with pytest.raises(KeyError):
        rule_of(document)


ASPECTS = tuple(Aspect("", code, Kind.MEASUREMENT, "", max_mark=100) for code in ("A1.01", "B1.01"))


def test_candidates_are_gathered_from_the_sheets_of_their_rounds():
    rule = Rule(TWO, 1, ties=(TieBreak("final", "largest_criterion_first"), TieBreak("first", "B1")))
    sheets = {
        "first": Sheet(("p", "q"), ASPECTS, [[10, 20], [30, 40]]),
        "final": Sheet(("q", "p"), ASPECTS, [[1, 2], [3, 4]]),
    }

    assert candidates_of(rule, sheets, {"p": "x", "q": "y", "r": ""}, frozenset("q")) == (
        Candidate("p", (30, 7), (3, 4, 20), "x"),
        Candidate("q", (None, None), (0, 0, 0), "y", withdrawn=True),
        Candidate("r", (None, None), (0, 0, 0)),
    )


def test_a_sheet_with_a_blank_gives_nobody_a_total():
    sheets = {"final": Sheet(("p", "q"), ASPECTS, [[10, 20], [30, BLANK]])}

    candidates = candidates_of(Rule(ONE, 1), sheets, {"p": "", "q": ""})

    assert [one.totals for one in candidates] == [(None,), (None,)]


def test_a_blank_of_one_who_has_withdrawn_holds_nobody_up():
    sheets = {"final": Sheet(("p", "q"), ASPECTS, [[10, 20], [30, BLANK]])}

    candidates = candidates_of(Rule(ONE, 1), sheets, {"p": "", "q": ""}, frozenset("q"))

    assert said(candidates, Rule(ONE, 1)) == {"p": THROUGH, "q": ("out", "withdrawn")}


fields = st.lists(st.tuples(st.integers(0, 12), st.sampled_from("xyz")), min_size=1, max_size=9)
rules = st.builds(
    Rule,
    st.just(ONE),
    through=st.integers(1, 5),
    reserves=st.integers(0, 3),
    cap_per_unit=st.none() | st.integers(1, 3),
    tie_stands=st.sampled_from(AtCut),
)


def candidates_from(drawn):
    return [Candidate(f"{at}", (total,), unit=unit) for at, (total, unit) in enumerate(drawn)]


@given(fields, rules)
def test_of_those_who_are_decided_nobody_is_passed_by_a_lesser_one_of_the_same_unit(drawn, rule):
    order = [Status.THROUGH, Status.RESERVE, Status.OUT]
    candidates = {one.code: one for one in candidates_from(drawn)}
    decided = [one for one in outcomes_of(list(candidates.values()), rule) if one.status in order]

    for better, worse in combinations(decided, 2):
        if better.rank < worse.rank and candidates[better.code].unit == candidates[worse.code].unit:
            assert order.index(better.status) <= order.index(worse.status)


@given(fields, rules)
def test_equals_of_one_unit_are_treated_alike(drawn, rule):
    candidates = candidates_from(drawn)
    outcomes = {one.code: one for one in outcomes_of(candidates, rule)}
    verdicts = {(one.totals, one.unit): set() for one in candidates}
    for one in candidates:
        verdicts[one.totals, one.unit].add((outcomes[one.code].status, outcomes[one.code].reason))

    assert [len(verdict) for verdict in verdicts.values()] == [1] * len(verdicts)


@given(fields, rules)
def test_no_more_go_through_than_there_are_places_unless_a_tie_stands(drawn, rule):
    outcomes = outcomes_of(candidates_from(drawn), rule)

    through = sum(one.status is Status.THROUGH and one.reason is Reason.RANK for one in outcomes)
    reserves = sum(one.status is Status.RESERVE and one.reason is Reason.RANK for one in outcomes)

    assert through <= rule.through
    assert reserves <= rule.reserves


@given(fields, rules, st.randoms(use_true_random=False))
def test_the_order_in_which_candidates_are_listed_does_not_matter(drawn, rule, dice):
    candidates = candidates_from(drawn)
    there = outcomes_of(candidates, rule)
    dice.shuffle(candidates)

    assert set(outcomes_of(candidates, rule)) == set(there)
