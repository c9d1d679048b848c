import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from beizhan.core.forecast import stages
from beizhan.core.forecast.stages import Stage, among_the_first, chances_of, rank_chances

entries = st.lists(st.tuples(st.floats(400, 600), st.floats(3, 40)), min_size=2, max_size=12)


def stage_of(pairs, through, **rule):
    means, sds = zip(*pairs, strict=True)
    return Stage(means, sds, through, **rule)


def field(size=30, seed=0):
    dice = np.random.default_rng(seed)
    return dice.normal(500, 25, size), dice.uniform(10, 30, size)


def test_the_example_of_the_documentation():
    stage = Stage([510, 505, 500, 490, 480], [12, 12, 12, 12, 12], through=2, reserves=1)

    (chances,) = chances_of([stage])

    assert chances.through.round(3).tolist() == [0.774, 0.621, 0.425, 0.146, 0.034]
    assert chances.reserve.round(3).tolist() == [0.153, 0.235, 0.316, 0.214, 0.081]


def test_of_two_the_better_is_first_as_the_difference_says():
    (chances,) = chances_of([Stage([510, 500], [12, 5], 1)])

    assert chances.through == pytest.approx([ndtr(10 / 13), ndtr(-10 / 13)], abs=1e-14)


def test_one_alone_passes_unless_below_the_minimum():
    free, bounded = chances_of([Stage([62], [4], 1), Stage([62], [4], 1, minimum=60)])

    assert (free.through.item(), bounded.through.item()) == (pytest.approx(1), pytest.approx(ndtr(0.5), abs=1e-14))


def test_whoever_is_within_the_gap_goes_through_too():
    (chances,) = chances_of([Stage([510, 500], [12, 5], 1, gap=2)])

    assert chances.through == pytest.approx([ndtr(12 / 13), ndtr(-8 / 13)], abs=1e-14)


@settings(max_examples=40)
@given(entries, st.integers(1, 12), st.integers(0, 3))
def test_chances_add_up_to_the_places(pairs, through, reserves):
    places = min(through, len(pairs))
    (chances,) = chances_of([stage_of(pairs, through, reserves=reserves)])

    assert chances.through.sum() == pytest.approx(places, abs=1e-8)
    assert chances.reserve.sum() == pytest.approx(min(through + reserves, len(pairs)) - places, abs=1e-8)
    assert chances.through + chances.reserve + chances.out == pytest.approx(1, abs=1e-12)


@settings(max_examples=40)
@given(entries, st.integers(1, 4), st.floats(1, 60), st.data())
def test_a_higher_mean_never_lowers_the_chance_nor_raises_that_of_a_rival(pairs, through, more, data):
    own = data.draw(st.integers(0, len(pairs) - 1))
    better = [(mean + more * (at == own), sd) for at, (mean, sd) in enumerate(pairs)]

    before, after = among_the_first([stage_of(pairs, through), stage_of(better, through)], [through, through])
    moved = after - before

    assert moved[own] >= -1e-9
    assert (np.delete(moved, own) <= 1e-9).all()


def test_equals_have_equal_chances_in_any_order():
    (chances,) = chances_of([Stage([500, 520, 500, 480, 500], [10, 20, 10, 5, 10], 2)])

    assert chances.through[[0, 2]] == pytest.approx(chances.through[4], abs=1e-14)
    assert chances_of([Stage([500] * 6, [10] * 6, 2)])[0].through == pytest.approx(1 / 3, abs=1e-14)


def test_another_unit_and_what_all_share_change_nothing():
    means, sds = field()
    plain, moved = chances_of([Stage(means, sds, 8, minimum=500), Stage(3 * means + 7, 3 * sds, 8, minimum=1507)])

    assert moved.through == pytest.approx(plain.through, abs=1e-12)


def test_stages_together_are_the_stages_alone():
    several = [
        Stage(*field(size, size), 3, reserves=size % 3, minimum=minimum)
        for size in (4, 9, 30)
        for minimum in (None, 495)
    ]

    together = chances_of(several)

    for stage, chances in zip(several, together, strict=True):
        alone = chances_of([stage])[0]
        assert (chances.through, chances.reserve) == (pytest.approx(alone.through), pytest.approx(alone.reserve))


@pytest.mark.parametrize("rule", [{}, {"minimum": 505.0}, {"gap": 2.0}, {"minimum": 505.0, "gap": 2.0}])
def test_the_grid_is_fine_enough(rule, monkeypatch):
    stage = Stage(*field(), 8, **rule)
    (coarse,) = chances_of([stage])
    monkeypatch.setattr(stages, "NODES", 5001)

    (fine,) = chances_of([stage])

    assert coarse.through == pytest.approx(fine.through, abs=1e-9)


def test_somebody_known_almost_exactly_among_unknown_ones_is_no_trouble():
    stage = Stage([500, 501, 480, 490], [30, 0.001, 25, 30], 1)
    (chances,) = chances_of([stage])

    assert chances.through.sum() == pytest.approx(1, abs=1e-8)
    rivals = ndtr((501 - 500) / 30) * ndtr((501 - 480) / 25) * ndtr((501 - 490) / 30)
    assert chances.through[1] == pytest.approx(rivals, abs=1e-4)


@pytest.mark.parametrize(
    "rule",
    [{}, {"minimum": 512.0}, {"gap": 2.0}, {"loadings": np.r_[np.full(6, 15.0), np.zeros(6)]}],
    ids=["plain", "minimum", "gap", "factor"],
)
def test_drawing_results_gives_the_same_chances(rule):
    means, sds = field(12, 3)
    stage = Stage(means, sds, 4, reserves=2, **rule)
    dice = np.random.default_rng(5)
    shared = dice.standard_normal((200_000, 1)) * (0 if stage.loadings is None else stage.loadings)
    scores = means + sds * dice.standard_normal((200_000, 12)) + shared
    fourth, sixth = (-np.sort(-scores, axis=1)[:, [at]] - stage.gap for at in (3, 5))
    able = scores >= (-np.inf if stage.minimum is None else stage.minimum)

    (chances,) = chances_of([stage])

    assert chances.through == pytest.approx(((scores >= fourth) & able).mean(axis=0), abs=5e-3)
    assert chances.reserve == pytest.approx(((scores >= sixth) & (scores < fourth) & able).mean(axis=0), abs=5e-3)


def test_the_law_of_ranks_is_a_law_both_ways_and_holds_the_chances():
    means, sds = field(11)
    ranks = rank_chances(means, sds)
    (chances,) = chances_of([Stage(means, sds, 4)])

    assert ranks.sum(axis=0) == pytest.approx(1, abs=1e-12)
    assert ranks.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert ranks[:, :4].sum(axis=1) == pytest.approx(chances.through, abs=1e-12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"means": [1, 2], "sds": [1]},
        {"means": [1, np.nan], "sds": [1, 1]},
        {"means": [1, 2], "sds": [1, 0]},
        {"means": [1, 2], "sds": [1, 1], "gap": -1},
        {"means": [1, 2], "sds": [1, 1], "loadings": [1]},
    ],
)
def test_a_field_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        Stage(**wrong, through=1)
