"""Screens up to the first mark: each post sees its own and no more, nothing leaks, and what is typed is done."""

import re
from base64 import b64decode

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

import hall
from beizhan.actions.marking.conflicts import Declared, declare_conflicts
from beizhan.actions.marking.draw import draw_codes, draw_tags
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.marking.assessment import Kin, Step
from beizhan.models.campaign import Competitor
from beizhan.models.marking.assessments import Assessment, Call, Conflict, Declaration, PanelSeat, StandDown
from beizhan.models.marking.results import SelectionRule
from beizhan.models.people import Membership
from beizhan.queries.marking.assessments import step_of
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db
EVERYONE = set(hall.POSTS)
OFFICE = {"director", "officer"}
SECRETARIES = {"secretary", "second"}
JUDGES = {"judge1", "judge2", "judge3", "judge4"}


def at(found, name, *more) -> str:
    return reverse(name, args=[found.assessment.pk, *more])


def sentences(answer) -> list[str]:
    return [line.sentence for line in answer.context["faults"]]


def names(found) -> set[str]:
    return set(Competitor.objects.filter(entry__in=found.entries).values_list("person__name", flat=True))


@pytest.mark.parametrize(
    ("screen", "expected"),
    [
        ("assessment", EVERYONE),
        ("rule", EVERYONE),
        ("calls", OFFICE | {"chief"}),
        ("panel", OFFICE | SECRETARIES | {"chief", "arbiter"}),
        ("declaration", JUDGES | {"chief"}),
        ("draw", OFFICE | SECRETARIES | {"chief", "arbiter", "clerk"}),
        ("open_codes", SECRETARIES | {"chief", "arbiter", "clerk"}),
        ("change", OFFICE | {"chief", "expert"}),
    ],
)
def test_each_post_sees_its_own_screens_and_no_more(declared_hall, screen, expected):
    assert welcome(declared_hall, at(declared_hall, screen)) == expected


def test_everybody_sees_the_list_and_those_who_plan_the_way_to_plan(declared_hall):
    assert welcome(declared_hall, reverse("assessments")) == EVERYONE
    assert welcome(declared_hall, reverse("assessment_plan")) == OFFICE | {"chief"}


def test_a_campaign_without_assessments_says_how_to_begin():
    page = words_of(reader(hall.hall(), "officer").get(reverse("assessments")))

    assert "No assessment is planned yet" in page
    assert reverse("assessment_plan") in page


def test_an_assessment_is_planned_from_what_was_typed(planned_hall):
    found = planned_hall
    typed = {
        "skill": "17",
        "stage": found.stage.pk,
        "code": "17-K2",
        "round": "second",
        "name_zh": "第二轮",
        "first_day": "2026-12-01",
        "objection_minutes": 90,
    }

    answer = reader(found, "officer").post(reverse("assessment_plan"), typed)
    again = reader(found, "officer").post(reverse("assessment_plan"), typed)

    row = Assessment.objects.get(code="17-K2")
    assert (answer.url, row.round, row.objection_minutes) == (reverse("assessment", args=[row.pk]), "second", 90)
    assert again.status_code == 422
    assert "Another assessment has the code 17-K2." in sentences(again)
    assert 'value="17-K2"' in words_of(again)


def test_a_judge_who_has_not_declared_sees_nothing_but_the_declaration(planned_hall):
    answer = reader(planned_hall, "judge1").get(at(planned_hall, "assessment"))

    assert (answer.status_code, answer.url) == (302, at(planned_hall, "declaration"))


def test_the_hub_says_what_comes_next_and_who_owes_what(planned_hall):
    found = planned_hall
    declare_conflicts(found.assessment, [], **found.who("judge1"))

    page = reader(found, "chief").get(at(found, "assessment"))

    owed = ", ".join(sorted(found.people[name].name for name in ("judge2", "judge3", "judge4")))
    assert str(page.context["need"]["words"]) == "Every judge declares conflicts of interest before anything is drawn."
    assert page.context["owed"] == [f"Not declared yet: {owed}"]


def test_while_marks_are_made_the_hub_leads_each_to_where_they_make_them(open_hall):
    pages = {who: reader(open_hall, who).get(at(open_hall, "assessment")) for who in ("judge1", "secretary", "chief")}

    assert {who: page.context["need"]["url"] for who, page in pages.items()} == {
        "judge1": at(open_hall, "judge"),
        "secretary": at(open_hall, "enter_awards"),
        "chief": at(open_hall, "board"),
    }
    scheme = reverse("scheme", args=[pages["chief"].context["hub"].scheme.id])
    assert scheme in words_of(pages["chief"])
    assert scheme not in words_of(reader(open_hall, "leader").get(at(open_hall, "assessment")))


def test_the_hub_and_the_draw_never_name_a_competitor(open_hall):
    pages = [
        words_of(reader(open_hall, who).get(at(open_hall, screen)))
        for who in ("judge1", "secretary", "clerk", "chief")
        for screen in ("assessment", "draw")
        if who != "judge1" or screen == "assessment"
    ]

    assert [name for name in names(open_hall) for page in pages if name in page] == []


def test_entries_are_called_by_ticking_them(planned_hall):
    found = planned_hall

    answer = reader(found, "officer").post(at(found, "calls"), {"entry": ["17-01", "17-03"]})
    empty = reader(found, "officer").post(at(found, "calls"), {})

    assert answer.url == at(found, "assessment")
    called = Call.objects.filter(assessment=found.assessment).values_list("entry__code", flat=True)
    assert set(called) == {"17-01", "17-03"}
    assert sentences(empty) == ["Nobody is called: choose at least one entry."]


def test_one_press_seats_the_same_team_in_one_criterion(planned_hall):
    found = planned_hall
    chief = str(found.people["chief"].pk)

    reader(found, "chief").post(at(found, "same_team"), {"criterion": "A", "seat1": chief})

    latest = PanelSeat.objects.filter(assessment=found.assessment).latest("pk")
    assert (latest.sub_criterion, latest.seat, latest.judge) == ("A1", 1, found.people["chief"])


def test_only_seats_that_changed_are_told(planned_hall):
    found = planned_hall
    before = PanelSeat.objects.filter(assessment=found.assessment).count()
    typed = {f"{sub}:{seat}": str(found.people[f"judge{seat}"].pk) for sub in ("A1", "B1") for seat in (1, 2, 3, 4)}
    typed["B1:2"] = str(found.people["chief"].pk)

    reader(found, "chief").post(at(found, "panel"), typed)

    assert PanelSeat.objects.filter(assessment=found.assessment).count() == before + 1


def test_conflicts_are_in_sight_while_seating(planned_hall):
    found = planned_hall
    Membership.objects.create(person=found.people["judge2"], body=found.entries[0].unit)

    page = reader(found, "chief").get(at(found, "panel"))

    (judge,) = [one for one in page.context["judges"] if one["judge"].id == found.people["judge2"].pk]
    assert [one["kin"] for one in judge["barred"]] == ["Same unit"]


def test_a_judge_says_either_what_the_conflicts_are_or_that_there_is_none(planned_hall):
    found, client = planned_hall, reader(planned_hall, "judge1")

    silent = client.post(at(found, "declaration"), {})
    both = client.post(at(found, "declaration"), {"17-01:relative": "on", "none": "on"})

    assert (silent.status_code, both.status_code) == (422, 422)
    assert sentences(silent) == ["Tick every conflict of interest, or say that there is none."]
    assert both.context["none"] is True
    assert not Declaration.objects.filter(assessment=found.assessment).exists()


def test_a_declaration_keeps_what_was_ticked_and_what_is_known(planned_hall):
    found = planned_hall
    Membership.objects.create(person=found.people["judge1"], body=found.entries[0].unit)
    client = reader(found, "judge1")

    page = client.get(at(found, "declaration"))
    answer = client.post(at(found, "declaration"), {"17-02:relative": "on", "note:17-02": "表弟"})

    known = [box["known"] for row in page.context["rows"] for box in row["boxes"] if box["known"]]
    said = Conflict.objects.filter(declaration__assessment=found.assessment)
    assert len(known) == 1
    assert answer.url == at(found, "assessment")
    assert set(said.values_list("entry__code", "kin", "note")) == {
        ("17-01", "same_unit", ""),
        ("17-02", "relative", "表弟"),
    }


def test_after_the_draw_the_declaration_shows_no_names_and_offers_to_stand_down(open_hall):
    client = reader(open_hall, "judge1")

    page = words_of(client.get(at(open_hall, "declaration")))
    short = client.post(at(open_hall, "stand_down"), {"reason": "亲戚"})
    client.post(at(open_hall, "stand_down"), {"reason": "赛中得知是远房亲戚，不宜评判"})

    assert [name for name in names(open_hall) if name in page] == []
    assert (short.status_code, short.context["reason"]) == (422, "亲戚")
    assert StandDown.objects.get(assessment=open_hall.assessment).by == open_hall.people["judge1"]


def test_the_draw_says_what_is_missing(planned_hall):
    page = reader(planned_hall, "clerk").get(at(planned_hall, "draw"))

    assert [line.sentence[:30] for line in page.context["waiting"]] == ["These judges have not declared"]
    assert page.context["key"] == ""


def test_only_who_holds_the_next_half_is_shown_a_key(declared_hall):
    keys = {
        who: reader(declared_hall, who).get(at(declared_hall, "draw")).context["key"] for who in ("clerk", "secretary")
    }

    assert re.fullmatch(r"(?:[A-Z2-9]{4}-){5}[A-Z2-9]{4}", keys["clerk"])
    assert keys["secretary"] == ""


def test_a_draw_waits_until_the_key_is_written_down_and_keeps_the_same_key(declared_hall):
    found, client = declared_hall, reader(declared_hall, "clerk")
    key = client.get(at(found, "draw")).context["key"]

    answer = client.post(at(found, "draw_half", 1), {"key": key})

    assert (answer.status_code, answer.context["key"]) == (422, key)
    assert step_of(found.assessment) is Step.PLANNED


def test_the_envelope_is_in_the_answer_and_nowhere_else(declared_hall):
    found, client = declared_hall, reader(declared_hall, "clerk")
    key = client.get(at(found, "draw")).context["key"]

    answer = client.post(at(found, "draw_half", 1), {"key": key, "written": "on"})
    later = words_of(client.get(at(found, "draw")))

    page = words_of(answer)
    sheet = b64decode(re.search(r"base64,([A-Za-z0-9+/=]+)", page)[1])
    assert key in page
    assert "17-01" in page
    assert sheet.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    assert key not in later
    assert "17-01" not in later
    assert [one for one in Session.objects.all() if key in str(one.get_decoded())] == []
    assert cache.get(key) is None


def test_an_envelope_is_shown_again_for_the_key(declared_hall):
    found = declared_hall
    key = draw_tags(found.assessment, **found.who("clerk")).key
    client = reader(found, "clerk")

    right = client.post(at(found, "show_half", 1), {"key": f" {key} "})
    wrong = client.post(at(found, "show_half", 1), {"key": "AAAA-AAAA"})

    assert "17-01" in words_of(right)
    assert sentences(wrong) == ["Key 1 does not fit."]


def test_marking_starts_from_the_hub(declared_hall):
    found = declared_hall
    draw_tags(found.assessment, **found.who("clerk"))
    draw_codes(found.assessment, **found.who("secretary"))

    page = reader(found, "chief").get(at(found, "assessment"))
    reader(found, "chief").post(at(found, "start_marking"))

    assert page.context["starts"] is True
    assert step_of(found.assessment) is Step.MARKING


def test_codes_are_opened_with_both_keys_and_then_shown():
    found = hall.locked()
    client = reader(found, "clerk")
    keys = {"tag_key": found.keys["tags"], "code_key": found.keys["codes"]}

    closed = client.get(at(found, "open_codes"))
    wrong = client.post(at(found, "open_codes"), keys | {"code_key": "AAAA"})
    client.post(at(found, "open_codes"), keys)
    shown = client.get(at(found, "open_codes"))

    assert closed.context["links"] == []
    assert (wrong.status_code, sentences(wrong)) == (422, ["Key 2 does not fit."])
    assert {one.who for one, _ in shown.context["links"]} == names(found)
    assert all(one.seed for one in shown.context["page"].halves)


def rule_fields(**more) -> dict[str, str]:
    fields = {
        "through": "2",
        "of": "4",
        "reserves": "1",
        "minimum": "60.50",
        "tie_stands": "extra_task",
        "rounds-TOTAL_FORMS": "2",
        "rounds-INITIAL_FORMS": "1",
        "rounds-0-name": "camp",
        "rounds-0-weight": "100",
        "ties-TOTAL_FORMS": "2",
        "ties-INITIAL_FORMS": "0",
        "ties-0-round": "camp",
        "ties-0-by": "B",
    }
    return fields | more


def test_a_rule_is_written_from_its_fields_and_said_in_sentences(planned_hall):
    found, client = planned_hall, reader(planned_hall, "officer")

    answer = client.post(at(found, "rule"), rule_fields())
    page = client.get(at(found, "rule"))

    assert answer.url == at(found, "rule")
    assert SelectionRule.objects.filter(skill=found.skill).count() == 1
    assert page.context["latest"]["sentences"] == [
        "Of 4, 2 go through.",
        "1 stands in reserve behind them.",
        "Only the round camp counts.",
        "Nobody below 60.50 marks goes through.",
        "With equal marks, more of this is better, in this order: B.",
        "Still equal at the cut: An extra task decides.",
    ]


def test_a_rule_that_makes_no_sense_is_refused_with_what_was_typed(planned_hall):
    answer = reader(planned_hall, "officer").post(at(planned_hall, "rule"), rule_fields(**{"rounds-0-weight": "90"}))

    assert answer.status_code == 422
    assert sentences(answer) == ["The weights add up to 90; they must give 100 or 1000."]
    assert 'value="90"' in words_of(answer)


def test_who_may_not_set_the_rule_is_refused_and_sees_no_fields(planned_hall):
    client = reader(planned_hall, "chief")

    assert client.get(at(planned_hall, "rule")).context["forms"] is None
    assert client.post(at(planned_hall, "rule"), rule_fields()).status_code == 403


def test_a_change_is_proposed_with_its_effect_in_sight(open_hall):
    found = hall.marked(open_hall)
    row = import_scheme(found.skill, hall.small_scheme(), source="later.xlsx", **found.who("expert"))
    proposal = propose_freeze(row, **found.who("expert"))
    approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("chief"))
    client = reader(found, "officer")

    page = client.get(at(found, "change"), {"scheme": row.pk})
    short = client.post(at(found, "change"), {"scheme": row.pk, "reason": "x"})
    answer = client.post(at(found, "change"), {"scheme": row.pk, "reason": "与技术文件第三章一致"})

    assert [(one.before, one.after) for one in page.context["page"].effects] == [(7667, 7667)] * 4
    assert sentences(short) == ["The reason has 1 characters; it needs at least 10."]
    assert answer.status_code == 302


def test_a_drill_has_no_rule(planned_hall):
    found = planned_hall
    Assessment.objects.filter(pk=found.assessment.pk).update(stage=None)

    page = reader(found, "officer").get(at(found, "rule"))

    assert "A drill or a mock selects nobody" in words_of(page)


def test_nobody_of_another_campaign_is_let_in(planned_hall):
    stranger = hall.hall()

    assert reader(stranger, "director").get(at(planned_hall, "assessment")).status_code == 403
    assert reader(stranger, "director").get(at(planned_hall, "panel")).status_code == 403


@pytest.mark.parametrize("screen", ["assessment", "panel", "declaration", "draw", "rule", "calls"])
def test_every_screen_speaks_chinese(planned_hall, screen):
    page = words_of(reader(planned_hall, "chief", "zh-hans").get(at(planned_hall, screen)))

    assert re.search(r"<h1>[^<]*[一-鿿]", page)


def test_a_known_conflict_is_a_declared_one_too(planned_hall):
    found = planned_hall
    declare_conflicts(found.assessment, [Declared(found.entries[0], Kin.OTHER, "同乡")], **found.who("judge1"))

    page = reader(found, "judge1").get(at(found, "declaration"))

    assert page.context["page"].conflicts == 1
