"""The first chapter: a campaign, its dates and stages, its bodies, people, posts and entries."""

import io
from collections.abc import Mapping, Sequence
from datetime import timedelta

import openpyxl
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from stories.walk import fill, follow, follow_first, go, look, press, save, sees, sign_in, take
from stories.watching import Hall

CHIEF, JUDGES = "chief", ("judge1", "judge2", "judge3", "judge4")
SECRETARIES = ("keyer1", "keyer2", "checker")
ENTRIES = ("17-01", "17-02", "17-03", "17-04", "17-05")
NAMES = {
    "clerk": "示例抽签员",
    "keyer1": "示例录分员甲",
    "keyer2": "示例录分员乙",
    "checker": "示例核对员",
    "arbiter": "示例仲裁员",
    **{login: f"示例裁判{number}" for number, login in enumerate(JUDGES, 1)},
    **{f"c{number}": f"示例选手{number}" for number in range(1, 6)},
}
RECUSED = "judge2"
"""This judge works at the school of the first competitor."""

BODIES = (
    ("C1", "示例市人社局", "", "市级主管部门", "P"),
    ("B1", "示例集训基地", "", "集训基地", "C1"),
    *((f"U{number}", f"示例技师学院{number}", "", "选手单位", "C1") for number in range(1, 6)),
)
POSTS = (
    ("clerk", "抽签员", "P", "", ""),
    *((login, "录分员", "P", "", "") for login in SECRETARIES),
    ("arbiter", "监督仲裁", "P", "", ""),
    *((login, "裁判员", "T17", "17", "") for login in JUDGES),
)
FIRST_ENTRIES = tuple(("17", code, f"U{code[-1]}", "B1", f"c{code[-1]}", "", "") for code in ENTRIES[:4])


def the_campaign_is_set_up(hall: Hall) -> None:
    """Set up everything that an assessment needs."""
    the_director_opens_the_campaign(hall)
    the_director_chooses_the_skill_the_stages_and_the_dates(hall)
    the_director_names_an_officer(hall)
    the_officer_proposes_the_chief_expert_and_the_director_approves(hall)
    the_officer_brings_everybody_in_by_workbook(hall)
    the_officer_enters_the_last_competitor(hall)
    the_officer_hands_out_the_passwords(hall)


def the_director_opens_the_campaign(hall: Hall) -> None:
    page = sign_in(hall, "director")
    look(page, "10-welcome")
    follow(page, "Open the first campaign")
    fill(page, name_zh="示例省备战第48届世界技能大赛", name_en="Sample Province to WorldSkills 2026")
    fill(page, province_zh="示例省人社厅", province_en="Sample Province")
    save(page)
    look(page, "11-home-of-an-empty-campaign")


def the_director_chooses_the_skill_the_stages_and_the_dates(hall: Hall) -> None:
    page = sign_in(hall, "director")
    go(page, "/skills/choose/")
    page.check("input[value='17']")
    save(page)
    sees(page, "网站技术")
    go(page, "/stages/")
    fill(page, position=1, name_zh="集中考核（五进二）", name_en="Camp (5 to 2)", from_n=5, to_m=2)
    save(page)
    go(page, "/dates/add/")
    fill(page, key="opening", name_zh="大赛开幕", name_en="Opening", on=_day(60))
    save(page)
    expect(page.locator("header .countdown-row")).to_contain_text("大赛开幕")
    look(page, "12-dates")


def the_director_names_an_officer(hall: Hall) -> None:
    page = sign_in(hall, "director")
    _write_down(page, "officer", "示例专员", "P")
    follow(page, "Give a post", within="main .title-actions")
    fill(page, person="officer", post="officer", body="P")
    save(page)
    go(page, "/people/?words=officer")
    follow_first(page, "main tbody")
    follow(page, "Password", within="main .title-actions")
    _keep_password(hall, page, "officer")


def the_officer_proposes_the_chief_expert_and_the_director_approves(hall: Hall) -> None:
    """One body, one person and one post by screen; nobody holds the post before the second person agrees."""
    page = sign_in(hall, "officer")
    go(page, "/bodies/add/")
    fill(page, party="expert_team", code="T17", name_zh="示例网站技术专家组", superior="P")
    save(page)
    _write_down(page, CHIEF, "示例裁判长", "T17")
    go(page, "/posts/give/")
    fill(page, person=CHIEF, post="chief_expert", body="T17", skill="17", reason="技术委员会推荐")
    save(page)
    expect(page.locator("table")).not_to_contain_text(["示例裁判长"])
    _approve_every_post(hall)
    go(page, "/posts/")
    sees(page, "示例裁判长")


def the_officer_brings_everybody_in_by_workbook(hall: Hall) -> None:
    """A post misspelt and a body that does not exist: nothing comes in, and the errors stand beside the cells."""
    page = sign_in(hall, "officer")
    go(page, "/workbook/")
    empty = take(page, "Empty, with the list of skills")
    people = [(login, name, "", "", "", _body_of(login)) for login, name in NAMES.items()]
    wrong = [*POSTS[:-1], ("judge4", "裁决员", "T17", "17", "")]
    filled = {"单位 Bodies": BODIES, "人员 People": people, "报名 Entries": FIRST_ENTRIES}
    _bring(page, _filled(empty, {**filled, "任职 Appointments": wrong}), refused=422)
    look(page, "13-workbook-refused")
    marked = take(page, "Download with errors marked")
    assert "裁决员" in _errors_in(marked, "任职 Appointments")
    _bring(page, _mended(marked, "裁决员", "裁判员"))
    look(page, "14-workbook-brought-in")
    _approve_every_post(hall)
    go(page, "/people/")
    sees(page, "示例选手5")


def the_officer_enters_the_last_competitor(hall: Hall) -> None:
    page = sign_in(hall, "officer")
    go(page, "/entries/add/?skill=17")
    fill(page, code="17-05", unit="U5", base="B1", competitor_1="c5")
    save(page)
    go(page, "/entries/")
    for code in ENTRIES:
        sees(page, code)
    look(page, "15-entries")


def the_officer_hands_out_the_passwords(hall: Hall) -> None:
    page = sign_in(hall, "officer")
    go(page, "/people/")
    cards = page.locator("main tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[1].innerText.trim(), row.querySelector('a').getAttribute('href')])"
    )
    for login in (CHIEF, "clerk", *SECRETARIES, "arbiter", *JUDGES, "c1", "c2"):
        go(page, f"{dict(cards)[login]}password/")
        _keep_password(hall, page, login)
    look(page, "16-password-slip")


def _write_down(page: Page, login: str, name: str, body: str) -> None:
    go(page, "/people/add/")
    fill(page, login=login, name=name, body=body)
    save(page)


def _keep_password(hall: Hall, page: Page, login: str) -> None:
    save(page)
    hall.passwords[login] = page.inner_text(".slip-password")


def _approve_every_post(hall: Hall) -> None:
    page = sign_in(hall, "director")
    go(page, "/")
    while page.locator(".todo:not(.news) a").count():
        follow_first(page, ".todo:not(.news)")
        press(page, "Approve exactly this")
        go(page, "/")


def _bring(page: Page, content: bytes, *, refused: int = 0) -> None:
    fill(page, file={"name": "名册.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": content})
    press(page, "Bring in", refused=refused)


def _filled(content: bytes, sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for title, rows in sheets.items():
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 2):
                book[title].cell(number, column, value or None)
    return _saved(book)


def _errors_in(content: bytes, title: str) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[title]
    return " ".join(str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True) if row[0])


def _mended(content: bytes, wrong: str, right: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["任职 Appointments"].iter_rows(min_row=2, min_col=2):
        for cell in row:
            cell.value = right if cell.value == wrong else cell.value
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _body_of(login: str) -> str:
    if login == RECUSED:
        return "U1"
    if login in JUDGES:
        return "T17"
    return f"U{login[1]}" if login[0] == "c" and login[1:].isdecimal() else "P"


def _day(ahead: int) -> str:
    return (localdate() + timedelta(days=ahead)).isoformat()
