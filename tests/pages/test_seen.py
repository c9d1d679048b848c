"""A session is written down as seen when it is new or comes from elsewhere, and not at every tap."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hall import hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Client:
    client = Client()
    client.force_login(hall().people["judge1"])
    client.get("/")
    return client


def writes_of(client: Client, **headers: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/", headers=headers)
    return sum("usersession" in one["sql"] and one["sql"].startswith(("UPDATE", "INSERT")) for one in queries)


def test_the_first_request_is_written_down(phone):
    assert UserSession.objects.count() == 1


def test_a_second_request_from_the_same_place_writes_nothing(phone):
    assert writes_of(phone) == 0


def test_the_same_session_in_another_browser_is_written_down_at_once(phone):
    assert writes_of(phone, user_agent="another browser") == 1
    assert UserSession.objects.get().user_agent == "another browser"
