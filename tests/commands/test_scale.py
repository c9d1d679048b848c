import json

import pytest
from django.core.management import CommandError, call_command

MARKS = "competitor,mark\n甲,0\n乙,10.0\n丙,20.00\n丁,30\n戊,50\n"


@pytest.fixture
def marks_file(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text(MARKS, encoding="gbk")
    return path


def test_marks_are_put_on_the_scale_that_is_named(marks_file, capsys):
    call_command("scale", str(marks_file), strategy="mean-sd-500", as_json=True)

    assert json.loads(capsys.readouterr().out) == {
        "strategy": "mean-sd-500",
        "version": "1",
        "meaningful": True,
        "reason": None,
        "scores": [
            {"competitor": "甲", "mark": 0.0, "score": 462},
            {"competitor": "乙", "mark": 10.0, "score": 479},
            {"competitor": "丙", "mark": 20.0, "score": 497},
            {"competitor": "丁", "mark": 30.0, "score": 514},
            {"competitor": "戊", "mark": 50.0, "score": 549},
        ],
    }


def test_the_700_scale_is_the_default(marks_file, capsys):
    call_command("scale", str(marks_file))

    assert capsys.readouterr().out.splitlines()[:2] == ["competitor,mark,score", "甲,0,660"]


def test_a_field_of_four_has_no_meaningful_scores(tmp_path, capsys):
    path = tmp_path / "marks.csv"
    path.write_text("competitor;mark\na;1\nb;2,5\nc;3\nd;4\n")

    call_command("scale", str(path), as_json=True)
    report = json.loads(capsys.readouterr().out)

    assert (report["meaningful"], report["reason"]) == (False, "too_few")
    assert report["scores"][1] == {"competitor": "b", "mark": 2.5, "score": None}


def test_without_json_the_doubt_is_said_beside_the_table(tmp_path, capsys):
    path = tmp_path / "marks.csv"
    path.write_text("competitor,mark\na,1\nb,1\nc,1\nd,4\ne,5\n")

    call_command("scale", str(path))
    said = capsys.readouterr()

    assert (said.out.splitlines()[1], said.err) == ("a,1,", "not meaningful: more_than_half_equal\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [("competitor,mark\na,x\n", "row 2, column mark: not a number: found 'x'"), ("competitor\n", "row 1, column mark")],
)
def test_a_broken_table_ends_the_command_with_2(tmp_path, content, message):
    path = tmp_path / "marks.csv"
    path.write_text(content)

    with pytest.raises(CommandError) as refused:
        call_command("scale", str(path))

    assert refused.value.returncode == 2
    assert str(refused.value).startswith(f"{path}: {message}")
