"""The database itself refuses to change or delete what was said (MI-07), on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

_SQLITE = """
CREATE TRIGGER beizhan_{table}_{word} BEFORE {word} ON beizhan_{table}
BEGIN SELECT RAISE(ABORT, 'what was said is never changed'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION beizhan_never() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was said is never changed' USING ERRCODE = 'restrict_violation'; END $$
"""
_ROWS = """
CREATE TRIGGER beizhan_{table}_rows BEFORE UPDATE OR DELETE ON beizhan_{table}
FOR EACH ROW EXECUTE FUNCTION beizhan_never()
"""
_WHOLE = """
CREATE TRIGGER beizhan_{table}_whole BEFORE TRUNCATE ON beizhan_{table}
FOR EACH STATEMENT EXECUTE FUNCTION beizhan_never()
"""


def guarding(*tables: str) -> migrations.RunPython:
    """Return the step of a migration that guards tables against change; each is named without ``beizhan_``."""

    def guard(_apps: Any, schema_editor: Any) -> None:
        for statement in _guards(tables, schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def unguard(_apps: Any, schema_editor: Any) -> None:
        for statement in _removals(tables, schema_editor.connection.vendor):
            schema_editor.execute(statement)

    return migrations.RunPython(guard, unguard)


def guarding_again(*tables: str) -> migrations.RunPython:
    """Return the first step of a migration that adds a column: SQLite loses the guards when that is taken back."""

    def guard(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for statement in _guards(tables, "sqlite"):
                schema_editor.execute(statement)

    return migrations.RunPython(migrations.RunPython.noop, guard)


def _guards(tables: tuple[str, ...], vendor: str) -> Iterator[str]:
    if vendor == "sqlite":
        yield from (_SQLITE.format(table=table, word=word) for table in tables for word in ("UPDATE", "DELETE"))
    elif vendor == "postgresql":
        yield _FUNCTION
        yield from (text.format(table=table) for table in tables for text in (_ROWS, _WHOLE))
    else:
        raise NotImplementedError(f"no guard against change is known for {vendor}")


def _removals(tables: tuple[str, ...], vendor: str) -> Iterator[str]:
    for table in tables:
        if vendor == "sqlite":
            yield from (f"DROP TRIGGER beizhan_{table}_{word}" for word in ("UPDATE", "DELETE"))
        else:
            yield from (f"DROP TRIGGER beizhan_{table}_{word} ON beizhan_{table}" for word in ("rows", "whole"))
