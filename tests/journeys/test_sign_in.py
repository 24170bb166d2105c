"""Signing in with a passkey, alone or as the second step, in a real browser with a virtual key."""

from collections.abc import Callable

from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.conftest import forget_session

Open = Callable[..., Page]
SECOND_STEP = "government.lt@demo.example"
PHONE, PASSWORD = {"viewport": {"width": 390, "height": 800}}, "demo-password"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_key(page: Page) -> tuple[CDPSession, str]:
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    key = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return protocol, key["authenticatorId"]


def arrive(page: Page) -> None:
    page.wait_for_url(lambda address: address.endswith("/calendar/") and "/login/" not in address)


def test_passkey_signs_in_by_button_and_autofill_and_as_the_second_step(browser_page: Open) -> None:
    signs_in_by_button_and_autofill(browser_page("substitute.pl@demo.example", **PHONE))
    is_asked_for_after_the_password(browser_page(SECOND_STEP, **PHONE))


def signs_in_by_button_and_autofill(page: Page) -> None:
    protocol, key = with_key(page)

    def knows_user(knows: bool) -> None:
        protocol.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": knows})

    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_text("Passkey added.")).to_be_visible()
    forget_session(page)
    knows_user(False)
    page.goto("/account/login/?next=/calendar/")
    button = page.get_by_role("button", name="Sign in with a passkey")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    page.goto("about:blank")
    knows_user(True)
    # The virtual passkey responds as soon as the browser offers it, before the page is complete.
    page.goto("/account/login/?next=/calendar/", wait_until="commit")
    arrive(page)
    forget_session(page)
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    page.goto("/account/login/?next=/calendar/")
    button.click()
    arrive(page)


def is_asked_for_after_the_password(page: Page) -> None:
    with_key(page)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Sign in with this passkey only").uncheck()
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_text("Passkey added.")).to_be_visible()
    forget_session(page)
    page.goto("/account/login/?next=/desk/")
    page.locator("[name=login]").fill(SECOND_STEP)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Confirm your identity")).to_be_visible()
    expect(page.get_by_text("your app")).to_have_count(0)
    expect(page.get_by_label("Recovery code")).to_be_hidden()
    page.get_by_text("Sign in another way").click()
    page.get_by_label("Recovery code").fill("12345678")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Recovery code")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")
