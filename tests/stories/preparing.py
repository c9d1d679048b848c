"""The second chapter: the scheme frozen, the assessment planned, the teams seated, the codes drawn under two keys."""

import json
from pathlib import Path

from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from stories.opening import CHIEF, ENTRIES, JUDGES, RECUSED
from stories.walk import fill, follow_first, go, look, on_phone, press, save, sees, sign_in, words_of
from stories.watching import Hall

ROUND = "camp"
OBJECTION_MINUTES = 1


def the_assessment_is_prepared(hall: Hall, workbook: Path) -> None:
    """Prepare everything up to the first mark."""
    the_real_scheme_is_imported_and_frozen_by_two(hall, workbook)
    the_officer_plans_the_assessment_with_its_rule(hall)
    the_officer_seats_the_judges(hall)
    every_judge_declares_and_one_is_recused(hall)
    two_keys_draw_the_codes(hall)
    the_chief_expert_starts_the_marking(hall)


def the_real_scheme_is_imported_and_frozen_by_two(hall: Hall, workbook: Path) -> None:
    page = sign_in(hall, CHIEF)
    go(page, "/schemes/17/import/")
    fill(page, file=workbook)
    save(page)
    sees(page, "149")
    look(page, "20-what-was-understood")
    save(page)
    press(page, "Propose to freeze", sure=True)
    assert page.get_by_role("button", name="批准").count() == 0, "nobody approves the own proposal"
    approve(hall, "director", page.url)
    look(sign_in(hall, "director"), "21-frozen")


def approve(hall: Hall, login: str, address: str) -> Page:
    """Approve a proposal as the second person."""
    page = sign_in(hall, login)
    go(page, address)
    press(page, "Approve")
    sees(page, "Approved")
    return page


def the_officer_plans_the_assessment_with_its_rule(hall: Hall) -> None:
    page = sign_in(hall, "officer")
    go(page, "/assessments/plan/?skill=17")
    stage = page.locator("select[name=stage] option").nth(1).get_attribute("value")
    fill(
        page,
        stage=stage,
        code="17-K1",
        round=ROUND,
        name_zh="网站技术集中考核",
        name_en="Web camp",
        first_day=localdate(),
    )
    fill(page, objection_minutes=OBJECTION_MINUTES)
    save(page)
    hall.notes["assessment"] = page.url
    save(page)
    go(page, at(hall, "rule/"))
    fill(page, through=2, of=5, reserves=1)
    page.select_option("[name='ties-0-by']", "largest_criterion_first")
    save(page)
    look(page, "22-rule")


def the_officer_seats_the_judges(hall: Hall) -> None:
    page = sign_in(hall, "officer")
    go(page, at(hall, "panel/"))
    for seat, number in enumerate(range(1, 5), 1):
        page.select_option(f"#seat{seat}", label=f"示例裁判{number}")
    save(page)
    look(page, "23-teams")


def every_judge_declares_and_one_is_recused(hall: Hall) -> None:
    """The own unit is known to the system and cannot be unticked; before declaring, nothing else is to be seen."""
    for login in JUDGES:
        page = on_phone(hall, login)
        go(page, "/")
        follow_first(page, ".todo:not(.news)")
        is_known = page.locator("input[disabled][checked]").count() > 0
        assert is_known == (login == RECUSED)
        page.check("input[name=none]")
        if login == RECUSED:
            look(page, "24-declaration-phone")
        save(page)


def two_keys_draw_the_codes(hall: Hall) -> None:
    """The clerk sees lots, the secretary codes; neither key is shown again."""
    drawn = {}
    for login, half in (("clerk", "tags"), ("keyer1", "codes")):
        page = sign_in(hall, login)
        go(page, at(hall, "draw/"))
        page.check("input[name=written]")
        look(page, f"25-draw-{half}")
        save(page)
        look(page, f"26-envelope-{half}")
        hall.notes[half] = page.inner_text(".key-words")
        drawn[half] = page.locator("main table tbody tr").evaluate_all(
            "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
        )
        assert not any(entry in words_of(page) for entry in ENTRIES) or half == "tags"
        go(page, at(hall, "draw/"))
        assert hall.notes[half] not in words_of(page)
    code_of = {lot: code.split()[0] for lot, code in drawn["codes"]}
    hall.notes["codes of entries"] = json.dumps({who.split()[0]: code_of[lot] for who, lot in drawn["tags"]})


def the_chief_expert_starts_the_marking(hall: Hall) -> None:
    page = sign_in(hall, CHIEF)
    go(page, at(hall))
    press(page, "Start marking", sure=True)
    expect(page.locator("main")).to_contain_text("录分")
    look(page, "27-hub")


def code_of(hall: Hall, entry: str) -> str:
    return json.loads(hall.notes["codes of entries"])[entry]


def codes_in(hall: Hall) -> list[str]:
    return sorted(json.loads(hall.notes["codes of entries"]).values())


def at(hall: Hall, screen: str = "") -> str:
    return hall.notes["assessment"] + screen
