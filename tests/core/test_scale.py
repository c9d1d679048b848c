import csv
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.scale import STRATEGIES, Doubt, scaled

FIELD_OF_32 = (
    "61.42 54.33 39.58 37.75 35.50 28.75 28.42 28.40 19.00 16.92 13.50 13.05 12.80 12.25 9.50 8.75 "
    "7.25 6.00 6.00 4.25 3.25 2.75 2.00 1.50 1.40 1.25 0.75 0.50 0.50 0.50 0.25 0.00"
)
SCORES_OF_32 = (
    "854 834 791 786 779 760 759 759 732 726 716 715 714 712 704 702 "
    "698 694 694 689 686 685 683 681 681 680 679 678 678 678 678 677"
)
MARKS_OF_32 = [int(Fraction(mark) * 100) for mark in FIELD_OF_32.split()]

fields = st.lists(st.integers(0, 10_000), min_size=5, max_size=40)
names = st.sampled_from(sorted(STRATEGIES))


def test_the_one_real_export_of_the_700_scale_is_reproduced():
    result = scaled(MARKS_OF_32, "median-mad-700")

    assert list(result.scores) == [int(score) for score in SCORES_OF_32.split()]
    assert (result.strategy, result.version, result.population, result.doubt) == ("median-mad-700", "1", 32, None)


@pytest.mark.parametrize(
    ("strategy", "scores", "why"),
    [
        ("median-mad-700", (660, 680, 700, 720, 761), "median 20, MAD 10: 30 / 14.826 is 2.0235 points a mark"),
        ("median-sd-700", (665, 683, 700, 717, 752), "median 20, SD sqrt(296): 1.7437 points a mark"),
        ("mean-sd-500", (462, 479, 497, 514, 549), "mean 22, SD sqrt(296): 1.7437 points a mark"),
    ],
)
def test_small_fields_can_be_checked_by_hand(strategy, scores, why):
    assert scaled([0, 1000, 2000, 3000, 5000], strategy).scores == scores, why


@pytest.mark.parametrize(
    ("marks", "doubt", "why"),
    [
        ([], Doubt.TOO_FEW, "nobody"),
        ([1, 2, 3, 4], Doubt.TOO_FEW, "four"),
        ([5, 5, 5, 1, 2], Doubt.MORE_THAN_HALF_EQUAL, "three of five"),
        ([5, 5, 5, 5, 5], Doubt.MORE_THAN_HALF_EQUAL, "all"),
        ([5, 5, 5, 1, 2, 9], None, "three of six are not more than half"),
    ],
)
def test_a_degenerate_field_has_no_scores(marks, doubt, why):
    result = scaled(marks, "mean-sd-500")

    assert (result.doubt, None in result.scores) == (doubt, doubt is not None and bool(marks)), why


@given(st.lists(st.integers(0, 3), min_size=5, max_size=12), names)
def test_whatever_is_not_in_doubt_has_a_spread(marks, name):
    result = scaled(marks, name)

    assert (result.doubt is None) == (None not in result.scores) == (2 * max(map(marks.count, marks)) <= len(marks))


@given(fields, names)
def test_scores_are_the_formula_in_plain_floats_to_the_nearest_point(marks, name):
    result = scaled(marks, name)
    if result.doubt:
        return
    ordered, count = sorted(marks), len(marks)

    def median(numbers):
        return (sorted(numbers)[count // 2] + sorted(numbers)[(count - 1) // 2]) / 2

    middle = sum(marks) / count if name.startswith("mean") else median(ordered)
    mean = sum(marks) / count
    deviation = sqrt(sum((mark - mean) ** 2 for mark in marks) / count)
    unit = 1.4826 * median([abs(mark - middle) for mark in marks]) if "mad" in name else deviation
    centre = int(name[-3:])

    for mark, score in zip(marks, result.scores, strict=True):
        assert score == pytest.approx(centre + 30 * (mark - middle) / unit, abs=0.5 + 1e-6)


@given(fields, names, st.integers(0, 5000), st.integers(1, 7))
def test_a_constant_for_everybody_or_another_unit_changes_no_score(marks, name, extra, unit):
    assert scaled([unit * mark + extra for mark in marks], name).scores == scaled(marks, name).scores


@given(fields, names)
def test_a_better_mark_never_has_a_lower_score(marks, name):
    result = scaled(sorted(marks), name)

    assert result.doubt or list(result.scores) == sorted(result.scores)


@given(fields, names, st.randoms(use_true_random=False))
def test_the_order_of_competitors_does_not_matter(marks, name, dice):
    shuffled = sorted(marks)
    dice.shuffle(shuffled)

    assert sorted(scaled(shuffled, name).scores, key=str) == sorted(scaled(marks, name).scores, key=str)


def test_half_a_point_is_rounded_up_on_both_sides():
    marks = [-200_000, -100_000, -2471, 0, 2471, 100_000, 200_000]  # MAD 100,000: 30 x 2471 / 148,260 is exactly 0.5

    assert scaled(marks, "median-mad-700").scores == (660, 680, 700, 700, 701, 720, 740)


def real_fields(folder):
    with (folder / "skill-moments.csv").open(encoding="utf-8-sig", newline="") as file:
        moments = {(row["year"], row["skill_number"]): row for row in csv.DictReader(file)}
    points = {}
    for year in ("2007", "2009"):
        with (folder / f"results-{year}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                points.setdefault((year, row["skill_number"]), []).append(int(row["points_500"]))
    return points, moments


def test_the_official_points_of_2007_and_2009_have_mean_500_and_population_deviation_30(shared_data):
    points, moments = real_fields(shared_data("wsc-results-2007-2009"))

    odd = set()
    for skill, field in points.items():
        mean = sum(field) / len(field)
        deviation = sqrt(sum((one - mean) ** 2 for one in field) / len(field))
        assert (f"{mean:.3f}", f"{deviation:.3f}") == (
            f"{float(moments[skill]['mean']):.3f}",
            f"{float(moments[skill]['population_sd']):.3f}",
        )
        if abs(mean - 500) > 0.25 or abs(deviation - 30) > 0.3:
            odd.add(skill)

    assert (len(points), odd) == (92, {("2009", "01"), ("2009", "05")})


def test_the_500_scale_leaves_official_points_as_they_are(shared_data):
    points, _ = real_fields(shared_data("wsc-results-2007-2009"))

    moved = {}
    for skill, field in points.items():
        result = scaled(field, "mean-sd-500")
        if result.doubt is None:
            moved[skill] = max(abs(one - score) for one, score in zip(field, result.scores, strict=True))

    assert len(moved) == 91
    assert {skill for skill, most in moved.items() if most > 0} == {("2009", "01"), ("2009", "05")}
