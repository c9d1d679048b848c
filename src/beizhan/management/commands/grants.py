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
    """Return the statements, permanent tables told by their own triggers."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = %s ORDER BY 1",
            [PERMANENT_MARK],
        )
        permanent = [row[0] for row in cursor.fetchall()]
    return [
        f"GRANT USAGE ON SCHEMA public TO {name};",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name};",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name};",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {name};" for table in permanent),
    ]
