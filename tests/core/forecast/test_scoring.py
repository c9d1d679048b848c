from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.forecast.calibration import calibration_of
from beizhan.core.forecast.scoring import brier_losses, difference_of, log_losses, rank_losses


def test_losses_of_three_chances_can_be_checked_by_hand():
    chances, happened = [0.8, 0.5, 0.1], [1, 0, 1]

    assert log_losses(chances, happened) == pytest.approx([-log(0.8), -log(0.5), -log(0.1)])
    assert brier_losses(chances, happened) == pytest.approx([0.04, 0.25, 0.81])


def test_certainty_that_fails_costs_much_and_not_everything():
    assert log_losses([1.0], [0]) == pytest.approx([-log(1e-6)])


def test_ranks_cost_the_squared_distance_of_the_two_laws():
    ranks = np.array([[0.5, 0.3, 0.2], [0.3, 0.4, 0.3], [0.2, 0.3, 0.5]])

    assert rank_losses(ranks, [0, 1, 2]) == pytest.approx([0.25 + 0.04, 0.09 + 0.09, 0.04 + 0.25])
    assert rank_losses(np.eye(3), [0, 1, 2]).tolist() == [0, 0, 0]


@given(st.integers(1, 9).flatmap(lambda size: st.tuples(*[st.permutations(range(size))] * 2)))
def test_a_certain_rank_costs_as_many_places_as_it_is_off(pair):
    said, places = pair
    ranks = np.eye(len(said))[list(said)]

    assert rank_losses(ranks, places).tolist() == [abs(one - other) for one, other in zip(said, places, strict=True)]


def test_the_difference_is_that_of_the_means_with_whole_blocks_drawn():
    losses, others = [1.0, 2.0, 3.0, 4.0], [2.0, 3.0, 3.0, 4.0]

    found = difference_of(losses, others, ["a", "a", "b", "b"], seed=1)

    assert (found.mean, found.low, found.high) == (0.5, 0.0, 1.0)
    assert difference_of(losses, others, ["a", "a", "b", "b"], seed=1) == found


def test_the_interval_of_a_difference_is_as_wide_as_its_error():
    gains = np.random.default_rng(1).normal(0.1, 1, 4000)

    found = difference_of(np.zeros(4000), gains, range(4000), seed=2)

    assert (found.high - found.low) / 2 == pytest.approx(1.96 / np.sqrt(4000), rel=0.1)


def test_a_report_of_six_chances_can_be_checked_by_hand():
    report = calibration_of([0.1, 0.1, 0.6, 0.6, 0.6, 1.0], [0, 0, 1, 0, 1, 1], edges=(0, 0.5, 1))

    low, high = report.bins
    assert (low.count, low.predicted, low.observed, low.interval[0]) == (2, pytest.approx(0.1), 0.0, 0.0)
    assert (high.count, high.predicted, high.observed, high.agrees) == (4, pytest.approx(0.7), 0.75, True)
    assert (report.total.observed, report.total.expected, report.total.interval) == (3, pytest.approx(3), (1, 5))
    assert report.brier == pytest.approx((0.01 + 0.01 + 0.16 + 0.36 + 0.16 + 0) / 6)
    assert report.log_loss == pytest.approx((-2 * log(0.9) - 2 * log(0.6) - log(0.4)) / 6, abs=1e-6)
    assert report.base_log_loss == pytest.approx(log(2))
    assert not report.enough


def test_the_interval_of_a_bin_holds_95_percent_of_what_the_share_may_be():
    (only,) = calibration_of([0.3] * 20, [1] * 5 + [0] * 15, edges=(0, 1)).bins
    shares = np.linspace(0, 1, 100_001)
    density = shares**4.5 * (1 - shares) ** 14.5

    below, above = (density[shares < end].sum() / density.sum() for end in only.interval)

    assert (below, above) == (pytest.approx(0.025, abs=1e-4), pytest.approx(0.975, abs=1e-4))


def test_true_chances_agree_with_what_happens_and_false_ones_do_not():
    dice = np.random.default_rng(9)
    chances = dice.beta(1, 3, 4000)
    happened = dice.random(4000) < chances

    honest, boastful = calibration_of(chances, happened), calibration_of(chances**0.5, happened)

    assert sum(one.agrees for one in honest.bins) >= len(honest.bins) - 1
    assert honest.total.tail > 0.01
    assert sum(one.agrees for one in boastful.bins) <= 2
    assert boastful.total.tail == pytest.approx(0, abs=1e-9)
    assert honest.log_loss < honest.base_log_loss < boastful.log_loss


@pytest.mark.parametrize(("chances", "happened"), [([], []), ([0.1], [0, 1]), ([1.2], [1])])
def test_what_is_no_chance_is_refused(chances, happened):
    with pytest.raises(ValueError, match="chances must be"):
        calibration_of(chances, happened)
