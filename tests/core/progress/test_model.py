import numpy as np
import pytest
from sklearn.base import clone

from beizhan.core.progress import marginal
from beizhan.core.progress.marginal import PRIOR_SDS, Results
from beizhan.core.progress.model import Progress, levels_of
from beizhan.core.progress.patterns import COMMON_SD, LEVEL_MEAN, LEVEL_SD, PARTS, Law
from core.progress.tests_taken import SDS, planted

LAWS = [law.value for law in Law]


@pytest.fixture(scope="module", params=LAWS)
def fitted(request):
    rows, results, levels = planted(seed=1)
    return rows, results, levels, Progress(law=request.param).fit(rows, results, 1.0)


def along_of(model, one, other):
    if model.law == "wiener":
        return min(one, other) / 100
    return np.exp(-abs(one - other) / model.mode_.length)


def slow_covariance(model, ones, others):
    """Write the covariance of results down, pair by pair; the error is left out."""
    sds = dict(zip(PARTS, model.mode_.sds, strict=True))
    found = np.zeros((len(ones), len(others)))
    for at, (who, test, section, day) in enumerate(ones):
        for to, (who_, test_, section_, day_) in enumerate(others):
            along = along_of(model, day, day_)
            total = LEVEL_SD**2 * (section == section_) + COMMON_SD**2 * day * day_ / 100**2
            if who == who_:
                total += sds["competitor"] ** 2 + sds["growth"] ** 2 * along
                total += (section == section_) * (sds["profile"] ** 2 + sds["section_growth"] ** 2 * along)
            if test == test_ and test >= 0:
                total += sds["test"] ** 2 + (section == section_) * sds["test_section"] ** 2
            found[at, to] = total
    return found


def test_levels_are_those_of_the_whole_covariance(fitted):
    rows, results, _, model = fitted
    rows, results = rows[::4], results[::4]
    model = clone(model).fit(rows, results, 1.0)
    new = np.array([(2, -1, 1, 50), (2, -1, 1, 500), (99, -1, 3, 200)], float)
    whole = slow_covariance(model, rows, rows) + (1 + model.mode_.sds[-1] ** 2) * np.eye(len(rows))
    cross = slow_covariance(model, rows, new)

    means, covariance = levels_of(model, new)

    weights = np.linalg.solve(whole, cross)
    assert means == pytest.approx(LEVEL_MEAN + weights.T @ (results - LEVEL_MEAN), abs=1e-6)
    assert covariance == pytest.approx(slow_covariance(model, new, new) - cross.T @ weights, abs=1e-6)


@pytest.mark.parametrize("law", Law)
def test_the_gradient_is_the_slope(law):
    rows, percents, _ = planted(competitors=4, sections=3, tests=4)
    results = Results(rows, percents, np.ones(len(rows)), law)
    at = np.append(np.log(PRIOR_SDS / 2), 5.0)
    _, gradient = marginal._minus_log_posterior(at, results)  # noqa: SLF001 - its slope is what is tried

    slopes = []
    for step in 1e-5 * np.eye(at.size):
        up, down = (marginal._minus_log_posterior(at + side * step, results)[0] for side in (1, -1))  # noqa: SLF001 - as above
        slopes.append((up - down) / 2e-5)

    assert gradient == pytest.approx(slopes, abs=1e-5)


def test_planted_variances_are_found_again():
    found = []
    for seed in range(4):
        rows, results, _ = planted(competitors=10, sections=5, tests=9, seed=10 + seed)
        found.append(Progress().fit(rows, results).mode_.sds)

    assert np.mean(found, axis=0) == pytest.approx(list(SDS.values()), rel=0.35)


def test_planted_levels_lie_in_the_intervals():
    inside = []
    for seed in range(12):
        rows, results, levels = planted(competitors=5, sections=3, tests=5, seed=30 + seed)
        means, sds = Progress().fit(rows, results).predict(rows, return_std=True)
        inside.append(np.mean(np.abs(levels - means) < 1.96 * sds))

    assert 0.9 < np.mean(inside) <= 1


def test_a_hard_test_is_not_taken_for_a_loss_of_form():
    rows = [(who, test, 0, 40 * test) for test in range(4) for who in range(6)]
    results = [60 + 2 * who - 12 * (test == 3) for test in range(4) for who in range(6)]

    model = Progress().fit(rows, results)
    before, after = (model.predict([(who, -1, 0, day) for who in range(6)]) for day in (80, 120))

    assert (before - after).max() < 5


def test_who_grows_more_than_the_others_is_seen_whatever_the_tests():
    rows = [(who, test, 0, 40 * test) for test in range(5) for who in range(6)]
    results = [60 + (-1) ** test * 6 + 5 * test * (who == 0) for test in range(5) for who in range(6)]

    model = Progress().fit(rows, results)
    means, covariance = levels_of(model, [(0, -1, 0, 0), (0, -1, 0, 160), (1, -1, 0, 0), (1, -1, 0, 160)])

    more = np.array([-1, 1, 1, -1])
    assert more @ means > 3 * np.sqrt(more @ covariance @ more)


def test_without_results_of_somebody_there_is_the_width_of_the_prior(fitted):
    _, _, _, model = fitted

    _, near = model.predict([(3, -1, 0, 200)], return_std=True)
    _, nobody = model.predict([(99, -1, 0, 200)], return_std=True)
    _, far = model.predict([(3, -1, 0, 900)], return_std=True)

    sds = dict(zip(PARTS, model.mode_.sds, strict=True))
    assert near < nobody
    assert near < far
    assert nobody**2 > sds["competitor"] ** 2 + sds["profile"] ** 2


def test_neither_the_order_nor_the_names_of_codes_matter(fitted):
    rows, results, _, model = fitted
    turned = np.random.default_rng(1).permutation(len(rows))
    renamed = rows[turned] * [5, 3, -2, 1] + [1, 0, 100, 0]

    other = clone(model).fit(renamed, results[turned], 1.0)

    assert other.predict(np.array([(2, -1, 1, 50)]) * [5, 3, -2, 1] + [1, 0, 100, 0]) == pytest.approx(
        model.predict([(2, -1, 1, 50)]), abs=0.02
    )


def test_a_result_known_to_be_rough_weighs_little():
    rows = [(0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 0, 10), (1, 1, 0, 10)]

    trusted, doubted = (Progress().fit(rows, [60, 60, 60, 90], [1, 1, 1, last]) for last in (1, 10_000))

    assert doubted.predict([(1, -1, 0, 10)]) < trusted.predict([(1, -1, 0, 10)])


@pytest.mark.parametrize(
    ("rows", "results", "variances"),
    [
        ([[1, 2, 3]], [1], 0),
        ([[1, 2, 3, 4]], [1, 2], 0),
        ([[1, 2, 3, np.inf]], [1], 0),
        ([[1, 2, 3, 4]], [1], -1),
        ([], [], 0),
    ],
)
def test_what_is_no_table_is_refused(rows, results, variances):
    with pytest.raises(ValueError, match="must be finite"):
        Progress().fit(rows, results, variances)


def test_the_contract_of_estimators_is_kept():
    copy = clone(Progress(law="ornstein_uhlenbeck", max_iter=5))

    assert copy.get_params() == {"law": "ornstein_uhlenbeck", "max_iter": 5}
    assert not [name for name in vars(copy) if name.endswith("_")]
    assert copy.set_params(law="wiener").fit([(0, 0, 0, 0), (1, 0, 0, 0)], [50, 60]) is copy
    with pytest.raises(ValueError, match="no parameter"):
        copy.set_params(depth=1)
