"""Whether the database keeps what it says it keeps: looked at before anything is served (AO-04)."""

from collections.abc import Iterator
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

_FAR = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs"})
"""File systems that another machine serves: SQLite's locks cannot be trusted on them."""
_LEAST_PATIENCE = 20_000


def faults_of_durability(connection: BaseDatabaseWrapper) -> list[str]:
    """Return every setting by which a mark could be lost after it was acknowledged, or by which readers would block."""
    if connection.vendor == "sqlite":
        return list(_faults_of_sqlite(connection))
    return list(_faults_of_postgresql(connection)) if connection.vendor == "postgresql" else [connection.vendor]


def _faults_of_sqlite(connection: BaseDatabaseWrapper) -> Iterator[str]:
    wanted = {"journal_mode": ("wal",), "synchronous": (2, 3), "foreign_keys": (1,)}
    for name, good in wanted.items():
        found = _asked(connection, f"PRAGMA {name}")
        if found not in good:
            yield f"SQLite: {name} is {found}, and must be one of {good}"
    patience = _asked(connection, "PRAGMA busy_timeout")
    if not isinstance(patience, int) or patience < _LEAST_PATIENCE:
        yield f"SQLite: busy_timeout is {patience}, and must be at least {_LEAST_PATIENCE} ms"
    mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
    if mode != "IMMEDIATE":
        yield f"SQLite: transactions begin {mode}, and must begin IMMEDIATE"
    kind = _file_system_of(Path(connection.settings_dict["NAME"]).resolve())
    if kind in _FAR:
        yield f"SQLite: the database lies on {kind}, and must lie on a disk of this machine"


def _faults_of_postgresql(connection: BaseDatabaseWrapper) -> Iterator[str]:
    for name in ("fsync", "full_page_writes"):
        if _asked(connection, f"SHOW {name}") != "on":
            yield f"PostgreSQL: {name} must be on"
    if _asked(connection, "SHOW synchronous_commit") == "off":
        yield "PostgreSQL: synchronous_commit must not be off"


def _asked(connection: BaseDatabaseWrapper, question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _file_system_of(path: Path) -> str:
    """Return the kind of file system that a path lies on, where Linux tells it."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    mounts = [(Path(line.split()[1]), line.split()[2]) for line in lines]
    fitting = [(len(point.parts), kind) for point, kind in mounts if path.is_relative_to(point)]
    return max(fitting, default=(0, ""))[1]
