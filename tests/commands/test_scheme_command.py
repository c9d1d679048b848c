import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from beizhan.core.scheme.faults import SCHEME_FAULTS
from beizhan.files.child import CHILD_FAULTS
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.reading import READING_FAULTS, UNREADABLE_FAULTS
from beizhan.files.guard import GUARD_FAULTS
from beizhan.management.commands.scheme import Command, report_of, table_of
from beizhan.pages.sentences import SENTENCES
from files.workbooks import measured, usual_table, workbook


def run(path, *words):
    out = StringIO()
    call_command(Command(), str(path), *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def book(tmp_path):
    """Give a file that holds the usual table, whose first aspect has 58.5 marks and not 60."""
    table = usual_table()
    table[2] = measured(mark=58.5)
    path = tmp_path / "scheme.xlsx"
    path.write_bytes(workbook(table))
    return path


def test_the_report_is_one_json_object(book):
    assert json.loads(run(book, "--json")) == {
        "title": "17 Joinery",
        "total": 98.5,
        "aspects": 2,
        "measurement": 1,
        "judgement": 1,
        "freezable": False,
        "criteria": [
            {"id": "A", "name": "Bench", "mark": 60.0, "total": 58.5},
            {"id": "B", "name": "Machine", "mark": 40.0, "total": 40.0},
        ],
        "sections": [
            {"number": "1", "name": "Tools", "declared": 60.0, "actual": 58.5, "variation": 1.5},
            {"number": "2", "name": "Wood", "declared": 40.0, "actual": 40.0, "variation": 0.0},
        ],
        "faults": [
            {
                "code": "total_not_100",
                "row": None,
                "cell": "",
                "severity": "error",
                "detail": "The aspects add up to 98.50 marks, not 100.00.",
            },
            {
                "code": "criterion_mark_differs",
                "row": 12,
                "cell": "K12",
                "severity": "warning",
                "detail": "Criterion A declares 60.00 marks; its aspects add up to 58.50.",
            },
        ],
    }


def test_a_scheme_in_order_can_be_frozen():
    report = report_of(read_scheme(workbook(usual_table())))

    assert (report["total"], report["faults"], report["freezable"]) == (100.0, [], True)


def test_the_table_tells_sums_and_faults_with_their_cells(book):
    lines = run(book).splitlines()

    assert lines[:2] == ["17 Joinery", "98.50 marks, 2 aspects: 1 by measurement, 1 by judgement"]
    assert lines[4].split() == ["A", "Bench", "60.00", "58.50"]
    assert lines[-3] == "2 faults; it cannot be frozen as it is"
    assert lines[-1] == "warning  K12       Criterion A declares 60.00 marks; its aspects add up to 58.50."


def test_what_is_not_declared_is_shown_as_a_dash():
    lines = list(table_of(report_of(read_scheme(b"B1,Box,1,,,,,,,,\n,,,M,Cut,,,,1,,2\n"))))

    assert lines[0] == "(no title)"
    assert lines[3].split() == ["B", "-", "2.00"]


def test_a_file_that_cannot_be_read_ends_with_2_and_says_why(tmp_path):
    path = tmp_path / "scheme.csv"
    path.write_text("name,mark\n", encoding="utf-8")
    out = StringIO()

    with pytest.raises(CommandError) as ending:
        call_command(Command(), str(path), "--json", stdout=out)

    assert ending.value.returncode == 2
    assert str(ending.value) == f"{path}: No sheet of the file holds a single aspect."
    assert json.loads(out.getvalue()) == {
        "error": "no_aspects",
        "detail": "No sheet of the file holds a single aspect.",
    }


@pytest.mark.parametrize("name", ["missing.xlsx", "."])
def test_a_file_that_is_not_there_ends_with_2(tmp_path, name):
    with pytest.raises(CommandError, match="cannot be opened") as ending:
        run(tmp_path / name)

    assert ending.value.returncode == 2


def test_every_real_file_can_be_imported(shared_data):
    files = sorted((shared_data("cis-marking-schemes") / "original").iterdir())

    totals = {file.stem: json.loads(run(file, "--json"))["total"] for file in files}

    assert totals == {
        "brazil-2025-training-09": 14.3,
        "es2023-web-development-17": 100.0,
        "hungary-2024-round1-web-17": 100.0,
        "wsc2024-web-17-module-b": 23.5,
    }


def test_every_code_has_its_sentence():
    codes = {*SCHEME_FAULTS, *READING_FAULTS, *UNREADABLE_FAULTS, *GUARD_FAULTS, *CHILD_FAULTS, "file_missing"}

    assert sorted(codes - SENTENCES.keys()) == []


def test_details_are_english_whatever_the_language_of_the_house(book):
    with override("zh-hans"):
        report = json.loads(run(book, "--json"))

    assert report["faults"][0]["detail"] == "The aspects add up to 98.50 marks, not 100.00."
