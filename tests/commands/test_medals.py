import csv
import json

import pytest
from django.core.management import CommandError, call_command

ENTRIES = (
    "year,skill_number,member_code,points,town,medal\n"
    "2024,04,CN,740,里昂,bronze\n"
    "2024,04,JP,738.0,,\n"
    "2024,05,CN,690,,\n"
    "2024,04,KR,730,,\n"
    "2024,04,FR,600,,\n"
    "2024,04,DE,550,,\n"
)


@pytest.fixture
def entries_file(tmp_path):
    path = tmp_path / "entries.csv"
    path.write_text(ENTRIES, encoding="utf-8")
    return path


def said_by(capsys, *words, **options):
    call_command(*map(str, words), **options)
    return capsys.readouterr().out


def test_the_same_rows_come_back_as_given_with_medals_made_from_the_points(entries_file, capsys):
    rows = json.loads(said_by(capsys, "medals", entries_file, as_json=True))

    assert rows[0] == {
        "year": "2024",
        "skill_number": "04",
        "member_code": "CN",
        "points": "740",
        "town": "里昂",
        "medal": "gold",
    }
    assert [(row["member_code"], row["points"], row["medal"]) for row in rows] == [
        ("CN", "740", "gold"),
        ("JP", "738.0", "gold"),
        ("CN", "690", "gold"),
        ("KR", "730", "bronze"),
        ("FR", "600", ""),
        ("DE", "550", ""),
    ]


def test_without_json_the_table_is_printed_as_csv(entries_file, capsys):
    lines = said_by(capsys, "medals", entries_file, threshold=500).splitlines()

    assert lines[:2] == ["year,skill_number,member_code,points,town,medal", "2024,04,CN,740,里昂,gold"]
    assert lines[-1] == "2024,04,DE,550,,medallion"


def test_the_chain_can_be_chosen(tmp_path, capsys):
    path = tmp_path / "entries.csv"
    path.write_text("year,skill_number,member_code,points\n" + "".join(f"1,1,{at},{740 - 2 * at}\n" for at in range(4)))

    medals = {
        rule: [row["medal"] for row in json.loads(said_by(capsys, "medals", path, rule=rule, as_json=True))]
        for rule in ("from_first", "chain")
    }

    assert medals == {"from_first": ["gold", "gold", "bronze", "bronze"], "chain": ["gold"] * 4}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("year,skill_number,member_code\n", "row 1, column points: column absent"),
        ("year,skill_number,member_code,points\n2024,04,CN,many\n", "row 2, column points: not a number: found 'many'"),
        ("year,skill_number,member_code,points\n2024,04,,740\n", "row 2, column member_code: cell empty"),
    ],
)
def test_a_broken_table_ends_the_command_with_2_and_names_row_and_column(tmp_path, content, message):
    path = tmp_path / "entries.csv"
    path.write_text(content)

    with pytest.raises(CommandError) as refused:
        call_command("medals", str(path))

    assert refused.value.returncode == 2
    assert str(refused.value).startswith(f"{path}: {message}")


def test_a_missing_file_ends_the_command_with_2(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("medals", str(tmp_path / "nowhere.csv"))

    assert (refused.value.returncode, str(refused.value)[-27:]) == (2, ": No such file or directory")


@pytest.mark.parametrize("year", [2007, 2009])
def test_the_official_medals_come_out_of_the_official_points(shared_data, tmp_path, capsys, year):
    text = (shared_data("wsc-results-2007-2009") / f"results-{year}.csv").read_text("utf-8-sig")
    path = tmp_path / "results.csv"
    path.write_text(text.replace("points_500", "points"), encoding="gb18030")

    rows = json.loads(said_by(capsys, "medals", path, threshold=500, as_json=True))

    assert [row["medal"] for row in rows] == [row["medal"] for row in csv.DictReader(text.splitlines())]
