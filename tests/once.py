"""What a builder makes in an empty database is made once; afterwards its rows are put back, and the deeds rest.

Every hall that a test asks for is the work of dozens of deeds. In each process they are done once: after that, the very
rows that they left are written again, and a copy of the value that the builder returned is handed out.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.cache import cache
from django.db import connection, transaction

from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.queries.analysis.gaps import readings

P = ParamSpec("P")
T = TypeVar("T")

Rows = dict[str, list[tuple[object, ...]]]

STANDING = frozenset({"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"})
"""Tables that are never empty."""

_KEPT: dict[str, tuple[bytes, Rows]] = {}


def once(build: Callable[P, T]) -> Callable[P, T]:
    """Let a builder work once for each list of arguments, wherever it is asked first: while nobody is there yet."""

    @wraps(build)
    def built(*arguments: P.args, **options: P.kwargs) -> T:
        if Person.objects.exists() or Campaign.objects.exists():
            return build(*arguments, **options)
        cache.clear()  # what was kept of another hall is no part of this one
        asked = f"{connection.alias} {build.__module__}.{build.__qualname__} {arguments!r} {options!r}"
        if asked not in _KEPT:
            found = build(*arguments, **options)
            _KEPT[asked] = pickle.dumps(found), _rows()
            return found
        value, rows = _KEPT[asked]
        _put_back(rows)
        return pickle.loads(value)

    return built


def _rows() -> Rows:
    found = {}
    with connection.cursor() as cursor:
        for table in sorted({*connection.introspection.table_names(cursor)} - STANDING):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if rows := cursor.fetchall():
                found[table] = rows
    return found


def _put_back(rows: Rows) -> None:
    readings._readings_in.cache_clear()  # noqa: SLF001 - what it knows of the same hall was paid for by another test
    with transaction.atomic(), connection.cursor() as cursor:
        for table, some in rows.items():
            places = ", ".join(["%s"] * len(some[0]))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", some)
