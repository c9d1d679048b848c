"""Whether charts are drawn: a canvas with a size and with ink on it."""

from __future__ import annotations

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TooLate

ENOUGH = 10_000
_CHARTS = """() => [...document.querySelectorAll("[data-chart]")].filter((one) => one.checkVisibility())"""
_UNDRAWN = f"""() => ({_CHARTS})().filter((one) => ![...one.querySelectorAll("canvas")].some((canvas) =>
  canvas.clientWidth > 100 && canvas.clientHeight > 50
  && canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)
)).map((one) => one.dataset.chart)"""


def charts_on(page: Page) -> list[str]:
    """Return the charts that a screen shows, drawn or not."""
    return list(page.evaluate(f"() => ({_CHARTS})().map((one) => one.dataset.chart)"))


def undrawn_on(page: Page) -> list[str]:
    """Wait until every chart of a screen is drawn, and return those that never were."""
    try:
        page.wait_for_function(f"() => !({_UNDRAWN})().length", timeout=ENOUGH)
    except TooLate:
        return list(page.evaluate(_UNDRAWN))
    return []
