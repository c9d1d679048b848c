"""The stand-alone verifier on a long export: 1,000,000 events within a minute is the ambition.

Run: ``./beizhan bench verify [--events 1000000]``. One assessment is told with awards and verdicts until it has so many
events, packed as the product packs it, and verified by ``python3 -I -S verify.py`` in a process of its own.
"""

import argparse
import json
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

import psutil

from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.scheme.tree import Aspect, Criterion, Kind, Scheme, SubCriterion
from beizhan.files.export_pack import Record, packed, verifier_text
from files.histories import AT, History, choose, draw
from ground import machine

PLACES, SUBS, ASPECTS = 60, 15, 20


def told(events: int) -> History:
    """Tell so many events: each cell is scored by three judges, confirmed, rejected and scored again."""
    found = History(Random(1))
    subs = [f"{chr(65 + number)}1" for number in range(SUBS)]
    aspects = {sub: tuple(_aspect(f"{sub}.{place:02d}") for place in range(1, ASPECTS + 1)) for sub in subs}
    criteria = tuple(Criterion(sub[0], sub, None, (SubCriterion(sub, sub, 1, aspects[sub]),)) for sub in subs)
    choose(found, Scheme("long", (), criteria), "scheme-1")
    draw(found, PLACES)
    found.step("marking")
    cells = [(place, one) for place in found.places for sub in subs for one in aspects[sub]]
    turn = 0
    while len(found.events) < events:
        turn += 1
        for place, one in cells:
            _score(found, place, one, turn)
            if len(found.events) >= events:
                break
    return found


def _aspect(code: str) -> Aspect:
    return Aspect(f"k-{code}", code, Kind.JUDGEMENT, code, section="1", max_mark=33)


def _score(found: History, place: str, one: Aspect, version: int) -> None:
    """Three awards and a rejection of them, so that the next turn may score again."""
    row = {"place": place, "aspect": one.key, "code": one.code, "round": 1, "version": version, "value": 2, "out_of": 3}
    for seat in (1, 2, 3):
        found.tell("awards", {"rows": [{**row, "seat": seat, "alone": False, "note": ""}]}, "secretary")
    seen = fingerprint_of([[seat, 1, version, 2] for seat in (1, 2, 3)])
    body = {"confirmed": False, "reason": "again", "cells": [{"place": place, "aspect": one.key, "seen": seen}]}
    found.tell("verdict", body, "second")


def pack(found: History) -> bytes:
    """Pack a history as the product packs a record."""
    text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    record = Record(
        assessment={"id": "s", "code": "long", "round": "r"},
        software="bench",
        events=tuple(text(event) for event in found.events),
        head=found.events[-1]["hash"],
        schemes=found.schemes,
        rules=(),
        results=(),
    )
    return packed(record, at=AT)


def main() -> None:
    """Tell, pack, verify; print a table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    wanted = parser.parse_args().events
    with TemporaryDirectory() as name:
        folder = Path(name)
        export = pack(told(wanted))
        (folder / "long.zip").write_bytes(export)
        (folder / "verify.py").write_text(verifier_text(), encoding="utf-8")
        began = perf_counter()
        command = [sys.executable, "-I", "-S", "verify.py", "long.zip", "--json"]
        running = psutil.Popen(command, cwd=folder, env={}, stdout=subprocess.PIPE, text=True)
        peak = _watched(running)
        seconds = perf_counter() - began
        verdict = json.loads(running.stdout.read())
    used = getrusage(RUSAGE_CHILDREN)
    report = {
        "bench": "verify",
        "events": verdict["events"],
        "awards": verdict["awards"],
        "ok": verdict["ok"],
        "zip_mb": round(len(export) / 2**20, 1),
        "seconds": round(seconds, 2),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 2),
        "events_per_second": round(verdict["events"] / seconds),
        "verifier_mb": peak // 2**20,
        "hash_only_seconds": round(_hash_only(verdict["events"]), 2),
        **machine(),
    }
    for fact, value in report.items():
        print(f"{fact:>20}  {value}")
    print(json.dumps(report))


def _watched(running: psutil.Popen) -> int:
    """Wait for it, and return the most memory it was seen to hold."""
    peak = 0
    while running.poll() is None:
        with suppress(psutil.Error):
            peak = max(peak, running.memory_info().rss)
        sleep(0.05)
    return peak


def _hash_only(events: int) -> float:
    """Return how long as many bare hashes of a line take: what no verifier can do without."""
    line, began = bytes(500), perf_counter()
    for _ in range(events):
        sha256(line).hexdigest()
    return perf_counter() - began


if __name__ == "__main__":
    main()
