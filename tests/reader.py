"""Somebody in front of the screen."""

import time

from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

import hall


def reader(found, who: str, language: str = "en", *, fresh: bool = False) -> Client:
    """Sign somebody of the hall in; ``fresh`` says that they have just given their password again."""
    client = Client(headers={"accept-language": language})
    client.force_login(found.people[who])
    if fresh:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session["account_authentication_methods_user"] = user_id_to_str(found.people[who])
        session.save()
    return client


def statuses(found, address: str) -> dict[str, int]:
    """Return what each post of the hall is answered at an address."""
    return {name: reader(found, name).get(address).status_code for name in hall.POSTS}


def welcome(found, address: str) -> set[str]:
    """Return who is let in at an address; all others are refused."""
    found_statuses = statuses(found, address)
    assert set(found_statuses.values()) <= {200, 302, 403}
    return {name for name, status in found_statuses.items() if status == 200}


def words_of(answer) -> str:
    """Return a page as text."""
    return answer.content.decode()
