import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.marking.marks import (
    BLANK,
    Band,
    Steps,
    choice,
    deducted,
    full_or_zero,
    judgement_mark,
    judgement_marks,
    needs_discussion,
    number_completed,
    ranged_score,
    regular_difference_deduction,
    spread_of,
)

scores = st.lists(st.integers(0, 3), min_size=1, max_size=7)
worths = st.integers(0, 10_000)

TABLE = {  # the table for three judges of the technical documents, sums 0 to 9
    25: [0, 3, 6, 8, 11, 14, 17, 19, 22, 25],
    50: [0, 6, 11, 17, 22, 28, 33, 39, 44, 50],
    100: [0, 11, 22, 33, 44, 56, 67, 78, 89, 100],
    200: [0, 22, 44, 67, 89, 111, 133, 156, 178, 200],
}
THREE = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 1, 1), (2, 2, 1), (2, 2, 2), (3, 2, 2), (3, 3, 2), (3, 3, 3)]


@pytest.mark.parametrize(("worth", "row"), TABLE.items())
def test_three_judges_give_the_marks_of_the_published_table(worth, row):
    assert [judgement_mark(worth, three) for three in THREE] == row


@pytest.mark.parametrize(
    ("worth", "given_scores", "mark", "why"),
    [
        (75, (1, 2, 2), 42, "41.67: the mean rounded first, 1.67, gives 41.75 and by chance the same"),
        (135, (1, 1, 0), 30, "exactly 30; the mean rounded to 0.67 first gives 30.15, the same"),
        (450, (1, 0, 0), 50, "exactly 50; the mean rounded to 0.33 first gives 49.5 and, on tens, other marks"),
        (9000, (1, 0, 0), 1000, "exactly 1000; the mean rounded to 0.33 first gives 990"),
        (1, (3, 0, 0), 0, "a third of a hundredth is nothing"),
        (1, (3, 3, 0), 1, "two thirds of a hundredth are one"),
        (3, (1, 2), 2, "1.5 is rounded up"),
        (3, (1,), 1, "one judge alone: exactly 1"),
        (100, (3, 3, 3, 2, 2), 87, "five judges: 86.67"),
    ],
)
def test_the_division_is_made_once_and_rounded_half_up(worth, given_scores, mark, why):
    assert judgement_mark(worth, given_scores) == mark, why


@pytest.mark.parametrize(
    ("worth", "given_scores", "why"),
    [
        (100, (), "nobody has spoken"),
        (100, (4, 3, 3), "no such score"),
        (100, (-1, 0, 0), "no such score"),
        (-1, (1,), ""),
    ],
)
def test_what_is_no_judgement_is_refused(worth, given_scores, why):
    with pytest.raises(ValueError, match="not a judgement"):
        judgement_mark(worth, given_scores)


@given(worths, scores)
def test_a_judgement_is_worth_between_nothing_and_everything(worth, given_scores):
    mark = judgement_mark(worth, given_scores)

    assert 0 <= mark <= worth
    assert judgement_mark(worth, [3] * len(given_scores)) == worth


@given(worths, scores)
def test_the_order_of_judges_does_not_matter(worth, given_scores):
    assert judgement_mark(worth, given_scores) == judgement_mark(worth, given_scores[::-1])


@given(worths, scores, st.data())
def test_a_better_score_never_lowers_a_mark(worth, given_scores, data):
    seat = data.draw(st.integers(0, len(given_scores) - 1))
    better = [min(3, score + (place == seat)) for place, score in enumerate(given_scores)]

    assert judgement_mark(worth, better) >= judgement_mark(worth, given_scores)


@pytest.mark.parametrize("judges", [1, 2, 3, 4, 5])  # only an even number makes exact halves
def test_many_judgements_at_once_are_the_same_as_one_by_one(judges):
    rng = np.random.default_rng(5)
    worth = rng.integers(0, 300, 80)
    said = rng.integers(0, 4, (25, 80, judges))

    marks = judgement_marks(worth, said.sum(axis=2), judges)

    assert marks.tolist() == [
        [judgement_mark(int(most), [int(score) for score in seats]) for most, seats in zip(worth, row, strict=True)]
        for row in said
    ]


def test_many_judgements_at_once_leave_blanks_blank():
    marks = judgement_marks([100, 200], [[BLANK, 9], [3, BLANK]], [3, 3])

    assert marks.tolist() == [[BLANK, 200], [33, BLANK]]


@pytest.mark.parametrize(
    ("given_scores", "spread", "discuss"),
    [((2, 2, 2), 0, False), ((1, 2, 2), 1, False), ((1, 2, 3), 2, True), ((0, 3, 3), 3, True), ((2,), 0, False)],
)
def test_judges_more_than_one_apart_must_talk(given_scores, spread, discuss):
    assert (spread_of(given_scores), needs_discussion(given_scores)) == (spread, discuss)


def test_a_measurement_is_full_or_zero():
    assert (full_or_zero(75, met=True), full_or_zero(75, met=False)) == (75, 0)


@pytest.mark.parametrize(("deductions", "mark"), [((), 100), ((25,), 75), ((25, 50), 25), ((75, 50), 0)])
def test_deductions_stop_at_zero(deductions, mark):
    assert deducted(100, deductions) == mark


@pytest.mark.parametrize(("completed", "mark"), [(0, 0), (1, 33), (2, 67), (3, 100)])
def test_parts_completed_give_their_share_half_up(completed, mark):
    assert number_completed(100, completed, 3) == mark


@pytest.mark.parametrize(("completed", "possible"), [(4, 3), (-1, 3), (0, 0)])
def test_impossible_parts_are_refused(completed, possible):
    with pytest.raises(ValueError, match="of"):
        number_completed(100, completed, possible)


@pytest.mark.parametrize(
    ("deduction", "percent", "mark"),
    [(0, False, 150), (50, False, 100), (200, False, 0), (3333, True, 100), (10_000, True, 0), (12_000, True, 0)],
)
def test_a_choice_costs_marks_or_percent(deduction, percent, mark):
    assert choice(150, deduction, percent=percent) == mark


@pytest.mark.parametrize(("value", "mark"), [(1000, 100), (1009, 100), (1010, 75), (990, 75), (1029, 50), (1100, 0)])
def test_every_whole_step_from_the_target_costs_the_same_on_both_sides(value, mark):
    assert regular_difference_deduction(100, value, Steps(target=1000, difference=10, deduction=25)) == mark


@pytest.mark.parametrize(("value", "mark"), [(1000, 100), (1010, 100), (1015, 50), (970, 0), (1030, 0)])
def test_a_value_in_several_bands_pays_the_least(value, mark):
    bands = (Band(980, 1020, 50), Band(990, 1010, 0))

    assert ranged_score(100, value, bands) == ranged_score(100, value, bands[::-1]) == mark
