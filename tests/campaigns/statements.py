"""C4: fail the N-th statement of every write, for every N until it succeeds, in every way a statement can fail.

After each failure the database must be as it was before, or as it is when all went well: nothing between. Then the
same is done again, as somebody would whose reply was lost; it must succeed, once, and leave what it leaves when nothing
fails. The commit counts as two statements: one fails before it, and after the other the answer is lost.
"""

from __future__ import annotations

import io
import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from django.db import DatabaseError, IntegrityError, OperationalError, connection

from beizhan.actions.door import Refused
from beizhan.files.export_pack import packed
from beizhan.files.verifier import verify
from beizhan.models.marking.assessments import Assessment
from beizhan.queries.marking.publishing.exports import record_of
from campaigns.scenes import Operation, operations
from campaigns.vault import PostgresVault, SqliteVault, State, counts_of, vault

FAULTS = ("error", "integrity", "full", "kill")
READS_TOO = ("error",)
"""Faults that break a reading statement otherwise than the write that follows it: the code goes on after an error, but
whoever is killed while reading leaves what was there before the next write. The nightly size tries all everywhere."""
AWARD_PATH = (
    *("a sheet", "a judge's tap", "enter again", "confirm", "reject", "settle a spread", "raise a problem"),
    *("answer a problem", "lock", "correct"),
)
"""What the small size is content with."""


@dataclass
class Breaker:
    """Counts statements and commits, and breaks the one it is told to."""

    fault: str
    at: int
    met: int = 0
    broke: bool = False
    writes: list[int] = field(default_factory=list)

    def __call__(self, execute: Callable, sql: str, *rest: object) -> object:
        self.step(writes=not sql.startswith("SELECT"))
        return execute(sql, *rest)

    def step(self, *, writes: bool = True) -> None:
        self.met += 1
        if writes:
            self.writes.append(self.met)
        if self.met == self.at:
            self.broke = True
            self._break()

    def _break(self) -> None:
        if self.fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault == "integrity":
            raise IntegrityError("the campaign says so")
        if self.fault == "full" and connection.vendor == "sqlite":
            raw = connection.connection
            raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
            return
        raise OperationalError("the campaign says so")


@contextmanager
def broken(breaker: Breaker) -> object:
    """Break one statement or commit of what is done meanwhile."""
    honest = connection._commit  # noqa: SLF001 - the commit is the one statement that no wrapper sees

    def commit() -> None:
        breaker.step()
        honest()
        breaker.step()

    connection._commit = commit  # noqa: SLF001 - see above
    try:
        with connection.execute_wrapper(breaker):
            yield breaker
    finally:
        connection._commit = honest  # noqa: SLF001 - see above


@dataclass
class Tally:
    """What was tried and what was wrong."""

    runs: Counter = field(default_factory=Counter)
    operations: int = 0
    wrong: Counter = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def found(self, kind: str, where: str) -> None:
        self.wrong[kind] += 1
        if len(self.examples) < 10:
            self.examples.append(f"{kind}: {where}")


def campaign(*, size: str, only: str = "") -> dict[str, object]:
    """Run it; return the verdict."""
    kept, tally = vault(), Tally()
    for operation in operations():
        if (only and only not in operation.name) or (size == "small" and operation.name not in AWARD_PATH):
            continue
        tally.operations += 1
        _try(kept, operation, tally, size)
    return {
        "operations": tally.operations,
        "runs": sum(tally.runs.values()),
        "by_fault": dict(tally.runs),
        "wrong": dict(tally.wrong),
        "examples": tally.examples,
        "ok": not tally.wrong and tally.runs.total() > tally.operations,
    }


def _try(kept: SqliteVault | PostgresVault, operation: Operation, tally: Tally, size: str) -> None:
    kept.keep(operation.scene)
    before = kept.state()
    with broken(Breaker("none", 0)) as counting:
        operation.act()
    whole = counts_of(kept.state())
    if not _is_sound():
        tally.found("chain", operation.name)
    kept.restore(operation.scene)
    for fault in FAULTS:
        everywhere = size == "nightly" or fault in READS_TOO
        for number in range(1, counting.met + 1) if everywhere else counting.writes:
            tally.runs[fault] += 1
            where = f"{operation.name}, {fault} at {number} of {counting.met}"
            broke = _fail(operation, fault, number)
            now = kept.state()
            _judge(tally, before, now, whole, where)
            tells = fault == "error" and (number in counting.writes or now != before)
            repeats = broke and (size == "nightly" or tells or number >= counting.met - 3)
            if repeats:
                _repeat(kept, operation, tally, whole, where=where, done=counts_of(now) == whole)
            if repeats or now != before:
                kept.restore(operation.scene)


def _judge(tally: Tally, before: State, now: State, whole: dict[str, int], where: str) -> None:
    if now != before and counts_of(now) != whole:
        tables = {table for table in now if now[table] != before.get(table)}
        tally.found("half", f"{where}: only {', '.join(sorted(tables))}")


def _fail(operation: Operation, fault: str, number: int) -> bool:
    """Do it and break the N-th statement; return whether it was broken."""
    if fault == "kill":
        return _fail_in_child(operation, number)
    breaker = Breaker(fault, number)
    with suppress(DatabaseError), broken(breaker):
        operation.act()
    connection.close()
    return breaker.broke


def _fail_in_child(operation: Operation, number: int) -> bool:
    connection.close()
    child = os.fork()
    if child == 0:
        with suppress(BaseException), broken(Breaker("kill", number)):
            operation.act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _repeat(  # noqa: PLR0913 - what, where, and what it must leave
    kept: SqliteVault | PostgresVault,
    operation: Operation,
    tally: Tally,
    whole: dict[str, int],
    *,
    where: str,
    done: bool,
) -> None:
    """Do it again: it must succeed, or be refused where it stands already and cannot be told from something new."""
    try:
        operation.act()
    except Refused as refusal:
        if operation.keyed or not done:
            tally.found("retry", f"{where}: {refusal}")
    except DatabaseError as failure:
        tally.found("retry", f"{where}: {failure}")
    now = counts_of(kept.state())
    if now != whole and (operation.keyed or not done):
        tally.found("twice", f"{where}: {[table for table in now if now[table] != whole[table]]}")
    if not _is_sound():
        tally.found("chain", where)
    connection.close()


def _is_sound() -> bool:
    verdict = verify(io.BytesIO(packed(record_of(Assessment.objects.get()), at="")))
    return bool(verdict["ok"])
