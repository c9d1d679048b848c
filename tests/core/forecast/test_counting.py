from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.forecast.counting import counts_of, fewer_than, others_counts

chances = st.lists(st.floats(0, 1), min_size=1, max_size=7)


def binomial(trials, chance):
    return [comb(trials, hits) * chance**hits * (1 - chance) ** (trials - hits) for hits in range(trials + 1)]


def enumerated(trials):
    """Add up every combination of success and failure."""
    law = np.zeros(len(trials) + 1)
    for happened in product((False, True), repeat=len(trials)):
        parts = [trial if one else 1 - trial for trial, one in zip(trials, happened, strict=True)]
        law[sum(happened)] += np.prod(parts)
    return law


def test_equal_trials_follow_the_binomial_law():
    assert counts_of([0.3] * 12) == pytest.approx(binomial(12, 0.3), abs=1e-15)


def test_the_example_of_the_documentation():
    assert counts_of([0.9, 0.5, 0.2]) == pytest.approx([0.04, 0.41, 0.46, 0.09])
    assert fewer_than(1, [0.9, 0.5, 0.2]) == pytest.approx([0.5 * 0.8, 0.1 * 0.8, 0.1 * 0.5])


@given(chances)
def test_the_law_is_that_of_all_combinations(trials):
    assert counts_of(trials) == pytest.approx(enumerated(trials), abs=1e-14)


@given(chances, st.integers(0, 8))
def test_leaving_one_out_is_leaving_one_out(trials, wanted):
    others = [trials[:at] + trials[at + 1 :] for at in range(len(trials))]

    assert fewer_than(wanted, trials) == pytest.approx([enumerated(one)[:wanted].sum() for one in others], abs=1e-14)
    assert others_counts(trials) == pytest.approx(np.array([enumerated(one) for one in others]), abs=1e-14)


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=2, max_size=9), st.integers(0, 9))
def test_certain_trials_are_counted_exactly(trials, wanted):
    others = [sum(trials) - one for one in trials]

    assert fewer_than(wanted, trials).tolist() == [float(other < wanted) for other in others]


def test_columns_are_treated_alike():
    trials = np.random.default_rng(1).random((9, 3, 1500))

    whole = fewer_than(4, trials)

    assert whole.shape == trials.shape
    assert whole[:, 2, 1499] == pytest.approx(fewer_than(4, trials[:, 2, 1499]), abs=1e-15)
