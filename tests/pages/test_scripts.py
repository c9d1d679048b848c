"""The small scripts of the look, driven in a real browser on the style book under the strict policy."""

import shutil
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from pages import stylebook_urls

pytestmark = pytest.mark.browser
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
KEY_OF_THREE = "#judge .key >> nth=3"
PENDING = "#judge [data-words]"
CELL = "[data-cell] >> nth={}"


@pytest.fixture(scope="module")
def address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    # not the fixture live_server: nothing here is written, so nothing needs to be emptied after each test
    with django_db_blocker.unblock(), override_settings(ROOT_URLCONF="pages.stylebook_urls"):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        yield chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(address: str, browser: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    stylebook_urls.received.clear()
    stylebook_urls.refusals.clear()
    page = browser.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/account/stylebook/")
    yield page
    page.close(run_before_unload=False)


def cell_values(page: Page) -> list[str]:
    return page.locator("[data-cell]").evaluate_all("cells => cells.map(cell => cell.value)")


def place_of_focus(page: Page) -> str | None:
    return page.evaluate("document.activeElement.dataset.row ?? null")


def test_nothing_on_the_style_book_offends_the_policy_or_leaves_the_machine(page, complaints, address):
    addresses = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")

    outside = [address for address in addresses if not address.startswith((address, "data:"))]

    assert (complaints, outside) == ([], [])


@pytest.mark.parametrize("width", [390, 768, 1366])
def test_no_page_is_wider_than_its_window(page, width):
    page.set_viewport_size({"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_judges_keys_are_as_large_as_a_thumb(page):
    box = page.locator(KEY_OF_THREE).bounding_box()

    assert (box["width"] >= 56, box["height"] >= 56) == (True, True)


def test_enter_and_plus_move_on_and_a_judgement_moves_on_by_itself(page):
    page.focus(CELL.format(0))
    for key in ("1", ".", "5", "Enter", "0", ".", "7", "5", "+", "2"):
        page.keyboard.press(key)

    assert cell_values(page)[:3] == ["1.5", "0.75", "2"]
    assert place_of_focus(page) == "4"


def test_star_writes_the_full_mark_and_slash_writes_zero(page):
    page.focus(CELL.format(0))
    page.keyboard.press("*")
    page.keyboard.press("/")

    assert cell_values(page)[:2] == ["1.50", "0"]


def test_full_width_digits_and_signs_are_understood(page):
    page.focus(CELL.format(0))
    page.keyboard.insert_text("１．２５")
    page.keyboard.insert_text("＋")

    assert cell_values(page)[0] == "1.25"
    assert place_of_focus(page) == "2"


@pytest.mark.parametrize("text", ["1.51", "1.234", "-1", "abc", "1..2"])
def test_what_is_no_mark_of_this_aspect_is_said_at_once_and_keeps_the_cell(page, text):
    page.focus(CELL.format(0))
    page.keyboard.type(text)
    page.keyboard.press("Enter")

    assert page.get_attribute(CELL.format(0), "aria-invalid") == "true"
    assert page.inner_text("[data-keypad-fault]") == "应为 0 至 1.50，最多两位小数"
    assert place_of_focus(page) == "1"


def test_a_judgement_over_three_does_not_move_on(page):
    page.focus(CELL.format(2))
    page.keyboard.press("4")

    assert (page.get_attribute(CELL.format(2), "aria-invalid"), place_of_focus(page)) == ("true", "3")


def test_arrows_walk_and_backspace_in_an_empty_cell_goes_back(page):
    page.focus(CELL.format(1))
    page.keyboard.press("ArrowDown")
    below = place_of_focus(page)
    page.keyboard.press("Backspace")

    assert (below, place_of_focus(page)) == ("3", "2")


def test_the_last_cell_leads_to_the_key_that_ends_the_work(page):
    page.focus(CELL.format(5))
    page.keyboard.press("1")

    expect(page.locator("[data-keypad-end]")).to_be_focused()
    assert page.inner_text("[data-filled-count]") == "1"


def test_a_send_shows_its_number_only_after_the_answer(page):
    page.click(KEY_OF_THREE)

    expect(page.locator(PENDING)).to_have_text("已保存 №812")
    assert [score for _, score in stylebook_urls.received] == ["3"]


def test_a_retry_sends_the_same_key_and_the_same_value(page):
    stylebook_urls.refusals.append(503)
    page.click(KEY_OF_THREE)
    expect(page.locator(PENDING)).to_have_text("未保存：没有收到应答")

    page.click("#judge [data-retry]")

    expect(page.locator(PENDING)).to_have_text("已保存 №812")
    assert stylebook_urls.received[0] == stylebook_urls.received[1]


def test_while_no_answer_has_come_no_other_value_can_be_sent(page):
    stylebook_urls.refusals.append(503)
    page.click(KEY_OF_THREE)
    expect(page.locator("#judge [data-retry]")).to_be_visible()

    assert page.locator("#judge .key:enabled").count() == 0


def test_the_next_deed_has_a_key_of_its_own(page):
    page.click(KEY_OF_THREE)
    expect(page.locator(PENDING)).to_have_text("已保存 №812")
    page.click("#judge .key >> nth=1")
    expect(page.locator("#judge .key >> nth=1")).to_be_enabled()

    keys = {key for key, _ in stylebook_urls.received}
    assert len(keys) == 2


def test_who_was_signed_out_sends_the_same_again_though_signing_in_made_another_token(page):
    stylebook_urls.refusals.append(401)
    page.click(KEY_OF_THREE)
    expect(page.locator("#notice")).to_have_text("登录已失效。请在另一个标签页重新登录后再试。")
    page.evaluate("document.cookie = 'csrftoken=' + 'Ab'.repeat(16) + '; path=/'")

    page.click("#judge [data-retry]")

    expect(page.locator(PENDING)).to_have_text("已保存 №812")
    expect(page.locator("#notice")).to_be_hidden()
    assert stylebook_urls.received[0] == stylebook_urls.received[1]


def test_a_refusal_is_not_called_silence(page):
    stylebook_urls.refusals.append(422)
    page.click(KEY_OF_THREE)

    expect(page.locator(PENDING)).to_have_text("被拒绝，未保存")


def test_a_dangerous_deed_is_asked_about_first(page):
    page.click("text=锁定 A1 子项")

    expect(page.locator("#confirm")).to_be_visible()
    expect(page.locator("[data-confirm-words]")).to_have_text("锁定后须两人同意方可重新打开。")
    page.click("#confirm [value=no]")
    expect(page.locator("#confirm")).to_be_hidden()
    assert stylebook_urls.received == []


def test_charts_are_drawn_and_leave_a_still_picture_for_paper(page):
    expect(page.locator("[data-chart]:has(canvas)")).to_have_count(5)
    page.pdf()

    stills = page.locator("[data-chart-still]").evaluate_all("all => all.map(one => one.src.slice(0, 22))")
    assert set(stills) == {"data:image/png;base64,"}


def test_a_menu_folds_by_escape_and_gives_the_focus_back(page):
    page.evaluate("document.querySelector('.chart-figures').setAttribute('data-menu', '')")
    page.click(".chart-figures > summary")
    opened = page.locator("details[data-menu][open]").count()
    page.keyboard.press("Escape")

    assert (opened, page.locator("details[data-menu][open]").count()) == (1, 0)
    expect(page.locator(".chart-figures > summary")).to_be_focused()
