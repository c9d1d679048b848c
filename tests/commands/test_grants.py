import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

import hall
from beizhan.management.commands.grants import statements_for

pytestmark = pytest.mark.django_db


def test_on_sqlite_there_is_nothing_to_grant():
    if connection.vendor == "postgresql":
        return

    with pytest.raises(CommandError):
        call_command("grants", "app")


def test_the_application_role_reads_and_adds_but_never_changes_what_was_said():
    if connection.vendor != "postgresql":
        return
    hall.marked()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE beizhan_app")
        cursor.execute("\n".join(statements_for("beizhan_app")))
        cursor.execute("SET LOCAL ROLE beizhan_app")
        cursor.execute("SELECT count(*) FROM beizhan_award")
        seen = cursor.fetchone()[0]

        refused = []
        for statement in ("UPDATE beizhan_award SET value = 0", "DELETE FROM beizhan_event", "TRUNCATE beizhan_logrow"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
            refused.append(statement)

        cursor.execute("RESET ROLE")
    assert (seen, len(refused)) == (32, 3)
