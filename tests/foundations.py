"""An empty database with all its tables, made once: making it takes longer than most of what is done in it."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import psycopg

SOURCE = Path(__file__).parents[1] / "src"
DATABASE = "beizhan.sqlite3"
PATIENCE = 300


@cache
def empty_database() -> Path:
    """Return a SQLite file with every table and nobody in it, the same for all that have the same migrations."""

    def lay(folder: Path) -> None:
        for words in ("migrate", "-v0"), ("createcachetable",):
            said_by(words, environment_of(folder))

    return made_once(Path(gettempdir()) / f"beizhan-empty-{os.getuid()}-{_history()}", lay) / DATABASE


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return a folder that one process makes, in a place of its own, while all others that want it wait."""
    with _alone(folder.with_suffix(".lock")):
        if not folder.exists():
            with TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as site:
                make(Path(site))
                shutil.copytree(site, folder.with_suffix(".half"), dirs_exist_ok=True)
            folder.with_suffix(".half").rename(folder)
    return folder


def said_by(words: tuple[str, ...], environment: dict[str, str]) -> str:
    """Run a command of the product, or with ``-m`` another module, and return what it printed."""
    command = [sys.executable, *(words if words[0] == "-m" else ("-m", "beizhan", *words))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, f"{words}: {done.stderr}"
    return done.stdout


def environment_of(var: Path, **settings: str) -> dict[str, str]:
    """Return the surroundings of an installation of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BEIZHAN_", "DATABASE_URL"))}
    own = {
        "PYTHONPATH": str(SOURCE),
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "beizhan.settings",
        "BEIZHAN_VAR": str(var),
        "BEIZHAN_SECRET_KEY": secrets.token_urlsafe(48),
    }
    return kept | own | settings


def hasten(address: str) -> None:
    """Tell a PostgreSQL whose power nobody cuts not to wait for the disk, nor to compile what it is asked once."""
    with psycopg.connect(address, autocommit=True) as own:
        for name in ("fsync", "full_page_writes", "synchronous_commit", "jit"):
            own.execute(f"ALTER SYSTEM SET {name} = off")
        own.execute("SELECT pg_reload_conf()")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _history() -> str:
    """Return a fingerprint of everything that decides which tables there are, and what guards them."""
    own = SOURCE / "beizhan"
    kept = [
        *sorted((own / "migrations").glob("*.py")),
        own / "models/guards.py",
        SOURCE.parent / "requirements-dev.txt",
    ]
    return sha256(b"".join(path.read_bytes() for path in kept)).hexdigest()[:16]
