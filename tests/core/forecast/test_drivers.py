from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.forecast.drivers import after_next_test, drivers_of
from beizhan.core.forecast.stages import Stage, chances_of

FIELD = Stage([510, 505, 500, 490, 480], [12, 12, 12, 12, 12], through=2)

entries = st.lists(st.tuples(st.floats(400, 600), st.floats(3, 40)), min_size=3, max_size=8)


def test_the_example_of_the_documentation():
    drivers = drivers_of(FIELD, 2)

    assert (round(drivers.chance, 3), round(drivers.cut, 1), round(drivers.per_point, 4)) == (0.425, 502.4, 0.0267)
    assert (round(drivers.from_mean, 3), round(drivers.from_uncertainty, 3)) == (-0.066, 0.05)
    assert [(rival.entry, round(rival.cost, 2), round(rival.per_point, 4)) for rival in drivers.rivals] == [
        (1, 0.28, 0.0119),
        (0, 0.3, 0.0083),
        (3, 0.05, 0.005),
        (4, 0.01, 0.0015),
    ]


def test_rivals_near_the_cut_matter_most_and_one_far_above_takes_a_place():
    near, above, below = drivers_of(Stage([500, 505, 560, 440], [10, 10, 10, 10], through=2), 0).rivals

    assert (near.entry, above.entry, below.entry) == (1, 2, 3)
    assert near.per_point > 1000 * max(above.per_point, below.per_point)
    assert above.cost == pytest.approx(near.cost, abs=0.3)
    assert below.cost == pytest.approx(0, abs=1e-4)


def test_a_point_for_everybody_changes_no_chance():
    drivers = drivers_of(FIELD, 1)

    assert drivers.per_point == pytest.approx(sum(rival.per_point for rival in drivers.rivals), abs=1e-6)


def test_uncertainty_helps_the_weak_and_harms_the_strong():
    stage = Stage([530, 500, 500, 500, 490], [20, 5, 5, 5, 20], through=2)

    assert drivers_of(stage, 0).from_uncertainty < -0.05 < 0.05 < drivers_of(stage, 4).from_uncertainty


def test_without_a_rival_somebody_certain_of_a_place_gains_nothing():
    drivers = drivers_of(Stage([700, 500, 490], [5, 5, 5], through=1), 0)

    assert [rival.cost for rival in drivers.rivals] == pytest.approx([0, 0], abs=1e-12)


@settings(max_examples=25)
@given(entries, st.data())
def test_the_chance_after_a_test_is_on_average_the_chance_before_it(pairs, data):
    means, sds = zip(*pairs, strict=True)
    entry = data.draw(st.integers(0, len(pairs) - 1))
    known = data.draw(st.floats(0, 0.9)) * sds[entry]

    after = after_next_test(Stage(means, sds, through=1), entry, known_sd=known, test_sd=10)

    assert after.weights @ after.chances == pytest.approx(after.chance, abs=2e-4)
    assert after.low <= after.high


def test_tests_that_tell_more_move_more():
    moves = [after_next_test(FIELD, 2, known_sd=8, test_sd=sd) for sd in (1, 6, 40, 1e6)]

    assert all(more.expected_move > less.expected_move for more, less in pairwise(moves))
    assert moves[-1].expected_move == pytest.approx(0, abs=1e-5)
    assert (round(moves[1].low, 2), round(moves[1].high, 2), round(moves[1].expected_move, 2)) == (0.16, 0.72, 0.14)


def test_drawing_tests_moves_the_chance_as_far():
    dice = np.random.default_rng(3)
    level = 500 + 8 * dice.standard_normal(400)
    result = level + 6 * dice.standard_normal(400)
    posterior = (500 / 64 + result / 36) / (1 / 64 + 1 / 36)
    left = np.sqrt(1 / (1 / 64 + 1 / 36) + 12**2 - 8**2)
    after = [Stage([510, 505, mean, 490, 480], [12, 12, left, 12, 12], through=2) for mean in posterior.tolist()]

    chances = np.array([one.through[2] for one in chances_of(after)])
    expected = after_next_test(FIELD, 2, known_sd=8, test_sd=6)

    assert np.abs(chances - expected.chance).mean() == pytest.approx(expected.expected_move, abs=0.02)
    assert np.quantile(chances, [0.05, 0.95]) == pytest.approx([expected.low, expected.high], abs=0.05)


@pytest.mark.parametrize("wrong", [{"known_sd": 13, "test_sd": 5}, {"known_sd": 5, "test_sd": 0}])
def test_more_cannot_be_learnt_than_is_unknown(wrong):
    with pytest.raises(ValueError, match="known_sd"):
        after_next_test(FIELD, 2, **wrong)
