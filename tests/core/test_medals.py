import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.medals import BANDS, GAP, Medal, Scored, albert_vidal, best_of_nation, medals_by_skill, medals_of

LETTERS = {"G": Medal.GOLD, "S": Medal.SILVER, "B": Medal.BRONZE, "M": Medal.MEDALLION, "-": None}

fields = st.lists(st.integers(690, 720), max_size=12)
bands = st.sampled_from(sorted(BANDS))


def letters_of(points, **rule):
    words = {medal: letter for letter, medal in LETTERS.items()}
    return "".join(words[medal] for medal in medals_of(points, **rule))


@pytest.mark.parametrize(
    ("points", "from_first", "chain", "why"),
    [
        ((740, 730, 720, 710, 690), "GSBM-", "GSBM-", "no ties"),
        ((740, 738, 730, 720), "GGBM", "GGBM", "two golds, no silver"),
        ((740, 738, 730, 728, 720), "GGBBM", "GGBBM", "two golds, two bronzes"),
        ((740, 738, 737, 730), "GGBM", "GGGM", "the third is three from the best but one from the second"),
        ((740, 739, 738, 730), "GGGM", "GGGM", "three golds, no bronze far behind them"),
        ((740, 739, 738, 736, 730), "GGGBM", "GGGGM", "three golds, a bronze within two of the last"),
        ((740, 739, 738, 737, 736, 734), "GGGBBM", "GGGGGG", "two bronzes within two of the last gold"),
        ((740, 740, 740, 740), "GGGG", "GGGG", "four golds"),
        ((740, 730, 728, 720), "GSSM", "GSSM", "two silvers, no bronze far behind them"),
        ((740, 730, 728, 726, 720), "GSSBM", "GSSSM", "two silvers, a bronze within two of the last"),
        ((740, 730, 729, 728, 727, 725), "GSSSBM", "GSSSSS", "three silvers"),
        ((740, 730, 720, 718, 710), "GSBBM", "GSBBM", "two bronzes"),
        ((740, 730, 720, 718, 716), "GSBBM", "GSBBB", "the fifth is four from the third"),
        ((740,), "G", "G", "one alone"),
        ((690, 680), "GS", "GS", "medals do not ask for the threshold"),
        ((740, 739), "GG", "GG", "two equals"),
        ((), "", "", "nobody"),
        ((700, 740, 690, 730, 720), "MG-SB", "MG-SB", "in any order; 700 itself is enough"),
    ],
)
def test_medals_follow_the_points(points, from_first, chain, why):
    assert (letters_of(points), letters_of(points, rule="chain")) == (from_first, chain), why


def test_tenths_of_a_point_count_exactly():
    points = [Decimal("740.3"), Decimal("738.3"), Decimal("736.2"), Decimal("734.2"), Decimal("734.1")]

    assert letters_of(points) == "GGBBM"


@pytest.mark.parametrize(("threshold", "letters"), [(700, "GSBM--"), (500, "GSBMMM")])
def test_the_threshold_belongs_to_the_scale(threshold, letters):
    assert letters_of((740, 730, 720, 700, 699, 500), threshold=threshold) == letters


@given(fields, bands)
def test_equals_have_the_same_medal_and_better_points_never_a_lesser_one(points, rule):
    order = [Medal.GOLD, Medal.SILVER, Medal.BRONZE, Medal.MEDALLION, None]
    medals = medals_of(points, rule=rule)

    worth = [order.index(medal) for _, medal in sorted(zip(points, medals, strict=True), key=lambda pair: -pair[0])]

    assert worth == sorted(worth)
    assert len(set(zip(points, medals, strict=True))) == len(set(points))


@given(fields, bands)
def test_no_group_of_equals_has_two_consecutive_colours(points, rule):
    won = list(zip(points, medals_of(points, rule=rule), strict=True))
    for upper, lower in ((Medal.GOLD, Medal.SILVER), (Medal.SILVER, Medal.BRONZE)):
        best = max((one for one, medal in won if medal is upper), default=None)
        sharing = {one for one, medal in won if medal is lower and best is not None and best - one <= GAP}
        assert sharing == set()


@given(fields, bands)
def test_three_medals_at_least_are_given_where_three_compete(points, rule):
    given_out = [medal for medal in medals_of(points, rule=rule) if medal not in {None, Medal.MEDALLION}]

    assert len(given_out) >= min(3, len(points))


@given(fields, bands)
def test_a_medallion_is_for_those_without_a_medal_from_the_threshold_on(points, rule):
    medals = medals_of(points, rule=rule)

    assert all(one >= 700 for one, medal in zip(points, medals, strict=True) if medal is Medal.MEDALLION)
    assert all(one < 700 for one, medal in zip(points, medals, strict=True) if medal is None)


@given(fields, bands, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(points, rule, dice):
    shuffled = points[:]
    dice.shuffle(shuffled)

    there = dict(zip(points, medals_of(points, rule=rule), strict=True))

    assert medals_of(shuffled, rule=rule) == tuple(there[one] for one in shuffled)


@given(fields, bands, st.integers(-300, 300))
def test_a_constant_for_everybody_and_for_the_threshold_changes_no_medal(points, rule, extra):
    moved = medals_of([one + extra for one in points], rule=rule, threshold=700 + extra)

    assert moved == medals_of(points, rule=rule)


def test_team_members_listed_one_by_one_are_one_entry_and_share_the_medal():
    team = Scored("CN", "04", 740)

    medals = medals_by_skill([team, team, Scored("JP", "04", 730), Scored("KR", "04", 720)])

    assert medals == (Medal.GOLD, Medal.GOLD, Medal.SILVER, Medal.BRONZE)


def test_skills_and_years_do_not_compete_with_one_another():
    entries = [Scored("CN", "04", 740, "2022"), Scored("CN", "04", 700, "2024"), Scored("CN", "05", 690, "2024")]

    assert medals_by_skill(entries) == (Medal.GOLD,) * 3


ENTRIES = [Scored("CN", "04", 740), Scored("CN", "05", 740), Scored("CN", "06", 700), Scored("JP", "04", 739)]


def test_best_of_nation_is_the_best_of_each_member_and_may_be_several():
    assert best_of_nation(ENTRIES) == {"CN": tuple(ENTRIES[:2]), "JP": (ENTRIES[3],)}


def test_the_albert_vidal_award_goes_to_the_best_of_all():
    assert albert_vidal(ENTRIES) == tuple(ENTRIES[:2])
    assert albert_vidal([]) == ()


def test_every_medal_of_2007_and_2009_is_reproduced(shared_data):
    rows = []
    for year in ("2007", "2009"):
        path = shared_data("wsc-results-2007-2009") / f"results-{year}.csv"
        rows += csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    entries = [Scored(row["member_code"], row["skill_number"], int(row["points_500"]), row["year"]) for row in rows]

    medals = medals_by_skill(entries, threshold=500)

    assert len({(one.year, one.skill) for one in entries}) == 92
    assert [medal or "" for medal in medals] == [row["medal"] for row in rows]


def test_chained_bands_would_not_reproduce_them(shared_data):
    path = shared_data("wsc-results-2007-2009") / "results-2007.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    entries = [Scored(row["member_code"], row["skill_number"], int(row["points_500"])) for row in rows]

    medals = medals_by_skill(entries, threshold=500, rule="chain")

    assert [medal or "" for medal in medals] != [row["medal"] for row in rows]
