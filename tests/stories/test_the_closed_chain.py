"""The closed chain: two editions of a technical description, and a mock whose marks show that the change was learnt."""

import os
from collections import defaultdict
from pathlib import Path

import pytest

from foundations import SOURCE
from stories import answering
from stories.serving import served
from stories.watching import hall_of

pytestmark = pytest.mark.browser
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "stories.ahead",
    "PYTHONPATH": os.pathsep.join([str(SOURCE), str(Path(__file__).parents[1])]),
}


@pytest.fixture
def house(tmp_path):
    with served(tmp_path, ("-m", "stories.workshop", "before"), **SETTINGS) as found:
        yield found


@pytest.fixture
def hall(browser, house):
    with hall_of(browser, house.address) as found:
        found.passwords = defaultdict(house.printed[0].strip)
        yield found


def test_a_change_is_found_decided_absorbed_and_verified_by_marks(hall, house):
    answering.both_editions_come_in(hall)
    count = answering.everything_that_was_planted_is_told_and_nothing_else(hall)
    answering.all_of_it_is_taken_up(hall, count)
    answering.one_is_signed_as_without_impact(hall, count)
    answering.one_is_weighed_and_answered(hall, count)
    answering.version_two_of_the_plan_takes_it_up(hall, count)
    answering.a_session_is_logged_on_the_phone_in_three_taps(hall)
    answering.a_mock_shows_that_it_was_learnt(hall, house, count)
