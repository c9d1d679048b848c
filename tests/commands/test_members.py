import csv
import json

import pytest
from django.core.management import CommandError, call_command

ENTRIES = (
    "year,skill_number,member_code,points,medal\n"
    "2024,04,CN,740,bronze\n"
    "2024,04,CN,740,bronze\n"  # two members of one team
    "2024,05,CN,700.25,\n"
    "2024,04,JP,720,\n"
    "2024,HM1,JP,600,\n"
    "2022,04,JP,700,\n"
)


def reports_of(tmp_path, capsys, content, **options):
    path = tmp_path / "entries.csv"
    path.write_text(content, encoding="utf-8")
    call_command("members", str(path), as_json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_members_are_compared_year_by_year_in_five_reports(tmp_path, capsys):
    reports = reports_of(tmp_path, capsys, ENTRIES)

    assert list(reports) == [
        "by_member",
        "by_total_medal_points",
        "by_average_medal_points",
        "by_total_points",
        "by_average_points",
    ]
    assert reports["by_total_points"][1] == {
        "year": "2024",
        "member_code": "CN",
        "skills": 2,
        "gold": 2,
        "silver": 0,
        "bronze": 0,
        "medallion": 0,
        "medal_points": 8,
        "average_medal_points": 4,
        "total_points": 1440.25,
        "average_points": 720.13,
        "rank": 1,
    }
    assert [(row["year"], row["member_code"], row["rank"]) for row in reports["by_average_points"]] == [
        ("2022", "JP", 1),
        ("2024", "CN", 1),
        ("2024", "JP", 2),
    ]


def test_the_alphabetical_report_has_no_ranks(tmp_path, capsys):
    assert ["rank" in row for row in reports_of(tmp_path, capsys, ENTRIES)["by_member"]] == [False] * 3


def test_skills_of_the_host_member_count_only_when_asked_for(tmp_path, capsys):
    without = reports_of(tmp_path, capsys, ENTRIES)["by_member"]
    with_them = reports_of(tmp_path, capsys, ENTRIES, host_member_skills=True)["by_member"]

    assert ([row["skills"] for row in without], [row["skills"] for row in with_them]) == ([1, 2, 1], [1, 2, 2])


def test_without_json_the_reports_are_one_table(tmp_path, capsys):
    path = tmp_path / "entries.csv"
    path.write_text(ENTRIES, encoding="utf-8")

    call_command("members", str(path))
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))

    assert len(rows) == 15
    assert (rows[0]["report"], rows[0]["rank"], rows[-1]["report"], rows[-1]["rank"]) == (
        "by_member",
        "",
        "by_average_points",
        "2",
    )


def test_a_broken_table_ends_the_command_with_2(tmp_path):
    path = tmp_path / "entries.csv"
    path.write_text("year,skill_number,member_code,points\n2024,04,CN,\n")

    with pytest.raises(CommandError) as refused:
        call_command("members", str(path))

    assert (refused.value.returncode, str(refused.value)) == (2, f"{path}: row 2, column points: cell empty")


def test_the_averages_published_in_2007_come_out_of_the_whole_official_file(shared_data, tmp_path, capsys):
    folder = shared_data("wsc-results-2007-2009")
    published = list(csv.DictReader((folder / "published-averages-2007.csv").read_text("utf-8-sig").splitlines()))
    results = (folder / "results-2007.csv").read_text("utf-8-sig").replace("points_500", "points")

    reports = reports_of(tmp_path, capsys, results, threshold=500)

    ours = {row["member_code"]: (row["average_points"], row["skills"]) for row in reports["by_average_points"]}
    assert [ours[row["member_code"]] for row in published] == [
        (float(row["average_points"]), int(row["entries"])) for row in published
    ]
