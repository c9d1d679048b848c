"""Walking through the whole product: which links lead where, and what a page says that it should not."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, urljoin, urlsplit

import polib
from django.urls import Resolver404, resolve
from lxml import html
from playwright.sync_api import APIResponse, Page

from stories.tongue import CATALOGUE

MOST = 120
"""Pages of one reader that are looked at: one for each screen and each kind of question to it."""

LEAVING = ("/static/", "/language/", "/account/logout/")
_CHINESE, _LATIN = re.compile(r"[一-鿿]"), re.compile(r"[A-Za-z]{3}")
_KNOWN = frozenset({"Excel", "PDF", "WSOS", "English", "Excel (xlsx)", "TOTP", "WebAuthn", "SHA-256"})
_NAME_OF_A_FILE = re.compile(r"https?://\S+|[\w.-]+\.[a-z]{2,4}")


@dataclass
class Text:
    """The words of a page, its title and its links; what is data, code or another tongue is left out."""

    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    title: str = ""
    classes: set[str] = field(default_factory=set)

    def add(self, words: str | None) -> None:
        if words and (said := " ".join(words.split())):
            self.words.append(said)


_UNREAD = frozenset({"script", "style", "svg", "kbd", "code", "textarea", "title"})
_DATA = frozenset({"code", "fingerprint", "campaign", "subtitle"})


def text_in(page: str) -> Text:
    """Read a page."""
    text, root = Text(), html.document_fromstring(page)
    text.title = " ".join(root.findtext(".//title", "").split())
    _gather(text, root, spoken=True)
    return text


def _gather(text: Text, element: html.HtmlElement, *, spoken: bool) -> None:
    classes = set(element.get("class", "").split())
    text.classes |= classes
    target = element.get("href", "")
    if element.tag == "a" and target and not target.startswith("#"):
        text.links.append(target)
    is_data = bool(classes & _DATA) or (element.tag != "html" and "lang" in element.keys())  # noqa: SIM118 - no mapping
    spoken = spoken and not is_data and element.tag not in _UNREAD
    if spoken:
        text.add(element.text)
    for child in element:
        if isinstance(child.tag, str):
            _gather(text, child, spoken=spoken)
        if spoken:
            text.add(child.tail)


@dataclass(frozen=True)
class Screen:
    """A page that was looked at."""

    login: str
    key: str
    address: str
    page: Text | None


@cache
def key_of(address: str) -> str:
    """Return which screen an address shows, and which questions it asks of it."""
    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return parts.path
    return "?".join([name, *sorted(parse_qs(parts.query))])


def walk_through(page: Page, login: str, faults: list[str]) -> list[Screen]:
    """Follow the links of somebody who is signed in, one for each screen; tell those that lead nowhere."""
    found: dict[str, Screen] = {}
    waiting = deque([("/", "")])
    while waiting and len(found) < MOST:
        address, came_from = waiting.popleft()
        key = key_of(address)
        if key in found:
            continue
        answer = page.request.get(address)
        if answer.status >= 400:
            faults.append(f"{login}: {answer.status} {address} from {came_from}")
        text = text_of(answer)
        found[key] = Screen(login, key, address, text)
        here = urlsplit(answer.url).path
        for link in text.links if text else ():
            target = urljoin(here, link).partition("#")[0]
            if target.startswith("/") and not target.startswith(LEAVING):
                waiting.append((target, here))
    return list(found.values())


def text_of(answer: APIResponse) -> Text | None:
    """Return the words of an answer that is a page."""
    if "text/html" not in answer.headers.get("content-type", "") or answer.status >= 400:
        return None
    return text_in(answer.text())


def english_left_in(text: Text, data: frozenset[str]) -> list[str]:
    """Return the lines of a Chinese page that nobody has translated; names of browsers and of files are data."""
    lines = (line for line in text.words if not _CHINESE.search(line) and _LATIN.search(line))
    known = _KNOWN | data
    named = (line for line in lines if not _NAME_OF_A_FILE.fullmatch(line))
    return [line for line in named if line not in known and not line.startswith("Mozilla/")]


def chinese_left_in(text: Text | None) -> list[str]:
    """Return the lines of an English page that stand in the catalogue as Chinese."""
    return [line for line in text.words if line in _labels()] if text else []


@cache
def _labels() -> frozenset[str]:
    """Return what the Chinese screens say in whole lines."""
    said = (one.msgstr for one in polib.pofile(str(CATALOGUE.with_suffix(".po"))))
    return frozenset(words for words in said if len(words) > 1 and _CHINESE.search(words) and "%" not in words)
