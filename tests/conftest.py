"""What every test may ask for."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from hypothesis import settings as hypotheses

import leaving
from foundations import empty_database

hypotheses.register_profile("beizhan", deadline=None, print_blob=True)  # a busy machine is no fault of the code
hypotheses.load_profile("beizhan")

leaving.stay_here()

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _stays_here() -> Iterator[None]:
    """Fail any test that wanted to leave the machine, even where the code took the refusal for a broken line."""
    leaving.TRIED.clear()
    yield
    assert leaving.TRIED == []


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_looked_up_when_asked_for() -> None:
    """Let no new client read all static files first, as a server does when it starts."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Let the tables of a test database on SQLite be copied; on PostgreSQL the migrations make them."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Put the empty database, as the migrations leave it, in the place of the test database."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), closing(sqlite3.connect(empty_database())) as kept:
            connection.ensure_connection()
            kept.backup(connection.connection)


@pytest.fixture
def shared_data() -> Callable[[str], Path]:
    """Give the folder of a collection of real files, or skip loudly where it does not lie beside the project."""

    def folder_of(name: str) -> Path:
        folder = SHARED / name
        if not folder.is_dir():
            pytest.skip(f"REAL FILES ABSENT: {folder} does not exist, so nothing was checked against {name}")
        return folder

    return folder_of


@pytest.fixture(scope="module")
def open_hall(django_db_setup, django_db_blocker) -> Iterator[object]:
    """Give a hall where marking is open, made once for a module; what each test does there is rolled back."""
    import hall  # noqa: PLC0415 - models can only be imported once Django is set up

    with django_db_blocker.unblock(), transaction.atomic():
        yield hall.marking()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def planned_hall(django_db_setup, django_db_blocker) -> Iterator[object]:
    """Give a hall with a frozen scheme and seated teams where nobody has declared, made once for a module."""
    import hall  # noqa: PLC0415 - models can only be imported once Django is set up

    with django_db_blocker.unblock(), transaction.atomic():
        yield hall.planned()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def declared_hall(django_db_setup, django_db_blocker) -> Iterator[object]:
    """Give a hall where every judge has declared and nothing is drawn, made once for a module."""
    import hall  # noqa: PLC0415 - models can only be imported once Django is set up

    with django_db_blocker.unblock(), transaction.atomic():
        yield hall.declared()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def known_hall(django_db_setup, django_db_blocker) -> Iterator[object]:
    """Give a hall whose first result is sealed, made once for a module: where the analysis begins."""
    import knowledge  # noqa: PLC0415 - models can only be imported once Django is set up

    with django_db_blocker.unblock(), transaction.atomic():
        yield knowledge.sealed()
        transaction.set_rollback(True)
