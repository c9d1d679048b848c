"""Form, forecast and calibration on the screen: who is let in, every number with its evidence, grey where none is."""

from copy import copy
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import hall
import knowledge
import levels
import make
from beizhan.actions.analysis.rivals import record_observation
from beizhan.actions.analysis.targets import TargetFacts, set_target
from beizhan.core.access import ALLOWED, Deed
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.core.progress.tracking import Lack
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.analysis.form.words import LACKS
from beizhan.queries.analysis.forecast.chances import forecast_in
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db
RIVAL = "示例省乙"


@pytest.fixture(scope="module")
def twice(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        found = levels.tested_twice()
        levels_seen = knowledge.observation(expires_on=knowledge.TODAY + timedelta(days=200))
        found.rival = knowledge.rival(found, RIVAL)
        record_observation(found.rival, levels_seen, **found.who("expert"))
        target = Target(TargetScope.TOTAL, "", Share(9000, 10_000), 300, 2024)
        set_target(found.skill, TargetFacts(target, "示例大赛", "成绩册"), **found.who("expert"))
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def found(twice):
    cache.clear()
    with time_machine.travel(twice.at + timedelta(hours=1), tick=False):
        yield copy(twice)


def get(found, who, name, *args, language="en", query=""):
    return reader(found, who, language).get(reverse(name, args=args) + query)


def posts(*deeds):
    return {name for name, post in hall.POSTS.items() if any(post in ALLOWED[deed] for deed in deeds)}


def test_form_opens_to_those_who_see_gaps_and_forecasts_to_those_who_see_all_of_them(found):
    everything, own = posts(Deed.SEE_ALL_GAPS), posts(Deed.SEE_ALL_GAPS, Deed.SEE_OWN_GAPS)

    assert welcome(found, reverse("form", args=["17"])) == own
    for name, *args in (("forecast",), ("skill_forecast", "17"), ("calibration",)):
        assert welcome(found, reverse(name, args=args)) == everything


def test_whoever_sees_only_their_own_finds_nobody_else_and_no_rival(found):
    page = words_of(get(found, "leader", "form", "17"))

    assert ("17-01" in page, "17-02" in page, RIVAL in page) == (True, False, False)
    assert get(found, "leader", "entry_form", "17", "17-01").status_code == 200
    assert get(found, "leader", "entry_form", "17", "17-02").status_code == 404


def test_every_level_leads_to_the_pack_behind_it_and_every_rival_to_its_page(found):
    page = words_of(get(found, "officer", "form", "17"))

    newest = Assessment.objects.get(code="K2")
    assert reverse("pack", args=[newest.pk, "17-01"]) in page
    assert reverse("rival", args=["17", found.rival.pk]) in page
    assert reverse("targets", args=["17"]) in page
    assert get(found, "officer", "pack", newest.pk, "17-01").status_code == 200


def test_the_rival_stands_there_with_its_grade_and_its_expiry(found):
    page = words_of(get(found, "officer", "form", "17"))

    assert f"{RIVAL} · B2 · holds until 2027-06-10" in page


def test_a_competitor_has_a_curve_of_all_or_of_one_section_and_the_same_in_figures(found):
    whole = get(found, "officer", "entry_form", "17", "17-01").context["chart"]
    one = get(found, "officer", "entry_form", "17", "17-01", query="?section=2").context["chart"]

    assert [line["name"] for line in whole["drawing"]["lines"]] == ["Target line", RIVAL]
    assert whole["drawing"]["points"]["values"][-1] == ["2026-12-13", 100.0]
    assert len(whole["figures"]) == len(whole["drawing"]["days"])
    assert whole["drawing"]["series"] != one["drawing"]["series"]
    assert get(found, "officer", "entry_form", "17", "17-01", query="?section=9").status_code == 404


def test_every_reason_to_say_nothing_has_its_words():
    assert set(LACKS) == set(Lack)


def test_a_level_lies_in_its_band_on_every_day(found):
    for one in get(found, "officer", "form", "17").context["chart"]["drawing"]["series"]:
        bands = zip(one["low"], one["values"], one["high"], strict=True)
        assert all(0 <= low <= value <= high <= 100 for low, value, high in bands)


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "状态与水平"), ("en", "Form and level")])
def test_the_screens_speak_both_languages(found, language, words):
    page = get(found, "officer", "form", "17", language=language)

    assert page.context["title"] == words


def test_a_skill_of_which_nothing_is_known_is_grey_on_every_screen(found):
    other = make.skill(found.campaign, "39")
    make.entry(found.campaign, other, "39-01")
    make.stage(found.campaign, 2, n=2, m=1)

    form = get(found, "officer", "form", "39")
    forecast = words_of(get(found, "officer", "skill_forecast", "39"))
    row = get(found, "officer", "forecast").context["rows"][1]

    assert [one["is_grey"] for one in form.context["rows"]] == [True]
    assert form.context["chart"] is None
    assert "0 of at least 1 tests" in words_of(form)
    assert "No evidence: no published test" in forecast
    assert (row["basis"]["state"], row["is_grey"], row["entries"]) == ("grey", True, [])


def test_a_skill_without_entries_says_where_levels_come_from(found):
    make.skill(found.campaign, "39")

    assert "empty-room" in words_of(get(found, "officer", "form", "39"))


def test_a_forecast_shows_chances_in_steps_with_what_drives_them(found):
    make.stage(found.campaign, 2, n=2, m=1)

    page = get(found, "officer", "skill_forecast", "17")

    rows = page.context["rows"]
    assert len(rows) == 2
    assert all(int(row["chip"]["label"].strip("<>%")) % 5 == 0 for row in rows)
    assert {one["rivals"][0] for one in rows} == {one["code"] for one in rows}
    assert page.context["is_prior"] is False
    assert "The rules fix the number" in words_of(get(found, "officer", "forecast"))


def test_what_effort_brings_begins_with_the_chance_of_the_forecast_and_says_so(found):
    make.stage(found.campaign, 2, n=2, m=1)
    make.skill(found.campaign, "39")

    best = forecast_in(found.skill, at=timezone.now()).entries[0]
    told = get(found, "officer", "set_effort", "17").context["form"]
    untold = get(found, "officer", "set_effort", "39").context["form"]

    assert told.initial["chance"] == min(99, max(1, 5 * round(20 * best.through)))
    assert f"The forecast gives {best.code}" in told.fields["chance"].help_text
    assert ("chance" in untold.initial, untold.fields["chance"].help_text) == (False, "")


def test_a_field_with_unknown_others_is_labelled_as_a_prior_and_has_a_spread(found):
    make.stage(found.campaign, 2, n=6, m=2)

    page = get(found, "officer", "skill_forecast", "17")

    assert page.context["is_prior"]
    assert "In part a prior" in words_of(page)
    assert "3 unknown (prior)" in words_of(page)
    assert [one["words"] for one in page.context["rivals"]] == [f"{RIVAL} · B2 · holds until 2027-06-10"]
    law = page.context["chart"]["drawing"]["series"][0]["values"]
    assert sum(law) == pytest.approx(100, abs=1)


def test_calibration_is_grey_for_the_campaign_and_shows_the_history_that_ships(found):
    page = get(found, "officer", "calibration")

    assert "Decided stages: 1, of them with a test before: 0." in page.context["own"]["lack"]
    assert [str(one["name"]) for one in page.context["records"]] == ["Gold", "A medal", "Medallion or better"]
    assert [one["scores"][0]["ours"] < one["scores"][0]["base"] for one in page.context["records"]] == [True] * 3


def test_the_ways_to_form_and_forecast_stand_where_they_open(found):
    make.skill(found.campaign, "39")

    def tabs(who):
        return [one["url"] for one in get(found, who, "skill_analysis", "17").context["tabs"]]

    ways = [one["url"] for one in get(found, "officer", "analysis").context["actions"]]
    assert reverse("forecast") in ways
    assert {reverse("form", args=["17"]), reverse("skill_forecast", args=["17"])} <= set(tabs("officer"))
    assert reverse("form", args=["17"]) in tabs("coach")
    assert reverse("skill_forecast", args=["17"]) not in tabs("coach")


def test_a_skill_begins_with_level_chance_and_judges_of_which_only_what_was_worked_out_is_shown(found):
    make.stage(found.campaign, 2, n=2, m=1)

    cold = get(found, "officer", "skill_analysis", "17").context["tiles"]
    best = get(found, "officer", "form", "17").context["rows"][0]
    chances = get(found, "officer", "skill_forecast", "17").context["rows"]
    warm = get(found, "officer", "skill_analysis", "17").context["tiles"]

    assert [one["url"] for one in warm] == [
        reverse(name, args=["17"]) for name in ("form", "skill_forecast", "skill_judges")
    ]
    assert [(one["value"], one["state"]) for one in cold[:2]] == [("–", "grey")] * 2
    assert f"· {best['code']}" in warm[0]["label"]
    assert warm[1]["value"] == chances[0]["chip"]["label"]
    assert [one["url"] for one in get(found, "coach", "skill_analysis", "17").context["tiles"]] == [warm[0]["url"]]


def test_the_head_of_a_skill_of_which_nothing_is_known_is_grey_and_says_so(found):
    make.skill(found.campaign, "39")

    tiles = get(found, "officer", "skill_analysis", "39").context["tiles"]

    assert {(one["value"], one["state"]) for one in tiles} == {("–", "grey")}
    assert tiles[0]["label"] == "Best of ours: no evidence"
    assert tiles[2]["label"] == "Judges' reliability: not enough data"
