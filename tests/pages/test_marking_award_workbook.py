"""Awards by Excel: taken away, filled in, taken in whole, or handed back with the errors beside the cells."""

import base64
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from beizhan.models.marking.awards import Award, Submission
from desk import codes, confirm, judged, measure, measured, score

pytestmark = pytest.mark.django_db
FIRST_ROW, FIRST_COLUMN = 5, 7


@pytest.fixture
def browser(client, open_hall):
    client.force_login(open_hall.people["secretary"])
    return client


def at(found, name="award_workbook"):
    return reverse(name, args=[found.assessment.pk])


def taken(browser, found, sub="A1"):
    answer = browser.get(at(found, "award_workbook_file"), {"sub": sub})
    return load_workbook(BytesIO(answer.content))


def brought(browser, found, book, name="给分表.xlsx"):
    content = BytesIO()
    book.save(content)
    return browser.post(at(found), {"file": SimpleUploadedFile(name, content.getvalue())}, follow=True)


def fill(book, row, column, value):
    book["A1"].cell(FIRST_ROW + row, FIRST_COLUMN + column).value = value


def marked_in(answer):
    found = re.search(r'href="data:[^"]*base64,([^"]*)"', answer.content.decode())
    return load_workbook(BytesIO(base64.b64decode(found[1])))


def test_what_is_filled_in_is_recorded_in_one_sending(browser, open_hall):
    book = taken(browser, open_hall)
    for seat, value in enumerate((2, 3, 2)):
        fill(book, 0, seat, value)
    fill(book, 1, 0, 7.5)

    answer = brought(browser, open_hall, book)

    assert "已保存 №" in answer.content.decode()
    found = Award.objects.values_list("place__code", "seat", "value", "submission")
    submission = Submission.objects.get()
    assert submission.key.startswith("xlsx-")
    assert sorted(found) == [
        (codes(open_hall)[0], seat, value, submission.pk) for seat, value in ((0, 750), (1, 2), (2, 3), (3, 2))
    ]


def test_the_same_file_twice_is_recorded_once(browser, open_hall):
    book = taken(browser, open_hall)
    fill(book, 1, 0, 10)
    content = BytesIO()
    book.save(content)

    answers = [
        browser.post(at(open_hall), {"file": SimpleUploadedFile("给分表.xlsx", content.getvalue())}) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Award.objects.count() == 1


def test_what_stood_in_the_workbook_already_is_left_alone(browser, open_hall):
    measure(open_hall, codes(open_hall)[0], measured(open_hall), 1000, "second")
    book = taken(browser, open_hall)
    assert book["A1"].cell(FIRST_ROW + 1, FIRST_COLUMN).value == 10

    refused = brought(browser, open_hall, book)
    assert (refused.status_code, Award.objects.count()) == (422, 1)
    fill(book, 0, 0, 3)
    brought(browser, open_hall, book)

    assert sorted(Award.objects.values_list("seat", "value")) == [(0, 1000), (1, 3)]


def test_a_cell_that_others_changed_since_comes_back_red_and_nothing_is_recorded(browser, open_hall):
    code = codes(open_hall)[0]
    book = taken(browser, open_hall)
    fill(book, 0, 0, 2)
    fill(book, 1, 0, 5)
    measure(open_hall, code, measured(open_hall), 1000, "second")

    answer = brought(browser, open_hall, book)

    assert answer.status_code == 412
    assert [row.value for row in Award.objects.all()] == [1000]
    sheet = marked_in(answer)["A1"]
    beside = sheet.cell(FIRST_ROW + 1, FIRST_COLUMN)
    assert (beside.value, "已有人改动" in beside.comment.text) == (5, True)
    assert sheet.cell(FIRST_ROW, FIRST_COLUMN).comment is None


@pytest.mark.parametrize(("row", "value", "words"), [(0, 4, "评价只能填"), (1, 10.01, "满分"), (1, "优秀", "")])
def test_what_is_no_award_comes_back_with_the_reason_beside_its_cell(browser, open_hall, row, value, words):
    book = taken(browser, open_hall)
    fill(book, row, 0, value)
    fill(book, 1 - row, 1 - row, 1)

    answer = brought(browser, open_hall, book)

    assert (answer.status_code, Award.objects.count()) == (422, 0)
    cell = marked_in(answer)["A1"].cell(FIRST_ROW + row, FIRST_COLUMN)
    assert cell.comment is not None
    assert words in cell.comment.text


def test_a_confirmed_cell_is_not_overwritten(browser, open_hall):
    code = codes(open_hall)[0]
    score(open_hall, code, judged(open_hall), (2, 2, 2), "second")
    confirm(open_hall, code, judged(open_hall), "secretary")
    book = taken(browser, open_hall)
    fill(book, 0, 0, 3)

    assert brought(browser, open_hall, book).status_code == 409
    assert Award.objects.count() == 3


@pytest.mark.parametrize(("content", "name"), [(b"", "x.xlsx"), (b"not a workbook", "x.xlsx"), (b"MZ", "x.exe")])
def test_what_is_no_workbook_is_refused(browser, open_hall, content, name):
    answer = browser.post(at(open_hall), {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert Award.objects.count() == 0


def test_no_file_is_told(browser, open_hall):
    assert "未选择文件" in browser.post(at(open_hall), {}).content.decode()
