"""Every screen of every role on the demo campaign: it opens, it fits, it speaks one language, it stays at home."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from beizhan.files.catalogue import skills_of_2026
from beizhan.management.demo.people import ACCOUNTS
from stories.crawling import Screen, chinese_left_in, english_left_in, text_of, walk_through
from stories.drawing import charts_on, undrawn_on
from stories.walk import go, look, sign_in
from stories.watching import DESK, PHONE

pytestmark = pytest.mark.browser
ROLES = (*{(post, skill): login for login, (_, post, _, skill) in reversed(ACCOUNTS.items())}.values(), "c17-01")
"""One of each post, and a competitor."""
DATA = frozenset(fact.name_en for fact in skills_of_2026())
FEWEST = 45
"""Screens that the demo shows; fewer mean that the walk has lost its way."""

CHARTED = ("/analysis/17/form/", "/analysis/17/judges/", "/analysis/17/forecast/", "/changes/")
CHARTLESS = "/analysis/allocation/"
"""Advice on money, days and places stands in tables."""


@dataclass
class Findings:
    """What is wrong, each with who found it where."""

    nowhere: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    english: set[str] = field(default_factory=set)
    chinese: set[str] = field(default_factory=set)
    wide: list[str] = field(default_factory=list)


def test_every_screen_of_every_role_opens_fits_and_speaks_one_language(demo_hall):
    found, seen = Findings(), set()
    for login in ROLES:
        page = sign_in(demo_hall, login)
        for screen in walk_through(page, login, found.nowhere):
            if screen.page is None:
                continue
            _read(found, screen)
            if screen.key not in seen:
                seen.add(screen.key)
                found.chinese |= {f"{screen.address}: {line}" for line in chinese_left_in(_in_english(page, screen))}
                found.wide += _too_wide(page, screen)

    assert len(seen) >= FEWEST
    assert found == Findings()


def test_charts_are_drawn_where_there_are_charts(demo_hall):
    page = sign_in(demo_hall, "officer")
    shown, undrawn = {}, {}

    for address in (*CHARTED, CHARTLESS):
        go(page, address)
        shown[address], undrawn[address] = bool(charts_on(page)), undrawn_on(page)

    assert shown == dict.fromkeys(CHARTED, True) | {CHARTLESS: False}
    assert undrawn == {address: [] for address in (*CHARTED, CHARTLESS)}


def _read(found: Findings, screen: Screen) -> None:
    if not screen.page.title or "countdown" not in screen.page.classes:
        found.nameless.append(f"{screen.login}: {screen.address}")
    found.english |= {f"{screen.key}: {line}" for line in english_left_in(screen.page, DATA)}


def _in_english(page: Page, screen: Screen):
    return text_of(page.request.get(screen.address, headers={"Accept-Language": "en"}))


def _too_wide(page: Page, screen: Screen) -> list[str]:
    """Look at a screen on a desk and on a phone; the page itself never scrolls sideways."""
    faults = []
    page.goto(screen.address)
    for size in (
        (DESK, PHONE) if page.viewport_size == DESK else (PHONE, DESK)
    ):  # as it stands first: to turn takes long
        page.set_viewport_size(size)
        look(page, f"all-{size['width']}-{screen.key.replace('?', '-')}")
        if page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") > 1:
            faults.append(f"{screen.login}: {screen.address} at {size['width']}")
    return faults
