import csv
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.medals import Medal, Scored, medals_by_skill
from beizhan.core.members import Entered, comparison_of, shown

entries = st.lists(
    st.builds(
        Entered, st.sampled_from(["AT", "BR", "CN", "DE"]), st.integers(600, 800), st.none() | st.sampled_from(Medal)
    ),
    max_size=15,
)


def entered(member, medals, points):
    """Return entries with so many golds, silvers, bronzes, medallions and nothing, sharing points that add up."""
    won = [medal for medal, times in zip((*Medal, None), medals, strict=True) for _ in range(times)]
    each, rest = divmod(points, len(won))
    return [Entered(member, each + (at < rest), medal) for at, medal in enumerate(won)]


@pytest.mark.parametrize(
    ("medals", "points", "counted", "averages", "why"),
    [
        ((16, 14, 5, 17, 4), 40_830, (56, 133), ("2.375", "729.1"), "China 2019, Kazan"),
        (
            (21, 3, 4, 5, 1),
            24_820,
            (34, 106),
            ("3.118", "730.0"),
            "China 2022, Special Edition; its points are made up",
        ),
    ],
)
def test_the_known_figures_of_china_come_out(medals, points, counted, averages, why):
    row = comparison_of(entered("CN", medals, points)).by_member[0]

    assert (row.skills, row.medal_points) == counted, why
    assert (shown(row.average_medal_points, 3), shown(row.average_points, 1)) == averages
    assert row.total_points == points


def test_each_report_has_its_own_order_and_equals_share_a_rank():
    comparison = comparison_of(
        [
            Entered("KR", 700, Medal.GOLD),
            Entered("BR", 600, Medal.GOLD),
            Entered("BR", 700, None),
            Entered("AT", 720, None),
        ]
    )

    assert [(row.member, row.rank) for row in comparison.by_member] == [("AT", None), ("BR", None), ("KR", None)]
    assert [(row.member, row.rank) for row in comparison.by_total_medal_points] == [("BR", 1), ("KR", 1), ("AT", 3)]
    assert [(row.member, row.rank) for row in comparison.by_average_medal_points] == [("KR", 1), ("BR", 2), ("AT", 3)]
    assert [(row.member, row.rank) for row in comparison.by_total_points] == [("BR", 1), ("AT", 2), ("KR", 3)]
    assert [(row.member, row.rank) for row in comparison.by_average_points] == [("AT", 1), ("KR", 2), ("BR", 3)]


def test_averages_are_exact():
    row = comparison_of([Entered("AT", Decimal("700.1"), None), Entered("AT", 700, Medal.BRONZE)]).by_member[0]

    assert (row.average_points, row.average_medal_points) == (Fraction("700.05"), 1)


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(4, 1000), 2, "0.00"),
        (Fraction(19_513, 37), 2, "527.38"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 4), 1, "-1.2"),
        (Fraction(520), 2, "520.00"),
    ],
)
def test_fractions_are_shown_half_up(number, digits, text):
    assert shown(number, digits) == text


@given(entries, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(listed, dice):
    there = comparison_of(listed)
    dice.shuffle(listed)

    assert comparison_of(listed) == there


@given(entries)
def test_nothing_is_lost_between_the_reports(listed):
    comparison = comparison_of(listed)

    assert sum(row.skills for row in comparison.by_member) == len(listed)
    assert sum(row.total_points for row in comparison.by_total_points) == sum(one.points for one in listed)
    assert {row.member for row in comparison.by_average_points} == {one.member for one in listed}


def real_comparison(folder, year):
    rows = list(csv.DictReader((folder / f"results-{year}.csv").read_text(encoding="utf-8-sig").splitlines()))
    scored = [Scored(row["member_code"], row["skill_number"], int(row["points_500"])) for row in rows]
    medals = medals_by_skill(scored, threshold=500)
    return comparison_of(
        [
            Entered(one.member, one.points, medal)
            for one, medal, row in zip(scored, medals, rows, strict=True)
            if row["skill_type"] != "host_member"
        ]
    )


def test_the_averages_published_in_2007_are_reproduced(shared_data):
    folder = shared_data("wsc-results-2007-2009")
    published = list(csv.DictReader((folder / "published-averages-2007.csv").read_text("utf-8-sig").splitlines()))

    ours = {row.member: row for row in real_comparison(folder, 2007).by_average_points}

    assert len(published) == 15
    assert [
        (shown(ours[row["member_code"]].average_points, 2), ours[row["member_code"]].skills) for row in published
    ] == [(row["average_points"], int(row["entries"])) for row in published]


@pytest.mark.parametrize("year", [2007, 2009])
def test_the_summary_of_members_is_reproduced(shared_data, year):
    folder = shared_data("wsc-results-2007-2009")
    lines = (folder / "member-summary-recomputed.csv").read_text("utf-8-sig").splitlines()
    summary = {row["member_code"]: row for row in csv.DictReader(lines) if row["year"] == f"{year}"}

    ours = {row.member: row for row in real_comparison(folder, year).by_member}

    assert {
        code: [row.skills, row.gold, row.silver, row.bronze, row.medallion, row.medal_points, row.total_points]
        for code, row in ours.items()
    } == {
        code: [
            int(row[name])
            for name in ("entries", "gold", "silver", "bronze", "medallion", "medal_points", "total_points")
        ]
        for code, row in summary.items()
    }
    assert {code: float(shown(row.average_points, 2)) for code, row in ours.items()} == {
        code: float(row["average_points"]) for code, row in summary.items()
    }
