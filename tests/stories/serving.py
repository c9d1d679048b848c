"""The real server, as it is started in production: a scratch folder, a free loopback port, ended by its pid."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from typing import IO
from urllib.request import urlopen

SOURCE = Path(__file__).parents[2] / "src"
DATABASE = "beizhan.sqlite3"
READY = "Beizhan: http://"
PATIENCE = 300


@dataclass(frozen=True)
class House:
    """An installation that is being served."""

    address: str
    var: Path
    environment: dict[str, str]
    printed: tuple[str, ...] = ()

    def days_later(self, days: int) -> None:
        """Move the clock of a house that is served with the settings ``stories.ahead``."""
        (self.var / "ahead").write_text(str(days))

    def command(self, *words: str) -> str:
        """Run a command of the product on this installation, and return what it printed."""
        return said_by(words, self.environment)


@contextmanager
def served(var: Path, *first: tuple[str, ...], **settings: str) -> Iterator[House]:
    """Run some commands, then serve; the house knows what they printed."""
    shutil.copy(_foundations() / DATABASE, var / DATABASE)
    environment = _environment(var, settings)
    printed = tuple(said_by(words, environment) for words in first)
    port = _free_port()
    command = [sys.executable, "-m", "beizhan", "serve", "--bind", f"127.0.0.1:{port}"]
    with (var / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            _wait(server, var / "server.log")
            urlopen(
                f"http://localhost:{port}/account/login/", timeout=PATIENCE
            ).close()  # the first answer takes longest
            yield House(f"http://localhost:{port}", var, environment, printed)
        finally:
            _end(server)


@cache
def _foundations() -> Path:
    """Make all tables once for all houses; nobody is in them."""
    folder = TemporaryDirectory(prefix="beizhan-foundations-")
    atexit.register(folder.cleanup)
    environment = _environment(Path(folder.name), {})
    for words in ("migrate", "-v0"), ("createcachetable",):
        said_by(words, environment)
    return Path(folder.name)


def said_by(words: tuple[str, ...], environment: dict[str, str]) -> str:
    """Run a command of the product, or with ``-m`` another module, and return what it printed."""
    command = [sys.executable, *(words if words[0] == "-m" else ("-m", "beizhan", *words))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, f"{words}: {done.stderr}"
    return done.stdout


def _environment(var: Path, settings: dict[str, str]) -> dict[str, str]:
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


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait(server: subprocess.Popen[str], log: Path) -> None:
    """Read what the server prints, for its whole life, until it says where it is."""
    lines: Queue[str] = Queue()
    threading.Thread(target=_read, args=(server.stdout, lines), daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=PATIENCE)
        except Empty:
            line = ""
        if line.startswith(READY):
            return
        if not line:
            message = f"the server did not start: {log.read_text()[-4000:]}"
            raise AssertionError(message)


def _read(printed: IO[str], lines: Queue[str]) -> None:
    with printed:
        for line in printed:
            lines.put(line)
    lines.put("")


def _end(server: subprocess.Popen[str]) -> None:
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(40)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
