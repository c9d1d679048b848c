"""The main path in a browser that runs no scripts: a sheet is keyed in, and another person confirms it."""

import pytest

from stories.walk import assessment_called, go, plainly, press, save, sees, untouched

pytestmark = pytest.mark.browser
NEW = "1.00"


def test_a_sheet_is_keyed_in_and_confirmed_by_another_without_any_script(demo_hall):
    one, other = (plainly(demo_hall, login) for login in ("secretary1", "secretary2"))
    assessment = assessment_called(one, "W2")

    go(one, f"{assessment}entry/")
    sheet = one.locator("main a[href*='/entry/A3/?code=']").last.get_attribute("href")
    go(one, sheet)
    for box in one.locator("input[data-kind=M]").all():
        box.fill(NEW)
    for box in one.locator("input[data-kind=J]").all():
        box.fill("2")
    save(one)
    sees(one, "已保存")
    code = sheet.rpartition("=")[2]
    go(other, f"{assessment}confirm/A3/{code}/")
    press(other, "Equal to the paper: confirm %(count)s cell")

    go(other, f"{assessment}confirm/A3/{code}/")
    assert other.locator("button[name=confirm]").count() == 0
    assert other.locator(".cell-confirmed").count() > 0


def test_a_judge_scores_without_any_script(demo_hall):
    page = plainly(demo_hall, "judge3")
    assessment = assessment_called(page, "W2")

    go(page, f"{assessment}judge/")
    where = untouched(page).get_attribute("id")
    press(page, "2", within=f"[id='{where}'] .judge-keys")

    assert page.locator(f"[id='{where}'] .key[value='2']").get_attribute("aria-pressed") == "true"


def test_a_wrong_mark_is_told_beside_the_sheet_without_any_script(demo_hall):
    page = plainly(demo_hall, "secretary1")
    assessment = assessment_called(page, "W2")

    go(page, f"{assessment}entry/")
    go(page, page.locator("main a[href*='/entry/B2/?code=']").first.get_attribute("href"))
    page.locator("input[data-kind=M]").first.fill("99")
    press(page, "Save the sheet", refused=422)

    assert page.locator("input[aria-invalid=true]").input_value() == "99"
