"""A rule changes: both editions come in, everything that differs is found, answered, trained and shown by marks."""

from __future__ import annotations

from datetime import timedelta

from django.utils import translation
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from beizhan.pages.words import CHANGE_KINDS, FIGURE_KINDS
from files.describing import OTHER, WRITERS, source
from files.planted import Told, missed_and_extra
from stories.serving import House, said_by
from stories.walk import fill, follow, follow_first, go, look, on_phone, press, save, sees, sign_in, sign_out
from stories.watching import PHONE, Hall

TITLE = "木结构示范 技术说明"
TOLERANCE, AGE = "±0.8 mm", "22周岁"
MEASURE = "每日半小时测量专项：卡尺与卷尺互校，公差按±0.8毫米判定"
ENTRY = "99-01"
READ_A_ROW = """row => {
  const words = side => { const one = row.querySelector(side).cloneNode(true);
                          one.querySelector('.side-name').remove(); return one.textContent.trim().replace(/^–$/, ''); };
  const figure = row.querySelector('.figures li');
  return [row.querySelector('.state').innerText.trim(), words('.side-old'), words('.side-new'),
          figure ? figure.innerText.trim() : ''];
}"""


def both_editions_come_in(hall: Hall) -> None:
    """The older is a Word file, the newer a PDF set otherwise, as it is in life."""
    page = sign_in(hall, "expert")
    go(page, "/documents/")
    follow(page, "Bring a document in")
    fill(page, skill="99", kind="technical_description", title=TITLE, language="zh-en")
    _bring(page, "2.0", "old", "docx")
    follow(page, "Bring another edition in")
    _bring(page, "3.0", "new", "pdf")
    sees(page, "Newest edition")
    sees(page, "Supersedes")
    look(page, "70-document")


def _bring(page: Page, label: str, edition: str, kind: str) -> None:
    content = WRITERS[kind](source(edition), *([OTHER] if edition == "new" else []))
    fill(page, label=label, found_in="示例论坛 Technical Description 99")
    fill(page, file={"name": f"td99-{label}.{kind}", "mimeType": "application/octet-stream", "buffer": content})
    save(page)


def everything_that_was_planted_is_told_and_nothing_else(hall: Hall) -> int:
    page = sign_in(hall, "expert")
    follow(page, "Compare with %(before)s")
    look(page, "71-comparison")

    told = _told(page)

    missed, extra = missed_and_extra(told)
    assert (missed, extra) == ([], []), (missed, extra)
    return len(told)


def _told(page: Page) -> list[Told]:
    """Return every change as the screen tells it, in the codes of the core."""
    with translation.override("zh-hans"):
        kinds = {str(words): str(kind) for kind, words in CHANGE_KINDS.items()}
        figures = {str(words): str(kind) for kind, words in FIGURE_KINDS.items()}
    rows = page.locator("main .difference").evaluate_all(f"rows => rows.map({READ_A_ROW})")
    return [(kinds[kind], old, new, figures.get(figure.split(" ")[0], "")) for kind, old, new, figure in rows]


def all_of_it_is_taken_up(hall: Hall, count: int) -> None:
    page = sign_in(hall, "expert")
    press(page, "Take up what is ticked")
    assert page.locator("main .difference input[name=change]").count() == 0
    the_funnel_tells(hall, count, 0, 0, 0, 0, 0)
    look(page, "72-found")


def one_is_signed_as_without_impact(hall: Hall, count: int) -> None:
    page = _at(hall, "chief", AGE)
    follow(page, "Decide")
    page.check("input[name=answer][value=no_impact]")
    fill(page, words="本省选手参赛当年均不满22岁，放宽年龄不影响训练")
    look(page, "73-deciding")
    save(page)
    sees(page, "已签署为无影响")
    the_funnel_tells(hall, count, 1, 0, 0, 0, 0)


def one_is_weighed_and_answered(hall: Hall, count: int) -> None:
    """The tolerance of lengths: high, it touches section 6, and the coach acts within a week."""
    page = _at(hall, "expert", TOLERANCE)
    follow(page, "Weigh")
    page.check("input[name=severity][value=high]")
    page.check("input[name=sections][value='6']")
    look(page, "74-weighing")
    save(page)
    follow(page, "Decide")
    page.check("input[name=answer][value=countermeasure]")
    fill(page, words=MEASURE, owner="coach", due=(localdate() + timedelta(days=5)).isoformat())
    save(page)
    sees(page, MEASURE)
    look(page, "75-answered")
    the_funnel_tells(hall, count, 2, 1, 0, 0, 0)


def version_two_of_the_plan_takes_it_up(hall: Hall, count: int) -> None:
    page = sign_in(hall, "coach")
    go(page, "/training/")  # who trains one entry comes straight to its week
    sees(page, "精度专项1")
    follow(page, "New version")
    page.locator("label", has_text=MEASURE).locator("input[name=changes]").check()
    fill(page, words="按新版公差训练")
    look(page, "76-writing-version-2")
    press(page, "Lay down the version")
    expect(page.locator("#v2")).to_contain_text("4.2 Measurement of lengths")
    look(page, "77-version-2")
    the_funnel_tells(hall, count, 2, 1, 1, 0, 0)


def a_session_is_logged_on_the_phone_in_three_taps(hall: Hall) -> None:
    """Which one, how hard, log it: what was planned stands there already."""
    sign_out(hall, "coach")
    page = on_phone(hall, "coach")
    go(page, f"/training/{ENTRY}/log/")
    _fits(page, "78-log-phone")
    follow_first(page, "main .picks")
    page.locator("main label", has=page.locator("input[name=effort][value='7']")).tap()
    _fits(page, "79-log-phone-chosen")
    press(page, "Log it")
    sees(page, "已记录：精度专项")
    _fits(page, "80-logged-phone")


def a_mock_shows_that_it_was_learnt(hall: Hall, house: House, count: int) -> None:
    """Days later a mock was held and sealed; nobody ticks anything."""
    house.days_later(6)
    for login in list(hall.pages):
        sign_out(hall, login)  # nobody stays signed in for so long
    the_funnel_tells(hall, count, 2, 1, 1, 0, 0)
    sees(sign_in(hall, "officer"), f"{count - 2} 处逾期")
    said_by(("-m", "stories.workshop", "after"), house.environment)
    the_funnel_tells(hall, count, 2, 1, 1, 1, 1)
    look(sign_in(hall, "officer"), "81-funnel")
    page = _at(hall, "officer", TOLERANCE)
    for words in ("a station::Learnt", "0%", "100%"):
        sees(page, words)
    look(page, "82-learnt")
    page.set_viewport_size(PHONE)
    _fits(page, "83-learnt-phone")


def the_funnel_tells(hall: Hall, *wanted: int) -> None:
    """Compare the figures under the funnel: found, decided, with impact, in the plan, tested, learnt."""
    page = sign_in(hall, "officer")
    go(page, "/changes/")
    told = tuple(map(int, page.locator("main .chart-figures td").all_text_contents()))
    assert told == wanted, told


def _at(hall: Hall, login: str, words: str) -> Page:
    """Go to a change by the words that changed, as the list shows them."""
    page = sign_in(hall, login)
    go(page, "/changes/")
    follow_first(page, f"main .ledger tbody tr:has-text('{words}')")
    return page


def _fits(page: Page, name: str) -> None:
    look(page, name)
    assert page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 1
