import csv
import timeit
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from beizhan.core.marking.marks import BLANK, judgement_mark
from beizhan.core.scheme.tree import Aspect, Kind
from beizhan.core.standing import (
    LARGEST_CRITERION_FIRST,
    Effect,
    Grouping,
    Place,
    Sheet,
    criterion_of,
    effect_of,
    faults_of,
    is_complete,
    standing_of,
    sub_criterion_of,
    tie_columns,
    totals_by,
    totals_of,
    without,
    worths_by,
)

ASPECTS = (
    Aspect("", "A1.01", Kind.MEASUREMENT, "", section="1", max_mark=100),
    Aspect("", "A1.02", Kind.JUDGEMENT, "", section="2", max_mark=200),
    Aspect("", "A2.01", Kind.MEASUREMENT, "", section="2", max_mark=50),
    Aspect("", "B1.01", Kind.JUDGEMENT, "", section="1", max_mark=400),
)
MARKS = [[100, 200, 50, 200], [0, 150, 50, 350], [100, 200, 0, 250], [0, 0, 0, 100]]
SHEET = Sheet(("11", "12", "13", "14"), ASPECTS, MARKS)

whole_marks = arrays(np.int64, st.tuples(st.integers(1, 8), st.just(4)), elements=st.integers(0, 30))


def sheet_of(marks):
    return Sheet(tuple(f"{number}" for number in range(len(marks))), ASPECTS, marks)


def ranks_of(sheet, ties=()):
    return {place.code: place.rank for place in standing_of(sheet, ties).places}


def test_a_code_names_its_criterion_and_sub_criterion():
    assert (criterion_of(ASPECTS[2]), sub_criterion_of(ASPECTS[2])) == ("A", "A2")


def test_totals_are_sums_of_what_was_given():
    assert totals_of(SHEET).tolist() == [550, 550, 550, 100]


@pytest.mark.parametrize(
    ("grouping", "names", "first"),
    [
        (Grouping.CRITERION, ("A", "B"), [350, 200]),
        (Grouping.SUB_CRITERION, ("A1", "A2", "B1"), [300, 50, 200]),
        (Grouping.SECTION, ("1", "2"), [300, 250]),
        (Grouping.METHOD, ("measurement", "judgement"), [150, 400]),
    ],
)
def test_totals_come_by_every_grouping(grouping, names, first):
    totals = totals_by(SHEET, grouping)

    assert (totals.names, totals.marks[0].tolist()) == (names, first)
    assert totals.marks.sum(axis=1).tolist() == totals_of(SHEET).tolist()


def test_a_group_is_complete_when_nothing_in_it_is_blank():
    totals = totals_by(sheet_of([[1, 2, BLANK, 4]]), Grouping.CRITERION)

    assert (totals.marks.tolist(), totals.complete.tolist()) == ([[3, 4]], [[False, True]])


def test_what_a_group_is_worth_is_summed_from_its_aspects():
    assert worths_by(ASPECTS, Grouping.SECTION) == {"1": 500, "2": 250}


def test_equals_share_a_rank_and_the_next_rank_is_left_out():
    assert standing_of(SHEET).places == (
        Place("11", 550, 1, tied=True),
        Place("12", 550, 1, tied=True),
        Place("13", 550, 1, tied=True),
        Place("14", 100, 4, tied=False),
    )


@pytest.mark.parametrize(
    ("ties", "ranks", "why"),
    [
        (("A",), [1, 3, 2, 4], "A: 350, 200, 300"),
        (("B",), [3, 1, 2, 4], "B: 200, 350, 250"),
        (("A1",), [1, 3, 1, 4], "A1: 300, 150, 300"),
        (("A1", "A2"), [1, 3, 2, 4], "then A2: 50, -, 0"),
        (("1",), [3, 1, 1, 4], "section 1: 300, 350, 350"),
        (("1", "2"), [3, 1, 1, 4], "section 2: both 200, so the tie stands"),
        (("judgement",), [3, 1, 2, 4], "judgement: 400, 500, 450"),
        (("measurement",), [1, 3, 2, 4], "measurement: 150, 50, 100"),
        ((LARGEST_CRITERION_FIRST,), [3, 1, 2, 4], "B is worth 4.00, A 3.50"),
    ],
)
def test_ties_are_broken_in_the_order_of_the_list(ties, ranks, why):
    assert [ranks_of(SHEET, ties)[code] for code in SHEET.codes] == ranks, why


def test_largest_criterion_first_goes_on_to_the_others():
    aspects = (*ASPECTS, Aspect("", "C1.01", Kind.MEASUREMENT, "", section="3", max_mark=900))

    columns = tie_columns(Sheet(("x",), aspects, [[1, 2, 3, 4, 5]]), (LARGEST_CRITERION_FIRST,))

    assert [column.tolist() for column in columns] == [[5], [4], [6]]


def test_a_tie_break_that_names_nothing_is_told_and_refused():
    assert [fault.facts for fault in faults_of(ASPECTS, ("A", "C", "9"))] == [{"name": "C"}, {"name": "9"}]
    with pytest.raises(ValueError, match="name nothing"):
        standing_of(SHEET, ("C",))


def test_no_rank_is_given_while_one_mark_of_one_competitor_is_blank():
    sheet = sheet_of([[100, 200, 50, 200], [BLANK, 0, 0, 0], [BLANK] * 4])

    standing = standing_of(sheet)

    assert standing.complete is False
    assert standing.places == (
        Place("0", 550, None, tied=False),
        Place("1", 0, None, tied=False),
        Place("2", None, None, tied=False),
    )


@pytest.mark.parametrize(("codes", "aspects"), [((), ASPECTS), (("x",), ()), ((), ())])
def test_an_empty_sheet_ranks_nobody(codes, aspects):
    sheet = Sheet(codes, aspects, np.zeros((len(codes), len(aspects))))

    assert [place.rank for place in standing_of(sheet).places] == [None] * len(codes)
    assert is_complete(sheet) == bool(aspects)


def test_a_sheet_keeps_its_own_marks():
    marks = np.array(MARKS)
    sheet = sheet_of(marks)
    marks[0, 0] = 999

    assert sheet.marks[0, 0] == 100
    with pytest.raises(ValueError, match="read-only"):
        sheet.marks[0, 0] = 1


@pytest.mark.parametrize(
    ("codes", "marks", "why"),
    [(("x",), MARKS, "four rows for one"), (("x", "x"), MARKS[:2], "one code twice"), (("x",), [[1, 2, 3]], "short")],
)
def test_a_sheet_that_does_not_fit_is_refused(codes, marks, why):
    with pytest.raises(ValueError, match=r"reshape|code"):
        Sheet(codes, ASPECTS, marks)


@given(whole_marks, st.randoms(use_true_random=False))
def test_the_order_of_competitors_does_not_matter(marks, dice):
    order = list(range(len(marks)))
    dice.shuffle(order)
    there = standing_of(sheet_of(marks), ("A", "judgement")).places
    codes = tuple(f"{row}" for row in order)
    back = standing_of(Sheet(codes, ASPECTS, marks[order]), ("A", "judgement")).places

    assert set(there) == set(back)


@given(whole_marks, st.data())
def test_a_better_mark_never_lowers_a_total_or_a_rank(marks, data):
    who = data.draw(st.integers(0, len(marks) - 1))
    better = marks.copy()
    better[who, data.draw(st.integers(0, 3))] += data.draw(st.integers(1, 20))

    before, after = sheet_of(marks), sheet_of(better)

    assert totals_of(after)[who] > totals_of(before)[who]
    assert ranks_of(after)[f"{who}"] <= ranks_of(before)[f"{who}"]


@given(whole_marks)
def test_ties_are_fair(marks):
    places = standing_of(sheet_of(marks), ("A",)).places
    keys = {f"{who}": (row.sum(), row[:3].sum()) for who, row in enumerate(marks)}

    for one in places:
        assert one.rank == 1 + sum(keys[other.code] > keys[one.code] for other in places)
        assert one.tied == (sum(keys[other.code] == keys[one.code] for other in places) > 1)


@given(whole_marks, st.integers(1, 50))
def test_a_constant_for_everybody_changes_no_rank(marks, extra):
    assert ranks_of(sheet_of(marks + extra)) == ranks_of(sheet_of(marks))


def test_a_change_shows_totals_and_ranks_before_and_after():
    after = Sheet(("12", "11", "13", "14"), ASPECTS, [[0, 150, 50, 400], *MARKS[:1], *MARKS[2:]])

    assert effect_of(SHEET, after) == (
        Effect("11", 550, 550, 1, 2),
        Effect("12", 550, 600, 1, 1),
        Effect("13", 550, 550, 1, 2),
        Effect("14", 100, 100, 4, 4),
    )


def test_a_change_of_competitors_is_no_change_of_scheme():
    with pytest.raises(ValueError, match="different competitors"):
        effect_of(SHEET, Sheet(("11",), ASPECTS, MARKS[:1]))


def test_who_has_withdrawn_is_taken_off_with_all_blanks():
    sheet = Sheet(("11", "12", "13"), ASPECTS, [MARKS[0], [BLANK] * 4, MARKS[3]])

    assert ranks_of(without(sheet, {"12"})) == {"11": 1, "13": 2}
    assert is_complete(without(sheet, {"11", "12", "13"}))


def test_sixty_competitors_on_three_hundred_aspects_are_ranked_in_a_few_milliseconds():
    rng = np.random.default_rng(3)
    aspects = tuple(Aspect("", f"A{at // 10 + 1}.{at % 10 + 1:02d}", Kind.MEASUREMENT, "") for at in range(300))
    sheet = Sheet(tuple(map(str, range(60))), aspects, rng.integers(0, 100, (60, 300)))

    seconds = min(timeit.repeat(lambda: standing_of(sheet), number=10, repeat=5)) / 10

    assert seconds < 0.005  # a tenth of this on an idle machine


def real_module(folder):
    """Return the rows of the training module, what was published, the rows of each competitor, and the aspects."""
    rows = list(csv.DictReader((folder / "aspect-marks.csv").read_text("utf-8-sig").splitlines()))
    published = list(csv.DictReader((folder / "published-totals.csv").read_text("utf-8-sig").splitlines()))
    codes = tuple(row["competitor"] for row in published)
    own = {code: [row for row in rows if row["competitor"] == code] for code in codes}
    aspects = tuple(
        Aspect(
            "",
            f"A1.{int(row['aspect_no']):02d}",
            Kind(row["type"]),
            row["aspect"],
            section=row["wsos_section"],
            max_mark=round(float(row["max_mark"]) * 100),
        )
        for row in own[codes[0]]
    )
    return rows, published, own, aspects


def test_the_marks_of_a_real_module_are_the_published_ones(shared_data):
    rows, *_ = real_module(shared_data("training-marks-2025-module-a"))

    judged = [row for row in rows if row["judgement_level"]]

    assert [judgement_mark(round(float(row["max_mark"]) * 100), [int(row["judgement_level"])]) for row in judged] == [
        round(float(row["mark"]) * 100) for row in judged
    ]


def test_the_totals_of_a_real_module_are_the_published_ones_but_for_their_late_rounding(shared_data):
    _, published, own, aspects = real_module(shared_data("training-marks-2025-module-a"))
    marks = [[round(float(row["mark"]) * 100) for row in own[code]] for code in own]
    sheet = Sheet(tuple(own), aspects, marks)

    thirds = {
        code: sum(
            Fraction(row["max_mark"]) * int(row["judgement_level"]) / 3
            if row["judgement_level"]
            else Fraction(row["mark"])
            for row in listed
        )
        for code, listed in own.items()
    }
    ours = dict(zip(sheet.codes, totals_of(sheet).tolist(), strict=True))
    theirs = {row["competitor"]: round(float(row["published_total"]) * 100) for row in published}

    assert {code: floor(100 * total + Fraction(1, 2)) for code, total in thirds.items()} == theirs
    assert {code: theirs[code] - ours[code] for code in ours} == {"C1": 1, "C2": 0, "C3": 0, "C4": 0, "C5": 0}
    assert ranks_of(sheet) == {"C1": 5, "C2": 1, "C3": 4, "C4": 3, "C5": 2}


def test_the_aspects_of_a_real_module_add_up_to_a_quarter_mark_less_than_stated(shared_data):
    _, published, _, aspects = real_module(shared_data("training-marks-2025-module-a"))

    assert sum(worths_by(aspects, Grouping.SECTION).values()) == 1675
    assert {row["maximum"] for row in published} == {"17.0"}
