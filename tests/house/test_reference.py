"""The reference is what the source says today."""

import pytest

from beizhan.management.commands.reference import FOLDER
from beizhan.management.reference import SETTINGS, pages, settings_read


@pytest.mark.parametrize("name", ["permissions.md", "settings.md", "commands.md", "urls.md"])
def test_every_page_of_the_reference_is_fresh(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name]


def test_every_setting_says_what_it_does():
    assert {name for name, _ in settings_read()} | {"DATABASE_URL"} == set(SETTINGS)
