"""Every deed of the analysis: who may, what is written and logged, and nothing where it is refused."""

from copy import copy
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

import hall
import knowledge
from beizhan.actions.analysis.contacts import ContactFacts, StepFacts, plan_contact, take_step
from beizhan.actions.analysis.gaps import GapPlace, answer_gap, record_gap
from beizhan.actions.analysis.meetings import DecisionFacts, bring_up, call_meeting, close_meeting, decide_item
from beizhan.actions.analysis.missions import cancel_mission, declare_mission, file_report, move_mission
from beizhan.actions.analysis.rivals import (
    add_rival,
    correct_observation,
    record_observation,
    rename_rival,
    take_back_observation,
)
from beizhan.actions.analysis.targets import TargetFacts, correct_target, set_target, take_back_target
from beizhan.actions.analysis.views import (
    correct_view,
    name_reader,
    open_view,
    record_view,
    take_back_view,
    unname_reader,
    use_view,
)
from beizhan.actions.door import Refused
from beizhan.core.access import Post
from beizhan.core.analysis.agenda import ItemKind, Verdict
from beizhan.core.analysis.contacts import ContactKind
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.models.log import LogRow
from matrix import who_may

pytestmark = pytest.mark.django_db
TODAY = knowledge.TODAY
OFFICE, EXPERTS, COACH = {"director", "officer"}, {"chief", "expert"}, {"coach"}
ANALYSTS = OFFICE | EXPERTS | COACH
TARGET = TargetFacts(Target(TargetScope.SECTION, "2", Share(4500, 5000), 120, 2024), "示例大赛", "成绩册")
NOTED = DecisionFacts(Verdict.NOTE, "知悉")
STEP = StepFacts("发帖", None, TODAY)
CONTACT = ContactFacts(ContactKind.FORUM_QUESTION, "官方论坛", "评分口径")


@pytest.fixture(scope="module")
def recorded(known_hall):
    """Record one of everything, once for this module."""
    found = known_hall
    found.rows = {
        "rival": knowledge.rival(found),
        "gap": knowledge.gap(found),
        "view": knowledge.view(found),
        "contact": knowledge.contact(found),
        "mission": knowledge.mission(found),
        "meeting": knowledge.meeting(found),
        "target": set_target(found.skill, TARGET, **found.who("expert")),
    }
    seen = record_observation(found.rows["rival"], knowledge.observation(), **found.who("expert"))
    found.rows["observation"] = seen
    return found


@pytest.fixture
def known(recorded):
    return copy(recorded)


def deeds(found: hall.Hall) -> dict[str, tuple[object, set[str]]]:
    """Return every deed with who may do it; ``act(who)`` does it."""
    return {**_of_knowledge(found), **_of_gaps_and_views(found), **_of_missions_and_meetings(found)}


def _of_knowledge(found):
    rows, skill, who = found.rows, found.skill, found.who
    seen, target = rows["observation"], rows["target"]
    other = knowledge.RivalFacts(knowledge.RivalKind.PERSON, "示例选手丙", "", "")
    again, why = knowledge.observation(), "看错"
    return {
        "add_rival": (lambda name: add_rival(skill, other, **who(name)), ANALYSTS),
        "rename_rival": (lambda name: rename_rival(rows["rival"], other, **who(name)), ANALYSTS),
        "record_observation": (lambda name: record_observation(rows["rival"], again, **who(name)), ANALYSTS),
        "correct_observation": (lambda name: correct_observation(seen, again, reason=why, **who(name)), ANALYSTS),
        "take_back_observation": (lambda name: take_back_observation(seen, reason=why, **who(name)), ANALYSTS),
        "set_target": (lambda name: set_target(skill, TARGET, **who(name)), OFFICE | EXPERTS),
        "correct_target": (lambda name: correct_target(target, TARGET, reason=why, **who(name)), OFFICE | EXPERTS),
        "take_back_target": (lambda name: take_back_target(target, reason=why, **who(name)), OFFICE | EXPERTS),
        "plan_contact": (lambda name: plan_contact(skill, CONTACT, _step(found), **who(name)), ANALYSTS),
        "take_step": (lambda name: take_step(rows["contact"], _step(found), **who(name)), ANALYSTS),
    }


def _of_gaps_and_views(found):
    rows, skill, who = found.rows, found.skill, found.who
    said, spoken, view = knowledge.answer(found), knowledge.spoken(found), rows["view"]
    own, strange, whole = (GapPlace(skill, entry, "2") for entry in (found.entries[0], found.entries[1], None))
    reader = found.people["coach"]
    return {
        "record_gap of the coached": (lambda name: record_gap(own, said, **who(name)), ANALYSTS),
        "record_gap of another": (lambda name: record_gap(strange, said, **who(name)), OFFICE | EXPERTS),
        "record_gap of the skill": (lambda name: record_gap(whole, said, **who(name)), OFFICE | EXPERTS),
        "answer_gap": (lambda name: answer_gap(rows["gap"], said, **who(name)), ANALYSTS),
        "record_view": (lambda name: record_view(skill, spoken, [], **who(name)), ANALYSTS),
        "correct_view": (lambda name: correct_view(view, spoken, reason="笔误", **who(name)), {"expert"}),
        "take_back_view": (lambda name: take_back_view(view, reason="记错", **who(name)), {"expert"}),
        "name_reader": (lambda name: name_reader(view, reader, **who(name)), {"expert"}),
        "unname_reader": (lambda name: unname_reader(view, reader, **who(name)), {"expert"}),
        "open_view": (lambda name: open_view(view, **who(name)), {"expert", "chief"}),
        "use_view": (lambda name: use_view(view, rows["meeting"], **who(name)), {"expert", "chief"}),
    }


def _of_missions_and_meetings(found):
    rows, skill, who = found.rows, found.skill, found.who
    mission, meeting, gap = rows["mission"], rows["meeting"], str(rows["gap"].pk)
    trip = knowledge.MissionFacts("考察", "示例城市", found.people["coach"])
    days, calls = (TODAY, TODAY + timedelta(days=2)), OFFICE | {"chief"}
    facts = knowledge.MeetingFacts("研判会", TODAY, "", found.people["director"])
    return {
        "declare_mission": (lambda name: declare_mission(skill, trip, *days, **who(name)), OFFICE | EXPERTS),
        "move_mission": (lambda name: move_mission(mission, *days, reason="推迟", **who(name)), OFFICE | EXPERTS),
        "cancel_mission": (lambda name: cancel_mission(mission, reason="取消", **who(name)), OFFICE | EXPERTS),
        "file_report": (lambda name: file_report(mission, {"site": "已看"}, **who(name)), ANALYSTS),
        "call_meeting": (lambda name: call_meeting(found.campaign, facts, [skill], **who(name)), calls),
        "decide_item": (lambda name: decide_item(meeting, ItemKind.GAP, gap, NOTED, **who(name)), calls),
        "bring_up": (lambda name: bring_up(meeting, skill, "交通", NOTED, **who(name)), calls),
        "close_meeting": (lambda name: close_meeting(meeting, **who(name)), calls),
    }


def _step(found):
    return StepFacts("发帖", found.people["expert"], TODAY)


NAMES = [
    "add_rival", "rename_rival", "record_observation", "correct_observation", "take_back_observation", "set_target",
    "correct_target", "take_back_target", "plan_contact", "take_step", "record_gap of the coached",
    "record_gap of another", "record_gap of the skill", "answer_gap", "record_view", "correct_view", "take_back_view",
    "name_reader", "unname_reader", "open_view", "use_view", "declare_mission", "move_mission", "cancel_mission",
    "file_report", "call_meeting", "decide_item", "bring_up", "close_meeting",
]  # fmt: skip


def test_every_deed_is_in_the_matrix(known):
    assert sorted(deeds(known)) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_only_those_posts_may(known, name):
    act, allowed = deeds(known)[name]

    assert who_may(act) == allowed


@pytest.mark.parametrize("name", NAMES)
def test_a_competitor_may_do_nothing(known, name):
    with pytest.raises(PermissionDenied):
        deeds(known)[name][0]("self1")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "close_meeting"])
def test_what_is_done_stands_in_the_log_once(known, name):
    act, allowed = deeds(known)[name]
    who, before = min(allowed), LogRow.objects.count()

    act(who)

    rows = LogRow.objects.order_by("pk")[before:]
    assert [(row.by, row.campaign) for row in rows] == [(known.people[who], known.campaign)]


def is_refused(act, who):
    try:
        with transaction.atomic():
            act(who)
    except PermissionDenied:
        return True
    return False


def test_a_post_for_another_skill_opens_nothing_here(known):
    other = known.skill.campaign.skills.create(number="39", name_zh="网络", name_en="Networks")
    body = known.campaign.bodies.get(code="expert_team")
    stranger = hall.person("stranger")
    known.campaign.appointments.create(
        person=stranger, post=Post.EXPERT, body=body, skill=other, by=stranger, at=known.at
    )
    known.people = known.people | {"stranger": stranger}

    assert [name for name, (act, _allowed) in deeds(known).items() if not is_refused(act, "stranger")] == []


def test_a_post_that_has_ended_opens_a_view_no_more(known):
    held = known.people["chief"].appointments.get()
    held_end = known.campaign.appointments.model._meta.get_field("end").related_model  # noqa: SLF001 - Django's way
    held_end.objects.create(appointment=held, by=known.people["director"], at=known.at)

    with pytest.raises(PermissionDenied):
        open_view(known.rows["view"], **known.who("chief"))


def test_the_log_names_a_view_by_its_number_only(known):
    before = LogRow.objects.count()
    open_view(known.rows["view"], **known.who("chief"))
    record_view(known.skill, knowledge.spoken(known), [], **known.who("coach"))

    said = [row.on for row in LogRow.objects.order_by("pk")[before:]]

    assert said == [f"#{known.rows['view'].pk}", "17"]


@pytest.mark.parametrize("broken", ["section", "future", "empty", "twice"])
def test_a_refused_observation_leaves_nothing_half_written(known, broken):
    band, far = knowledge.band_of, TODAY + timedelta(days=900)
    facts = {
        "section": knowledge.observation(levels=(band("99", 80),)),
        "future": knowledge.observation(seen_on=far, expires_on=far + timedelta(days=1)),
        "empty": knowledge.observation(levels=()),
        "twice": knowledge.observation(levels=(band("2", 80), band("2", 90))),
    }
    before = (LogRow.objects.count(), known.rows["rival"].observations.count())

    with pytest.raises(Refused), transaction.atomic():
        record_observation(known.rows["rival"], facts[broken], **known.who("expert"))

    assert (LogRow.objects.count(), known.rows["rival"].observations.count()) == before
