"""Members compared on the screen: what ships, a table of one's own, and what is wrong with it."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from beizhan.core.access import Post
from beizhan.files.catalogue import results_of_2007_and_2009
from make import campaign, holder
from reader import words_of

pytestmark = pytest.mark.django_db
OWN = "year,skill_number,member_code,points\n2024,04,CN,740\n2024,05,CN,700\n2024,04,JP,720\n2024,HM1,JP,800\n"


@pytest.fixture
def client(client):
    call_command("createcachetable", verbosity=0)
    client.force_login(holder(campaign(), Post.LIAISON))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def at(asked=""):
    return reverse("members") + asked


def sent(client, content):
    file = SimpleUploadedFile("own.csv", content.encode(), content_type="text/csv")
    return client.post(reverse("members_upload"), {"file": file}, follow=True)


def test_the_official_results_ship_whole():
    entries = results_of_2007_and_2009()

    assert len(entries) == 1503
    assert {year: len([one for one in entries if one.year == year]) for year in ("2007", "2009")} == {
        "2007": 740,
        "2009": 763,
    }


def test_the_averages_of_2007_are_those_that_were_published(client):
    page = client.get(at("?year=2007&report=by_average_points"))

    found = [
        (one["row"].rank, one["row"].member, one["row"].skills, one["average_points"]) for one in page.context["rows"]
    ]
    assert found[:3] == [(1, "KR", 37, "527.38"), (2, "BR", 20, "519.60"), (3, "CH", 35, "518.71")]


@pytest.mark.parametrize(
    "report", ["by_member", "by_total_medal_points", "by_average_medal_points", "by_total_points", "by_average_points"]
)
def test_each_of_the_five_reports_has_its_table_and_chart(client, report):
    page = client.get(at(f"?report={report}"))

    assert page.context["asked"].report == report
    assert len(page.context["rows"]) == 46
    assert len(page.context["chart"]["drawing"]["categories"]) == 20


def test_the_best_of_each_nation_and_of_all_are_named(client):
    page = client.get(at("?year=2009"))

    best = {one["row"].member: one["best"] for one in page.context["rows"]}
    assert best["KR"] == "23 · 555"
    assert page.context["tiles"][-1]["value"] == "SG 39 · 570"


def test_a_table_of_ones_own_is_compared_on_the_scale_of_today_without_the_host_members_skills(client):
    page = sent(client, OWN)

    assert page.context["asked"].threshold == 700
    assert [
        (one["row"].member, one["row"].gold, one["row"].silver, one["total_points"]) for one in page.context["rows"]
    ] == [
        ("CN", 2, 0, "1440"),
        ("JP", 0, 1, "720"),
    ]


def test_a_table_is_for_whoever_sent_it_alone(client, django_user_model):
    page = sent(client, OWN)
    address = f"{at()}?table={page.context['asked'].table}"
    client.force_login(holder(campaign("andere"), Post.COACH, "somebody-else"))

    other = client.get(address)

    assert other.status_code == 422
    assert "upload it again" in words_of(other)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("year,skill_number,member_code\n2024,04,CN\n", "This column is missing"),
        ("year,skill_number,member_code,points\n2024,04,CN,many\n", "“many” is no number"),
        ("year,skill_number,member_code,points\n", "nothing stands in this table"),
    ],
)
def test_a_table_that_cannot_be_read_is_answered_with_what_is_wrong_in_it(client, content, words):
    page = sent(client, content)

    assert page.status_code == 422
    assert words in words_of(page)


def test_the_workbook_holds_the_five_reports(client):
    answer = client.get(at("?year=2007&as=xlsx"))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [
        "By medal points",
        "By average medal points",
        "By points",
        "By average points",
        "By Member",
    ]
    assert [cell.value for cell in book["By average points"][4]][:3] == [1, "KR", 37]
    assert book["By points"]["A2"].value == "2007 · 500 · from_first"


def test_a_threshold_or_rule_that_does_not_exist_is_left_aside(client):
    page = client.get(at("?threshold=9&rule=luck&year=1066"))

    assert (page.context["asked"].threshold, page.context["asked"].rule, page.context["asked"].year) == (
        500,
        "from_first",
        "2009",
    )
