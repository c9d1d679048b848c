import numpy as np
import pytest
from sklearn.base import clone

from beizhan.core.forecast.covariance import warped
from beizhan.core.forecast.strengths import Strengths, latent_of
from core.forecast.results import planted
from core.forecast.test_likelihood import dense_covariance


@pytest.fixture(scope="module")
def fitted():
    rows, points = planted()
    return rows, points, Strengths().fit(rows, points)


def test_planted_hyperparameters_are_found_again():
    rows, points = planted(members=45, skills=16, years=(2003, 2005, 2007, 2009), seed=2)

    model = Strengths().fit(rows, points)
    hyper = model.mode_.hyper
    unit = np.sqrt(hyper.member_sd**2 + hyper.line_sd**2 + hyper.noise_sd**2) / np.sqrt(0.6**2 + 0.5**2 + 0.6**2)

    assert model.mode_.found
    assert [hyper.member_sd / unit, hyper.line_sd / unit, hyper.noise_sd / unit] == pytest.approx(
        [0.6, 0.5, 0.6], abs=0.12
    )
    assert [hyper.member_memory, hyper.line_memory] == pytest.approx([0.9, 0.7], abs=0.17)
    assert abs(hyper.warp) < 0.06
    assert model.mode_.spread_sd < 0.1


def test_planted_differences_of_spread_are_found_again():
    rows, points = planted(spread_sd=0.4, seed=5)

    model = Strengths().fit(rows, points)

    assert model.mode_.spread_sd == pytest.approx(0.4, abs=0.12)


def test_a_planted_bend_is_found_again():
    rows, points = planted(seed=6)
    standard = (points - 500) / 30
    bent = 500 + 30 * np.log1p(0.25 * np.maximum(standard, -3.5)) / 0.25

    assert Strengths().fit(rows, bent).mode_.hyper.warp == pytest.approx(0.25, abs=0.08)


def test_forecasts_are_those_of_the_whole_covariance(fitted):
    rows, points, model = fitted
    hyper, layout = model.mode_.hyper, model.layout_
    new = np.array([(9000, 2011, 3, 4), (9000, 2011, 8, 4), (9001, 2011, 3, 24)], float)
    latent = latent_of(model, new)
    own = rows[layout.order]
    standard = ((points - 500) / 30)[layout.order]
    whole = dense_covariance(own, layout, hyper)
    traits = model.mode_.solved.by_size, model.mode_.solved.by_returning

    cross, back = np.zeros((len(own), len(new))), np.zeros(len(new))
    for at, (_, year, member, skill) in enumerate(new):
        same, line = own[:, 2] == member, (own[:, 2] == member) & (own[:, 3] == skill)
        apart = (year - own[:, 1]) / 2
        widened = np.exp(2 * hyper.spreads[layout.member])
        back[at] = line.any()
        cross[:, at] = same * hyper.member_sd**2 * hyper.member_memory**apart
        cross[:, at] += line * widened * hyper.line_sd**2 * hyper.line_memory**apart
    sizes = layout.sizes[np.searchsorted(layout.members, new[:, 2])]

    assert latent.means == pytest.approx(
        traits[0] * sizes + traits[1] * back + cross.T @ np.linalg.solve(whole, warped(standard, hyper.warp)), abs=1e-4
    )


def test_planted_results_lie_in_the_intervals():
    rows, points = planted(years=(2003, 2005, 2007, 2009), seed=7)
    past = rows[:, 1] < 2009

    model = Strengths().fit(rows[past], points[past])
    expected, sds = model.predict(rows[~past], return_std=True)
    off = (points[~past] - expected) / sds

    assert 0.92 < np.mean(np.abs(off) < 1.96) < 0.985
    assert off.std() == pytest.approx(1, abs=0.1)


def test_a_new_member_and_a_new_skill_have_the_width_of_the_prior(fitted):
    _, _, model = fitted
    new = [(9000, 2011, 3, 4), (9000, 2011, 3, 99), (9000, 2011, 99, 4)]

    latent = latent_of(model, new)

    assert latent.member_seen.tolist() == [True, True, False]
    assert latent.skill_seen.tolist() == [True, False, True]
    assert latent.sds[0] < latent.sds[1] < latent.sds[2]
    hyper = model.mode_.hyper
    widened = np.exp(2 * model.mode_.spread_sd**2)
    assert latent.sds[2] ** 2 == pytest.approx(hyper.member_sd**2 + widened * (hyper.line_sd**2 + hyper.noise_sd**2))


def test_the_unit_of_points_and_the_names_of_codes_do_not_matter(fitted):
    rows, points, model = fitted
    renamed = rows * [1, 1, -7, 3] + [5, 0, 2, 11]
    new = np.array([(9000, 2011, who, 4) for who in range(8)], float)

    other = Strengths().fit(renamed, 10 + 2 * points)

    assert other.predict(new * [1, 1, -7, 3] + [5, 0, 2, 11]) == pytest.approx(10 + 2 * model.predict(new), abs=0.05)


def test_one_past_competition_is_enough():
    rows, points = planted(years=(2007,), seed=8)
    model = Strengths().fit(rows, points)
    hyper = model.mode_.hyper

    new = rows * [1, 0, 1, 1] + [0, 2009, 0, 0]
    expected = model.predict(new)

    assert (round(hyper.member_memory, 2), round(hyper.line_memory, 2)) == (0.9, 0.8)
    assert np.corrcoef(expected, points)[0, 1] > 0.7
    assert expected.std() < points.std()


def test_a_field_of_equals_or_of_one_tells_nothing():
    rows, points = planted(members=8, skills=5, years=(2007,), seed=9)
    more = np.vstack([rows, [(77, 2007, 0, 5), (78, 2007, 1, 6), (78, 2007, 2, 6)]])

    first, second = Strengths().fit(rows, points), Strengths().fit(more, np.append(points, [500, 490, 490]))

    assert second.mode_.hyper.member_sd == first.mode_.hyper.member_sd
    with pytest.raises(ValueError, match="no field"):
        Strengths().fit(more[-3:], [500, 490, 490])


@pytest.mark.parametrize(
    ("rows", "points"), [([[1, 2, 3]], [1]), ([[1, 2, 3, 4]], [1, 2]), ([[1, 2, 3, np.nan]], [1]), ([], [])]
)
def test_what_is_no_table_is_refused(rows, points):
    with pytest.raises(ValueError, match="must be finite"):
        Strengths().fit(rows, points)


def test_the_contract_of_estimators_is_kept(fitted):
    rows, points, _ = fitted
    copy = clone(Strengths(max_iter=7))

    assert copy.get_params() == {"max_iter": 7}
    assert not [name for name in vars(copy) if name.endswith("_")]
    assert copy.set_params(max_iter=3).fit(rows[:200], points[:200]) is copy
    assert copy.n_features_in_ == 4
    with pytest.raises(ValueError, match="no parameter"):
        copy.set_params(depth=1)
