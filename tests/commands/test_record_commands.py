"""The commands that hand out, check and print an assessment."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

import hall
import long_story
from beizhan.files.verifier import verify

pytestmark = pytest.mark.django_db


def _printed(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_an_export_says_where_it_is_and_how_far_it_goes(tmp_path):
    found = hall.sealed()
    path = tmp_path / "K1.zip"

    said = json.loads(_printed("export", "K1", "--out", str(path), "--json"))

    verdict = verify(str(path))
    assert verdict["ok"]
    assert (said["id"], said["events"], said["head"]) == (str(found.assessment.pk), verdict["events"], verdict["head"])


def test_verify_ends_with_what_the_verifier_says(tmp_path, capsys):
    hall.marking()
    path = tmp_path / "K1.zip"
    call_command("export", "K1", "--out", str(path), stdout=StringIO())

    with pytest.raises(SystemExit) as good:
        call_command("verify", str(path), "--json")
    with pytest.raises(SystemExit) as bad:
        call_command("verify", str(path), "--json", "--checkpoint", "1:" + "0" * 64)

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (good.value.code, bad.value.code) == (0, 1)
    assert ([one["code"] for one in first["findings"]], [one["code"] for one in second["findings"]]) == (
        [],
        ["checkpoint"],
    )


def test_a_standing_knows_no_entry_before_both_keys_were_turned():
    found = hall.marked()
    codes = sorted(place.code for place in found.assessment.places.all())

    said = json.loads(_printed("standing", str(found.assessment.pk), "--json"))

    assert (said["step"], said["banner"], said["complete"], said["outcomes"]) == ("marking", "open", True, None)
    assert sorted(place["code"] for place in said["places"]) == codes
    assert {place["entry"] for place in said["places"]} == {None}


def test_a_standing_has_no_rank_while_a_mark_is_blank():
    hall.marking()

    said = json.loads(_printed("standing", "K1", "--json"))

    assert (said["complete"], {place["rank"] for place in said["places"]}) == (False, {None})


def test_the_standing_of_a_sealed_result_names_entries_and_outcomes():
    long_story.told()

    said = json.loads(_printed("standing", "K1", "--json"))

    assert (said["assessment"], said["step"], said["banner"]) == ("K1", "sealed", "final")
    assert sorted(place["entry"] for place in said["places"]) == ["17-01", "17-02", "17-03", "17-04"]
    assert {one["status"] for one in said["outcomes"]} <= {"through", "reserve", "out", "undecided"}
    assert said["places"][0]["total"] == max(place["total"] for place in said["places"])


def test_what_is_not_there_is_said_so():
    with pytest.raises(CommandError, match="there is no assessment K9"):
        _printed("standing", "K9")
