"""A browser that writes down whatever should not happen: policy breaches, script errors, strangers on the network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK, PHONE = {"width": 1366, "height": 800}, {"width": 390, "height": 844}
PATIENCE = 30_000


@dataclass
class Watch:
    """What was seen and should not have been."""

    address: str
    complaints: list[str] = field(default_factory=list)
    cut_off: bool = False

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # an answer with a status is judged by _response, a silence by _failed
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"left the machine: {request.url}")

    def _failed(self, request: Request) -> None:
        # a page that is left, or an answer that is a file to keep, ends its request by ERR_ABORTED
        if not self.cut_off and "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"{request.failure}: {request.url}")

    def _response(self, response: Response) -> None:
        is_page = response.request.resource_type in ("document", "fetch", "xhr")
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; a machine without one fails."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no browser: install chromium, or name it in CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Hall:
    """Everybody's own browser, signed in once and kept."""

    browser: Browser
    address: str
    watch: Watch
    passwords: MutableMapping[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def room(self, **options: object) -> Page:
        """Open a fresh browser window of its own, watched."""
        context = self.browser.new_context(
            **{"base_url": self.address, "viewport": DESK, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | options
        )
        context.set_default_timeout(PATIENCE)
        self.watch.over(context)
        return context.new_page()


@contextmanager
def hall_of(browser: Browser, address: str) -> Iterator[Hall]:
    """Give everybody a browser; at the end nothing may have gone wrong in any of them."""
    hall = Hall(browser, address, Watch(address))
    yield hall
    for context in browser.contexts:
        context.close()
    assert hall.watch.complaints == []
