"""Readers that a test sends to the child: one calm, the others as a subverted or overwhelmed parser would be."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from beizhan.core.faults import error
from beizhan.files.guard import Unreadable


def calm(content, name):
    return {"length": len(content), "name": name}


def refusing(content, name):
    raise Unreadable(error("no_aspects", row=3, sheets=["甲"]))


def spinning(content, name):
    while True:
        pass


def sleeping(content, name):
    time.sleep(60)


def greedy(content, name):
    return len(bytearray(1 << 30))


def aborting(content, name):
    os.abort()


def vanishing(content, name):
    os._exit(0)


def failing(content, name):
    raise ValueError("a flaw in a parser")


def babbling(content, name):
    sys.stdout.write("{not json")


def forging(content, name):
    sys.stdout.write('{"refused": {"code": 5}, "value": 1}')
    sys.stdout.flush()
    os._exit(0)


def verbose(content, name):
    return "x" * (17 << 20)


def reaching_out(content, name):
    return [_outcome(attempt) for attempt in (_socket, _file, _program)]


def looking_around(content, name):
    return sorted(os.environ)


def surrogate(content, name):
    return "\ud800"


def _socket():
    socket.create_connection(("127.0.0.1", 9))


def _file():
    Path("/etc/hostname").read_bytes()


def _program():
    subprocess.run(["/bin/true"], check=True)


def _outcome(attempt):
    try:
        attempt()
    except OSError as refusal:
        return refusal.strerror
    return "done"
