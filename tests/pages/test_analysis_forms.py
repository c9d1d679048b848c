"""Forms of the analysis: what is filled in already, what is typed is done, and what is refused comes back in words."""

from copy import copy
from datetime import timedelta

import pytest
from django.urls import reverse

import knowledge
from beizhan.actions.analysis.meetings import DecisionFacts, close_meeting, decide_item
from beizhan.actions.analysis.missions import file_report
from beizhan.core.analysis.agenda import Verdict
from beizhan.models.analysis.contacts import Contact
from beizhan.models.analysis.gaps import Gap
from beizhan.models.analysis.meetings import Meeting, Minutes
from beizhan.models.analysis.missions import Mission
from beizhan.models.analysis.rivals import Observation, Rival, Strength
from beizhan.models.analysis.targets import TargetLine
from beizhan.models.analysis.views import View, ViewUse
from beizhan.queries.analysis.agenda import agenda_of
from beizhan.queries.analysis.losses import losses_for
from beizhan.queries.analysis.views import readers_of
from reader import reader, words_of

pytestmark = pytest.mark.django_db
TODAY = knowledge.TODAY


@pytest.fixture
def found(known_hall):
    return copy(known_hall)


def login(found, name):
    return found.people[name].login


def sentences(answer):
    return [line.sentence for line in answer.context["faults"]]


def test_a_coach_picks_the_section_where_most_was_lost_and_finds_the_form_filled_in(found):
    client = reader(found, "coach")
    (losses,) = losses_for(found.people["coach"], found.skill)
    worst = losses.sections[0]

    offers = client.get(reverse("add_gap", args=["17"])).context["offers"]
    first = offers[0]["lost"][0]
    form = client.get(reverse("add_gap", args=["17"]) + first["url"]).context["form"]

    assert [offer["code"] for offer in offers] == ["17-01"]
    assert first["loss"] == worst
    assert form["owner"].value() == login(found, "coach")
    behind = min(worst.lost, worst.behind)
    assert form["expected"].value() == (f"{behind / 100:.2f}" if behind > 0 else "")


def test_a_gap_is_recorded_where_it_was_picked_with_the_result_that_showed_it(found):
    address = reverse("add_gap", args=["17"]) + "?entry=17-01&section=2"
    typed = {"cause": "speed", "text": "未完成", "countermeasure": "限时", "expected": "1.5", "due": "2026-12-06"}

    answer = reader(found, "coach").post(address, typed | {"owner": login(found, "coach")})

    gap = Gap.objects.get()
    said = gap.answers.get()
    assert answer["Location"] == reverse("gap", args=["17", gap.pk])
    assert (gap.entry.code, gap.section, gap.assessment.code) == ("17-01", "2", "K1")
    assert (said.cause, said.expected, said.owner) == ("speed", 150, found.people["coach"])


def test_a_coach_is_offered_nobody_else_s_entry_and_no_whole_skill(found):
    client = reader(found, "coach")

    assert client.get(reverse("add_gap", args=["17"]) + "?entry=17-02&section=2").status_code == 404
    assert client.get(reverse("add_gap", args=["17"]) + "?entry=&section=2").status_code == 404
    assert reader(found, "expert").get(reverse("add_gap", args=["17"]) + "?entry=&section=2").status_code == 200


def test_more_marks_than_were_lost_come_back_in_words(found):
    address = reverse("add_gap", args=["17"]) + "?entry=17-01&section=2"
    typed = {"cause": "speed", "text": "未完成", "expected": "50"}

    answer = reader(found, "coach").post(address, typed)

    assert answer.status_code == 422
    assert "no more can be won back" in sentences(answer)[0]
    assert Gap.objects.count() == 0


def test_a_gap_is_answered_anew_and_everything_said_before_is_shown(found):
    gap = knowledge.gap(found)
    address = reverse("gap", args=["17", gap.pk])
    typed = {"cause": "mind", "text": "紧张", "countermeasure": "心理训练", "expected": "0.5", "due": "2026-12-01"}

    reader(found, "coach").post(address, typed | {"owner": login(found, "coach")})

    page = words_of(reader(found, "coach").get(address))
    assert ("紧张" in page, "最后两项未完成" in page) == (True, True)
    assert gap.answers.count() == 2


def test_only_those_who_may_answer_are_shown_the_form(found):
    gap = knowledge.gap(found)
    address = reverse("gap", args=["17", gap.pk])

    shown = {name: reader(found, name).get(address).context["answers_it"] for name in ("coach", "expert", "leader")}

    assert shown == {"coach": True, "expert": True, "leader": False}


def test_a_rival_is_observed_on_the_phone_with_levels_a_rating_and_an_expiry(found):
    client = reader(found, "coach")
    added = client.post(reverse("add_rival", args=["17"]), {"kind": "country", "name_zh": "示例国家甲"})
    rival = Rival.objects.get()
    typed = {
        "source": "观摩", "reliability": "B", "credibility": "2", "seen_on": "2026-11-20", "expires_on": "2027-01-20",
        "level_0": "84", "level_2": "90", "low_2": "88",
    }  # fmt: skip

    client.post(added["Location"], typed)

    levels = Strength.objects.order_by("section").values_list("section", "low", "level", "high")
    assert added["Location"] == reverse("add_observation", args=["17", rival.pk])
    assert list(levels) == [("", 74, 84, 94), ("2", 88, 90, 100)]
    page = client.get(reverse("rival", args=["17", rival.pk]))
    assert [part["level"].level if part["level"] else None for part in page.context["parts"]] == [84, None, 90]
    assert all(part["ours"] is not None for part in page.context["parts"])


def test_an_observation_is_corrected_with_a_reason_and_taken_back_with_one(found):
    rival = knowledge.rival(found)
    client = reader(found, "expert")
    address = reverse("add_observation", args=["17", rival.pk])
    typed = {
        "source": "观摩", "reliability": "B", "credibility": "2", "seen_on": "2026-11-20", "expires_on": "2027-01-20",
        "equipment": "双屏",
    }  # fmt: skip
    client.post(address, typed)
    first = Observation.objects.get()
    correct = reverse("correct_observation", args=["17", first.pk])

    filled = client.get(correct).context["form"]
    silent = client.post(correct, typed | {"equipment": "三屏"})
    client.post(correct, typed | {"equipment": "三屏", "reason": "数错"})
    last = Observation.objects.latest("pk")
    client.post(reverse("take_back_observation", args=["17", last.pk]), {"reason": "看错人"})

    assert filled["equipment"].value() == "双屏"
    assert sentences(silent) == ["A reason is needed."]
    assert [one.equipment for one in Observation.objects.order_by("pk")] == ["双屏", "三屏", ""]
    assert client.get(reverse("rivals", args=["17"])).context["rows"][0]["is_grey"] is True


def test_a_target_line_is_set_and_shows_the_distance(found):
    client = reader(found, "expert")
    typed = {"part": "section:2", "mark": "45", "worth": "50", "event": "大赛金牌", "year": "2024", "source": "成绩册"}

    client.post(reverse("add_target", args=["17"]), typed)

    (row,) = client.get(reverse("targets", args=["17"])).context["rows"]
    line = TargetLine.objects.get()
    assert (line.scope, line.ref, line.mark, line.worth) == ("section", "2", 4500, 5000)
    assert row["fact"].distance == 4500 - row["fact"].ours.mark
    assert row["part"].startswith("§2")


VIEW = {"words": "注释太少", "entry": "17-01", "role": "judge", "heard_on": "2026-11-20", "channel": "forum"}


def test_a_view_is_recorded_for_those_ticked_and_its_channel_must_be_named(found):
    client, address = reader(found, "expert"), reverse("add_view", args=["17"])
    typed = VIEW | {"speaker": login(found, "judge1"), "readers": [login(found, "chief")]}

    silent = client.post(address, typed | {"channel": ""})
    client.post(address, typed)

    view = View.objects.get()
    assert silent.status_code == 422
    assert "channel" in silent.context["form"].errors
    assert (view.words, view.speaker, readers_of(view)) == ("注释太少", found.people["judge1"], [found.people["chief"]])


def test_a_forbidden_channel_is_offered_by_name_and_refused_in_words(found):
    client, address = reader(found, "expert"), reverse("add_view", args=["17"])

    groups = dict(client.get(address).context["form"].fields["channel"].choices[1:])
    answer = client.post(address, VIEW | {"speaker_name": "示例专家", "channel": "private_contact"})

    assert set(groups) == {"Permitted", "Doubtful: kept with a warning", "Forbidden: refused"}
    assert sentences(answer) == [
        "This way of hearing is forbidden; nothing was kept. Tell the supervision-and-arbitration group."
    ]
    assert View.objects.count() == 0


def test_a_warning_is_said_after_the_view_is_kept(found):
    knowledge.planned_again(found)
    typed = VIEW | {"speaker": login(found, "judge1")}

    answer = reader(found, "expert").post(reverse("add_view", args=["17"]), typed, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_the_writer_names_readers_on_the_page_and_nobody_else_can(found):
    view = knowledge.view(found)
    address = reverse("view_readers", args=["17", view.pk])

    reader(found, "expert").post(address, {"person": login(found, "coach")})
    reader(found, "expert").post(address, {"person": login(found, "chief"), "named": "no"})
    refused = reader(found, "officer").post(address, {"person": login(found, "officer")})
    stranger = reader(found, "expert").post(address, {"person": login(found, "judge1")})

    assert readers_of(view) == [found.people["coach"]]
    assert (refused.status_code, stranger.status_code) == (404, 404)


def test_a_view_leads_to_a_gap_that_uses_it(found):
    view = knowledge.view(found, "coach", ())
    client = reader(found, "coach")
    way = client.get(reverse("view", args=["17", view.pk])).context["actions"][0]["url"]
    pick = client.get(way).context["offers"][0]["lost"][0]["url"]

    client.post(reverse("add_gap", args=["17"]) + pick, {"cause": "skill", "text": "按看法整改"})

    assert [(use.view, use.gap) for use in ViewUse.objects.all()] == [(view, Gap.objects.get())]
    assert reader(found, "officer").get(reverse("add_gap", args=["17"]) + pick).status_code == 404


def test_a_contact_is_planned_stepped_and_closed(found):
    client = reader(found, "expert")
    typed = {"kind": "rehearsal", "with_whom": "示例省乙", "subject": "演练", "text": "商定日期", "due": "2026-12-01"}
    client.post(reverse("add_contact", args=["17"]), typed | {"owner": login(found, "expert")})
    contact = Contact.objects.get()

    client.post(reverse("contact", args=["17", contact.pk]), {"text": "已演练", "is_closed": "on"})

    (row,) = client.get(reverse("contacts", args=["17"])).context["rows"]
    assert row["is_closed"] is True
    assert contact.steps.count() == 2


def test_a_trip_is_declared_and_its_report_creates_observations_of_the_rivals_it_saw(found):
    client, rival = reader(found, "officer"), knowledge.rival(found)
    days = {"starts": TODAY - timedelta(days=3), "ends": TODAY - timedelta(days=1)}
    typed = {"name": "观摩", "place": "示例城市", "traveller": login(found, "coach")} | days
    client.post(reverse("add_mission", args=["17"]), typed)
    mission = Mission.objects.get()
    report = {
        "site": "已看", "seen-TOTAL_FORMS": "4", "seen-INITIAL_FORMS": "0",
        "seen-0-rival": rival.pk, "seen-0-level": "80", "seen-0-reliability": "A", "seen-0-credibility": "1",
        "seen-1-rival": rival.pk, "seen-1-section": "2", "seen-1-level": "85", "seen-1-method": "先测后写",
    }  # fmt: skip

    answer = reader(found, "coach").post(reverse("report_mission", args=["17", mission.pk]), report)

    seen = Observation.objects.get()
    assert answer.status_code == 302
    assert (seen.mission, seen.reliability, seen.method) == (mission, "A", "先测后写")
    assert sorted(seen.strengths.values_list("section", "level")) == [("", 80), ("2", 85)]
    assert "已看" in words_of(client.get(reverse("mission", args=["17", mission.pk])))


def test_a_report_that_is_late_is_red_until_it_is_filed_and_then_told_as_late(found):
    mission = knowledge.mission(found, ends=TODAY - timedelta(days=30))
    address = reverse("missions", args=["17"])
    before = reader(found, "coach").get(address).context["rows"][0]["chip"]
    home = reader(found, "coach").get(reverse("home")).context["todo"]

    file_report(mission, {"site": "已看"}, **found.who("coach"))

    after = reader(found, "coach").get(address).context["rows"][0]["chip"]
    assert (before["state"], after["state"]) == ("red", "amber")
    assert [(one["is_overdue"], one["url"]) for one in home] == [
        (True, reverse("report_mission", args=["17", mission.pk]))
    ]


def test_a_coach_reports_their_own_trip_and_no_other(found):
    other = knowledge.mission(found, "expert")

    assert reader(found, "coach").get(reverse("report_mission", args=["17", other.pk])).status_code == 403


def test_a_meeting_is_called_decided_and_closed_on_its_screens(found):
    gap = knowledge.gap(found)
    client = reader(found, "officer")
    typed = {"name": "研判会", "held_on": "2026-11-22", "chair": login(found, "director"), "skills": ["17"]}
    client.post(reverse("call_meeting"), typed)
    meeting = Meeting.objects.get()
    address = reverse("meeting_item", args=[meeting.pk, "gap", gap.pk])
    page = client.get(reverse("meeting", args=[meeting.pk]))
    early = client.post(reverse("close_meeting", args=[meeting.pk]), follow=True)

    refused = client.post(address, {"verdict": "act", "words": "专项", "owner": "", "due": ""})
    client.post(address, {"verdict": "act", "words": "专项", "owner": login(found, "coach"), "due": "2026-12-01"})
    client.post(
        reverse("bring_up_item", args=[meeting.pk]),
        {"skill": "17", "title": "交通", "verdict": "note", "words": "知悉"},
    )
    client.post(reverse("close_meeting", args=[meeting.pk]))

    assert page.context["page"].left == 1
    assert [str(message) for message in early.context["messages"]] == ["1 items wait for their decision."]
    assert sentences(refused) == ["Say who acts and by which day, or note or defer the item."]
    minutes = client.get(reverse("meeting", args=[meeting.pk]))
    assert Minutes.objects.get().fingerprint in words_of(minutes)
    assert [row["title"] for row in minutes.context["groups"][0]["rows"]][1] == "交通"
    assert client.get(address).status_code == 404


def test_those_to_whom_a_view_is_open_say_in_the_meeting_that_it_was_spoken_of(found):
    view, meeting = knowledge.view(found), knowledge.meeting(found)
    address = reverse("meeting", args=[meeting.pk])

    def offered(name):
        return [one.id for group in reader(found, name).get(address).context["groups"] for one in group["views"]]

    before = {name: offered(name) for name in ("officer", "chief")}
    refused = reader(found, "officer").post(reverse("use_view", args=[meeting.pk]), {"view": view.pk})
    reader(found, "chief").post(reverse("use_view", args=[meeting.pk]), {"view": view.pk})

    assert before == {"officer": [], "chief": [view.pk]}
    assert refused.status_code == 404
    assert ViewUse.objects.get().meeting == meeting


def test_the_next_meeting_shows_what_the_last_one_decided(found):
    knowledge.rival(found)
    first, second = knowledge.meeting(found), knowledge.meeting(found)
    for item in agenda_of([found.skill.pk], at=found.at):
        decide_item(first, item.kind, item.ref, DecisionFacts(Verdict.DEFER, "下次再议"), **found.who("officer"))
    close_meeting(first, **found.who("officer"))

    groups = reader(found, "officer").get(reverse("meeting", args=[second.pk])).context["groups"]

    assert groups[0]["rows"][0]["earlier"]["fact"].decided.words == "下次再议"


def test_chief_expert_and_officer_are_reminded_at_the_marking_teams_and_on_the_first_screen(found):
    knowledge.view(found, words="绝密")
    assessment = knowledge.planned_again(found)
    address = reverse("panel", args=[assessment.pk])

    shown = {name: reader(found, name).get(address).context["hints"] for name in ("chief", "officer", "secretary")}
    home = reader(found, "chief").get(reverse("home")).context["todo"]

    assert [hint["judge"] for hint in shown["chief"]] == [found.people["judge1"].name]
    assert (len(shown["officer"]), shown["secretary"]) == (1, [])
    assert address in [one["url"] for one in home]
    assert "绝密" not in words_of(reader(found, "officer").get(address))
