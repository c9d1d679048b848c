"""The closed chain leads nobody to what is closed to them, and shows marks to those alone whose marks they are."""

import re
from collections import deque
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.db import transaction
from django.urls import resolve, reverse

import chains
import hall
import library
from beizhan.actions.documents.terms import keep_terms
from beizhan.core.training.terms import Term
from beizhan.models.campaign import Entry
from reader import reader, words_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
ROOMS = ("changes", "documents", "document_search", "inbox", "sources", "trainings", "home", "skills")
_LINK = re.compile(r'<a [^>]*href="([^"#]+)"')
_NO_SCREENS = ("/static/", "/account/", "/i18n/")


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A hall in which every link of the chain holds something: documents, a change learnt, a plan, sessions, terms."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = chains.before()
        library.second(found, library.first(found))
        library.watched(found)
        library.forwarded(found)
        keep_terms(found.skill, [Term("公差", "tolerance")], **found.who("expert"))
        row = chains.decided(found, chains.weighed(found, chains.change(found), "section:1"))
        chains.plan(found, MONDAY, changes=[row], health="手腕劳损")
        chains.after(found, "K2", date(2026, 12, 6))
        found.people["stranger"] = hall.person("stranger")
        Entry.objects.filter(pk=found.entries[1].pk).update(coach=found.people["stranger"])
        found.people["self1"] = found.entries[0].competitors.get().person
        with time_machine.travel(found.at + timedelta(minutes=1), tick=False):
            yield found, row
        transaction.set_rollback(True)


def walked(client) -> tuple[set[str], list[str]]:
    """Follow the ways of a reader through the rooms of the chain, one for each screen; tell which are closed."""
    seen, closed = set(), []
    waiting = deque((reverse(name), "") for name in ROOMS)
    while waiting:
        address, came_from = waiting.popleft()
        name = resolve(urlsplit(address).path).view_name
        if name in seen:
            continue
        answer = client.get(address)
        if not came_from and answer.status_code == 403:
            continue
        seen.add(name)
        if answer.status_code >= 400:
            closed.append(f"{answer.status_code} {address} from {came_from}")
        if "html" in answer.get("Content-Type", "") and answer.status_code == 200:
            targets = (urljoin(address, one.replace("&amp;", "&")) for one in _LINK.findall(words_of(answer)))
            waiting.extend((one, address) for one in targets if one.startswith("/") and not one.startswith(_NO_SCREENS))
    return seen, closed


@pytest.mark.parametrize("who", ["officer", "coach", "stranger", "judge1", "self1"])
def test_nobody_is_led_to_what_is_closed_to_them(told, who):
    found, _row = told

    seen, closed = walked(reader(replace(found), who))

    assert closed == []
    assert ("change_way" in seen) == (who in {"officer", "coach", "stranger"})
    assert "term_cards" in seen


def test_marks_before_and_after_are_for_those_alone_whose_they_are(told):
    found, row = told
    way = reverse("change_way", args=[row.pk])

    shown = {}
    for who in ("officer", "expert", "coach", "stranger"):
        page = reader(found, who).get(way)
        (trial,) = page.context["stations"][3]["trials"]
        shown[who] = bool(trial["before"] and trial["after"] and trial["entries"])
        assert ("100%" in words_of(page)) == shown[who]

    assert shown == {"officer": True, "expert": True, "coach": True, "stranger": False}
