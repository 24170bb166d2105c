"""The second step of signing in, in a real browser with a passkey of its own: she is asked for what she has."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
WHO, PASSWORD = "government.xc@demo.example", "demo-password"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def test_who_has_a_passkey_and_no_app_is_asked_for_it_and_for_no_code_of_an_app(browser_page: Open) -> None:
    page = browser_page(WHO, viewport={"width": 390, "height": 800})
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Sign in with this passkey alone").uncheck()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/account/login/?next=/desk/")
    page.locator("[name=login]").fill(WHO)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    expect(page.get_by_text("your app")).to_have_count(0)
    expect(page.get_by_label("A recovery code")).to_be_hidden()
    page.get_by_text("Without the passkey").click()
    page.get_by_label("A recovery code").fill("12345678")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("A recovery code")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")
