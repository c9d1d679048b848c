"""The real server, as it is started in production: a scratch folder, a free loopback port, ended by its pid."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import IO
from urllib.request import urlopen

from foundations import PATIENCE, empty_database, environment_of, said_by

READY = "Beizhan: http://"


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
def served(var: Path, *first: tuple[str, ...], ground: Path | None = None, **settings: str) -> Iterator[House]:
    """Run some commands on an empty house or on a copy of another, then serve; the house knows what they printed."""
    shutil.copytree(ground or empty_database().parent, var, dirs_exist_ok=True)
    environment = environment_of(var, **settings)
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
