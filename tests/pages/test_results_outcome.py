"""Objections, outcome, what if, lost marks and corrections on the screen: each sees and does their own and no more."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

import hall
from beizhan.actions.marking.results import lodge_objection
from beizhan.core.marking.assessment import Ground, NextRole
from beizhan.core.marking.cells import AGREED
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.results import NextPost, Objection, Ruling
from beizhan.queries.marking.grids import grid_of
from beizhan.queries.marking.results import result_of
from desk import judged, measured
from files.paper_samples import squeezed, texts_of
from podium import WHY, order_of, ranked, reopened, withdrawn
from reader import reader, statuses, welcome, words_of

pytestmark = pytest.mark.django_db
LATER = {"minutes": 61}


@pytest.fixture(scope="module")
def provisional(open_hall):
    """A provisional result; made once for this file."""
    return hall.published(ranked(open_hall))


@pytest.fixture
def published(provisional):
    """The provisional result, as long ago as when it was made: what other tests do at their own time does not count."""
    return replace(provisional)


@pytest.fixture
def clock(published, time_machine):
    """Let the screen's clock show a minute after the publication."""
    time_machine.move_to(published.at, tick=False)
    return time_machine


def at(found, name, *more):
    return reverse(name, args=[found.assessment.pk, *more])


def said(found, entry="17-01", text="A1.02 is full", **more):
    return {"entry": entry, "ground": "mark", "text": text, **more}


def test_a_competitor_objects_in_one_screen_with_the_entry_already_chosen(published, clock):
    client = reader(published, "self2")
    page = client.get(at(published, "objections") + f"?aspect={judged(published).key}")

    answer = client.post(at(published, "objections"), said(published, "17-02", aspect=judged(published).key))

    row = Objection.objects.get()
    assert page.context["may_object"]
    assert re.search(r'<input type="hidden" name="entry" value="17-02"', words_of(page))
    assert f'value="{judged(published).key}" selected' in words_of(page)
    assert answer.headers["Location"] == at(published, "objections")
    assert (row.entry.code, str(row.aspect_key), row.text) == ("17-02", judged(published).key, "A1.02 is full")


def test_nobody_can_choose_the_entry_of_another(published, clock):
    answer = reader(published, "self2").post(at(published, "objections"), said(published, "17-01"))

    assert answer.status_code == 422
    assert Objection.objects.count() == 0


def test_an_objection_after_the_clock_keeps_what_was_typed(published, clock):
    clock.move_to(published.at + timedelta(**LATER), tick=False)

    answer = reader(published, "leader").post(at(published, "objections"), said(published, text="too late"))

    assert answer.status_code == 409
    assert "The time for objections is over." in words_of(answer)
    assert answer.context["form"]["text"].value() == "too late"


def test_only_those_who_may_object_see_the_form_and_others_only_their_own_objections(published, clock):
    lodge_objection(published.assessment, published.entries[0], Ground.MARK, "secret words", **published.who("leader"))

    seen = {
        name: "secret words" in words_of(reader(published, name).get(at(published, "objections"))) for name in POSTS
    }
    form = {name for name in POSTS if reader(published, name).get(at(published, "objections")).context["may_object"]}

    assert {name for name, sees in seen.items() if sees} == {
        *("arbiter", "chief", "secretary", "second", "director", "officer"),
        *("leader", "coach", "liaison", "self1"),
    }
    assert form == {"leader", "coach", "liaison", "self1", "self2", "self3", "self4"}


POSTS = [*hall.POSTS, "self1", "self2", "self3", "self4"]


def test_the_arbiter_rules_once_and_is_led_to_the_locks(published, clock):
    row = lodge_objection(published.assessment, published.entries[0], Ground.MARK, "look", **published.who("leader"))
    client, ruling = reader(published, "arbiter"), {"verdict": "upheld", "text": "measured again"}

    client.post(at(published, "ruling", row.pk), ruling)
    page = client.get(at(published, "objections"))
    again = client.post(at(published, "ruling", row.pk), ruling)

    assert [(one.is_upheld, one.text) for one in Ruling.objects.all()] == [(True, "measured again")]
    assert at(published, "locks") in words_of(page)
    assert again.status_code == 409


def test_nobody_but_the_arbiter_rules(published, clock):
    row = lodge_objection(published.assessment, published.entries[0], Ground.MARK, "look", **published.who("leader"))
    address = at(published, "ruling", row.pk)

    answers = {
        name: reader(published, name).post(address, {"verdict": "upheld", "text": "x"}).status_code
        for name in hall.POSTS
        if name != "arbiter"
    }

    assert set(answers.values()) == {403}
    assert Ruling.objects.count() == 0


def test_the_outcome_says_for_each_which_part_of_the_rule_decided(published):
    page = reader(published, "leader").get(at(published, "outcome"))

    assert [(row["one"].code, str(row["status"]), str(row["reason"])) for row in page.context["lines"]] == [
        (code, status, "By rank")
        for code, status in zip(order_of(published), ("Through", "Reserve", "Out", "Out"), strict=True)
    ]
    assert "Of 4, 1 go through." in words_of(page)


def test_without_a_rule_the_outcome_says_that_nothing_is_decided():
    found = hall.published()

    page = words_of(reader(found, "leader").get(at(found, "outcome")))

    assert "no rule of selection was written for the stage" in page


def test_the_officer_names_the_next_post_of_those_who_are_out(published):
    last = order_of(published)[-1]
    sent = {"entry": last, "role": "sparring_partner", "note": "from Monday"}

    answer = reader(published, "officer").post(at(published, "next_post"), sent)

    page = reader(published, "leader").get(at(published, "outcome"))
    row = next(one for one in page.context["lines"] if one["one"].code == last)
    assert answer.headers["Location"] == f"{at(published, 'outcome')}#{last}"
    assert (NextPost.objects.get().post, row["line"].note) == (NextRole.SPARRING_PARTNER, "from Monday")
    assert str(row["next"]) == "Sparring partner"


def test_nobody_else_names_a_next_post(published):
    sent = {"entry": order_of(published)[-1], "role": "reserve", "note": ""}

    answers = {
        name: reader(published, name).post(at(published, "next_post"), sent).status_code
        for name in hall.POSTS
        if name not in {"officer", "director"}
    }

    assert set(answers.values()) == {403}


def test_each_competitor_is_handed_their_own_notice_and_the_office_all(published):
    own = texts_of(reader(published, "self2").get(at(published, "notices_paper")).content)
    everybody = texts_of(reader(published, "officer").get(at(published, "notices_paper")).content)
    judge = reader(published, "judge1").get(at(published, "notices_paper"))

    assert [published.people["self2"].name in squeezed(page) for page in own] == [True]
    assert ["演示province" in squeezed(page) for page in everybody] == [True] * 4
    assert judge.status_code == 403


def test_another_rule_is_shown_beside_the_result_and_the_question_stays(published):
    client = reader(published, "officer")
    sent = {"through": 3, "reserves": 0, "tie_stands": "extra_task", "reason": "what if three went"}

    answer = client.post(at(published, "what_if"), sent)

    assert [(str(old["status"]), str(new["status"])) for old, new in answer.context["rows"]] == [
        ("Through", "Through"),
        ("Reserve", "Through"),
        ("Out", "Through"),
        ("Out", "Out"),
    ]
    assert answer.context["changed"] == 2
    assert Event.objects.filter(kind="trial").count() == 1
    assert "what if three went" in words_of(client.get(at(published, "what_if")))
    page = reader(published, "leader").get(at(published, "outcome"))
    assert [str(row["status"]) for row in page.context["lines"]] == ["Through", "Reserve", "Out", "Out"]


def test_a_question_without_a_reason_is_not_answered(published):
    sent = {"through": 3, "reserves": 0, "tie_stands": "extra_task", "reason": ""}

    answer = reader(published, "officer").post(at(published, "what_if"), sent)

    assert (answer.status_code, "rows" in answer.context) == (422, False)


def test_only_the_office_asks_what_if(published):
    assert welcome(published, at(published, "what_if")) == {"director", "officer"}


def test_a_pack_is_seen_by_ones_own_people_and_by_the_experts(published):
    seen = {name for name in POSTS if reader(published, name).get(at(published, "pack", "17-01")).status_code == 200}

    assert seen == {
        *("director", "officer", "chief", "expert", "arbiter"),
        *("leader", "manager", "coach", "liaison", "self1"),
    }


def test_the_numbers_of_a_pack_are_those_of_the_sheet(published):
    code = order_of(published)[-1]
    page = reader(published, "chief").get(at(published, "pack", code))

    result = result_of(published.assessment)
    own = result.sheet.marks[result.sheet.codes.index(code)]
    lost = {row["aspect"].code: row["loss"].lost for row in page.context["aspects"]}
    worth = {aspect.code: aspect.max_mark for aspect in result.sheet.aspects}
    marks = dict(zip((aspect.code for aspect in result.sheet.aspects), own.tolist(), strict=True))
    assert lost == {code: worth[code] - mark for code, mark in marks.items() if worth[code] > mark}
    assert list(lost.values()) == sorted(lost.values(), reverse=True)


def test_the_list_of_packs_draws_what_was_lost_by_section_on_average_by_the_median_and_by_the_best(published):
    page = reader(published, "expert").get(at(published, "losses"))

    own, median, best = page.context["chart"]["drawing"]["series"]
    totals = [row["one"].total for row in page.context["lines"]]
    assert round(sum(own["values"]) * 100) == round(10_000 - sum(totals) / len(totals))
    assert all(least <= middle for least, middle in zip(best["values"], median["values"], strict=True))
    assert len(page.context["chart"]["figures"]) == 2


def test_a_competitor_goes_straight_to_the_own_pack_and_can_object_from_there(published, clock):
    client = reader(published, "self1")

    answer = client.get(at(published, "losses"), follow=True)

    assert answer.redirect_chain == [(at(published, "pack", "17-01"), 302)]
    assert f"{at(published, 'objections')}?entry=17-01&amp;aspect=" in words_of(answer)


def test_the_pack_on_paper_is_handed_to_the_same_people(published):
    own = reader(published, "self1").get(at(published, "pack_paper", "17-01"))
    other = reader(published, "self2").get(at(published, "pack_paper", "17-01"))
    experts = reader(published, "expert").get(at(published, "packs_paper"))

    assert published.people["self1"].name in squeezed(texts_of(own.content)[0])
    assert other.status_code == 404
    assert len(texts_of(experts.content)) >= 4


def test_packs_are_away_while_marks_are_open_again(published):
    reopened(published)

    assert reader(published, "self1").get(at(published, "pack", "17-01")).status_code == 404
    assert "packs come back" in words_of(reader(published, "expert").get(at(published, "losses")))


def test_best_and_median_are_of_those_who_have_not_withdrawn():
    found = ranked()
    order = order_of(found)
    withdrawn(found, order[0])
    hall.published(found)

    packs = reader(found, "expert").get(at(found, "losses")).context["lines"]

    assert [(row["one"].entry, row["one"].rank, row["one"].field) for row in packs] == [
        (order[1], 1, 3),
        (order[2], 2, 3),
        (order[3], 3, 3),
    ]
    assert packs[0]["one"].best == packs[0]["one"].total


def test_a_correction_is_typed_over_the_sheet_and_proposed_with_its_reason(published):
    hall.sealed(published)
    place, aspect = grid_of(published.assessment).places[0].code, measured(published)
    client = reader(published, "arbiter", fresh=True)
    address = f"{at(published, 'correction')}?place={place}&sub=A1"
    page = client.get(address)
    kept = {field["name"]: field["kept"] for _, fields in page.context["cells"] for field in fields}

    answer = client.post(address, {**kept, f"{aspect.key}/{AGREED}": "0.5", "reason": WHY})

    proposal = Proposal.objects.get(kind="correct_result")
    assert len(kept) == 4
    assert answer.headers["Location"] == reverse("proposal", args=[proposal.pk])
    assert [row["value"] for row in json.loads(proposal.content)["rows"]] == [50]


@pytest.mark.parametrize(("value", "reason"), [("x", WHY), ("0.5", "short"), ("10", WHY)])
def test_what_cannot_be_a_correction_is_refused_and_stays_typed(published, value, reason):
    hall.sealed(published)
    place, aspect = grid_of(published.assessment).places[0].code, measured(published)
    client = reader(published, "arbiter", fresh=True)
    address = f"{at(published, 'correction')}?place={place}&sub=A1"
    kept = {f["name"]: f["kept"] for _, fields in client.get(address).context["cells"] for f in fields}

    answer = client.post(address, {**kept, f"{aspect.key}/{AGREED}": value, "reason": reason})

    assert answer.status_code == 422
    assert answer.context["faults"] != []
    assert f'value="{value}"' in words_of(answer)
    assert not Proposal.objects.filter(kind="correct_result").exists()


def test_only_those_who_may_propose_one_see_the_screen_of_corrections(published):
    assert welcome(published, at(published, "correction")) == {"arbiter", "chief", "secretary", "second"}


@pytest.mark.parametrize("screen", ["standing", "outcome", "objections"])
def test_every_post_may_read_the_published_result(published, screen):
    assert set(statuses(published, at(published, screen)).values()) == {200}
