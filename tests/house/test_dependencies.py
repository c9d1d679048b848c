"""Every dependency is justified, locked with hashes, and free of any registry's address."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def _names() -> set[str]:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    return {re.match(r"[A-Za-z0-9_.-]+", one)[0].lower() for one in wanted}


def test_every_dependency_has_its_reason():
    said = " ".join(page.read_text().lower() for page in (ROOT / "docs" / "decisions").glob("*.md"))

    assert sorted(name for name in _names() if name not in said) == []


def test_every_dependency_is_locked_with_hashes():
    locked = (ROOT / "requirements-dev.txt").read_text().lower()

    missing = [name for name in _names() if not re.search(rf"^{re.escape(name)}(\[[a-z,]+\])?==", locked, re.MULTILINE)]
    assert missing == []
    assert locked.count("--hash=sha256:") > len(_names())


def test_no_lock_names_a_registry():
    for lock in ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt"):
        assert not re.search(r"https?://|--index-url|--find-links|file:", (ROOT / lock).read_text()), lock
