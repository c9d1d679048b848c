"""The small verbs of the stories: what a person does on a screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import Locator, Page, Response, expect

from stories.tongue import pattern, zh
from stories.watching import PHONE, Hall

PICTURES = os.environ.get("BEIZHAN_PICTURES")
expect.set_options(timeout=30_000)
UNTOUCHED = ".award:has(.judge-keys:not(.keys-two)):not(:has(.key[aria-pressed=true]))"
_PASSWORDS: WeakKeyDictionary[Page, str] = WeakKeyDictionary()


def sign_in(hall: Hall, login: str, **options: object) -> Page:
    """Sign somebody in, once; later calls give the same window."""
    if login not in hall.pages:
        page = hall.pages[login] = hall.room(**options)
        _come_in(page, login, hall.passwords[login])
    return hall.pages[login]


def on_phone(hall: Hall, login: str) -> Page:
    """Sign somebody in on a phone."""
    return sign_in(hall, login, viewport=PHONE, has_touch=True, is_mobile=True)


def plainly(hall: Hall, login: str) -> Page:
    """Sign somebody in with a browser that runs no scripts."""
    page = hall.room(java_script_enabled=False)
    _come_in(page, login, hall.passwords[login])
    return page


def _come_in(page: Page, login: str, password: str) -> None:
    page.goto("/account/login/")
    fill(page, login=login, password=password)
    press(page, "Sign In")
    _PASSWORDS[page] = password


def sign_out(hall: Hall, login: str) -> None:
    hall.pages.pop(login).context.close()


def assessment_called(page: Page, code: str) -> str:
    """Return where an assessment is, by the words of the list."""
    go(page, "/assessments/")
    return str(page.locator("main tr", has_text=code).locator("a").first.get_attribute("href"))


def go(page: Page, address: str, *, status: int = 200) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{answer.status} {address}: {words_of(page)}"


def fill(page: Page | Locator, **fields: object) -> None:
    """Fill the fields of a form by their names; a select by its value, a box by yes or no."""
    for name, value in fields.items():
        found = page.locator(f"main [name='{name}']:not([type=hidden]), dialog [name='{name}']").first
        kind = found.evaluate("one => one.tagName + ' ' + one.type")
        if kind.startswith("SELECT"):
            found.select_option(str(value))
        elif kind.endswith(("checkbox", "radio")):
            found.set_checked(bool(value))
        elif kind.endswith("file"):
            found.set_input_files(value)
        else:
            found.fill(str(value))


def press(page: Page, words: str, *, within: str = "main", sure: bool = False, refused: int = 0) -> None:
    """Press a key that sends a form, and wait for the page that answers it."""
    key = page.locator(within).get_by_role("button", name=pattern(words)).first
    _answered(page, key.click, sure=sure, refused=refused)


def save(page: Page) -> None:
    """Press the key that the screen itself puts first."""
    key = page.locator("main form button.btn-primary[type=submit]").first
    _answered(page, key.click)


def follow(page: Page, words: str, *, within: str = "main") -> None:
    """Follow a link by its words."""
    link = page.locator(within).get_by_role("link", name=pattern(words)).first
    _answered(page, link.click)


def follow_first(page: Page, within: str) -> None:
    """Follow the first link of a place."""
    _answered(page, page.locator(within).locator("a").first.click)


def _answered(page: Page, act: Callable[[], None], *, sure: bool = False, refused: int = 0) -> None:
    with page.expect_navigation(wait_until="domcontentloaded") as gone:
        act()
        if sure:
            page.click("[data-confirm-yes]")
    answer: Response | None = gone.value
    if "/reauthenticate/" in page.url and page.locator("#id_password").count():
        answer = once_more(page)
    status = answer.status if answer else 200
    assert status == (refused or 200), f"{status} {page.url}: {words_of(page)}"


def once_more(page: Page) -> Response | None:
    """Give the password again, as an act of two people asks; the act that was held up is then done."""
    fill(page, password=_PASSWORDS[page])
    with page.expect_navigation(wait_until="domcontentloaded") as gone:
        page.locator("main button[type=submit]").first.click()
    return gone.value


def take(page: Page, words: str, *, within: str = "main", role: str = "link") -> bytes:
    """Take away the file that a link or a key gives."""
    with page.expect_download() as given:
        page.locator(within).get_by_role(role, name=pattern(words)).first.click()
    return Path(given.value.path()).read_bytes()


def words_of(page: Page) -> str:
    return page.locator("main, body").first.inner_text()


def sees(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(zh(words))


def untouched(page: Page) -> Locator:
    """Find an aspect that this judge has not scored, by what stays the same when it is scored."""
    if not page.locator(UNTOUCHED).count():
        _open_an_unscored_sheet(page)
    return page.locator(f"[id='{page.locator(UNTOUCHED).first.get_attribute('id')}']")


def _open_an_unscored_sheet(page: Page) -> None:
    """Look into every sheet that is not done, for one with a judgement still to give."""
    if not page.url.endswith("/judge/"):
        go(page, page.locator("main a[href$='/judge/']").first.get_attribute("href"))
    open_duties = page.locator("main .duties li:has(.duty:not(.duty-done)) a")
    for address in open_duties.evaluate_all("all => all.map(one => one.getAttribute('href'))"):
        go(page, address)
        if page.locator(UNTOUCHED).count():
            return
    raise AssertionError("this judge has scored everything")


def look(page: Page, name: str) -> None:
    """Keep a picture of the screen, where somebody wants to look at it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
