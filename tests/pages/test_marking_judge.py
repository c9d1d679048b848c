"""A judge's phone: the own sheets and nothing else; one tap, one award, and never a tick before the answer (K5)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import hall
from beizhan.actions.documents.terms import keep_terms
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED
from beizhan.core.training.terms import Term
from beizhan.models.marking.awards import Award
from beizhan.queries.marking.entering.judging import Duty, duties_of, next_of
from desk import barred_code, codes, confirm, give, judged, measure, measured, score, with_bars

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client, open_hall):
    """Sign a judge in."""

    def sign_in(who="judge1", found=open_hall):
        client.force_login(found.people[who])
        return client

    return sign_in


def at(found, code, sub="A1"):
    return reverse("judge_sheet", args=[found.assessment.pk, sub, code])


def row_of(html, aspect):
    """The piece of one aspect, as it stands in the page or came alone."""
    part = html[html.index(f'id="a{aspect.key}"') :]
    return part[: part.index("</section>")]


def fields_of(piece):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', piece)
    return dict(found[:5]) | {}


def tap(browser, found, code, aspect, value, **more):
    piece = row_of(browser.get(at(found, code)).content.decode(), aspect)
    return browser.post(at(found, code), fields_of(piece) | {"value": value, **more}, headers={"hx-request": "true"})


def scores_in(piece):
    return re.findall(r'<b class="score[^"]*">(.*?)</b>', piece)


def test_a_tap_is_saved_and_answered_with_its_row_and_its_number(judge, open_hall):
    code, aspect = codes(open_hall)[0], judged(open_hall)

    response = tap(judge(), open_hall, code, aspect, "2")

    award = Award.objects.get()
    assert (award.value, award.seat, award.is_alone, award.by) == (2, 1, True, open_hall.people["judge1"])
    assert response["X-Saved-Seq"] == str(award.event.seq)
    piece = response.content.decode()
    assert piece.count("<section") == 1
    assert f"№{award.event.seq}" in piece
    assert re.search(r'value="2"\s+aria-pressed="true"', piece)


def test_the_same_tap_sent_again_is_one_award_and_the_same_answer(judge, open_hall):
    code, aspect, browser = codes(open_hall)[0], judged(open_hall), judge()
    fields = fields_of(row_of(browser.get(at(open_hall, code)).content.decode(), aspect)) | {"value": "2"}

    answers = [browser.post(at(open_hall, code), fields, headers={"hx-request": "true"}) for _ in range(3)]

    assert {answer["X-Saved-Seq"] for answer in answers} == {str(Award.objects.get().event.seq)}


def test_without_scripts_a_tap_leads_back_to_its_row(judge, open_hall):
    code, aspect, browser = codes(open_hall)[0], judged(open_hall), judge()
    fields = fields_of(row_of(browser.get(at(open_hall, code)).content.decode(), aspect)) | {"value": "3"}

    response = browser.post(at(open_hall, code), fields)

    assert response["Location"] == f"{at(open_hall, code)}#a{aspect.key}"


def test_a_tap_that_comes_too_late_shows_both_values(judge, open_hall):
    code, aspect, browser = codes(open_hall)[0], judged(open_hall), judge()
    fields = fields_of(row_of(browser.get(at(open_hall, code)).content.decode(), aspect)) | {"value": "2"}
    give(open_hall, [AwardRow(code, aspect.key, 1, 3, 0)], "judge1")

    response = browser.post(at(open_hall, code), fields, headers={"hx-request": "true"})

    assert response.status_code == 412
    assert "你点的是 2，但你的席位" in response.content.decode()
    assert "保存了 3" in response.content.decode()
    assert [row.value for row in Award.objects.all()] == [3]


def test_no_score_of_another_judge_is_in_the_page_before_all_three_have_spoken(judge, open_hall):
    code, aspect = codes(open_hall)[0], judged(open_hall)
    give(open_hall, [AwardRow(code, aspect.key, 2, 3, 0)], "judge2")
    give(open_hall, [AwardRow(code, aspect.key, 3, 2, 0)], "judge3")

    before = row_of(judge().get(at(open_hall, code)).content.decode(), aspect)
    after = tap(judge(), open_hall, code, aspect, "2").content.decode()

    assert (scores_in(before), 'aria-pressed="true"' in before) == ([], False)
    assert scores_in(after) == ["2", "3", "2"]
    assert not [who for who in ("judge2", "judge3") if open_hall.people[who].name in after]


def test_scores_that_lie_apart_are_shown_as_such_and_cannot_be_tapped_away(judge, open_hall):
    code, aspect = codes(open_hall)[0], judged(open_hall)
    score(open_hall, code, aspect, (0, 2, 3))

    piece = row_of(judge().get(at(open_hall, code)).content.decode(), aspect)

    assert scores_in(piece) == ["0", "2", "3"]
    assert "revealed-apart" in piece
    assert 'name="value"' not in piece


def test_a_measurement_is_full_nothing_or_another_value_with_its_reason(judge, open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)

    refused = tap(judge(), open_hall, code, aspect, "other", other="7.5", note="")
    assert (refused.status_code, "须简要写明扣分理由" in refused.content.decode()) == (422, True)
    tap(judge(), open_hall, code, aspect, "other", other="7.5", note="缺一处标注")
    tap(judge("judge2"), open_hall, code, aspect, "10.00")
    tap(judge("judge3"), open_hall, code, aspect, "0")

    found = Award.objects.order_by("version").values_list("seat", "value", "note")
    assert list(found) == [(AGREED, 750, "缺一处标注"), (AGREED, 1000, ""), (AGREED, 0, "")]


@pytest.mark.parametrize("value", ["4", "", "x", "2.5"])
def test_what_is_no_score_is_refused(judge, open_hall, value):
    response = tap(judge(), open_hall, codes(open_hall)[0], judged(open_hall), value)

    assert response.status_code == (200 if value == "" else 422)
    assert Award.objects.filter(value__isnull=False).count() == 0


def test_a_confirmed_aspect_has_no_keys(judge, open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    measure(open_hall, code, aspect, 1000)
    confirm(open_hall, code, aspect)

    assert 'name="value"' not in row_of(judge().get(at(open_hall, code)).content.decode(), aspect)


def test_who_has_not_declared_is_sent_to_declare_first(judge):
    found = hall.planned()

    response = judge(found=found).get(reverse("judge", args=[found.assessment.pk]))

    assert response["Location"] == reverse("declaration", args=[found.assessment.pk])


def test_a_barred_code_is_nowhere_in_a_judges_list_and_its_sheet_is_not_found(judge):
    found = with_bars("judge1")
    barred = barred_code(found, "judge1")
    mine = reverse("judge", args=[found.assessment.pk])

    listed = judge(found=found).get(mine).content.decode()

    assert f">{barred}<" not in listed
    assert judge(found=found).get(at(found, barred)).status_code == 404
    assert f">{barred}<" in judge("judge4", found).get(mine).content.decode()
    assert tap(judge("judge4", found), found, barred, judged(found), "2")["X-Saved-Seq"]


def test_who_sits_in_no_seat_finds_no_sheet(judge, open_hall):
    assert judge("judge4").get(at(open_hall, codes(open_hall)[0])).status_code == 404


def test_a_sheet_ends_with_the_way_to_the_next_one_that_is_not_done_and_the_last_with_none(judge, open_hall):
    browser, found = judge(), open_hall
    first, *others = [(one.sub, one.place) for one in duties_of(found.assessment, found.people["judge1"])]

    page = browser.get(at(found, first[1], first[0]))

    assert (page.context["following"].sub, page.context["following"].place) == others[0]
    assert at(found, others[0][1], others[0][0]) in page.content.decode()


def test_the_next_sheet_after_the_last_is_the_first_that_is_left():
    done, left = (Duty("A1", "", 1, place, "", count, 2, 0, is_cover=False) for place, count in (("x", 0), ("y", 2)))
    last = Duty("B1", "", 1, "x", "", 2, 2, 0, is_cover=False)

    assert next_of([done, left, last], sub="B1", place="x") == left
    assert next_of([done, left, last], sub="A1", place="y") == last
    assert next_of([done, left], sub="A1", place="y") is None


def test_a_sheet_says_the_terms_that_stand_on_it_and_no_others(judge, open_hall):
    terms = [Term("尺寸", "dimension", "内部说明"), Term("规划", "Plan"), Term("功能", "function")]
    keep_terms(open_hall.skill, terms, **open_hall.who("expert"))

    page = judge().get(at(open_hall, codes(open_hall)[0])).content.decode()

    told = re.search(r'<details class="sheet-terms.*?</details>', page, re.DOTALL).group()
    assert re.findall(r"<li><b[^>]*>(.*?)</b> <span[^>]*>(.*?)</span>", told) == [
        ("规划", "Plan"),
        ("尺寸", "dimension"),
    ]
    assert ("术语 2" in told, "内部说明" in page) == (True, False)


def test_a_sheet_without_terms_says_nothing_of_them(judge, open_hall):
    keep_terms(open_hall.skill, [Term("功能", "function")], **open_hall.who("expert"))

    assert "sheet-terms" not in judge().get(at(open_hall, codes(open_hall)[0])).content.decode()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_terms_take_one_query_a_sheet_and_none_a_tap(judge, open_hall, count):
    terms = [Term("尺寸", "dimension"), Term("规划", "Plan"), Term("功能", "function")][:count]
    if terms:
        keep_terms(open_hall.skill, terms, **open_hall.who("expert"))
    browser, address = judge(), at(open_hall, codes(open_hall)[0])
    fields = fields_of(row_of(browser.get(address).content.decode(), judged(open_hall))) | {"value": "2"}

    with CaptureQueriesContext(connection) as sheet:
        browser.get(address)
    with CaptureQueriesContext(connection) as tapped:
        browser.post(address, fields, headers={"hx-request": "true"})

    asked = [sum("beizhan_term" in one["sql"] for one in found.captured_queries) for found in (sheet, tapped)]
    assert (len(sheet), asked) == (38, [1, 0])
