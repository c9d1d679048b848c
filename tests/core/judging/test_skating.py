"""A season of figure skating: 141,559 scores of real judges, seven grades of execution and 41 marks for components."""

from collections import defaultdict

import numpy as np
import pytest

from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.panel_scores import trimmed_mean
from beizhan.core.judging.ratings import ratings_of
from core.judging.samples import read_rows

SEASON = "figure-skating-2016-17"


def hundredths(text):
    return round(100 * float(text))


@pytest.fixture
def season(shared_data):
    """Return aspects and performances by number, and the scores of every aspect by judge."""
    folder = shared_data(SEASON)
    aspects = {row["aspect_id"]: row for row in read_rows(folder / "judged-aspects.csv")}
    performances = {row["performance_id"]: row for row in read_rows(folder / "performances.csv")}
    scores = defaultdict(dict)
    for row in read_rows(folder / "judge-scores.csv"):
        scores[row["aspect_id"]][row["judge"]] = row["score"]
    return aspects, performances, scores


def panel_score(scores):
    """Return the panel score of a component; a mark of 0 is that of a judge who was not there."""
    return trimmed_mean([hundredths(score) for score in scores.values() if float(score)])


def test_every_panel_score_of_a_component_is_the_trimmed_mean_of_its_judges(season):
    aspects, _, scores = season
    components = [own for own in aspects.values() if own["section"] == "components"]

    found = [panel_score(scores[own["aspect_id"]]) for own in components]

    assert len(found) == 5715
    assert found == [hundredths(own["scores_of_panel"]) for own in components]


def test_panel_scores_add_up_to_the_totals_that_were_announced(season):
    aspects, performances, scores = season
    totals = defaultdict(float)
    for name, own in aspects.items():
        if own["section"] == "components":
            totals[own["performance_id"]] += panel_score(scores[name]) * float(own["factor"]) / 100

    away = [abs(total - float(performances[name]["total_component_score"])) for name, total in totals.items()]

    assert len(away) == 1143
    assert max(away) < 5 * 0.005 + 1e-9  # each of five components may have been rounded


@pytest.mark.parametrize(
    ("section", "steps", "count", "categories"), [("elements", 1, 90_124, 7), ("components", 4, 51_435, 41)]
)
def test_the_judges_of_the_whole_season_are_analysed(season, section, steps, count, categories):
    aspects, performances, scores = season
    rows = [
        (own["performance_id"], own["aspect_desc"] if steps == 4 else _discipline(performances, own), judge, score)
        for name, own in aspects.items()
        if own["section"] == section
        for judge, score in scores[name].items()
    ]
    person, item, judge, given = zip(*rows, strict=True)

    fit = fitted(ratings_of(person, {"item": item, "rater": judge}, [round(steps * float(one)) for one in given]))

    raters = fit.facets["rater"]
    assert len(rows) == count
    assert np.ptp(fit.arrangement.ratings.scores) + 1 == categories
    assert fit.converged
    assert raters.labels == tuple(f"J{number}" for number in range(1, 10))
    assert np.isfinite(np.concatenate((raters.measures, raters.errors, raters.fit.infit, raters.fair))).all()
    assert raters.measures.sum() == pytest.approx(0.0, abs=1e-8)


def _discipline(performances, own):
    return performances[own["performance_id"]]["program"]


def test_the_whole_season_is_analysed_at_once_though_marks_of_both_kinds_have_other_ranges(season):
    aspects, _, scores = season
    rows = [
        (own["performance_id"], _kind(own), judge, round((4 if own["section"] == "components" else 1) * float(score)))
        for name, own in aspects.items()
        for judge, score in scores[name].items()
    ]
    person, item, judge, given = zip(*rows, strict=True)

    fit = fitted(ratings_of(person, {"item": item, "rater": judge}, given))

    assert len(rows) == 141_559
    assert fit.converged
    assert np.ptp(fit.facets["rater"].measures) < 1


def _kind(aspect):
    return aspect["aspect_desc"] if aspect["section"] == "components" else "elements"
