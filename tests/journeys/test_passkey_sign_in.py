"""Signing in with a passkey, and confirming a binding act with one, in a real browser with a key of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

Open = Callable[..., Page]
WHO, PASSWORD = "government.xb@demo.example", "demo-password"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_key(page: Page, options: dict[str, Any]) -> tuple[CDPSession, str]:
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    key = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return protocol, key["authenticatorId"]


def arrive(page: Page) -> None:
    page.wait_for_url(lambda address: address.endswith("/calendar/") and "/login/" not in address)


@pytest.mark.parametrize(("who", "width"), [("substitute.pl@demo.example", 390), ("substitute.ee@demo.example", 1280)])
def test_passkey_signs_in_by_its_button_and_where_the_browser_offers_it(
    browser_page: Open, who: str, width: int
) -> None:
    page = browser_page(who, viewport={"width": width, "height": 800})
    protocol, key = with_key(page, KEY)

    def knows_user(knows: bool) -> None:
        protocol.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": knows})

    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.context.clear_cookies()
    knows_user(False)
    page.goto("/account/login/?next=/calendar/")
    button = page.get_by_role("button", name="Sign in with a passkey")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The passkey or key was not used.")).to_be_visible()
    page.goto("about:blank")
    knows_user(True)
    # The key answers as soon as the browser offers it, before the page is complete.
    page.goto("/account/login/?next=/calendar/", wait_until="commit")
    arrive(page)
    page.context.clear_cookies()
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    page.goto("/account/login/?next=/calendar/")
    button.click()
    arrive(page)


def test_sign_in_page_without_script_has_no_button_that_does_nothing(browser_page: Open) -> None:
    page = browser_page(java_script_enabled=False)
    page.goto("/account/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.locator("[name=login]").fill(WHO)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/")
