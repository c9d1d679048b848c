"""C1: judges under fire. Phones whose replies get lost, who tap twice, on a server that is killed again and again.

What was answered "saved" must be there once, as it was sent, on the version it was based on; what was answered
otherwise must not be there; nothing may be given on what was signed off; chain, replay and both calculators must agree.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Lock, Thread
from time import monotonic, sleep
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.db import OperationalError, connection
from django.utils import timezone

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import Seen, reject_awards
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import seen_of
from beizhan.core.scheme.tree import aspects_of
from beizhan.queries.marking.grids import grid_of
from campaigns.examination import examine
from campaigns.panel import CLOSED, TOKEN, Judge, Task, crowd, marks_each
from campaigns.server import Server

THROWN, DOUBLE = 0.10, 0.05
SIZES = {"calm": (6, 0, 0), "small": (6, 10, 1), "pr": (32, 12, 1), "nightly": (64, 40, 4)}
"""Judges, kills of a worker, kills of the whole server; in a calm, only the phones misbehave."""
GIVE_UP = 120


@dataclass
class Intent:
    """One tap: what was sent under which key, and what the judge was told in the end."""

    task: Task
    key: str
    base: int
    outcome: str = "unknown"
    seq: int = 0
    seconds: float = 0.0


@dataclass
class Field:
    """What everybody shares while it burns."""

    assessment: UUID
    server: Server
    seed: int
    intents: list[Intent] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    guard: Lock = field(default_factory=Lock)
    over: Event = field(default_factory=Event)

    def note(self, what: str, intent: Intent | None = None) -> None:
        with self.guard:
            self.counts[what] += 1
            if intent is not None:
                self.intents.append(intent)


def campaign(*, size: str, seed: int) -> dict[str, object]:
    """Run it; return the verdict."""
    judges, worker_kills, server_kills = SIZES[size]
    found, phones = crowd(judges, Random(seed))
    connection.close()
    server = Server()
    server.start()
    burning = Field(found.assessment.pk, server, seed)
    began = monotonic()
    try:
        _burn(burning, found, phones, (worker_kills, server_kills))
    finally:
        burning.over.set()
        server.stop()
    seconds = monotonic() - began
    told = {"judges": judges, "marks_each": marks_each(), "seconds_of_fire": round(seconds, 1)}
    told |= {"saved_per_second": round(burning.counts["saved"] / seconds, 1), **_waits(burning)}
    wrong = examine(found.assessment, burning.intents)
    wrong |= {"meddled": burning.counts["meddled"], "unresolved": burning.counts["given up"]}
    counts = {name: burning.counts[name] for name in COUNTED}
    counts |= {name: count for name, count in burning.counts.items() if name.startswith(("answer", "status"))}
    wanted = judges * marks_each()
    ok = not any(wrong.values()) and counts["saved"] >= wanted and counts["worker kills"] >= worker_kills // 2
    return {**told, "wanted": wanted, "counts": counts, "wrong": wrong, "ok": ok}


COUNTED = (
    "saved",
    "conflict",
    "refused",
    "thrown",
    "doubled taps",
    "again",
    "worker kills",
    "server kills",
    "meddling",
)


def _burn(burning: Field, found: hall.Hall, phones: list[Judge], kills: tuple[int, int]) -> None:
    people = enumerate(phones)
    threads = [Thread(target=_judge, args=(burning, phone, number), daemon=True) for number, phone in people]
    killer = Thread(target=_kill, args=(burning, len(phones) * marks_each(), kills), daemon=True)
    meddler = Thread(target=_meddle, args=(burning, found), daemon=True)
    for thread in (*threads, killer, meddler):
        thread.start()
    for thread in threads:
        thread.join()
    burning.over.set()
    for thread in (killer, meddler):
        thread.join()


def _judge(burning: Field, phone: Judge, number: int) -> None:
    """Give every mark, each until it is saved: on a conflict look at the newer version and tap again."""
    dice = Random(f"{burning.seed} {number}")
    for task in phone.tasks:
        base = 0
        for _ in range(20):
            intent = Intent(task, str(UUID(int=dice.getrandbits(128), version=4)), base)
            newer = _tap(burning, phone, intent, dice)
            burning.note(intent.outcome, intent)
            if intent.outcome != "conflict" or newer is None or not _is_shared(task):
                break
            base = newer


def _is_shared(task: Task) -> bool:
    return task.seat == 0


def _tap(burning: Field, phone: Judge, intent: Intent, dice: Random) -> int | None:
    """Send one tap until there is an answer; return the newer version where there is one."""
    began, throw, double = monotonic(), dice.random() < THROWN, dice.random() < DOUBLE
    if throw:
        burning.note("thrown")
        _send(burning, phone, intent, listen=False)
    other = None
    if double:
        burning.note("doubled taps")
        other = Thread(target=_send, args=(burning, phone, intent), daemon=True)
        other.start()
    newer = _until_answered(burning, phone, intent)
    if other is not None:
        other.join()
    intent.seconds = monotonic() - began
    return newer


def tap_once(burning: Field, phone: Judge, intent: Intent) -> None:
    """Send one tap until there is an answer, with no mishap of our making."""
    _until_answered(burning, phone, intent)


def _until_answered(burning: Field, phone: Judge, intent: Intent) -> int | None:
    until = monotonic() + GIVE_UP
    while monotonic() < until:
        status, headers, text = _send(burning, phone, intent)
        if status == 200 and headers.get("X-Saved-Seq"):
            intent.outcome, intent.seq = "saved", int(headers["X-Saved-Seq"])
            return None
        if status == 412:
            intent.outcome = "conflict"
            found = re.search(r'name="version" value="(\d+)"', text)
            return int(found[1]) if found else None
        if status and status < 500:
            intent.outcome = "refused"
            burning.note(f"status {status}")
            return None
        burning.note("again")
        burning.note(f"answer {status}")
        sleep(0.05)
    intent.outcome = "unknown"
    burning.note("given up")
    return None


def _send(burning: Field, phone: Judge, intent: Intent, *, listen: bool = True) -> tuple[int, dict, str]:
    """Send it as the phone does; without listening the line goes dead once it is sent."""
    task = intent.task
    said = {"aspect": task.aspect, "seat": task.seat, "version": intent.base, "value": task.value, "key": intent.key}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": phone.cookie,
        "X-CSRFToken": TOKEN,
        "HX-Request": "true",
    }
    line = HTTPConnection("127.0.0.1", burning.server.port, timeout=30)
    try:
        path = f"/assessment/{burning.assessment}/judge/{task.sub}/{task.place}/"
        line.request("POST", path, urlencode(said), headers)
        if listen:
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
    except (OSError, HTTPException):
        pass
    finally:
        line.close()
    return 0, {}, ""


def _kill(burning: Field, wanted: int, kills: tuple[int, int]) -> None:
    """Kill after so many saved marks, evenly over the whole fire."""
    dice = Random(f"{burning.seed} kills")
    workers, servers = kills
    marks = [(wanted * (number + 1) // (workers + 1), "worker") for number in range(workers)]
    marks += [(wanted * (2 * number + 1) // (2 * servers), "server") for number in range(servers)]
    for mark, what in sorted(marks):
        while burning.counts["saved"] < mark and not burning.over.wait(0.01):
            pass
        if burning.over.is_set():
            return
        if what == "server":
            burning.server.kill()
            burning.note("server kills")
            burning.server.start()
        elif burning.server.kill_worker(dice):
            burning.note("worker kills")


def _meddle(burning: Field, found: hall.Hall) -> None:
    """Try all the while to reject and give again what was signed off."""
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.code.startswith(CLOSED))
    place = grid.places[0]
    while not burning.over.wait(0.3):
        burning.note("meddling")
        with suppress(Refused, OperationalError):
            cell = grid_of(found.assessment).cell(place, aspect)
            seen = [Seen(place.code, aspect.key, seen_of(cell))]
            who = {"by": found.people["second"], "at": timezone.now()}
            reject_awards(found.assessment, seen, reason="it was signed off", **who)
            row = AwardRow(place.code, aspect.key, 0, 0, 1)
            who = {"by": found.people["secretary"], "at": timezone.now()}
            record_awards(found.assessment, [row], key=uuid4().hex, **who)
            burning.note("meddled")
    connection.close()


def _waits(burning: Field) -> dict[str, int]:
    waits = sorted(intent.seconds for intent in burning.intents if intent.outcome == "saved")
    if not waits:
        return {}
    return {f"p{part}_ms": round(1000 * waits[min(len(waits) - 1, len(waits) * part // 100)]) for part in (50, 99)}
