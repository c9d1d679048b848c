"""The selection: from an empty campaign to those who go through, by the screens alone."""

import pytest

from stories import closing, marking, opening, preparing
from stories.ledger import ledger_of
from stories.serving import served
from stories.watching import hall_of

pytestmark = pytest.mark.browser
SCHEME = "es2023-web-development-17"


@pytest.fixture
def hall(browser, house):
    with hall_of(browser, house.address) as found:
        found.passwords["director"] = house.printed[0].split()[1]
        yield found


@pytest.fixture
def house(tmp_path):
    with served(tmp_path, ("open", "director", "示例主任"), BEIZHAN_REAUTHENTICATION_SECONDS="3600") as found:
        yield found


def test_from_an_empty_campaign_to_a_sealed_and_verified_selection(hall, house, shared_data):
    real = shared_data("cis-marking-schemes")
    ledger = ledger_of(real / "aspects.csv", SCHEME)

    opening.the_campaign_is_set_up(hall)
    preparing.the_assessment_is_prepared(hall, real / "original" / f"{SCHEME}.xlsx")
    marking.the_marks_are_made(hall, ledger)
    closing.the_result_is_sealed(hall, ledger, house)
