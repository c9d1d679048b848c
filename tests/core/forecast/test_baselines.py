import numpy as np
import pytest

from beizhan.core.forecast.baselines import last_score, mean_score, rates_of
from beizhan.core.forecast.elo import KEPT, LINE_STEPS, STEPS, elo_ratings
from core.forecast.results import planted

# field, year, Member, skill
ROWS = np.array([(1, 2007, 1, 5), (1, 2007, 2, 5), (2, 2007, 1, 6), (3, 2009, 1, 5), (3, 2009, 2, 5)], float)
STANDARD = np.array([1.0, -1.0, 0.5, 0.6, -0.2])
NEW = np.array([(9, 2011, 1, 5), (9, 2011, 2, 5), (9, 2011, 2, 6), (9, 2011, 3, 5)], float)


def test_the_last_score_is_the_last_one_of_the_member_in_the_skill():
    expected = last_score(ROWS, STANDARD, NEW)

    newcomer = (0.7 - 0.6) / 2
    assert expected.means == pytest.approx([0.6, -0.2, -0.6, newcomer])
    assert expected.sds == pytest.approx([np.sqrt((0.4**2 + 0.8**2) / 2)] * 4)


def test_the_mean_score_is_that_of_the_member():
    expected = mean_score(ROWS, STANDARD, NEW)

    off = [1 - 0.55, 0.5 - 0.8, 0.6 - 0.75, -1 + 0.2, -0.2 + 1]
    assert expected.means == pytest.approx([0.7, -0.6, -0.6, 0.05])
    assert expected.sds[0] == pytest.approx(np.sqrt(np.mean(np.square(off))))


def test_with_nothing_to_compare_the_deviation_is_one_standard_unit():
    assert last_score(ROWS[:3], STANDARD[:3], NEW).sds.tolist() == [1, 1, 1, 1]
    assert mean_score(ROWS[:2], STANDARD[:2], NEW).sds.tolist() == [1, 1, 1, 1]


def slow_elo(rows, results, new):
    """Rate in the plainest way: one way after the other, one pair after the other."""
    best = None
    for step in STEPS:
        for line_step in LINE_STEPS:
            for kept in KEPT:
                ratings, surprise, year = {}, 0.0, None
                for field in dict.fromkeys(rows[:, 0].tolist()):
                    own = np.flatnonzero(rows[:, 0] == field)
                    if year not in {None, rows[own[0], 1]}:
                        ratings = {key: kept * rating for key, rating in ratings.items()}
                    year = rows[own[0], 1]
                    names = [(m, (m, s)) for m, s in rows[own, 2:].tolist()]
                    now = [ratings.get(a, 0) + ratings.get(b, 0) for a, b in names]
                    for one, keys in enumerate(names):
                        moves = 0.0
                        for other in range(len(names)):
                            if one != other:
                                chance = 1 / (1 + np.exp(now[other] - now[one]))
                                won = (1 + np.sign(results[own[one]] - results[own[other]])) / 2
                                surprise -= won * np.log(chance)
                                moves += (won - chance) / (len(names) - 1)
                        ratings[keys[0]] = ratings.get(keys[0], 0) + step * moves
                        ratings[keys[1]] = ratings.get(keys[1], 0) + line_step * moves
                if best is None or surprise < best[0] - 1e-9:
                    best = (
                        surprise,
                        [kept * (ratings.get(m, 0) + ratings.get((m, s), 0)) for m, s in new[:, 2:].tolist()],
                    )
    return best[1]


def test_elo_agrees_with_the_plainest_way():
    rows, points = planted(members=5, skills=4, years=(2007, 2009), seed=4)
    new = np.array([(99, 2011, who, 1) for who in range(6)], float)

    assert elo_ratings(rows, points, new) == pytest.approx(slow_elo(rows, points, new), abs=1e-9)


def test_elo_finds_the_order_of_the_strong():
    rows, points = planted(members=12, skills=30, years=(2007,), seed=2, member_sd=1.5, line_sd=0.1, noise_sd=0.5)
    means = [points[rows[:, 2] == who].mean() for who in range(12)]

    ratings = elo_ratings(rows, points, np.array([(99, 2009, who, 77) for who in range(12)], float))

    assert np.corrcoef(np.argsort(np.argsort(ratings)), np.argsort(np.argsort(means)))[0, 1] > 0.9


def test_rates_of_are_counts_of_the_past():
    assert rates_of(11, 31, 90, past_sizes=[15] * 10, size=20) == (1.1 / 20, 3.1 / 20, 90 / 150)
    assert rates_of(11, 31, 90, past_sizes=[15] * 10, size=2) == (1.1 / 2, 1, 0.6)
