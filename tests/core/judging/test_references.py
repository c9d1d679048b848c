"""Sets with estimates of other software: R packages TAM and immer (computed beforehand) and PyPI mirt (run here)."""

import sys

import numpy as np
import pytest

from beizhan.core.judging.estimation.abilities import measured
from beizhan.core.judging.estimation.likelihood import marginal
from beizhan.core.judging.estimation.quadrature import grid_of, narrowest
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.terms import Terms
from core.judging.peer import peer_fit
from core.judging.samples import planted, read_rows, read_set

SETS = ("ratings1", "ratings2", "ptam1")
TAMS_NODES = tuple(np.linspace(-6, 6, 21))


def say(capsys, name, differences):
    """Print the largest differences where they are seen whatever pytest captures."""
    with capsys.disabled():
        told = ", ".join(f"{what} {value:.1e}" for what, value in differences.items())
        sys.stdout.write(f"\n  {name}: {told}\n")


def reference(folder, model):
    """Return TAM's parameters by facet and label, and its fit."""
    rows = read_rows(folder / f"reference-tam-{model}-parameters.csv")
    fit = read_rows(folder / f"reference-tam-{model}-fit.csv")[0]
    return {(row["facet"], row["parameter"]): float(row["xsi"]) for row in rows}, fit


def away_from_tam(fit, wanted):
    """Return the largest difference of items, raters and steps from TAM's."""
    items, raters, steps = fit.facets["item"], fit.facets["rater"], fit.steps
    numbers = [
        1 + np.flatnonzero(np.array(steps.scales[: at + 1]) == scale).size - 1 for at, scale in enumerate(steps.scales)
    ]
    keys = [
        ("item:step", f"{scale}:step{number}") if scale else ("step", f"step{number}")
        for scale, number in zip(steps.scales, numbers, strict=True)
    ]
    return {
        "items": max(abs(wanted["item", label] - own) for label, own in zip(items.labels, items.measures, strict=True)),
        "raters": max(
            abs(wanted["rater", f"rater{label}"] - own)
            for label, own in zip(raters.labels, raters.measures, strict=True)
        ),
        "steps": max(abs(wanted[key] - own) for key, own in zip(keys, steps.measures, strict=True)),
    }


def away_from_peer(fit, peer):
    """Return the largest differences from mirt: of measures, relative of errors, and of fit."""
    lead, *others = fit.facets.values()
    found = [(lead, peer.item_difficulty, peer.item_se, peer.item_infit, peer.item_outfit)]
    found += [
        (own, peer.facet_parameters[own.facet], peer.facet_se[own.facet], peer.infit[own.facet], peer.outfit[own.facet])
        for own in others
    ]
    return {
        "deviance": fit.deviance + 2 * peer.log_likelihood,
        "measures": max(np.abs(own.measures - measures).max() for own, measures, *_ in found),
        "errors": max(np.abs(own.errors / errors - 1).max() for own, _, errors, *_ in found),
        "infit": max(np.abs(own.fit.infit - infit).max() for own, _, _, infit, _ in found),
        "outfit": max(np.abs(own.fit.outfit - outfit).max() for own, *_, outfit in found),
        "persons": np.abs(fit.persons.eap - peer.theta).max(),
        "sigma": abs(fit.sigma - peer.sigma),
    }


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", SETS)
def test_every_reference_set_agrees_with_mirt(name, model, shared_data, capsys):
    ratings = read_set(shared_data("rater-severity") / name)

    fit = fitted(ratings, Terms(model))
    away = away_from_peer(fit, peer_fit(ratings, by_item=model == "pcm"))

    say(capsys, f"{name} {model} from mirt", away)
    assert fit.converged
    assert away["deviance"] < 1e-3
    assert max(away["measures"], away["errors"], away["infit"], away["outfit"], away["persons"]) < 5e-4


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", SETS)
def test_on_the_grid_of_tam_no_deviance_is_higher_than_that_of_tam(name, model, shared_data, capsys):
    folder = shared_data("rater-severity") / name
    wanted, tam = reference(folder, model)
    ratings = read_set(folder)

    same_grid = fitted(ratings, Terms(model, nodes=TAMS_NODES))
    fine = fitted(ratings, Terms(model))

    away = {"deviance on TAM's grid": same_grid.deviance - float(tam["deviance"]), **away_from_tam(same_grid, wanted)}
    say(capsys, f"{name} {model} from TAM", away)
    say(
        capsys,
        f"{name} {model} from TAM, on a grid that is fine enough",
        {"deviance": fine.deviance - float(tam["deviance"]), **away_from_tam(fine, wanted)},
    )
    assert same_grid.parameters == int(tam["n_parameters"])
    assert away["deviance on TAM's grid"] < 0.01
    if name != "ptam1":  # after 2,000 turns TAM was still 100 from the optimum of its own grid there
        assert max(away["items"], away["raters"], away["steps"]) < 0.02


def vector_of_tam(fit, wanted, model):
    """Return the vector of a fit with the parameters of TAM instead of ours; the spread of persons is left."""
    ratings = fit.arrangement.ratings
    layout, design, vector = fit.solution.layout, fit.arrangement.design, fit.solution.vector.copy()
    vector[layout.facets[0]] = [wanted["item", label] for label in ratings.facets[0].labels]
    vector[layout.facets[1]] = [wanted["rater", f"rater{label}"] for label in ratings.facets[1].labels]
    for at, (scale, top) in enumerate(zip(design.scales.inner_scale, design.scales.inner_category, strict=True)):
        item = ratings.facets[0].labels[scale]
        keys = [
            ("step", f"step{step}") if model == "rsm" else ("item:step", f"{item}:step{step}")
            for step in range(1, top + 1)
        ]
        vector[layout.inner.start + at] = sum(wanted[key] for key in keys)
    return vector


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", ["ratings1", "ratings2"])
def test_where_persons_are_not_cut_off_no_parameters_of_tam_are_better_than_ours(name, model, shared_data, capsys):
    """The grid of TAM ends at 6 logits and cuts these populations off, so its deviance is not that of ours."""
    folder = shared_data("rater-severity") / name
    wanted, tam = reference(folder, model)
    fit = fitted(read_set(folder), Terms(model))
    layout, vector = fit.solution.layout, vector_of_tam(fit, wanted, model)
    vector[layout.sigma] = np.log(float(tam["variance"])) / 2
    grid = grid_of(layout, vector, spacing=0.5 * narrowest(layout, vector), reach=7)

    theirs = -2 * marginal(layout, vector, grid).value

    say(capsys, f"{name} {model} at TAM's parameters, nobody cut off", {"deviance less ours": theirs - fit.deviance})
    assert theirs > fit.deviance - 1e-5


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", ["ratings1", "ratings2"])
def test_at_the_parameters_of_tam_persons_are_those_of_tam(name, model, shared_data, capsys):
    folder = shared_data("rater-severity") / name
    wanted, _ = reference(folder, model)
    ratings = read_set(folder)
    fit = fitted(ratings, Terms(model))
    layout, design = fit.solution.layout, fit.arrangement.design
    vector = vector_of_tam(fit, wanted, model)

    totals = np.bincount(design.person, design.step - design.middle, design.persons)
    wle, errors = measured(design, layout.weights(vector), totals, fit.solution.abilities, warm=True)

    rows = {row["person"]: row for row in read_rows(folder / f"reference-tam-{model}-persons.csv")}
    away = {
        "WLE": max(abs(float(rows[label]["wle"]) - own) for label, own in zip(ratings.persons, wle, strict=True)),
        "its error": max(
            abs(float(rows[label]["se"]) - own) for label, own in zip(ratings.persons, errors, strict=True)
        ),
    }
    say(capsys, f"{name} {model} persons from TAM", away)
    assert max(away.values()) < 1e-4


@pytest.mark.parametrize("model", ["rsm", "pcm"])
@pytest.mark.parametrize("name", ["ratings1", "ratings2"])
def test_the_reliability_of_posterior_means_is_that_of_tam(name, model, shared_data):
    folder = shared_data("rater-severity") / name
    _, tam = reference(folder, model)

    fit = fitted(read_set(folder), Terms(model, nodes=TAMS_NODES))

    assert fit.eap_reliability == pytest.approx(float(tam["eap_reliability"]), abs=0.003)


@pytest.mark.parametrize("name", ["ratings1", "ratings2"])
def test_joint_estimates_are_those_of_immer(name, shared_data, capsys):
    folder = shared_data("rater-severity") / name
    fit = fitted(read_set(folder), Terms("rsm", "jml"))

    items, raters, steps = fit.facets["item"], fit.facets["rater"], fit.steps
    easiness = fit.identification.population_mean - items.measures  # immer centres persons, and its signs are reversed
    own = {
        **dict(zip(items.labels, easiness, strict=True)),
        **{f"rater{label}": -measure for label, measure in zip(raters.labels, raters.measures, strict=True)},
        **{f"step{at}": -measure for at, measure in enumerate(steps.measures, 1)},
    }
    wanted = {row["parameter"]: float(row["jml"]) for row in read_rows(folder / "reference-immer-jml-rsm.csv")}
    away = {key: value - own[key] for key, value in wanted.items()}
    of_items = [away[label] for label in items.labels]
    shift = float(np.mean(of_items))
    differences = {
        "items": max(abs(value - shift) for value in of_items),
        "raters": max(abs(value) for key, value in away.items() if key.startswith("rater")),
        "steps": max(abs(value) for key, value in away.items() if key.startswith("step")),
    }
    say(capsys, f"{name} joint from immer", {**differences, "shift of all items": shift})
    assert fit.converged
    assert max(differences.values()) < 1e-4
    assert abs(shift) < (0.06 if name == "ratings1" else 1e-5)


@pytest.mark.parametrize(
    ("why", "sizes", "steps"),
    [
        ("two categories", {"item": 8, "rater": 4}, (0.0,)),
        ("nine categories", {"item": 5, "rater": 4}, tuple(np.linspace(-2, 2, 8))),
        ("four facets beside persons", {"item": 4, "rater": 3, "task": 3, "day": 2}, (-1.0, 1.0)),
        ("one facet: the plain rating scale model", {"item": 9}, (-1.2, 0.0, 1.2)),
    ],
)
def test_other_designs_agree_with_mirt(why, sizes, steps, capsys):
    ratings, _ = planted(sizes, persons=70, steps=steps)

    fit = fitted(ratings)
    away = away_from_peer(fit, peer_fit(ratings))

    say(capsys, f"{why} from mirt", away)
    assert away["deviance"] < 1e-3
    assert max(away["measures"], away["infit"], away["outfit"]) < 5e-4
    assert away["errors"] < 5e-3


@pytest.mark.parametrize("model", ["rsm", "pcm"])
def test_an_incomplete_design_of_eighteen_raters_agrees_with_mirt(model, shared_data, capsys):
    ratings = read_set(shared_data("rater-severity") / "uto-gmfrm", "examinee")
    assert set(ratings.scores) == {1, 2, 3, 4}

    fit = fitted(ratings, Terms(model))
    away = away_from_peer(fit, peer_fit(ratings, by_item=model == "pcm"))

    say(capsys, f"uto-gmfrm {model} from mirt", away)
    assert max(abs(value) for value in away.values()) < 1e-4
