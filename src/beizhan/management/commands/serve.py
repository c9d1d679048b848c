"""``./beizhan serve``: the web server and its background worker, started and ended together."""

import signal
import socket
import sys
from argparse import ArgumentParser
from contextlib import suppress
from subprocess import Popen, TimeoutExpired
from time import monotonic, sleep

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from beizhan.management.durability import faults_of_durability
from beizhan.management.watch import look_at_chains, look_at_sources

_PATIENCE = 30
_LOOK = 0.2
_NUDGE = 60
"""Seconds between two nudges of the background worker."""
_YOUNG, _LONGEST = 60, 64
"""Seconds: who ends sooner died young, and the longest rest before another is started."""
_WORKER = [sys.executable, "-m", "beizhan", "db_worker", "--no-reload"]


class Kept:
    """A child that is started again whenever it ends: after a rest, and each time longer while it dies young."""

    def __init__(self, command: list[str]) -> None:
        self.command, self.rest, self.due = command, 1, 0.0
        self.child, self.began = _started(command), monotonic()

    def look(self) -> str:
        """Start it again where it is time to; return what there is to say, once."""
        if self.child.poll() is None or self.due > monotonic():
            return ""
        if self.due:
            self.child, self.began, self.due = _started(self.command), monotonic(), 0.0
            return ""
        self.rest = min(2 * self.rest, _LONGEST) if monotonic() - self.began < _YOUNG else 1
        self.due = monotonic() + self.rest
        return f"ended with {self.child.returncode}; another is started in {self.rest} s"


class Command(BaseCommand):
    help = (
        "Serves Beizhan with gunicorn and runs the background worker beside it, until it is told to stop. Refuses to "
        "start on a database that could lose an acknowledged mark."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *, bind: str, workers: int, threads: int, **_: object) -> None:
        if faults := faults_of_durability(connection):
            raise CommandError("\n".join(faults), returncode=2)
        connection.close()
        signal.signal(signal.SIGTERM, _stop)
        web, worker = _started(_web(bind, workers, threads)), Kept(_WORKER)
        with suppress(KeyboardInterrupt):
            try:
                self._watch(web, worker, bind)
            finally:
                end(web, worker.child)

    def _watch(self, web: Popen[bytes], worker: "Kept", bind: str) -> None:
        """Say where it is once it answers, and wait until the web server ends; a worker that dies is started again."""
        nudged = monotonic()
        if _answers(bind, web):
            self.stdout.write(f"Beizhan: http://{bind}/")
            self.stdout.flush()
        while web.poll() is None:
            if monotonic() - nudged > _NUDGE:
                nudged = monotonic()
                _nudge()
            if said := worker.look():
                self.stderr.write(f"the background worker {said}")
            sleep(_LOOK)
        raise CommandError(f"the web server ended with {web.returncode}", returncode=1)


def end(*children: Popen[bytes]) -> None:
    """Ask every child to finish what it is at, and wait; whoever does not is killed."""
    for child in children:
        with suppress(ProcessLookupError):
            child.terminate()
    until = monotonic() + _PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, until - monotonic()))
        except TimeoutExpired:
            child.kill()
            child.wait()


def _web(bind: str, workers: int, threads: int) -> list[str]:
    size = ["--workers", str(workers), "--threads", str(threads), "--worker-class", "gthread"]
    quiet = ["--preload", "--no-control-socket", "--log-level", "warning", "--graceful-timeout", "20"]
    return [sys.executable, "-m", "gunicorn", "beizhan.wsgi", "--bind", bind, *size, *quiet]


def _nudge() -> None:
    """Ask the background worker to look at what is due, as the database tells; a lost nudge loses nothing."""
    with suppress(DatabaseError):
        look_at_chains.enqueue()
        look_at_sources.enqueue()
    connection.close()


def _started(command: list[str]) -> Popen[bytes]:
    return Popen(command)  # noqa: S603 - our own programs with our own arguments


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _answers(bind: str, web: Popen[bytes]) -> bool:
    host, _, port = bind.rpartition(":")
    until = monotonic() + _PATIENCE
    while monotonic() < until and web.poll() is None:
        with suppress(OSError), socket.create_connection((host.strip("[]"), int(port)), 1):
            return True
        sleep(_LOOK)
    return False
