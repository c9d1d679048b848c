"""A browser, and the houses the stories play in."""

import json
from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from stories.serving import House, served
from stories.watching import Hall, chromium, hall_of

DEMO = (("demo",),)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def demo_house(tmp_path_factory) -> Iterator[House]:
    """Serve the demo campaign."""
    with served(tmp_path_factory.mktemp("demo"), *DEMO) as house:
        yield house


@pytest.fixture
def demo_hall(browser, demo_house) -> Iterator[Hall]:
    """Give the demo's people their browsers; they all have one password."""
    with hall_of(browser, demo_house.address) as hall:
        password = json.loads((demo_house.var / "demo.json").read_text())["password"]
        hall.passwords = defaultdict(lambda: password)
        yield hall
