"""Awards accepted per second with durable commits, next to the bare database's own rate on the same disk.

``product`` is ``record_awards``: permission, key, versions, event in the hash chain, award and log row in one
transaction. ``bare`` writes as many rows, of the same size, in transactions of the same size, by the database's own
module and nothing else. Both wait for the disk at each commit. One writer, one after the other, in turns.

Run: ``./beizhan bench awards [--database postgresql] [--seconds 5]``.
"""

import argparse
import json
import os
import sqlite3
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import uuid4

import psycopg

from campaigns.ground import own_ground, postgresql_url, prepare
from ground import machine, sync_ms

TABLES = {"submission": 420, "event": 620, "award": 260, "logrow": 140}
"""How many bytes a row of each table holds, about: measured on a judge's tap."""
TURNS = 3


class Bare:
    """Four plain tables on the same disk as the product's own."""

    def __init__(self, folder: Path, database: str) -> None:
        """Open and make the tables."""
        self.mark = "?" if database == "sqlite" else "%s"
        self.own = _sqlite(folder / "bare.sqlite3") if database == "sqlite" else _postgresql()
        for table in TABLES:
            self.own.execute(f"CREATE TABLE bare_{table} (id VARCHAR(36) PRIMARY KEY, said TEXT)")

    def write(self, rows: int) -> None:
        """Write what one sending of so many awards writes, and wait for the disk."""
        self.own.execute("BEGIN IMMEDIATE" if self.mark == "?" else "BEGIN")
        for table, size in TABLES.items():
            for _ in range(rows if table == "award" else 1):
                said = "x" * (size * rows if table == "event" else size)
                statement = f"INSERT INTO bare_{table} (id, said) VALUES ({self.mark}, {self.mark})"
                self.own.execute(statement, (str(uuid4()), said))
        self.own.execute("COMMIT")


def _sqlite(path: Path) -> sqlite3.Connection:
    own = sqlite3.connect(path, isolation_level=None)
    own.execute("PRAGMA journal_mode=WAL")
    own.execute("PRAGMA synchronous=FULL")
    return own


def _postgresql() -> psycopg.Connection:
    url = postgresql_url()
    return psycopg.connect(user=url["user"], host=url["host"], dbname=url["name"], autocommit=True)


class Product:
    """A hall in which one secretary keys awards in, over and over."""

    def __init__(self) -> None:
        """Open a hall; everything of the product is imported now, when Django stands."""
        self.hall = import_module("hall")
        self.found = self.hall.marking(12)
        self.record = import_module("beizhan.actions.marking.awards").record_awards
        self.row = import_module("beizhan.core.marking.awarding").AwardRow
        grid = import_module("beizhan.queries.marking.grids").grid_of(self.found.assessment)
        aspects = import_module("beizhan.core.scheme.tree").aspects_of(grid.scheme)
        seats = [(one.key, seat) for one in aspects for seat in ((1, 2, 3) if one.kind == "J" else (0,))]
        self.cells = [(place.code, key, seat) for place in grid.places for key, seat in seats]
        self.versions = dict.fromkeys(self.cells, 0)
        self.next = 0

    def write(self, rows: int) -> None:
        """Record so many awards at once."""
        chosen = [self.cells[(self.next + step) % len(self.cells)] for step in range(rows)]
        self.next += rows
        given = [self.row(*cell, self.next % 3, self.versions[cell]) for cell in chosen]
        self.record(self.found.assessment, given, key=uuid4().hex, **self.found.who("secretary"))
        for cell in chosen:
            self.versions[cell] += 1


def rate(write: Callable[[int], None], rows: int, seconds: float) -> float:
    """Return how many awards were kept in a second."""
    write(rows)
    began, done = perf_counter(), 0
    while perf_counter() - began < seconds:
        write(rows)
        done += rows
    return done / (perf_counter() - began)


def main() -> None:
    """Write in turns; print a table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=3)
    asked = parser.parse_args()
    os.environ["CAMPAIGN_SINGLE"] = "1"
    with own_ground(asked.database, "") as folder:
        prepare()
        ways = {"product": Product(), "bare": Bare(folder, asked.database)}
        found: dict[str, list[float]] = {}
        for _ in range(TURNS):
            for rows in (1, 20):
                for name, way in ways.items():
                    found.setdefault(f"{name}_{rows}", []).append(rate(way.write, rows, asked.seconds))
        latency = sync_ms(folder)
    rates = {name: round(median(values), 1) for name, values in found.items()}
    report = {
        "bench": "awards",
        "database": asked.database,
        "awards_per_second": rates,
        "product_to_bare_by_taps": round(rates["product_1"] / rates["bare_1"], 3),
        "product_to_bare_by_sheets_of_20": round(rates["product_20"] / rates["bare_20"], 3),
        "fdatasync_ms": latency,
        **machine(),
    }
    for fact, value in report.items():
        print(f"{fact:>32}  {value}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
