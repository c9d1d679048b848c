"""A browser, and the houses the stories play in."""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from foundations import empty_database, environment_of, made_once, said_by
from stories.serving import House, served
from stories.watching import Hall, chromium, hall_of


def demo_ground() -> Path:
    """Return the demo campaign as it is when nobody has touched it, made once for all stories of this run."""

    def tell(folder: Path) -> None:
        shutil.copy(empty_database(), folder)
        said_by(("demo",), environment_of(folder))

    return made_once(settings.VAR / "demo", tell)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def demo_house(tmp_path_factory) -> Iterator[House]:
    """Serve the demo campaign."""
    with served(tmp_path_factory.mktemp("demo"), ground=demo_ground()) as house:
        yield house


@pytest.fixture
def demo_hall(browser, demo_house) -> Iterator[Hall]:
    """Give the demo's people their browsers; they all have one password."""
    with hall_of(browser, demo_house.address) as hall:
        password = json.loads((demo_house.var / "demo.json").read_text())["password"]
        hall.passwords = defaultdict(lambda: password)
        yield hall
