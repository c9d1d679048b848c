"""What other programs answer with infinity, with silence or with a crash."""

from dataclasses import replace

import numpy as np
import pytest

from beizhan.core.judging.checks import faults_of
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.ratings import Ratings, ratings_of
from beizhan.core.judging.terms import Terms
from core.judging.samples import planted

EVERY_WAY = [(model, method) for model in ("rsm", "pcm") for method in ("mml", "jml")]


@pytest.fixture(scope="module")
def ratings():
    return planted({"item": 5, "rater": 4}, persons=30)[0]


def with_scores(ratings, where, score):
    """Return the ratings with some scores replaced."""
    return replace(ratings, scores=np.where(where, score, ratings.scores))


def remarks(fit):
    return {str(remark.code): dict(remark.facts) for remark in fit.remarks}


def assert_finite(fit):
    for elements in fit.facets.values():
        assert np.isfinite(elements.measures).all()
        assert np.isfinite(elements.errors).all()
    assert np.isfinite(fit.steps.measures).all()
    assert np.isfinite(fit.persons.wle).all()
    assert fit.converged


@pytest.mark.parametrize(("model", "method"), EVERY_WAY)
@pytest.mark.parametrize(("facet", "score"), [("item", 3), ("item", 0), ("rater", 0), ("rater", 3)])
def test_an_element_with_only_extreme_scores_is_set_aside_and_said(ratings, model, method, facet, score):
    place = ratings.place_of(facet)
    extreme = ratings.elements[place] == 2

    fit = fitted(with_scores(ratings, extreme, score), Terms(model, method))
    without = fitted(ratings.only(~extreme), Terms(model, method))

    own, label = fit.facets[facet], ratings.facets[place].labels[2]
    assert_finite(fit)
    assert own.extreme.tolist() == [at == 2 for at in range(len(own.labels))]
    assert remarks(fit)["extreme_set_aside"] == {"facet": facet, "elements": (label,)}
    assert own.measures[2] == (own.measures.max() if score == 0 else own.measures.min())
    assert fit.deviance == pytest.approx(without.deviance, abs=1e-8)
    assert np.delete(own.measures, 2) == pytest.approx(np.delete(without.facets[facet].measures, 2), abs=1e-9)


@pytest.mark.parametrize("method", ["mml", "jml"])
def test_persons_with_extreme_scores_have_finite_measures(ratings, method):
    scores = np.select([ratings.person < 2, ratings.person == 5], [3, 0], ratings.scores)

    fit = fitted(replace(ratings, scores=scores), Terms(method=method))

    measures = fit.persons.joint if method == "jml" else fit.persons.eap
    assert_finite(fit)
    assert np.isfinite(measures).all()
    assert fit.persons.wle[:2].min() > np.delete(fit.persons.wle, [0, 1]).max()
    assert fit.persons.wle[5] < np.delete(fit.persons.wle, 5).min()
    said = {"facet": "person", "elements": ("p00000", "p00001", "p00005")}
    assert remarks(fit).get("extreme_adjusted") == (said if method == "jml" else None)


@pytest.mark.parametrize(("model", "method"), EVERY_WAY)
def test_a_category_that_nobody_used_has_no_chance_and_one_step_over_it(ratings, model, method):
    fit = fitted(with_scores(ratings, ratings.scores == 2, 3), Terms(model, method))

    assert_finite(fit)
    assert remarks(fit)["category_unused"]["scores"] == (2,)
    assert set(zip(fit.steps.lower, fit.steps.upper, strict=True)) == {(0, 1), (1, 3)}
    if model == "rsm":  # two steps in one: their mean counts twice
        assert fit.steps.measures[0] + 2 * fit.steps.measures[1] == pytest.approx(0.0, abs=1e-9)


def test_a_category_used_more_and_more_seldom_comes_to_the_one_that_is_not_used():
    """The likelihood without the category is the limit of what a vanishing number of uses would give."""
    ratings, _ = planted({"item": 4, "rater": 3}, persons=200, seed=4)
    twos = np.flatnonzero(ratings.scores == 2)
    scores = ratings.scores.copy()
    scores[twos[1:]] = 3
    one_use = fitted(replace(ratings, scores=scores))
    scores[twos[0]] = 3
    unused = fitted(replace(ratings, scores=scores))

    assert unused.facets["rater"].measures == pytest.approx(one_use.facets["rater"].measures, abs=0.01)
    assert unused.facets["item"].measures == pytest.approx(one_use.facets["item"].measures, abs=0.01)


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("never the lowest", lambda own: np.maximum(own, 1)),
        ("never the highest", lambda own: np.minimum(own, 2)),
        ("never 1", lambda own: np.where(own == 1, 2, own)),
        ("always the same, in the middle", lambda own: np.full_like(own, 1)),
    ],
)
@pytest.mark.parametrize("method", ["mml", "jml"])
def test_an_item_with_few_of_the_categories_is_fitted_by_partial_credit(ratings, why, change, method):
    own = ratings.elements[0] == 1

    fit = fitted(replace(ratings, scores=np.where(own, change(ratings.scores), ratings.scores)), Terms("pcm", method))

    assert_finite(fit)
    steps = {
        (low, high)
        for scale, low, high in zip(fit.steps.scales, fit.steps.lower, fit.steps.upper, strict=True)
        if scale == "i001"
    }
    expected = {
        "never the lowest": {(1, 2), (2, 3)},
        "never the highest": {(0, 1), (1, 2)},
        "never 1": {(0, 2), (2, 3)},
        "always the same, in the middle": set(),
    }
    assert steps == expected[why]


def test_a_category_used_once_by_one_person_is_a_category(ratings):
    scores = np.minimum(ratings.scores, 2)
    scores[7] = 3

    fit = fitted(replace(ratings, scores=scores))

    assert_finite(fit)
    assert fit.steps.uses.tolist()[-1] == 1
    assert remarks(fit)["category_few"] == {"item": "", "scores": (3,)}


def test_a_cell_rated_twice_counts_twice(ratings):
    twice = ratings.only(np.concatenate((np.arange(len(ratings)), np.arange(len(ratings)))))

    fit, once = fitted(twice), fitted(ratings)

    assert_finite(fit)
    assert fit.persons.counts.tolist() == (2 * once.persons.counts).tolist()
    assert (fit.persons.wle_errors < once.persons.wle_errors).all()


@pytest.mark.parametrize("model", ["rsm", "pcm"])
def test_persons_who_do_not_differ_are_said_to_be_alike(model):
    alike, _ = planted({"item": 6, "rater": 5}, persons=40, sigma=0.0, seed=2)

    fit = fitted(alike, Terms(model))

    assert_finite(fit)
    assert fit.sigma == pytest.approx(0.01)
    assert np.isnan(fit.sigma_error)
    assert "persons_alike" in remarks(fit)


def test_two_questions_answered_alike_by_everybody_have_no_measure_of_the_spread():
    person, item = np.repeat(np.arange(12), 2), np.tile([0, 1], 12)

    fit = fitted(ratings_of(person, {"item": item}, np.where(person < 6, 0, 1)))

    assert fit.sigma == pytest.approx(30.0)
    assert "persons_without_measure" in remarks(fit)
    assert np.isfinite(fit.facets["item"].measures).all()


def test_forty_categories_and_far_persons_do_not_overflow():
    wide, _ = planted({"item": 5, "rater": 2}, persons=60, steps=tuple(np.linspace(-12, 12, 40)), sigma=6.0)

    fit = fitted(wide)

    assert_finite(fit)
    assert fit.sigma == pytest.approx(6.0, rel=0.3)


@pytest.mark.parametrize(
    ("why", "columns", "scores", "code"),
    [
        ("one person", (["a"] * 6, list("xyzxyz"), list("uuuvvv")), [0, 1, 2, 1, 0, 1], "ratings_too_few"),
        ("three ratings", (list("abb"), list("xxy"), list("uuu")), [0, 1, 0], "ratings_too_few"),
        ("all alike", (list("aabb"), list("xyxy"), list("uuuu")), [2, 2, 2, 2], "scores_all_alike"),
        ("nobody twice", (list("abcd"), list("xxxx"), list("uuuu")), [0, 1, 2, 1], "one_rating_each"),
    ],
)
def test_too_little_is_refused_with_a_reason(why, columns, scores, code):
    person, item, rater = columns

    faults = faults_of(ratings_of(person, {"item": item, "rater": rater}, scores), Terms())

    assert [fault.code for fault in faults] == [code], why


def test_an_unknown_facet_and_two_floating_ones_are_refused(ratings):
    assert [fault.code for fault in faults_of(ratings, Terms(centre=("hall",)))] == ["no_such_facet"]
    assert [fault.code for fault in faults_of(ratings, Terms(centre=()))] == ["centre_too_few"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"scores": np.array([0.5, 1])}, "half a point"),
        ({"person": np.array([0, 2])}, "a code without a label"),
        ({"person": np.array([0])}, "a short column"),
        ({"elements": ()}, "a facet without a column"),
    ],
)
def test_columns_that_cannot_be_are_no_ratings(change, why):
    good = ratings_of(["a", "b"], {"item": ["x", "y"]}, [0, 1])
    parts = {name: getattr(good, name) for name in ("persons", "facets", "person", "elements", "scores")}

    with pytest.raises(ValueError, match=r"score|code|column"):
        Ratings(**{**parts, **change})
    assert why


def test_labels_of_any_kind_stand_in_their_natural_order():
    ratings = ratings_of(
        ["P10", "P9", 3, "选手甲"] * 2, {"rater": [2, 2, 2, 2, 10, 10, 10, 10]}, [0, 1, 1, 0, 1, 1, 0, 0]
    )

    assert ratings.persons == ("P9", "P10", "选手甲", "3")
    assert ratings.facets[0].labels == ("2", "10")
    assert fitted(ratings).facets["rater"].labels == ("2", "10")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("seed", range(4))
def test_all_or_nothing_on_a_wide_scale_is_fitted_or_said_not_to_be(seed):
    person, item = (axis.ravel() for axis in np.indices((10, 4)))
    scores = np.where(np.random.default_rng(seed).random(40) < 0.5, 100, 0)

    fit = fitted(ratings_of(person, {"item": item}, scores))

    assert np.isfinite(fit.deviance) or not fit.converged
