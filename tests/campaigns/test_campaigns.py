"""The campaigns at the size of a test, and every seeded defect: a campaign that misses one proves nothing."""

import json
import os
import subprocess
import sys

import pytest

from campaigns.ground import SOURCE, TESTS

pytestmark = pytest.mark.campaign
ZERO = ("lost", "doubled", "phantom", "overwritten", "unlogged", "chain", "replay", "marks", "meddled", "unresolved")


def _run(*arguments: str) -> dict:
    """Run a campaign as ``./beizhan campaign`` does; return its one line, with how it ended."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(SOURCE), str(TESTS)]), "PYTHONWARNINGS": "ignore"}
    environment.pop("BEIZHAN_VAR", None)
    command = [sys.executable, "-m", "campaigns", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1_200, check=False)
    lines = done.stdout.strip().splitlines()
    assert lines, done.stderr[-3_000:]
    return {**json.loads(lines[-1]), "ended": done.returncode}


@pytest.mark.parametrize(("database", "size"), [("sqlite", "pr"), ("postgresql", "small")])
def test_under_fire_nothing_is_lost_doubled_overwritten_or_given_on_what_is_locked(database, size):
    found = _run("C1", "--database", database, "--size", size)

    assert (found["ended"], found["wrong"]) == (0, dict.fromkeys(ZERO, 0))
    assert found["counts"]["saved"] >= found["wanted"] == found["judges"] * found["marks_each"]
    assert found["counts"]["worker kills"] >= 5
    assert found["counts"]["server kills"] == 1


@pytest.mark.parametrize(
    ("defect", "shows", "size"),
    [
        ("late-key", {"phantom"}, "small"),
        ("early-key", {"lost"}, "small"),
        ("no-key", {"phantom", "doubled"}, "calm"),
        ("no-version", {"overwritten"}, "calm"),
        ("no-lock-check", {"meddled", "chain"}, "calm"),
        ("audit-after-commit", {"unlogged"}, "small"),
    ],
)
def test_under_fire_every_defect_is_caught(defect, shows, size):
    found = _run("C1", "--size", size, "--defect", defect)

    assert found["ended"] == 1
    assert {name for name, count in found["wrong"].items() if count} & shows


@pytest.mark.parametrize(("database", "size"), [("sqlite", "pr"), ("postgresql", "small")])
def test_no_answer_says_saved_before_the_disk_does(database, size):
    found = _run("C2", "--database", database, "--size", size)

    assert (found["ended"], found["too_early"]) == (0, 0)
    assert found["answers"] >= found["wanted"]
    assert found["syncs"] >= found["wanted"]


@pytest.mark.parametrize(
    ("database", "defect"), [("sqlite", "synchronous-normal"), ("postgresql", "synchronous-commit-off")]
)
def test_a_database_that_does_not_wait_for_the_disk_is_caught(database, defect):
    found = _run("C2", "--database", database, "--size", "small", "--defect", defect)

    assert found["ended"] == 1
    assert found["too_early"] > found["answers"] // 2


@pytest.mark.parametrize("arguments", [("--size", "small"), ("--database", "postgresql", "--only", "a sheet")])
def test_whichever_statement_fails_nothing_is_half_written_and_a_repetition_succeeds(arguments):
    found = _run("C4", *arguments)

    assert (found["ended"], found["wrong"]) == (0, {})
    assert found["runs"] > 45 * found["operations"]


@pytest.mark.parametrize(
    ("defect", "shows"), [("late-key", {"half", "retry"}), ("audit-after-commit", {"half"}), ("early-key", {"half"})]
)
def test_whichever_statement_fails_every_defect_is_caught(defect, shows):
    found = _run("C4", "--size", "small", "--only", "tap", "--defect", defect)

    assert found["ended"] == 1
    assert set(found["wrong"]) & shows


def test_no_request_reaches_an_inner_address_by_any_way_from_any_feature():
    found = _run("C12")

    assert (found["ended"], found["wrong"]) == (0, {"hits": 0, "through": 0, "unwritten": 0})
    assert found["destinations"] >= 150
    assert found["attempts"] == 4 * found["destinations"] == found["looks"]


@pytest.mark.parametrize("defect", ["is-private-only", "check-then-connect", "redirects-on"])
def test_a_way_out_without_one_of_its_protections_is_caught(defect):
    found = _run("C12", "--size", "small", "--defect", defect)

    assert found["ended"] == 1
    assert found["wrong"]["hits"] > 0
