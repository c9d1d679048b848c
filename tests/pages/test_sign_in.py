"""Signing in with a password, a second factor and a passkey, in a real browser under the strict policy."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect, sync_playwright

from beizhan.models.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
PASSWORD = "龙脊梯田-2026"
PICTURES = os.environ.get("BEIZHAN_PICTURES")


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(live_server, complaints: list[str]) -> Iterator[Page]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the database is still used by one thread at a time
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844}, locale="zh-CN")
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        chromium.close()


@pytest.fixture
def person() -> Person:
    person = Person(login="xuanshou01", name="演示选手01")
    person.set_password(PASSWORD)
    person.save()
    return person


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def sign_in(page: Page) -> None:
    page.goto("/account/login/?next=/account/2fa/")
    picture(page, "login")
    page.fill("#id_login", "xuanshou01")
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")


def give_an_authenticator(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_wrong_password_is_refused_in_words_beside_the_form(page, person):
    page.goto("/account/login/")
    page.fill("#id_login", "xuanshou01")
    page.fill("#id_password", "not this")
    page.click("main button.btn-primary")

    expect(page.locator(".message-error").first).to_be_visible()
    picture(page, "login-refused")


def test_nobody_signs_themselves_up(page):
    page.goto("/account/signup/")

    expect(page.locator("h1")).to_have_text("不开放注册")
    picture(page, "signup")


def test_a_lost_password_leads_to_the_office(page):
    page.goto("/account/password/reset/")

    expect(page.locator("h1")).to_have_text("重设密码")


def test_a_second_factor_and_a_passkey_are_set_up_and_the_passkey_signs_in(page, person, complaints):
    sign_in(page)
    expect(page).to_have_url("/account/2fa/")
    picture(page, "factors")
    page.goto("/account/2fa/totp/activate/")
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")
    picture(page, "totp")
    page.fill("#id_code", code_of(page.input_value("#authenticator_secret")))
    page.click("main button.btn-primary")
    page.goto("/account/2fa/recovery-codes/")
    assert len(page.input_value("#recovery_codes").split()) == 10
    picture(page, "recovery")

    give_an_authenticator(page)
    page.goto("/account/2fa/webauthn/add/")
    page.check("#id_passwordless")
    picture(page, "passkey-add")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/2fa/")
    page.goto("/account/2fa/webauthn/")
    expect(page.locator(".state-green")).to_have_text("通行密钥")
    picture(page, "passkeys")
    page.goto("/account/sessions/")
    picture(page, "sessions")
    page.goto("/account/password/change/")
    picture(page, "password")

    page.click(".top .menu summary")
    page.click("text=退出登录")
    page.wait_for_url("**/account/login/**")
    page.goto("/account/login/?next=/account/2fa/")
    page.click("#passkey_login")

    expect(page).to_have_url("/account/2fa/")
    assert complaints == []


def test_a_passkey_that_fails_is_said_in_words(page, person):
    page.goto("/account/login/")
    page.evaluate("void (navigator.credentials.get = () => Promise.reject(new Error('cancelled')))")
    page.click("#passkey_login")

    expect(page.locator("[data-passkey-failed]")).to_be_visible()
