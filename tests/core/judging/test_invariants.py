"""What must not matter, and what must: order, names, constants, centring, repetition."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from beizhan.core.judging.checks import faults_of
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.ratings import Facet, Ratings, ratings_of
from beizhan.core.judging.terms import Terms
from core.judging.samples import planted

METHODS = ["mml", "jml"]


@pytest.fixture(scope="module")
def ratings():
    return planted({"item": 6, "rater": 4}, persons=25, panel=2)[0]


def numbers(fit):
    """Return every measure by facet and label, and the persons'."""
    own = {
        (name, label): measure
        for name, elements in fit.facets.items()
        for label, measure in zip(elements.labels, elements.measures, strict=True)
    }
    persons = fit.persons.joint if fit.terms.joint else fit.persons.wle
    return {**own, **{("person", label): one for label, one in zip(fit.persons.labels, persons, strict=True)}}


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_the_rows_does_not_matter(ratings, method):
    mixed = ratings.only(np.random.default_rng(4).permutation(len(ratings)))

    one, other = fitted(ratings, Terms(method=method)), fitted(mixed, Terms(method=method))

    assert numbers(other) == pytest.approx(numbers(one), abs=1e-9)
    assert other.deviance == pytest.approx(one.deviance, abs=1e-8)


@pytest.mark.parametrize("method", METHODS)
def test_names_do_not_matter(ratings, method):
    backwards = {facet.name: tuple(f"z{99 - at}" for at in range(len(facet.labels))) for facet in ratings.facets}
    renamed = ratings_of(
        [f"somebody {999 - code}" for code in ratings.person],
        {
            name: [backwards[name][code] for code in column]
            for name, column in zip(backwards, ratings.elements, strict=True)
        },
        ratings.scores,
    )

    one, other = fitted(ratings, Terms(method=method)), fitted(renamed, Terms(method=method))

    raters = dict(zip(other.facets["rater"].labels, other.facets["rater"].measures, strict=True))
    again = [raters[label] for label in backwards["rater"]]
    assert again == pytest.approx(one.facets["rater"].measures, abs=1e-7)
    assert other.deviance == pytest.approx(one.deviance, abs=1e-7)


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("constant", [-3, 1, 40])
def test_a_constant_on_every_score_moves_only_the_scores(ratings, model, method, constant):
    moved = replace(ratings, scores=ratings.scores + constant)

    one, other = fitted(ratings, Terms(model, method)), fitted(moved, Terms(model, method))

    assert numbers(other) == numbers(one)
    assert other.facets["rater"].fair == pytest.approx(one.facets["rater"].fair + constant)
    assert other.steps.lower.tolist() == (one.steps.lower + constant).tolist()


@pytest.mark.parametrize("method", METHODS)
def test_scores_turned_round_turn_every_measure_round(ratings, method):
    turned = replace(ratings, scores=3 - ratings.scores)

    one, other = fitted(ratings, Terms(method=method)), fitted(turned, Terms(method=method))

    assert numbers(other) == pytest.approx({key: -value for key, value in numbers(one).items()}, abs=1e-6)
    assert other.steps.measures == pytest.approx(-one.steps.measures[::-1], abs=1e-6)
    assert other.facets["rater"].fit.infit == pytest.approx(one.facets["rater"].fit.infit, abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_centring_shifts_the_ruler_and_no_chance(ratings, method):
    terms = [("item", "rater"), ("item",), ("rater",)]
    fits = [fitted(ratings, Terms(method=method, centre=centre)) for centre in terms]

    def chances(fit):
        own = numbers(fit)
        return [
            own["person", "p00003"] - own["item", f"i00{i}"] - own["rater", f"r00{r}"]
            for i in range(6)
            for r in range(4)
        ]

    for centre, fit in zip(terms, fits, strict=True):
        assert [fit.facets[name].measures.sum() for name in centre] == pytest.approx([0.0] * len(centre), abs=1e-9)
        assert fit.identification.centred == centre
        assert fit.deviance == pytest.approx(fits[0].deviance, abs=1e-9)
        if method == "jml":
            assert chances(fit) == pytest.approx(chances(fits[0]), abs=1e-9)
    assert [fit.identification.free for fit in fits] == [None, "rater", "item"]
    assert fits[1].identification.population_mean == fits[2].identification.population_mean == 0.0


def test_errors_follow_the_centring(ratings):
    free, centred = fitted(ratings), fitted(ratings, Terms(centre=("item", "rater")))

    items = free.solution.covariance[:6, :6]
    middle = np.eye(6) - 1 / 6
    assert centred.facets["item"].errors ** 2 == pytest.approx(np.diag(middle @ items @ middle), abs=1e-9)
    assert centred.identification.population_mean == pytest.approx(-free.facets["item"].measures.mean())
    assert centred.identification.population_mean_error**2 == pytest.approx(items.mean(), abs=1e-9)


def test_rating_scale_and_partial_credit_are_one_where_there_are_two_categories():
    ratings, _ = planted({"item": 6, "rater": 3}, persons=40, steps=(0.0,))

    one, other = fitted(ratings, Terms("rsm")), fitted(ratings, Terms("pcm"))

    assert numbers(other) == pytest.approx(numbers(one), abs=1e-7)


def test_a_facet_with_one_element_changes_nothing():
    ratings, _ = planted({"item": 6, "rater": 3}, persons=30)
    more = Ratings(
        ratings.persons,
        (*ratings.facets, Facet("hall", ("one",))),
        ratings.person,
        (*ratings.elements, np.zeros(len(ratings), int)),
        ratings.scores,
    )

    one, other = fitted(ratings), fitted(more)

    assert other.facets["hall"].measures == pytest.approx([0.0], abs=1e-12)
    assert other.facets["rater"].measures == pytest.approx(one.facets["rater"].measures, abs=1e-7)
    assert other.parameters == one.parameters


def test_every_competitor_twice_doubles_the_deviance_and_moves_no_measure(ratings):
    twice = Ratings(
        (*ratings.persons, *(f"{label} again" for label in ratings.persons)),
        ratings.facets,
        np.concatenate((ratings.person, ratings.person + len(ratings.persons))),
        tuple(np.tile(column, 2) for column in ratings.elements),
        np.tile(ratings.scores, 2),
    )

    one, other = fitted(ratings), fitted(twice)

    assert other.deviance == pytest.approx(2 * one.deviance, abs=1e-7)
    assert other.facets["rater"].measures == pytest.approx(one.facets["rater"].measures, abs=1e-6)
    assert other.facets["rater"].errors == pytest.approx(one.facets["rater"].errors / np.sqrt(2), rel=1e-5)


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), items=st.integers(2, 5), raters=st.integers(1, 4), top=st.integers(1, 4))
def test_whatever_the_scores_everything_is_finite_and_the_sums_are_zero(seed, items, raters, top):
    dice = np.random.default_rng(seed)
    person, item, rater = (axis.ravel() for axis in np.indices((8, items, raters)))
    scores = dice.integers(0, top + 1, len(person))
    ratings = ratings_of(person, {"item": item, "rater": rater}, scores)
    assume(not faults_of(ratings, Terms()))

    fit = fitted(ratings)

    measures = np.concatenate([elements.measures for elements in fit.facets.values()])
    assert np.isfinite(measures).all()
    assert np.isfinite(fit.persons.eap).all()
    kept = ~fit.facets["rater"].extreme
    assert fit.facets["rater"].measures[kept].sum() == pytest.approx(0.0, abs=1e-8)
    assert fit.sigma > 0


def test_a_better_score_never_lowers_its_giver_or_its_receiver(ratings):
    row = int(np.flatnonzero(ratings.scores < 3)[0])
    scores = ratings.scores.copy()
    scores[row] += 1
    better = replace(ratings, scores=scores)

    one, other = numbers(fitted(ratings)), numbers(fitted(better))

    person, rater = ratings.persons[ratings.person[row]], ratings.facets[1].labels[ratings.elements[1][row]]
    assert other["person", person] > one["person", person]
    assert other["rater", rater] < one["rater", rater]
