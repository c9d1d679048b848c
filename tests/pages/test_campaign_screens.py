"""Screens of the campaign, its people and its skills: each post sees its own and no more, and what is typed is done."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

import hall
import make
from beizhan.actions.people.posts import PostFacts, propose_post
from beizhan.core.access import ALLOWED, Deed, Party, Post
from beizhan.files.roster.writing import write_roster
from beizhan.models.campaign import AnchorDate, Campaign, Entry, Stage
from beizhan.models.log import LogRow
from beizhan.models.people import Appointment, Body, Person
from beizhan.models.skills import Skill
from beizhan.queries.roster import empty_roster_of

pytestmark = pytest.mark.django_db
TOLD_APART = {Post.DIRECTOR, Post.COMPETITOR}
"""Found in an appointment and in the team of an entry: the two ways in which the database is asked for a post here."""
EVERY_POST = [pytest.param(post, marks=[] if post in TOLD_APART else pytest.mark.alike) for post in Post]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def here():
    campaign = make.campaign()
    director = make.holder(campaign, Post.DIRECTOR, "director")
    make.anchor(campaign, "opening", date(2099, 9, 22), director)
    make.stage(campaign)
    make.entry(campaign, make.skill(campaign))
    return campaign


def reader(who, language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(who)
    return client


def one(login):
    return Person.objects.get(login=login)


def addresses():
    """Return every screen that can be read, with the deed that opens it."""
    return {reverse("home"): None} | _of_campaign() | _of_people() | _of_skills()


def _of_campaign():
    shown, sets_up, move = Deed.SEE_CAMPAIGN, Deed.SET_UP_CAMPAIGN, reverse("move_anchor", args=["opening"])
    return {
        reverse("campaign"): shown,
        reverse("rename_campaign"): sets_up,
        reverse("dates"): shown,
        reverse("add_anchor"): sets_up,
        reverse("anchor", args=["opening"]): shown,
        move: Deed.MOVE_ANCHOR,
        f"{move}?to=2099-10-01": Deed.MOVE_ANCHOR,
        reverse("special_days", args=[2026]): shown,
        reverse("stages"): shown,
        reverse("stage", args=[Stage.objects.get().pk]): sets_up,
        reverse("chain"): shown,
        reverse("entries"): Deed.SEE_PEOPLE,
        reverse("add_entry"): Deed.ENTER_COMPETITORS,
        reverse("entry", args=[Entry.objects.get(code="17-01").pk]): Deed.SEE_PEOPLE,
        reverse("workbook"): Deed.IMPORT_ROSTER,
        reverse("workbook_rows"): Deed.IMPORT_ROSTER,
        reverse("workbook_template"): Deed.IMPORT_ROSTER,
        reverse("log"): Deed.SEE_LOG,
        reverse("export_log"): Deed.SEE_LOG,
    }


def _of_people():
    keeps, director = Deed.KEEP_PEOPLE, one("director").pk
    return {
        reverse("bodies"): Deed.SEE_CAMPAIGN,
        reverse("add_body"): keeps,
        reverse("body", args=[Body.objects.filter(party=Party.UNIT).first().pk]): keeps,
        reverse("people"): Deed.SEE_PEOPLE,
        reverse("add_person"): keeps,
        reverse("person", args=[director]): Deed.SEE_PEOPLE,
        reverse("change_person", args=[director]): keeps,
        reverse("person_password", args=[director]): keeps,
        reverse("posts"): Deed.SEE_CAMPAIGN,
        reverse("give_post"): Deed.APPOINT,
        reverse("end_post", args=[Appointment.objects.first().pk]): Deed.APPOINT,
    }


def _of_skills():
    sets_up = Deed.SET_UP_CAMPAIGN
    return {
        reverse("skills"): Deed.SEE_CAMPAIGN,
        reverse("choose_skills"): sets_up,
        reverse("add_skill"): sets_up,
        reverse("skill", args=["17"]): Deed.SEE_CAMPAIGN,
        reverse("change_skill", args=["17"]): sets_up,
        reverse("skill_sections", args=["17"]): sets_up,
    }


@pytest.mark.parametrize("post", EVERY_POST)
def test_each_post_sees_its_own_screens_and_no_more(here, post):
    client = reader(make.holder(here, post, "reader"))

    found = {address: client.get(address).status_code for address in addresses()}

    assert found == {
        address: 200 if deed is None or post in ALLOWED[deed] else 403 for address, deed in addresses().items()
    }


@pytest.mark.parametrize("post", EVERY_POST)
def test_the_menu_leads_only_to_what_opens(here, post):
    client = reader(make.holder(here, post, "reader"))

    menu = client.get(reverse("home")).context["navigation"]
    links = [child for item in menu for child in item.get("children", [item])]

    mine = [link["url"] for link in links if link["url"] in addresses()]
    assert {url: client.get(url).status_code for url in mine} == dict.fromkeys(mine, 200)


@pytest.mark.parametrize("post", [Post.COMPETITOR, Post.JUDGE])
def test_no_screen_leads_a_reader_to_a_door_that_is_shut(here, post):
    client = reader(make.holder(here, post, "reader"))
    pages = [client.get(reverse(screen)).content.decode() for screen in ("stages", "bodies", "chain", "dates")]

    links = {link for page in pages for link in re.findall(r'href="(/[^"#]*)"', page) if "/static/" not in link}

    assert reverse("bodies") in links
    assert [link for link in sorted(links) if client.get(link).status_code == 403] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_screen_speaks_both_languages(here, language):
    client = reader(one("director"), language)

    found = {address: client.get(address, headers={"accept-language": language}) for address in addresses()}

    pages = [page for page in found.values() if page["Content-Type"].startswith("text/html")]
    assert all(f'<html lang="{language}"' in page.content.decode() for page in pages)


def test_a_stranger_is_told_to_wait_and_the_very_first_reader_to_begin(here):
    told = reader(make.person("stranger")).get(reverse("home"))
    assert "You have no place in a campaign yet" in told.content.decode()
    assert reader(one("stranger")).get(reverse("campaign")).status_code == 404


def test_the_first_reader_opens_the_first_campaign():
    client = reader(make.person("first"))
    assert "Open the first campaign" in client.get(reverse("home")).content.decode()

    answer = client.post(reverse("open_campaign"), {"name_zh": "备战", "province_zh": "广西人社厅"}, follow=True)

    assert answer.redirect_chain == [("/", 302)]
    assert [item["label"] for item in answer.context["firsts"]] == [
        "Say the dates", "Choose the skills", "Set the ladder", "Name the five parties", "Give the posts",
        "Enter the competitors",
    ]  # fmt: skip


def test_one_goes_only_into_campaigns_of_ones_own(here):
    client, other = reader(one("director")), make.campaign("别的")

    client.post(reverse("choose_campaign"), {"campaign": other.pk})
    assert client.get(reverse("campaign")).context["title"] == here.name_en
    make.appointment(other, one("director"), Post.OFFICER)
    client.post(reverse("choose_campaign"), {"campaign": other.pk})

    assert client.get(reverse("campaign")).context["title"] == other.name_en
    assert Campaign.objects.count() == 2


def test_the_header_counts_down_on_every_page(here):
    found = reader(one("director")).get(reverse("skills")).context["countdown"]

    assert [(anchor["name"], anchor["working_days"]) for anchor in found] == [("Date opening", None)]


def test_a_move_shows_what_shifts_and_then_needs_a_reason(here):
    client, address = reader(one("director")), reverse("move_anchor", args=["opening"])

    shown = client.get(address, {"to": "2099-10-02"})
    silent = client.post(address, {"to": "2099-10-02", "reason": ""})
    client.post(address, {"to": "2099-10-02", "reason": "推迟"})

    assert shown.context["shift"]["later"] == 10
    assert (silent.status_code, [line.sentence for line in silent.context["faults"]]) == (422, ["A reason is needed."])
    assert AnchorDate.objects.last().date == date(2099, 10, 2)


def test_what_was_typed_comes_back_with_the_refusal(here):
    answer = reader(one("director")).post(
        reverse("add_anchor"), {"key": "opening", "name_zh": "又", "on": "2099-01-01"}
    )

    assert answer.status_code == 422
    assert answer.context["form"]["name_zh"].value() == "又"
    assert [line.sentence for line in answer.context["faults"]] == ['Another date has the key "opening".']


def test_a_competitor_sees_their_own_card_and_nobody_else_s(here):
    who = Entry.objects.get().competitors.get().person
    client = reader(who)

    assert client.get(reverse("person", args=[who.pk])).status_code == 200
    assert client.get(reverse("person", args=[one("director").pk])).status_code == 403


def test_a_competitor_s_phone_is_shown_on_no_screen_that_everybody_opens(here):
    who = Entry.objects.get().competitors.get().person
    who.phone = "13912345678"
    who.save()
    client = reader(make.holder(here, Post.COMPETITOR, "other"))

    shown = [client.get(address) for address, deed in addresses().items() if deed in (None, Deed.SEE_CAMPAIGN)]

    assert [page.request["PATH_INFO"] for page in shown if "13912345678" in page.content.decode()] == []


def test_an_ordinary_post_is_given_at_once_and_one_of_two_people_is_proposed_then_approved(here):
    officer, who = make.holder(here, Post.OFFICER, "officer"), make.person("judge")
    team = make.body(here, Party.EXPERT_TEAM, "E1")
    make.membership(who, team)
    client = reader(officer)

    client.post(reverse("give_post"), {"person": "judge", "post": "coach", "body": "E1"})
    client.post(reverse("give_post"), {"person": "judge", "post": "judge", "body": "E1"})

    assert list(Appointment.objects.filter(person=who).values_list("post", flat=True)) == ["coach"]
    todo = reader(one("director")).get(reverse("home")).context["todo"]
    assert [item["by"] for item in todo] == [officer.name]


def test_a_proposal_is_approved_only_after_the_password_was_asked_again(here):
    officer, who = make.holder(here, Post.OFFICER, "officer"), make.person("judge")
    team = make.body(here, Party.EXPERT_TEAM, "E1")
    make.membership(who, team)
    proposal = propose_post(here, PostFacts(who, Post.JUDGE, team), reason="", by=officer, at=make.AT)
    address, director = reverse("post_proposal", args=[proposal.pk]), one("director")
    director.set_password("secret words")
    director.save()
    client = reader(director)

    asked = client.post(address, {"answer": "approve", "seen": proposal.fingerprint})
    client.post(reverse("account_reauthenticate"), {"password": "secret words"})
    client.post(address, {"answer": "approve", "seen": proposal.fingerprint})

    assert "reauthenticate" in asked["Location"]
    assert Appointment.objects.get(person=who).post == Post.JUDGE


def test_skills_are_ticked_and_taken_in(here):
    client = reader(one("director"))

    client.post(reverse("choose_skills"), {"skill": ["08", "23"]})

    assert set(Skill.objects.values_list("number", flat=True)) == {"08", "17", "23"}
    page = client.get(reverse("skill", args=["23"]))
    assert [row[1] for row in page.context["chart"]["figures"]] == ["10", "10", "10", "10", "8", "8", "8", "8", "28"]


def test_what_is_at_stake_is_the_first_stage_that_is_not_over():
    found = hall.sealed()
    make.stage(found.campaign, 2, n=5, m=2)

    stake = reader(found.people["director"]).get(reverse("skill", args=["17"])).context["stake"]

    assert (stake["standing"], stake["stage"]["name"], stake["out"]) == (4, "5 to 2", 2)
    assert stake["sealed_name"] == "Camp assessment"


def test_the_log_is_narrowed_paged_and_taken_away(here):
    director = one("director")
    for number in range(60):
        LogRow.objects.create(campaign=here, by=director, deed="keep_people", on=f"第{number}", at=make.AT)
    LogRow.objects.create(campaign=here, by=director, deed="move_anchor", on="开幕", at=make.AT)
    client = reader(director)

    pages = [len(client.get(reverse("log"), {"page": page}).context["page"].object_list) for page in (1, 2)]
    narrowed = client.get(reverse("log"), {"deed": "move_anchor"}).context["page"].object_list
    book = load_workbook(BytesIO(client.get(reverse("export_log"), {"deed": "move_anchor"}).content))

    assert pages == [50, 11]
    assert [line["on"] for line in narrowed] == ["开幕"]
    assert [row[4].value for row in book.active.iter_rows(min_row=4)] == ["开幕"]


def test_a_workbook_comes_back_marked_where_it_is_wrong_and_nothing_is_brought_in(here):
    client = reader(one("director"))
    book = load_workbook(BytesIO(client.get(reverse("workbook_rows")).content))
    book["人员 People"].append([None, "new", "新人", "", "", "", "NOWHERE"])
    typed = BytesIO()
    book.save(typed)

    answer = client.post(reverse("workbook"), {"file": SimpleUploadedFile("roster.xlsx", typed.getvalue(), XLSX)})

    assert answer.status_code == 422
    assert not Person.objects.filter(login="new").exists()
    sheet = load_workbook(BytesIO(client.get(answer.context["marked_url"]).content))["人员 People"]
    (row,) = [row for row in sheet.iter_rows(min_row=2) if row[1].value == "new"]
    assert "NOWHERE" in row[0].value
    assert row[6].comment is not None
    assert reader(make.holder(here, Post.OFFICER, "officer")).get(answer.context["marked_url"]).status_code == 404


def test_a_whole_workbook_is_brought_in_and_says_what_changed(here):
    upload = SimpleUploadedFile("roster.xlsx", write_roster(empty_roster_of(here)), XLSX)

    answer = reader(one("director")).post(reverse("workbook"), {"file": upload})

    assert answer.status_code == 200
    assert {count for _, count in answer.context["imported"]} == {0}


def test_a_file_that_is_no_workbook_is_refused_in_words(here):
    upload = SimpleUploadedFile("roster.xlsx", b"no workbook", XLSX)

    answer = reader(one("director")).post(reverse("workbook"), {"file": upload})

    assert answer.status_code == 422
    assert len(answer.context["faults"]) == 1
