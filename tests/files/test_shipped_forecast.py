"""The forecast of 2009 that ships is what the method says, and what it is held against is what happened."""

import numpy as np
import pytest

from beizhan.core.forecast.backtest import BASE_RATE, KINDS, OURS, backtest_of
from beizhan.core.medals import THRESHOLD_500
from beizhan.files.catalogue import forecast_of_2009, results_of_2007_and_2009


@pytest.fixture(scope="module")
def anew():
    return backtest_of(results_of_2007_and_2009(), "2009", threshold=THRESHOLD_500, draws=1000)


def columns(name):
    return np.array([[getattr(one, name)[kind] for kind in KINDS] for one in forecast_of_2009()])


def test_the_same_entries_won_the_same(anew):
    assert [(one.skill, one.member) for one in forecast_of_2009()] == [(one.skill, one.member) for one in anew.entrants]
    assert columns("won").tolist() == (anew.outcomes > 0).tolist()


def test_the_chances_are_those_of_the_method_within_what_fewer_draws_allow(anew):
    apart = np.abs(columns("ours") - anew.chances[OURS])

    assert apart.max() < 0.08
    assert apart.mean() < 0.01
    assert np.abs(columns("base_rate") - anew.chances[BASE_RATE]).max() < 1e-4
