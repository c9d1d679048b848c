import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from beizhan.files.cis_workbook.writer import write_scheme
from beizhan.management.commands.compare import Command
from core.textdiff.test_scheme_changes import OLD, WORDS, aspect, scheme
from files.describing import OTHER, WRITERS, source
from files.documents.packages import pdf
from files.documents.unreadable import scan

TEXT = {
    "old.txt": "5.1 Times\n\nModule A takes 3 hours. The fit is ±0.5 mm.\n\nThis clause goes away.\n",
    "new.txt": "5.2 Times\n\nModule A takes 4 hours. The fit is ±0.5 mm.\n",
}


def run(*words):
    out = StringIO()
    call_command(Command(), *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def pair(tmp_path):
    """Give two small text files that differ in a number, in a clause and in the number of a clause."""
    for name, text in TEXT.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "old.txt", tmp_path / "new.txt"


def test_the_report_is_one_json_object(pair):
    report = json.loads(run(*pair, "--json"))

    assert report == {
        "same": False,
        "added": [],
        "removed": [{"text": "This clause goes away.", "where": "5.1 Times"}],
        "changed": [
            {
                "old": "Module A takes 3 hours.",
                "new": "Module A takes 4 hours.",
                "where": "5.2 Times",
                "numbers": [
                    {
                        "old": "3 hours",
                        "new": "4 hours",
                        "kind": "time",
                        "unit": "hours",
                        "old_value": 3,
                        "new_value": 4,
                    }
                ],
                "moved": False,
                "pieces": [["3 hours", "4 hours"]],
            }
        ],
        "moved": [],
        "renumbered": [{"old": "5.1 Times", "new": "5.2 Times", "where": "5.2 Times"}],
        "not_compared": [],
    }


def test_the_report_to_read_tells_the_same(pair):
    assert run(*pair).splitlines() == [
        "The files differ: 1 removed, 1 changed, 1 renumbered.",
        "",
        "REMOVED at 5.1 Times",
        "  - This clause goes away.",
        "",
        "CHANGED at 5.2 Times",
        "  - Module A takes 3 hours.",
        "  + Module A takes 4 hours.",
        "    duration: 3 hours -> 4 hours",
        "",
        "RENUMBERED at 5.2 Times",
        "  - 5.1 Times",
        "  + 5.2 Times",
    ]


def test_a_file_beside_itself_in_another_format_is_the_same(tmp_path):
    old, new = tmp_path / "td.docx", tmp_path / "td.pdf"
    old.write_bytes(WRITERS["docx"](source("old")))
    new.write_bytes(WRITERS["pdf"](source("old"), OTHER))

    report = json.loads(run(old, new, "--json"))

    assert (report["same"], [report[kind] for kind in ("added", "removed", "changed", "moved", "renumbered")]) == (
        True,
        [[]] * 5,
    )
    assert {(one["file"], one["what"]) for one in report["not_compared"]} == {("old", "running"), ("new", "running")}
    assert run(old, new).startswith("Both files say the same.\n\nNot compared:\n  old: Running head or foot")


def test_two_files_whose_pictures_differ_are_not_the_same_and_it_says_what_was_not_compared(tmp_path):
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(scan("white"))
    new.write_bytes(scan("red"))

    report = json.loads(run(old, new, "--json"))

    assert (report["same"], report["changed"]) == (False, [])
    assert [(one["file"], one["what"], one["same_bytes"]) for one in report["not_compared"]] == [
        ("old", "scanned_page", False),
        ("new", "scanned_page", False),
    ]
    assert run(old, new).startswith("No difference in what could be read; what could not be read differs.\n\nNot comp")
    assert json.loads(run(old, old, "--json"))["same"]


def test_what_is_ignored_does_not_count(tmp_path):
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.write_text("Register number 17. Printed on 5.3.2026.", encoding="utf-8")
    new.write_text("Register number 18. Printed on 6.4.2026.", encoding="utf-8")

    same = [
        json.loads(run(old, new, "--json", *more))["same"]
        for more in ([], ["--ignore", r"Register number \d+"], ["--ignore", r"Register number \d+", "--count-all"])
    ]

    assert same == [False, True, False]


def test_two_marking_schemes_are_compared_aspect_by_aspect(tmp_path):
    old, new = tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    old.write_bytes(write_scheme(OLD))
    new.write_bytes(write_scheme(scheme([aspect(WORDS[0], 150), aspect(WORDS[1]), aspect(WORDS[2])])))

    [change] = json.loads(run(old, new, "--json"))["changed"]

    assert (change["where"], change["at_stake"], change["numbers"][0]["marks"]) == ("A1.01 A1 Frame", 1.5, 0.5)
    assert "marks at stake" in run(old, new)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("new.pdf", pdf(b"<< /S /JavaScript >>"), ("pdf_script", "new.pdf: The PDF contains a program.")),
        ("new.exe", b"MZ", ("extension_not_allowed", "new.exe: The file new.exe is of a kind")),
        ("new.docx", b"PK\x03\x04", ("archive_damaged", "new.docx: The file is damaged")),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_2_and_says_which_and_why(pair, name, content, told):
    path = pair[0].with_name(name)
    path.write_bytes(content)
    error, words = told
    out = StringIO()

    with pytest.raises(CommandError) as ending:
        call_command(Command(), str(pair[0]), str(path), "--json", stdout=out)

    assert (ending.value.returncode, json.loads(out.getvalue())["error"]) == (2, error)
    assert str(ending.value).startswith(words)


def test_a_file_that_is_not_there_ends_with_2(pair, tmp_path):
    with pytest.raises(CommandError, match="cannot be opened") as ending:
        run(pair[0], tmp_path / "missing.txt")

    assert ending.value.returncode == 2


def test_a_rule_that_is_no_regular_expression_ends_with_2(pair):
    with pytest.raises(CommandError, match="no regular expression") as ending:
        run(*pair, "--ignore", "(")

    assert ending.value.returncode == 2


def test_the_worked_example_of_the_method_page_holds(tmp_path):
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    table = "\n\n| Section | Weight |\n|---|---|\n| 1 Work | {} |\n| 2 Talk | 40 |\n| 3 Make | {} |\n"
    old.write_text("# 5.1 Times\n\nModule A takes 3 hours. 公差为±0.5毫米。" + table.format(10, 50), encoding="utf-8")
    new.write_text("# 5.2 Times\n\nModule A takes 4 hours. 公差为±0.3毫米。" + table.format(15, 45), encoding="utf-8")

    report = json.loads(run(old, new, "--json"))

    figures = [
        (one["old"], one["new"], one["numbers"][0]["kind"], one["numbers"][0].get("marks")) for one in report["changed"]
    ]
    assert [(one["old"], one["new"]) for one in report["renumbered"]] == [("5.1 Times", "5.2 Times")]
    assert figures == [
        ("Module A takes 3 hours.", "Module A takes 4 hours.", "time", None),
        ("公差为±0.5毫米。", "公差为±0.3毫米。", "tolerance", None),
        ("10", "15", "weight", 5),
        ("50", "45", "weight", -5),
    ]
