"""The trail and the export on the screen: events without what they say, a verdict, a receipt, and one file."""

import io

import pytest
from django.db import connection
from django.urls import reverse

import hall
from beizhan.core.access import Deed, may
from beizhan.files.verifier import KINDS, verify
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from beizhan.pages.marking.record.trail import EVENTS
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db


def at(found, name="trail"):
    return reverse(name, args=[found.assessment.pk])


def test_every_kind_of_event_has_its_words():
    assert set(EVENTS) == set(KINDS)


def test_the_trail_lists_every_event_newest_first_and_says_nothing_of_what_they_hold():
    found = hall.marked()

    page = reader(found, "officer").get(at(found))

    newest = Event.objects.filter(assessment=found.assessment).order_by("-seq").first()
    rows = page.context["page"].object_list
    assert [row["line"].seq for row in rows] == list(range(newest.seq, 0, -1))
    assert (page.context["seq"], page.context["head"]) == (newest.seq, newest.hash)
    assert [place.code for place in found.assessment.places.all() if place.code in words_of(page)] == []


def test_who_may_see_the_log_or_export_sees_the_trail():
    found = hall.marking()
    allowed = {name for name, post in hall.POSTS.items() if may({post}, Deed.SEE_LOG)}
    allowed |= {name for name, post in hall.POSTS.items() if may({post}, Deed.EXPORT_ASSESSMENT)}

    assert welcome(found, at(found)) == allowed


def test_all_agrees_and_a_receipt_stands_in_the_chain():
    found = hall.sealed()
    event = Event.objects.get(assessment=found.assessment, seq=9)

    page = reader(found, "officer").get(at(found), {"verify": "1", "receipt": f"9:{event.hash}"})

    assert page.context["verdict"]["ok"]
    assert "The receipt stands in the chain." in words_of(page)


def test_a_receipt_that_does_not_stand_in_the_chain_is_told():
    found = hall.sealed()

    page = reader(found, "officer").get(at(found), {"verify": "1", "receipt": "9:" + "0" * 64})

    assert [one["code"] for one in page.context["findings"]] == ["checkpoint"]


def test_what_is_no_receipt_is_said_so():
    found = hall.marking()

    page = reader(found, "officer").get(at(found), {"verify": "1", "receipt": "a receipt"})

    assert "This is no receipt" in words_of(page)


def test_before_publication_what_was_found_names_no_mark_to_who_may_see_none():
    found = hall.marked()
    _tamper(found)

    blind, seeing = (
        reader(found, who).get(at(found), {"verify": "1"}).context["findings"] for who in ("officer", "chief")
    )

    assert {one["sentence"] for one in blind} == {""}
    assert [one["code"] for one in blind] == [one["code"] for one in seeing]
    assert {one["sentence"] for one in seeing} != {""}


def _tamper(found):
    """Change an event below the application, as whoever owns the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER beizhan_event_UPDATE")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table still waits for its foreign keys
            cursor.execute("ALTER TABLE beizhan_event DISABLE TRIGGER ALL")
        cursor.execute("UPDATE beizhan_event SET body = '{}' WHERE kind = 'verdict'")


def test_the_export_is_one_file_that_verifies_and_the_log_remembers_who_took_it():
    found = hall.sealed()

    answer = reader(found, "officer").post(at(found, "export"))

    assert verify(io.BytesIO(answer.content))["ok"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="beizhan-K1.zip"'
    assert LogRow.objects.filter(deed=Deed.EXPORT_ASSESSMENT, by=found.people["officer"]).count() == 1


def test_before_publication_only_who_may_see_marks_takes_the_export():
    found = hall.marked()
    takers = {name for name in hall.POSTS if reader(found, name).post(at(found, "export")).status_code == 200}

    assert takers == {name for name, post in hall.POSTS.items() if may({post}, Deed.SEE_MARKS)}
    assert "only those can take it who may see marks" in words_of(reader(found, "officer").get(at(found, "export")))
