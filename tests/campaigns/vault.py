"""Keeping states of the database and coming back to them; telling whether two states are the same."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import psycopg
from django.db import connection

from campaigns.ground import postgresql_url

State = dict[str, tuple[int, str]]
"""Of each table how many rows it has, and a fingerprint of all of them."""


def counts_of(state: State) -> dict[str, int]:
    """Return only how many rows each table has."""
    return {table: count for table, (count, _) in state.items()}


class SqliteVault:
    """Copies of the database file."""

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"])
        self.known: dict[bytes, State] = {}

    def keep(self, name: str) -> None:
        """Keep the present state."""
        connection.close()
        with closing(sqlite3.connect(self.path)) as own:
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.path, f"{self.path}.{name}")

    def restore(self, name: str) -> None:
        """Come back to a state that was kept."""
        connection.close()
        for ending in ("-wal", "-shm"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)
        shutil.copyfile(f"{self.path}.{name}", self.path)

    def state(self) -> State:
        """Return what the database holds, as anybody else sees it: the same bytes are read once."""
        files = (self.path, Path(f"{self.path}-wal"))
        content = sha256(b" ".join(one.read_bytes() if one.exists() else b"" for one in files)).digest()
        if content not in self.known:
            self.known[content] = self._read()
        return self.known[content]

    def _read(self) -> State:
        with closing(sqlite3.connect(self.path)) as own:
            assert own.execute("PRAGMA quick_check").fetchone() == ("ok",)
            names = own.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            return {name: _told(own.execute(f'SELECT * FROM "{name}"').fetchall()) for (name,) in names}


class PostgresVault:
    """Databases made after a template."""

    def __init__(self) -> None:
        self.url = postgresql_url()

    def keep(self, name: str) -> None:
        """Keep the present state."""
        self._copy(self.url["name"], f"kept_{name}")

    def restore(self, name: str) -> None:
        """Come back to a state that was kept."""
        self._copy(f"kept_{name}", self.url["name"])

    def state(self) -> State:
        """Return what the database holds, as anybody else sees it."""
        with self._open(self.url["name"]) as own:
            names = own.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
            return {
                name: _told(own.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1').fetchall()) for (name,) in names
            }

    def _copy(self, source: str, target: str) -> None:
        connection.close()
        with self._open("template1") as own:
            own.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            own.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _open(self, name: str) -> psycopg.Connection:
        return psycopg.connect(user=self.url["user"], host=self.url["host"], dbname=name, autocommit=True)


def vault() -> SqliteVault | PostgresVault:
    """Return the vault of the database in use."""
    return SqliteVault() if connection.vendor == "sqlite" else PostgresVault()


def _told(rows: list) -> tuple[int, str]:
    return len(rows), sha256(repr(rows).encode()).hexdigest()
