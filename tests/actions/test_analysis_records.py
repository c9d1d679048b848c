"""Gaps, views and missions: what is refused and why, what a correction leaves, and what one deed does to another."""

from copy import copy
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

import hall
import knowledge
from beizhan.actions.analysis.contacts import StepFacts, take_step
from beizhan.actions.analysis.gaps import GapPlace, answer_gap, record_gap
from beizhan.actions.analysis.missions import cancel_mission, file_report, move_mission
from beizhan.actions.analysis.rivals import correct_observation, record_observation, take_back_observation
from beizhan.actions.analysis.views import correct_view, name_reader, record_view, take_back_view, unname_reader
from beizhan.actions.door import Refused
from beizhan.actions.marking.conflicts import Declared, declare_conflicts
from beizhan.core.analysis.channels import Channel
from beizhan.core.marking.assessment import Kin
from beizhan.models.analysis.gaps import Gap
from beizhan.models.analysis.rivals import Observation
from beizhan.models.analysis.views import View, ViewUse
from beizhan.queries.analysis.views import readers_of

pytestmark = pytest.mark.django_db
TODAY = knowledge.TODAY


@pytest.fixture
def found(known_hall):
    return copy(known_hall)


def refusals(act) -> list[str]:
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        return [fault.code for fault in refused.faults]
    return []


@pytest.mark.parametrize(
    ("otherwise", "codes"),
    [
        ({}, []),
        ({"text": " "}, ["text_missing"]),
        ({"expected": 5000}, ["expects_more_than_was_lost"]),
        ({"owner": "self1"}, ["owner_may_not_see"]),
        ({"owner": "judge1"}, ["owner_may_not_see"]),
        ({"owner": "manager"}, []),
        ({"owner": None, "due": None, "countermeasure": ""}, []),
    ],
)
def test_a_gap_needs_words_an_owner_who_sees_it_and_expects_no_more_than_was_lost(found, otherwise, codes):
    said = otherwise | ({"owner": found.people.get(otherwise["owner"])} if otherwise.get("owner") else {})

    assert refusals(lambda: knowledge.gap(found, **said)) == codes
    assert Gap.objects.count() == (0 if codes else 1)


def test_a_gap_stands_in_its_skill_in_a_known_section_and_on_a_sealed_result(found):
    other = found.campaign.skills.create(number="39", name_zh="网络", name_en="Networks")
    planned = knowledge.planned_again(found)
    places = {
        "section_unknown": GapPlace(found.skill, found.entries[0], "99"),
        "entry_of_another_skill": GapPlace(other, found.entries[0], ""),
        "assessment_not_sealed": GapPlace(found.skill, found.entries[0], "2", planned),
    }
    said = knowledge.answer(found, owner=None)

    told = {
        code: refusals(lambda place=place: record_gap(place, said, **found.who("officer")))
        for code, place in places.items()
    }

    assert told == {code: [code] for code in places}


def test_an_owner_answers_their_own_gap_whatever_post_they_hold_and_nobody_else_s(found):
    own = knowledge.gap(found, owner=found.people["manager"])
    other = knowledge.gap(found, owner=found.people["coach"])

    answer_gap(own, knowledge.answer(found, text="设备已到位"), **found.who("manager"))

    assert [one.text for one in own.answers.order_by("pk")] == ["最后两项未完成", "设备已到位"]
    with pytest.raises(PermissionDenied):
        answer_gap(other, knowledge.answer(found), **found.who("manager"))
    with pytest.raises(PermissionDenied):
        answer_gap(own, knowledge.answer(found), **found.who("manager"))  # the last answer names the coach


def test_a_gap_that_answers_a_view_uses_it_and_only_whoever_may_read_it_can(found):
    view = knowledge.view(found, readers=("coach",))
    place, said = GapPlace(found.skill, found.entries[0], "2"), knowledge.answer(found)

    gap = record_gap(place, said, view=view, **found.who("coach"))

    assert [(use.view, use.gap) for use in ViewUse.objects.all()] == [(view, gap)]
    assert refusals(lambda: record_gap(place, said, view=view, **found.who("officer"))) == ["view_not_open"]
    assert Gap.objects.count() == 1


@pytest.mark.parametrize(
    ("otherwise", "codes"),
    [
        ({"channel": Channel.PRIVATE_CONTACT}, ["channel_forbidden"]),
        ({"channel": Channel.FAVOUR}, ["channel_forbidden"]),
        ({"words": " "}, ["text_missing"]),
        ({"entry": None}, ["text_missing"]),
        ({"entry": None, "subject": "动效"}, []),
        ({"speaker": None}, ["speaker_missing"]),
        ({"speaker": None, "speaker_name": "示例国际专家"}, []),
        ({"heard_on": TODAY + timedelta(days=9)}, ["heard_in_the_future"]),
    ],
)
def test_a_view_names_its_channel_its_speaker_and_what_it_is_about_or_nothing_is_kept(found, otherwise, codes):
    assert refusals(lambda: knowledge.view(found, **otherwise)) == codes
    assert View.objects.count() == (0 if codes else 1)


def test_a_doubtful_channel_is_kept_with_a_warning(found):
    facts = knowledge.spoken(found, channel=Channel.HEARSAY)

    _view, looks = record_view(found.skill, facts, [], **found.who("expert"))

    assert [fault.code for fault in looks] == ["channel_doubtful"]


def test_a_judge_who_will_mark_is_warned_of_and_one_who_is_marking_is_not_listened_to(found):
    knowledge.planned_again(found)
    _view, looks = record_view(found.skill, knowledge.spoken(found), [], **found.who("expert"))
    for seat in (1, 2, 3, 4):
        declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))
    hall.marking(found=found)

    told = refusals(lambda: record_view(found.skill, knowledge.spoken(found), [], **found.who("expert")))
    method = knowledge.spoken(found, entry=None, subject="动效")
    _other, about_method = record_view(found.skill, method, [], **found.who("expert"))

    assert [fault.code for fault in looks] == ["speaker_will_mark"]
    assert told == ["speaker_is_marking"]
    assert [fault.code for fault in about_method] == ["speaker_will_mark"]


def test_a_judge_who_declared_the_conflict_may_be_listened_to(found):
    knowledge.planned_again(found)
    bar = [Declared(found.entries[0], Kin.OTHER, "曾点评")]
    declare_conflicts(found.assessment, bar, **found.who("judge1"))
    for seat in (2, 3, 4):
        declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))
    hall.marking(found=found)

    assert refusals(lambda: record_view(found.skill, knowledge.spoken(found), [], **found.who("expert"))) == []


@pytest.mark.parametrize("name", ["judge1", "manager", "self1", "arbiter"])
def test_nobody_is_named_as_a_reader_who_may_not_read_views(found, name):
    assert refusals(lambda: knowledge.view(found, readers=(name,))) == ["owner_may_not_see"]
    view = knowledge.view(found)
    assert refusals(lambda: name_reader(view, found.people[name], **found.who("expert"))) == ["owner_may_not_see"]


def test_readers_are_named_and_named_no_more(found):
    view = knowledge.view(found, readers=("chief", "chief"))

    name_reader(view, found.people["coach"], **found.who("expert"))
    unname_reader(view, found.people["chief"], **found.who("expert"))

    assert readers_of(view) == [found.people["coach"]]
    assert view.readers.count() == 3


def test_a_corrected_view_keeps_its_readers_and_the_wrong_one_stays_to_be_read(found):
    view = knowledge.view(found, readers=("chief",))

    new, _looks = correct_view(view, knowledge.spoken(found, words="注释偏少"), reason="听错", **found.who("expert"))

    assert (view.words, new.words, new.replaces, readers_of(new)) == (
        "注释太少",
        "注释偏少",
        view,
        [found.people["chief"]],
    )
    again = knowledge.spoken(found)
    assert refusals(lambda: correct_view(view, again, reason="再改", **found.who("expert"))) == ["replaced_already"]
    assert refusals(lambda: take_back_view(new, reason=" ", **found.who("expert"))) == ["reason_missing"]
    take_back_view(new, reason="记错人", **found.who("expert"))
    assert refusals(lambda: take_back_view(new, reason="再撤", **found.who("expert"))) == ["replaced_already"]


def test_an_observation_is_corrected_or_taken_back_once_and_stays(found):
    row = record_observation(knowledge.rival(found), knowledge.observation(), **found.who("expert"))

    new = correct_observation(row, knowledge.observation(equipment="双屏"), reason="补记", **found.who("coach"))
    take_back_observation(new, reason="看错人", **found.who("coach"))

    assert refusals(lambda: take_back_observation(row, reason="迟了", **found.who("coach"))) == ["replaced_already"]
    assert [(one.equipment, one.is_taken_back) for one in Observation.objects.order_by("pk")] == [
        ("", False), ("双屏", False), ("", True),
    ]  # fmt: skip


def test_a_step_without_owner_or_day_is_refused_unless_it_closes_the_contact(found):
    contact = knowledge.contact(found)

    told = refusals(lambda: take_step(contact, StepFacts("再问", None, None), **found.who("expert")))
    take_step(contact, StepFacts("已答复", None, None, is_closed=True), **found.who("expert"))

    assert told == ["step_without_owner_or_day"]
    assert contact.steps.count() == 2


def test_a_report_waits_for_the_trip_says_something_and_is_filed_by_whoever_travelled(found):
    ahead = knowledge.mission(found, ends=TODAY + timedelta(days=30))
    over = knowledge.mission(found, ends=TODAY)

    assert refusals(lambda: file_report(ahead, {"site": "已看"}, **found.who("coach"))) == ["mission_not_begun"]
    assert refusals(lambda: file_report(over, {"site": " "}, **found.who("coach"))) == ["report_empty"]
    file_report(over, {"site": "已看"}, **found.who("coach"))
    others = knowledge.mission(found, "expert")
    with pytest.raises(PermissionDenied):
        file_report(others, {"site": "已看"}, **found.who("coach"))
    assert [report.site for report in over.reports.all()] == ["已看"]


def test_what_a_report_saw_of_rivals_becomes_observations_or_the_report_is_not_filed(found):
    mission, rival = knowledge.mission(found), knowledge.rival(found)
    broken = [(rival, knowledge.observation(levels=()))]

    told = refusals(lambda: file_report(mission, {"site": "已看"}, broken, **found.who("coach")))
    file_report(mission, {"site": "已看"}, [(rival, knowledge.observation())], **found.who("coach"))

    assert told == ["observation_empty"]
    assert mission.reports.count() == 1
    assert [(one.rival, one.mission) for one in Observation.objects.all()] == [(rival, mission)]


def test_a_mission_moves_with_a_reason_and_once_called_off_is_not_reported(found):
    mission = knowledge.mission(found)
    days = (TODAY - timedelta(days=1), TODAY)

    assert refusals(lambda: move_mission(mission, *days, reason=" ", **found.who("officer"))) == ["reason_missing"]
    back = tuple(reversed(days))
    told = refusals(lambda: move_mission(mission, *back, reason="改期", **found.who("officer")))
    move_mission(mission, *days, reason="改期", **found.who("officer"))
    cancel_mission(mission, reason="签证未下", **found.who("officer"))

    assert told == ["ends_before_it_starts"]
    assert refusals(lambda: file_report(mission, {"site": "x"}, **found.who("coach"))) == ["mission_called_off"]
    assert [one.reason for one in mission.dates.order_by("pk")] == ["", "改期", "签证未下"]
