"""Halls that several questions are asked of."""

from collections.abc import Iterator

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def twice(django_db_setup, django_db_blocker) -> Iterator[object]:
    """Give a hall with two sealed tests, made once for a module; what each test does there is rolled back."""
    import levels  # noqa: PLC0415 - models can only be imported once Django is set up

    with django_db_blocker.unblock(), transaction.atomic():
        yield levels.tested_twice()
        transaction.set_rollback(True)
