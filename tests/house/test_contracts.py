"""The contracts hold, and each would notice a breach: a seeded one in a copy of the house must break it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BREACHES = {
    "a query that sees a screen": ("queries/people.py", "from beizhan.pages import kit", "Floors"),
    "the core that knows Django": ("core/marking/marks.py", "import django", "The core knows"),
    "the core that reads the clock": ("core/marking/marks.py", "import time", "The core knows"),
    "the core that throws dice": ("core/marking/draw.py", "import random", "The core knows"),
    "a file that knows Django": ("files/envelope.py", "import django", "Files know"),
    "people that know marking": (
        "models/people.py",
        "from beizhan.models.marking import schemes",
        "Along models",
    ),
    "marking that knows the analysis": (
        "models/marking/awards.py",
        "from beizhan.models.analysis import gaps",
        "Along models",
    ),
    "an early question that asks a late one": (
        "queries/people.py",
        "from beizhan.queries.marking import cells",
        "Along queries",
    ),
    "a door that knows what goes through it": (
        "actions/door.py",
        "from beizhan.actions.marking import chain",
        "Along actions",
    ),
    "words that know the kit": ("pages/words.py", "from beizhan.pages import kit", "Screens know"),
    "a screen that calls another domain's": (
        "pages/people/urls.py",
        "from beizhan.pages.skills import urls",
        "Screens know",
    ),
    "a circle": ("core/faults.py", "from beizhan.core import standing", "No circle"),
}


def _lint(source: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "200"}
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-cache", "--config", ROOT / ".importlinter"],
        env=environment,
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_every_contract_is_kept():
    found = _lint(ROOT / "src")

    assert (found.returncode, found.stderr) == (0, ""), found.stdout[-3000:]


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_noticed(name, tmp_path):
    place, line, contract = BREACHES[name]
    shutil.copytree(ROOT / "src" / "beizhan", tmp_path / "beizhan", ignore=shutil.ignore_patterns("static", "*.otf"))
    broken = tmp_path / "beizhan" / place
    broken.write_text(f"{broken.read_text()}\n{line}\n")

    found = _lint(tmp_path)

    kept = [report for report in found.stdout.splitlines() if "BROKEN" in report and contract in report]
    assert (found.returncode, len(kept)) == (1, 1), found.stdout[-3000:]
