"""Review meetings: called, decided item by item, closed into minutes, and never changed after."""

import json
from copy import copy
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

import knowledge
from beizhan.actions.analysis.meetings import (
    DecisionFacts,
    MeetingFacts,
    bring_up,
    call_meeting,
    close_meeting,
    decide_item,
)
from beizhan.actions.analysis.rivals import record_observation
from beizhan.actions.analysis.views import use_view
from beizhan.actions.door import Refused
from beizhan.core.analysis.agenda import ItemKind, Verdict
from beizhan.core.fingerprint import fingerprint_of
from beizhan.models.analysis.meetings import Decision, Minutes
from beizhan.queries.analysis.agenda import agenda_of

pytestmark = pytest.mark.django_db
TODAY = knowledge.TODAY
NOTED = DecisionFacts(Verdict.NOTE, "知悉")


@pytest.fixture(scope="module")
def prepared(known_hall):
    """Record a gap, and a rival that nobody has seen, once for this module."""
    known_hall.gap, known_hall.rival = knowledge.gap(known_hall), knowledge.rival(known_hall)
    return known_hall


@pytest.fixture
def found(prepared):
    return copy(prepared)


@pytest.fixture
def meeting(found):
    return knowledge.meeting(found)


def refusals(act) -> list[str]:
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        return [fault.code for fault in refused.faults]
    return []


def act(found, who="expert", days=7):
    return DecisionFacts(Verdict.ACT, "专项训练", found.people[who], TODAY + timedelta(days=days))


def decide_all(found, meeting):
    for item in agenda_of([found.skill.pk], at=found.at):
        decide_item(meeting, item.kind, item.ref, NOTED, **found.who("officer"))


def test_a_meeting_needs_a_name_a_skill_and_a_chair_who_hears_it(found):
    def call(name="研判会", chair="director", skills=(found.skill,)):
        facts = MeetingFacts(name, TODAY, "", found.people[chair])
        return refusals(lambda: call_meeting(found.campaign, facts, skills, **found.who("officer")))

    assert call() == []
    assert call(name=" ") == ["text_missing"]
    assert call(skills=()) == ["meeting_without_skill"]
    assert call(chair="coach") == ["owner_may_not_see"]


@pytest.mark.parametrize(
    ("verdict", "words", "who", "days", "codes"),
    [
        (Verdict.ACT, "专项训练", "expert", 7, []),
        (Verdict.ACT, "专项训练", "coach", 0, []),
        (Verdict.ACT, "专项训练", "judge1", 7, ["owner_may_not_see"]),
        (Verdict.ACT, "专项训练", "expert", -1, ["due_before_it_is_said"]),
        (Verdict.ACT, "专项训练", "", 7, ["act_without_owner_or_day"]),
        (Verdict.DEFER, " ", "", 0, ["text_missing"]),
        (Verdict.DEFER, "下次再议", "", 0, []),
    ],
)
def test_a_decision_names_who_acts_by_when_or_notes_or_defers(  # noqa: PLR0913, PLR0917 - a row of a table
    found, meeting, verdict, words, who, days, codes
):
    facts = DecisionFacts(verdict, words, found.people.get(who), TODAY + timedelta(days=days))
    ref = str(found.gap.pk)

    assert refusals(lambda: decide_item(meeting, ItemKind.GAP, ref, facts, **found.who("officer"))) == codes
    assert Decision.objects.count() == (0 if codes else 1)


def test_what_is_not_on_the_agenda_is_not_decided(found, meeting):
    told = refusals(lambda: decide_item(meeting, ItemKind.GAP, "999999", NOTED, **found.who("officer")))

    assert told == ["not_on_the_agenda"]


def test_nothing_closes_while_an_item_waits(found, meeting):
    decide_item(meeting, ItemKind.GAP, str(found.gap.pk), NOTED, **found.who("officer"))

    assert refusals(lambda: close_meeting(meeting, **found.who("officer"))) == ["items_undecided"]
    assert Minutes.objects.count() == 0


def test_the_minutes_hold_the_latest_decision_about_every_item_and_their_fingerprint(found, meeting):
    decide_all(found, meeting)
    decide_item(meeting, ItemKind.GAP, str(found.gap.pk), act(found), **found.who("officer"))
    bring_up(meeting, found.skill, "交通安排", NOTED, **found.who("chief"))

    minutes = close_meeting(meeting, **found.who("officer"))

    document = json.loads(minutes.document)
    assert minutes.fingerprint == fingerprint_of(document)
    assert [(one["kind"], one["verdict"], one["owner"]) for one in document["items"]] == [
        ("gap", "act", found.people["expert"].name), ("rival", "note", ""), ("other", "note", ""),
    ]  # fmt: skip
    assert document["chair"] == found.people["director"].name
    assert [skill["number"] for skill in document["skills"]] == ["17"]


def test_an_item_that_was_settled_during_the_meeting_stays_in_its_minutes(found, meeting):
    decide_all(found, meeting)
    record_observation(found.rival, knowledge.observation(), **found.who("expert"))

    document = json.loads(close_meeting(meeting, **found.who("officer")).document)

    assert [(one["kind"], one["title"]) for one in document["items"]][1] == ("rival", "示例省乙")


def test_a_closed_meeting_takes_no_decision_and_no_second_closing(found, meeting):
    view = knowledge.view(found)
    decide_all(found, meeting)
    close_meeting(meeting, **found.who("officer"))
    ref = str(found.gap.pk)

    assert refusals(lambda: decide_item(meeting, ItemKind.GAP, ref, NOTED, **found.who("officer"))) == [
        "meeting_closed"
    ]
    assert refusals(lambda: bring_up(meeting, found.skill, "又", NOTED, **found.who("officer"))) == ["meeting_closed"]
    assert refusals(lambda: close_meeting(meeting, **found.who("officer"))) == ["meeting_closed"]
    assert refusals(lambda: use_view(view, meeting, **found.who("expert"))) == ["meeting_closed"]


def test_the_database_itself_keeps_minutes_as_they_are(found, meeting):
    decide_all(found, meeting)
    minutes = close_meeting(meeting, **found.who("officer"))

    minutes.document = "{}"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        minutes.save()


def test_of_views_the_agenda_and_the_minutes_tell_only_how_many(found, meeting):
    knowledge.view(found, words="机密原话")
    knowledge.view(found, words="另一条原话")
    decide_all(found, meeting)

    minutes = close_meeting(meeting, **found.who("officer"))

    (item,) = [one for one in json.loads(minutes.document)["items"] if one["kind"] == "views"]
    assert (item["count"], item["title"], item["ref"]) == (2, "", "17")
    assert "原话" not in minutes.document


def test_a_view_that_was_spoken_of_waits_no_more(found, meeting):
    view = knowledge.view(found)
    kinds = [item.kind for item in agenda_of([found.skill.pk], at=found.at)]

    use_view(view, meeting, **found.who("chief"))

    assert ItemKind.VIEWS in kinds
    assert ItemKind.VIEWS not in [item.kind for item in agenda_of([found.skill.pk], at=found.at)]


def test_nothing_of_another_skill_is_brought_up(found, meeting):
    other = found.campaign.skills.create(number="39", name_zh="网络", name_en="Networks")

    assert refusals(lambda: bring_up(meeting, other, "又", NOTED, **found.who("officer"))) == [
        "meeting_of_other_skills"
    ]
