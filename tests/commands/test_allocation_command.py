import json

import pytest
from django.core.management import CommandError, call_command

HEADER = "skill,margin,margin_error,reach,pace,noise,least\n"
SKILLS = "焊接,-0.5,0.3,1.5,6,0.8,\n移动机器人,0.2,0.3,0.4,200,0.8,2\n砌筑,2.5,0.3,0.5,9,0.8,\n花艺,-4,0.3,0.5,9,0.8,\n"


@pytest.fixture
def skills_file(tmp_path):
    path = tmp_path / "skills.csv"
    path.write_text(HEADER + SKILLS, encoding="utf-8-sig")
    return str(path)


def asked(capsys, *words, **options):
    call_command("allocation", *words, as_json=True, **options)
    return json.loads(capsys.readouterr().out)


def test_days_go_where_they_let_the_most_through_and_every_skill_says_why(skills_file, capsys):
    report = asked(capsys, skills_file, budget=14, least_gain=0.05)

    assert (report["verdict"], report["shown"], report["scenarios"]) == ("clear", True, 500)
    assert sum(one["effort"] for one in report["plan"]) == 14
    assert [(one["skill"], one["reason"]) for one in report["plan"]] == [
        ("焊接", "pays"),
        ("移动机器人", "least"),
        ("砌筑", "safe"),
        ("花艺", "out_of_reach"),
    ]
    assert [one["rule"] for one in report["against"]][:2] == ["no_effort", "equal_split"]
    assert report["prices"][0]["constraint"] == {"kind": "budget", "name": "days"}


def test_a_plan_that_does_not_clearly_beat_an_equal_split_is_not_shown_unless_asked_for(skills_file, capsys):
    kept_back = asked(capsys, skills_file, budget=14, least_gain=3)
    all_the_same = asked(capsys, skills_file, budget=14, least_gain=3, always=True)

    assert (kept_back["verdict"], kept_back["shown"], kept_back["plan"]) == ("gain_too_small", False, None)
    assert (all_the_same["verdict"], len(all_the_same["plan"])) == ("gain_too_small", 4)


def test_without_json_there_are_lines_to_read(skills_file, capsys):
    call_command("allocation", skills_file, budget=14, least_gain=0.05)

    lines = capsys.readouterr().out.splitlines()
    assert (lines[0].split(":")[0], len(lines)) == ("clear", 1 + 5 + 4)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (HEADER, "table without rows"),
        (HEADER + "焊接,-0.5,0.3,1.5,0,0.8,\n", "row 2, column pace: not above zero: found '0'"),
        (HEADER + "焊接,-0.5,0.3,x,6,0.8,\n", "row 2, column reach: not a number: found 'x'"),
        (HEADER + "焊接,-0.5,0.3,1.5,6,0.8,2.5\n", "row 2, column least: number malformed: found '2.5'"),
        (HEADER + SKILLS + SKILLS, "skill named twice: name '焊接'"),
        (HEADER + "焊接,-0.5,0.3,1.5,6,0.8,41\n", "least beyond levels: name '焊接', least 41, most 40"),
        (HEADER + "焊接,-0.5,0.3,1.5,6,0.8,15\n", "these cannot be met together: budget days, least"),
        ("skill\n焊接\n", "row 1, column margin: column absent: found 'skill'"),
    ],
)
def test_what_cannot_be_planned_ends_the_command_with_2(tmp_path, content, message):
    path = tmp_path / "skills.csv"
    path.write_text(content)

    with pytest.raises(CommandError) as refused:
        call_command("allocation", str(path), budget=14)

    assert (refused.value.returncode, str(refused.value)) == (2, f"{path}: {message}")
