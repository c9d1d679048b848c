import csv
import json

import pytest
from django.core.management import CommandError, call_command

MEMBERS = ("CN", "KR", "JP", "BR", "CH", "FR")


def history(year, middle=500):
    lines = ["year,skill_number,member_code,points,medal"]
    lines += [
        f"{year},{skill},{member},{middle + 20 - 8 * place},"
        for skill in ("01", "02")
        for place, member in enumerate(MEMBERS)
    ]
    return "\n".join(lines)


@pytest.fixture
def files(tmp_path):
    contents = {
        "2007.csv": history("2007"),
        "2009.csv": history("2009"),
        "entries.csv": "member_name;member_code;skill_number;year\n中国;CN;01;2011\n韩国;KR;01;2011\n新;XX;01;2011\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="gbk")
    return {name: str(tmp_path / name) for name in contents}


def report_of(capsys, **options):
    call_command("forecast", as_json=True, threshold=500, **options)
    return json.loads(capsys.readouterr().out)


def test_entries_are_forecast_from_all_files_of_history(files, capsys):
    report = report_of(capsys, history=[files["2007.csv"], files["2009.csv"]], entries=files["entries.csv"])

    assert list(report) == ["entries", "fitted_on", "hyperparameters"]
    assert report["fitted_on"] == {
        "2011": {"year": "2011", "years": ["2007", "2009"], "skills": 2, "entries": 24, "members": 6}
    }
    assert set(report["hyperparameters"]["2011"]) == {
        "member_sd",
        "line_sd",
        "noise_sd",
        "member_memory",
        "line_memory",
        "warp",
        "spread_sd",
        "by_size",
        "by_returning",
    }
    assert [(one["year"], one["skill_number"], one["member_code"], one["basis"]) for one in report["entries"]] == [
        ("2011", "01", "CN", "history"),
        ("2011", "01", "KR", "history"),
        ("2011", "01", "XX", "prior"),
    ]
    first, second, new = report["entries"]
    assert first["mean"] > second["mean"] > new["mean"]
    assert first["sd"] < new["sd"]
    assert first["gold"] > 0.5 > max(second["gold"], new["gold"])
    assert all(one["gold"] <= one["medal"] <= one["medallion"] < 1 for one in report["entries"])


def test_without_json_it_is_a_table(files, capsys):
    call_command("forecast", history=[files["2007.csv"]], entries=files["entries.csv"], threshold=500)
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))

    assert list(rows[0]) == [
        "year",
        "skill_number",
        "member_code",
        "mean",
        "sd",
        "gold",
        "medal",
        "medallion",
        "basis",
    ]
    assert [row["member_code"] for row in rows] == ["CN", "KR", "XX"]


def test_without_a_file_the_results_that_ship_are_the_history(files, capsys):
    alone = report_of(capsys, entries=files["2009.csv"])
    added = report_of(capsys, entries=files["2009.csv"], history=[files["2007.csv"]], shipped_history=True)

    found = [(one["fitted_on"]["2009"]["years"], one["fitted_on"]["2009"]["entries"]) for one in (alone, added)]
    assert found == [(["2007"], 740), (["2007"], 740 + 12)]


def test_a_later_result_is_not_looked_at(files, capsys):
    both = report_of(capsys, history=[files["2007.csv"], files["2009.csv"]], entries=files["2009.csv"])
    early = report_of(capsys, history=[files["2007.csv"]], entries=files["2009.csv"])

    assert both == early


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("entries.csv", "year,skill_number\n2011,01\n", "row 1, column member_code: column absent"),
        ("2007.csv", "year,skill_number,member_code,points\n2007,01,CN,gold\n", "row 2, column points: not a number"),
        ("entries.csv", "year,skill_number,member_code\n2007,01,CN\n", "no results before: year '2007'"),
        ("entries.csv", "year,skill_number,member_code\nsoon,01,CN\n", "year not whole: year 'soon'"),
    ],
)
def test_what_cannot_be_read_or_forecast_ends_the_command_with_2(files, tmp_path, file, content, message):
    (tmp_path / file).write_text(content)

    with pytest.raises(CommandError) as refused:
        call_command("forecast", history=[files["2007.csv"]], entries=files["entries.csv"])

    assert refused.value.returncode == 2
    assert str(refused.value).startswith(f"{files[file]}: {message}")


def test_a_missing_file_ends_the_command_with_2(files):
    with pytest.raises(CommandError) as refused:
        call_command("forecast", history=["absent.csv"], entries=files["entries.csv"])

    assert (refused.value.returncode, str(refused.value)) == (2, "absent.csv: No such file or directory")


def test_entries_without_a_row_are_an_empty_forecast(files, tmp_path, capsys):
    (tmp_path / "entries.csv").write_text("year,skill_number,member_code\n")

    assert report_of(capsys, entries=files["entries.csv"]) == {"entries": [], "fitted_on": {}, "hyperparameters": {}}
