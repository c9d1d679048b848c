from math import comb

import numpy as np
import pytest
from scipy.special import ndtr

from beizhan.core.forecast.counting import counts_of
from beizhan.core.forecast.squad import Ours, number_through
from beizhan.core.forecast.stages import Stage, chances_of

FIELD = Stage([510, 505, 500, 490, 480], [12, 12, 12, 12, 12], through=2)
TEN = [Ours(FIELD, (0,))] * 10


def binomial(trials, chance):
    return [comb(trials, hits) * chance**hits * (1 - chance) ** (trials - hits) for hits in range(trials + 1)]


def test_the_example_of_the_documentation():
    apart, together = (number_through(TEN, shared_sd=shared, seed=1) for shared in (0, 6))

    assert (round(apart.expected, 2), round(apart.sd, 2)) == (7.74, 1.32)
    assert (round(together.expected, 2), round(together.sd, 2)) == (7.74, 1.79)


def test_independent_stages_of_one_chance_follow_the_binomial_law():
    (chances,) = chances_of([FIELD])

    found = number_through(TEN, shared_sd=0, seed=1)

    assert found.chances == pytest.approx(binomial(10, chances.through[0]), abs=1e-12)
    assert found.drawn == 0


def test_what_is_shared_widens_the_number_and_leaves_its_mean():
    dice = np.random.default_rng(2)
    squad = [Ours(Stage(dice.normal(500, 25, 9), dice.uniform(12, 30, 9), 3), (0,)) for _ in range(20)]
    chances = [one.through[0] for one in chances_of([one.stage for one in squad])]

    found = [number_through(squad, shared_sd=shared, seed=1) for shared in (0, 4, 8)]

    assert [one.expected for one in found] == pytest.approx([sum(chances)] * 3, abs=1e-6)
    assert found[0].chances == pytest.approx(counts_of(chances), abs=1e-12)
    assert found[0].sd < found[1].sd < found[2].sd


def test_drawing_gives_the_same_law():
    squad = [Ours(FIELD, (0,)), Ours(FIELD, (2,)), Ours(FIELD, (3,))]
    dice = np.random.default_rng(4)
    factor = dice.standard_normal((200_000, 1))
    number = 0
    for one in squad:
        scores = one.stage.means + 12 * dice.standard_normal((200_000, 5))
        own = one.entries[0]
        scores[:, own] = one.stage.means[own] + 8 * factor[:, 0] + np.sqrt(80) * dice.standard_normal(200_000)
        number = number + ((scores > scores[:, [own]]).sum(axis=1) < 2)

    found = number_through(squad, shared_sd=8, seed=1)

    assert found.chances == pytest.approx(np.bincount(number, minlength=4) / 200_000, abs=4e-3)


def test_two_of_ours_in_one_stage_take_places_from_each_other():
    pair = number_through([Ours(FIELD, (0, 1))], shared_sd=0, seed=7)
    (chances,) = chances_of([FIELD])

    assert pair.drawn == 20_000
    assert pair.expected == pytest.approx(chances.through[:2].sum(), abs=0.015)
    assert pair.chances[2] < chances.through[0] * chances.through[1]
    assert number_through([Ours(FIELD, (0, 1))], shared_sd=0, seed=7).chances.tolist() == pair.chances.tolist()


def test_the_rule_of_the_stage_holds_when_drawn():
    everybody = Ours(Stage([500, 500, 500], [10, 10, 10], through=1, minimum=520, gap=1000), (0, 1, 2))

    found = number_through([everybody], shared_sd=0, seed=1, draws=100_000)

    assert found.chances == pytest.approx(binomial(3, ndtr(-2)), abs=3e-3)


def test_ours_cannot_share_more_than_they_vary():
    with pytest.raises(ValueError, match="shared"):
        number_through(TEN, shared_sd=12, seed=1)
