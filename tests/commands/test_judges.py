import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from core.judging.samples import planted

HEADER = "person,item,rater,score\n"


def written(path, ratings, header=HEADER):
    """Write ratings as a table."""
    names = [facet.labels for facet in ratings.facets]
    rows = [
        ",".join(
            [
                ratings.persons[who],
                *(labels[code] for labels, code in zip(names, codes, strict=True)),
                str(score),
            ]
        )
        for who, *codes, score in zip(ratings.person, *ratings.elements, ratings.scores, strict=True)
    ]
    path.write_text(header + "\n".join(rows) + "\n")
    return str(path)


def answer(capsys, *asked, **options):
    call_command("judges", *asked, as_json=True, **options)
    return json.loads(capsys.readouterr().out)


def refused(*asked, **options):
    with pytest.raises(CommandError) as found:
        call_command("judges", *asked, **options)
    assert found.value.returncode == 2
    return str(found.value)


@pytest.fixture
def table(tmp_path):
    return written(tmp_path / "ratings.csv", planted({"item": 4, "rater": 3}, persons=20)[0])


@pytest.mark.parametrize("method", ["mml", "jml"])
@pytest.mark.parametrize("model", ["rsm", "pcm"])
def test_a_table_of_ratings_becomes_measures(table, model, method, capsys):
    found = answer(capsys, table, model=model, method=method)

    assert (found["model"], found["method"], found["connected"], found["converged"]) == (model, method, True, True)
    assert [rater["rater"] for rater in found["raters"]] == ["r000", "r001", "r002"]
    assert sum(rater["measure"] for rater in found["raters"]) == pytest.approx(0.0, abs=1e-9)
    assert len(found["items"]) == 4
    assert len(found["steps"]) == (3 if model == "rsm" else 12)
    assert len(found["persons"]) == 20
    assert {"measure", "se", "infit", "outfit", "infit_z", "outfit_z", "fair_average"} <= set(found["raters"][0])


def test_without_json_there_are_tables_judges_first(table, capsys):
    call_command("judges", table)
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == "rsm by mml: 240 ratings"
    assert [line for line in lines if line and not line.startswith(" ")][-5:] == [
        "raters",
        "items",
        "steps",
        "persons",
        "remarks",
    ]


def test_the_facets_that_are_named_add_up_to_zero(table, capsys):
    found = answer(capsys, table, centre=["item", "rater"])

    assert sum(item["measure"] for item in found["items"]) == pytest.approx(0.0, abs=1e-9)
    assert found["identification"]["free"] == "person"
    assert found["identification"]["population_mean"] != 0


def test_four_facets_are_fitted(tmp_path, capsys):
    ratings, _ = planted({"item": 3, "rater": 3, "task": 2, "day": 2}, persons=15, steps=(-1.0, 1.0))
    path = written(tmp_path / "four.csv", ratings, "person,item,rater,task,day,score\n")

    found = answer(capsys, path, facets="item,rater,task,day")

    assert [len(found[name]) for name in ("items", "raters", "tasks", "days")] == [3, 3, 2, 2]
    assert found["converged"]


@pytest.mark.parametrize("steps", [(0.0,), (-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0)])
def test_two_and_nine_categories_are_fitted(tmp_path, steps, capsys):
    path = written(tmp_path / "few.csv", planted({"item": 5, "rater": 3}, persons=40, steps=steps)[0])

    found = answer(capsys, path)

    assert (len(found["steps"]), found["converged"]) == (len(steps), True)


def test_quarter_points_are_counted_in_quarters(tmp_path, table, capsys):
    whole = answer(capsys, table)
    rows = [line.rsplit(",", 1) for line in Path(table).read_text().splitlines()[1:]]
    quarters = tmp_path / "quarters.csv"
    quarters.write_text(HEADER + "".join(f"{names},{int(score) / 4}\n" for names, score in rows))

    assert answer(capsys, str(quarters), unit=Decimal("0.25"))["raters"] == whole["raters"]
    assert "column score" in refused(str(quarters))


def test_a_design_that_falls_apart_is_named_and_each_part_can_be_fitted(tmp_path, capsys):
    one, _ = planted({"item": 4, "rater": 4}, persons=12)
    path = written(tmp_path / "teams.csv", one.only(one.elements[0] // 2 == one.elements[1] // 2))

    said = refused(path, as_json=True)
    told = json.loads(capsys.readouterr().out)

    assert "subset 1: items i000, i001; raters r000, r001" in said
    assert told["connected"] is False
    assert told["subsets"] == [
        {"items": ["i000", "i001"], "raters": ["r000", "r001"]},
        {"items": ["i002", "i003"], "raters": ["r002", "r003"]},
    ]
    part = answer(capsys, path, subset=2)
    assert [rater["rater"] for rater in part["raters"]] == ["r002", "r003"]
    assert refused(path, subset=3) == "--subset: there are 2 subsets"


def test_an_extreme_judge_is_set_aside_and_said(tmp_path, capsys):
    one, _ = planted({"item": 4, "rater": 4}, persons=12)
    extreme = replace(one, scores=np.where(one.elements[1] == 1, 3, one.scores))

    found = answer(capsys, written(tmp_path / "extreme.csv", extreme))

    assert [rater["extreme"] for rater in found["raters"]] == [False, True, False, False]
    assert found["raters"][1]["infit"] is None
    assert {"code": "extreme_set_aside", "facet": "rater", "elements": ["r001"]} in found["remarks"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("person,item,score\na,x,1\n", "column rater"),
        (HEADER + "a,x,r,one\n", "not a number"),
        (HEADER + "a,x,r,1\na,y,s,1\nb,x,s,1\nb,y,r,1\n", "alike"),
        (HEADER, "ratings"),
    ],
)
def test_what_cannot_be_read_or_fitted_ends_the_command_with_2(tmp_path, content, message):
    path = tmp_path / "broken.csv"
    path.write_text(content)

    assert message in refused(str(path))


@pytest.mark.parametrize(
    ("options", "message"),
    [({"facets": "person,rater"}, "--facets"), ({"unit": Decimal(0)}, "--unit"), ({"centre": ["hall"]}, "hall")],
)
def test_what_makes_no_sense_is_refused(table, options, message):
    assert message in refused(table, **options)


def test_the_reference_set_is_read_as_it_lies(shared_data, capsys):
    found = answer(capsys, str(shared_data("rater-severity") / "ratings1" / "ratings.csv"))

    assert found["converged"]
    assert found["deviance"] == pytest.approx(2573.2477, abs=0.005)
    assert (found["ratings"], len(found["persons"]), len(found["raters"])) == (1370, 135, 7)
