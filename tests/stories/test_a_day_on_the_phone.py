"""A judge's day on a phone of 390 pixels: a second factor at the door, scores by thumb, a network that goes away."""

import json

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, Route, expect

from stories.conftest import demo_ground
from stories.serving import served
from stories.walk import assessment_called, fill, go, look, on_phone, once_more, save, sign_out, untouched
from stories.watching import hall_of

pytestmark = pytest.mark.browser
JUDGE, UNSAVED, SAVED = "judge3", "未保存", "已保存"


@pytest.fixture(scope="module")
def guarded_house(tmp_path_factory):
    """Serve the demo campaign where nobody comes in with a password alone."""
    with served(tmp_path_factory.mktemp("guarded"), ground=demo_ground(), BEIZHAN_SECOND_FACTOR="1") as house:
        yield house


@pytest.fixture
def hall(browser, guarded_house):
    with hall_of(browser, guarded_house.address) as found:
        found.passwords[JUDGE] = json.loads((guarded_house.var / "demo.json").read_text())["password"]
        yield found


def test_a_judge_comes_in_with_two_factors_and_every_tap_counts_once(hall):
    page = on_phone(hall, JUDGE)
    secret, used = a_second_factor_is_set_up(page)
    sign_out(hall, JUDGE)
    page = on_phone(hall, JUDGE)
    fill(page, code=next_code_of(page, secret, used))
    save(page)

    go(page, f"{assessment_called(page, 'W2')}judge/")
    look(page, "60-judge-phone")

    a_lost_answer_is_asked_for_again(page, hall)
    a_tap_without_network_waits_for_it(page, hall)


def a_second_factor_is_set_up(page: Page) -> tuple[str, str]:
    """Whoever comes in with a password alone gets no further than the second factor."""
    go(page, "/assessments/")
    assert page.url.endswith("/account/2fa/")
    look(page, "61-second-factor")
    go(page, "/account/2fa/totp/activate/")
    once_more(page)
    secret = page.input_value("#authenticator_secret")
    code = code_of(secret)
    fill(page, code=code)
    save(page)
    return secret, code


def next_code_of(page: Page, secret: str, used: str) -> str:
    """Wait for a code that was not used yet: each counts once, and there is a new one every half minute."""
    for _ in range(70):
        if (code := code_of(secret)) != used:
            return code
        page.wait_for_timeout(500)
    raise AssertionError("the codes do not change")


def a_lost_answer_is_asked_for_again(page: Page, hall) -> None:
    """The server records the tap, its answer is lost, the retry brings the same number: recorded once."""
    answers: list[tuple[str, str]] = []

    def lose(route: Route) -> None:
        answer = route.fetch()
        answers.append((route.request.post_data or "", answer.headers["x-saved-seq"]))
        if len(answers) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    award = untouched(page)
    hall.watch.cut_off = True
    page.route("**/judge/**", lose)
    award.locator(".key[value='2']").tap()
    expect(award.locator("output")).to_contain_text(UNSAVED)
    assert award.locator(".key:enabled").count() == 0, "while nobody knows, nothing else can be tapped"
    look(page, "62-not-saved")
    award.locator("[data-retry]").tap()
    expect(award.locator("output")).to_contain_text(f"{SAVED} №{answers[0][1]}")
    page.unroute("**/judge/**")

    assert len(answers) == 2
    assert answers[0] == answers[1]


def a_tap_without_network_waits_for_it(page: Page, hall) -> None:
    """Nothing is called saved while there is no network; when it is back, the tap goes out by itself."""
    sent: list[str | None] = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    award = untouched(page)
    page.context.set_offline(True)
    award.locator(".key[value='1']").tap()
    expect(award.locator("output")).to_contain_text(UNSAVED)
    page.context.set_offline(False)
    expect(award.locator("output")).to_contain_text(SAVED)
    hall.watch.cut_off = False

    assert len(sent) == 2
    assert sent[0] == sent[1]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
