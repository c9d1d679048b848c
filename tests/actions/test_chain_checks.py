import pytest
from django.db import connection

import hall
from beizhan.actions.marking.checking import check_chains
from beizhan.management.watch import look_at_chains
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.checks import ChainCheck
from beizhan.queries.marking.publishing.checks import alarms_of, latest_check_of

pytestmark = pytest.mark.django_db


def without_guard(statement: str, *values: object) -> None:
    """Change a row below the application, as somebody with the database's own password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER beizhan_event_UPDATE")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE beizhan_event DISABLE TRIGGER ALL")
        cursor.execute(statement, values)


def test_a_chain_that_agrees_is_noted_with_its_head():
    found = hall.sealed()

    check_chains(at=found.later())

    look = latest_check_of(found.assessment)
    head = Event.objects.filter(assessment=found.assessment).order_by("-seq")[0]
    assert (look.seq, look.head, look.findings) == (head.seq, head.hash, [])


def test_a_chain_is_looked_at_again_when_it_grew_or_after_a_day():
    found = hall.marking()
    lapses = ({"minutes": 1}, {"minutes": 1}, {"days": 1})

    counts = [len(check_chains(at=found.later(**lapse))) for lapse in lapses]
    hall.marked(found)
    counts.append(len(check_chains(at=found.later())))

    assert counts == [1, 0, 1, 1]


def test_a_row_that_was_changed_below_the_application_is_an_alarm():
    found = hall.marked()
    event = Event.objects.filter(assessment=found.assessment, kind="awards").first()
    without_guard(
        "UPDATE beizhan_event SET body = %s WHERE id = %s", event.body.replace('"value":2', '"value":3'), event.pk
    )

    check_chains(at=found.later(days=2))

    assert [one.assessment for one in alarms_of(found.campaign)] == [found.assessment]


def test_the_task_looks_at_what_is_due():
    found = hall.declared()

    assert look_at_chains.func() == 1
    assert ChainCheck.objects.get().assessment == found.assessment
