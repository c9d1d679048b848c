"""The product's own start command on a port of ours; only what was started here is ever killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from time import monotonic, sleep

import psutil

from campaigns.ground import python

PATIENCE = 300
SIZE = ("--workers", "2", "--threads", "8")


class Server:
    """``beizhan serve`` in a session of its own."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = Path(os.environ["BEIZHAN_VAR"]) / "server.log"
        self.running: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = python("-m", "beizhan", "serve", "--bind", f"127.0.0.1:{self.port}", *SIZE)
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        until = monotonic() + PATIENCE
        while not self._answers():
            if monotonic() > until or self.running.poll() is not None:
                self.kill()
                raise RuntimeError(f"the server does not answer:\n{self.log.read_text(encoding='utf-8')[-3000:]}")
            sleep(0.2)

    def workers(self) -> list[int]:
        """Return the process ids of the web workers: the children of the child that is gunicorn."""
        if self.running is None:
            return []
        with suppress(psutil.Error):
            for child in psutil.Process(self.running.pid).children():
                if "gunicorn" in " ".join(child.cmdline()):
                    return [worker.pid for worker in child.children()]
        return []

    def kill_worker(self, dice: Random) -> bool:
        """Kill one web worker."""
        found = self.workers()
        with suppress(ProcessLookupError):
            if found:
                os.kill(dice.choice(found), signal.SIGKILL)
                return True
        return False

    def kill(self) -> None:
        """Kill everything at once, as a power cut does."""
        if self.running is not None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    def stop(self) -> None:
        """Ask it to end, and see that it does."""
        if self.running is None or self.running.poll() is not None:
            return
        self.running.terminate()
        try:
            self.running.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def _answers(self) -> bool:
        own = HTTPConnection("127.0.0.1", self.port, timeout=10)
        with suppress(OSError, HTTPException):
            own.request("GET", "/account/login/")
            return own.getresponse().status == 200
        return False
