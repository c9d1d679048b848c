"""C2: durable before "saved". Every answer that says a mark is safe comes after the disk has said so.

The kernel's own record of what the server does (strace) is read afterwards. On SQLite, no thread may answer while
anything that it wrote to the write-ahead log has not been followed by a sync of that file. On PostgreSQL, no backend
may answer the COMMIT of an award before a sync of the write-ahead log that began after the COMMIT had arrived.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections import Counter, defaultdict
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Thread
from time import sleep

from django.db import connection

from campaigns.fire import Field, Intent, tap_once
from campaigns.ground import cluster_pids
from campaigns.panel import Judge, crowd
from campaigns.server import Server

SIZES = {"small": (3, 60), "pr": (12, 200), "nightly": (54, 1000)}
"""Judges, and answers to trace: at most as many as each has cells to score alone, which closes once all have scored."""
CALLS = "fdatasync,fsync,pwrite64,write,sendto,sendmsg,recvfrom,recvmsg,openat,close,dup"
_LINE = re.compile(r"^(?P<task>\d+) +(?P<at>\d+\.\d+) (?P<call>\w+)\((?P<rest>.*)$")
_RESUMED = re.compile(r"^(?P<task>\d+) +(?P<at>\d+\.\d+) <\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)$")


def campaign(*, size: str, seed: int) -> dict[str, object]:
    """Run it; return the verdict."""
    judges, wanted = SIZES[size]
    found, phones = crowd(judges, Random(seed))
    connection.close()
    server = Server()
    server.start()
    try:
        pids = cluster_pids() if connection.vendor == "postgresql" else server.workers()
        trace = Path(os.environ["BEIZHAN_VAR"]) / "strace.log"
        with _traced(pids, trace):
            answered = _tap_all(Field(found.assessment.pk, server, seed), phones, wanted)
    finally:
        server.stop()
    reading = _postgresql if connection.vendor == "postgresql" else _sqlite
    counts = reading(trace.read_text(encoding="utf-8", errors="replace").splitlines())
    enough = counts["answers"] >= answered >= wanted
    facts = {"traced_processes": len(pids), "saved": answered, "wanted": wanted, **counts}
    return {**facts, "ok": enough and not counts["too_early"]}


class _traced:  # noqa: N801 - it reads as a verb
    """Follow processes of ours and all their children with strace; where that is forbidden, say so and fail."""

    def __init__(self, pids: list[int], trace: Path) -> None:
        whom = [word for pid in pids for word in ("-p", str(pid))]
        shown = ("-y", "-ttt", "-s", "64", "-e", f"trace={CALLS}", "-o", str(trace))
        self.command = ["strace", "-f", *shown, *whom]

    def __enter__(self) -> None:
        try:
            self.running = subprocess.Popen(self.command, stderr=subprocess.PIPE, text=True)
        except FileNotFoundError as missing:
            raise RuntimeError("C2 needs strace, and it is not installed") from missing
        sleep(2)
        if self.running.poll() is not None:
            raise RuntimeError(f"C2 cannot trace here: {self.running.stderr.read()[:500]}")

    def __exit__(self, *_: object) -> None:
        self.running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self.running.communicate(timeout=20)


def _tap_all(burning: Field, phones: list[Judge], wanted: int) -> int:
    """Have every judge tap until so many taps are saved."""
    share = -(-wanted // len(phones))

    def judge(phone: Judge, number: int) -> None:
        dice = Random(f"{burning.seed} {number}")
        own = [task for task in phone.tasks if task.seat] or phone.tasks
        for turn in range(share):
            intent = Intent(own[turn], f"{number}-{turn}-{dice.getrandbits(64):x}", base=0)
            tap_once(burning, phone, intent)
            burning.note(intent.outcome, intent)

    threads = [Thread(target=judge, args=(phone, number)) for number, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return burning.counts["saved"]


def _sqlite(lines: list[str]) -> dict[str, int]:
    """Count answers, and those given while a thread's own writes to the log were not on the disk."""
    dirty: dict[str, bool] = defaultdict(bool)
    wrote: dict[str, int] = defaultdict(int)
    counts: Counter[str] = Counter()
    pending: dict[str, str] = {}
    for line in lines:
        match = _LINE.match(line)
        if match:
            task, call, rest = match["task"], match["call"], match["rest"]
            if "<unfinished" in rest:
                pending[task] = rest
            _hear(task, call, rest, (dirty, wrote, counts))
        elif match := _RESUMED.match(line):
            _hear(match["task"], f"{match['call']} resumed", pending.pop(match["task"], ""), (dirty, wrote, counts))
    return {"answers": counts["answers"], "too_early": counts["too_early"], "syncs": counts["syncs"]}


def _hear(task: str, call: str, rest: str, told: tuple) -> None:
    dirty, wrote, counts = told
    finished = "<unfinished" not in rest or call.endswith("resumed")
    if call == "pwrite64" and "-wal>" in rest:
        dirty[task] = True
        wrote[task] += 1
    elif call.startswith(("fdatasync", "fsync")) and "-wal>" in rest and finished:
        dirty[task] = False
        counts["syncs"] += 1
    elif call in {"sendto", "sendmsg", "write"} and '"HTTP/1.1 200' in rest:
        if wrote[task]:
            counts["answers"] += 1
            counts["too_early"] += dirty[task]
        wrote[task] = 0


def _postgresql(lines: list[str]) -> dict[str, int]:
    """Count answers to COMMIT, and those without a sync of the log that began after it had arrived."""
    arrived: dict[str, float] = {}
    syncs: list[tuple[float, float]] = []
    begun: dict[str, float] = {}
    given: set[str] = set()
    counts: Counter[str] = Counter()
    for line in lines:
        match = _LINE.match(line) or _RESUMED.match(line)
        if not match:
            continue
        task, at, call, rest = match["task"], float(match["at"]), match["call"], match["rest"]
        if 'INSERT INTO \\"beizhan_award\\"' in rest:
            given.add(task)
        elif call in {"fdatasync", "fsync"}:
            if "pg_wal" in rest and "<unfinished" in rest:
                begun[task] = at
            elif "pg_wal" in rest or task in begun:
                syncs.append((begun.pop(task, at), at))
        elif call in {"recvfrom", "recvmsg"} and '"Q' in rest and "COMMIT" in rest and task in given:
            arrived[task] = at
            given.discard(task)
        elif call in {"sendto", "sendmsg"} and "COMMIT" in rest and task in arrived:
            since = arrived.pop(task)
            counts["answers"] += 1
            counts["too_early"] += not any(begin >= since for begin, _ in syncs[-50:])
    return {"answers": counts["answers"], "too_early": counts["too_early"], "syncs": len(syncs)}
