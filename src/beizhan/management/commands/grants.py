"""``./beizhan grants ROLE``: what the application's PostgreSQL role may do, and no more (MI-07)."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

PERMANENT_MARK = "beizhan_never"
"""The function behind every trigger that refuses change: what has such a trigger is never changed."""


class Command(BaseCommand):
    help = (
        "Prints the SQL that lets ROLE run Beizhan on PostgreSQL without owning its tables: what was said can be read "
        "and added to, never changed or deleted. Run it as the owner: ./beizhan grants beizhan_app | psql …"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", metavar="ROLE")

    def handle(self, *, role: str, **_: object) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("grants are a matter of PostgreSQL; DATABASE_URL names another database", returncode=2)
        self.stdout.write("\n".join(statements_for(role)))


def statements_for(role: str) -> list[str]:
    """Return the statements, permanent tables told by their own triggers.

    PostgreSQL locks a row, so that of two people one waits, only for whoever may change some column of it: the role may
    change the keys of permanent tables, and their triggers refuse even that.
    """
    name = connection.ops.quote_name(role)
    return [
        f"GRANT USAGE ON SCHEMA public TO {name};",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name};",
        *(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}; GRANT UPDATE ({key}) ON {table} TO {name};"
            for table, key in _permanent()
        ),
    ]


def _permanent() -> list[tuple[str, str]]:
    """Return the tables that are never changed, each with its key, quoted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname, a.attname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE p.proname = %s ORDER BY 1",
            [PERMANENT_MARK],
        )
        quoted = connection.ops.quote_name
        return [(quoted(table), quoted(key)) for table, key in cursor.fetchall()]
