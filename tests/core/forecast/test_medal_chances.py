import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.forecast.medal_chances import medal_chances, medals_in
from beizhan.core.forecast.stages import Stage, among_the_first
from beizhan.core.medals import Medal, medals_of


@given(
    st.integers(1, 12).flatmap(
        lambda size: st.lists(st.lists(st.integers(690, 712), min_size=size, max_size=size), min_size=1, max_size=5)
    )
)
def test_medals_of_many_results_are_those_of_each(results):
    gold, medal = medals_in(np.array(results, float))

    for row, points in enumerate(results):
        won = medals_of(points)
        assert gold[row].tolist() == [one is Medal.GOLD for one in won]
        assert medal[row].tolist() == [one not in {None, Medal.MEDALLION} for one in won]


def drawn(means, sds, draws=100_000):
    return np.array(means) + np.array(sds) * np.random.default_rng(6).standard_normal((draws, len(means)))


def test_gold_is_for_whoever_has_nobody_more_than_two_points_above():
    means, sds = [520, 515, 511, 500, 490], [9, 12, 8, 15, 20]

    chances = medal_chances(drawn(means, sds), threshold=500)
    (exact,) = among_the_first([Stage(means, sds, 1, gap=2)], [1])

    assert chances.gold == pytest.approx(exact, abs=5e-3)


def test_a_medal_is_nearly_a_place_among_three_with_two_points_of_grace():
    means, sds = [520, 515, 511, 500, 490, 480], [9, 12, 8, 15, 20, 5]

    chances = medal_chances(drawn(means, sds), threshold=500)
    (near,) = among_the_first([Stage(means, sds, 3, gap=2)], [3])

    assert chances.medal == pytest.approx(near, abs=0.012)


def test_a_medallion_or_better_is_a_medal_or_the_threshold():
    chances = medal_chances(drawn([560, 550, 540, 500, 400], [1] * 5), threshold=500)

    assert chances.medallion == pytest.approx([1, 1, 1, 0.5, 0], abs=5e-3)


def test_nothing_is_impossible_because_it_was_not_drawn():
    chances = medal_chances(np.array([[600.0, 500.0]] * 9), threshold=700)

    assert chances.gold.tolist() == [0.95, 0.05]
