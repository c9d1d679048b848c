from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper

import chains
import hall
import knowledge
import library
from beizhan.actions.analysis.meetings import close_meeting
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.management.commands.grants import statements_for

pytestmark = pytest.mark.django_db


@contextmanager
def in_role() -> Iterator[CursorWrapper]:
    """Work as the application does in production: by a role that owns no table."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE beizhan_app")
        cursor.execute("\n".join(statements_for("beizhan_app")))
        cursor.execute("SET LOCAL ROLE beizhan_app")
        yield cursor
        cursor.execute("RESET ROLE")


def test_on_sqlite_there_is_nothing_to_grant():
    if connection.vendor == "postgresql":
        return

    with pytest.raises(CommandError):
        call_command("grants", "app")


def test_the_application_role_reads_and_adds_but_never_changes_what_was_said():
    if connection.vendor != "postgresql":
        return
    hall.marked()

    with in_role() as cursor:
        cursor.execute("SELECT count(*) FROM beizhan_award")
        seen = cursor.fetchone()[0]
        for statement in ("UPDATE beizhan_award SET value = 0", "DELETE FROM beizhan_event", "TRUNCATE beizhan_logrow"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            cursor.execute("UPDATE beizhan_award SET id = id")

    assert seen == 32


def test_the_application_role_does_all_that_people_do():
    if connection.vendor != "postgresql":
        return
    found = hall.marked()

    with in_role():
        close_meeting(knowledge.meeting(found), **found.who("officer"))
        library.everything(found)
        chains.plan(found, found.at.date(), who="expert")
        log_session(found.entries[0], DoneFacts(found.at.date(), 90, 6, "精度专项1"), **found.who("expert"))
        hall.sealed(hall.published(hall.opened(hall.locked(found))))
