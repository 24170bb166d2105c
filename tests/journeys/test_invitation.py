"""Accepting an invitation from its e-mail, on a phone and without scripts."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import submit
from tests.journeys.mail import link_in, newest_mail

Open = Callable[..., Page]
NARROW_AND_WITHOUT_SCRIPT = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


def invitation_for(site: Any, address: str) -> str:
    """Return the link in the newest e-mail to the address."""
    return link_in(newest_mail(Path(site.environment["DATA_DIR"]), address))


def invite(page: Page, address: str) -> None:
    page.goto("/networks/sample/seats/")
    page.get_by_role("link", name="Invite someone").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Role").select_option("member")
    page.get_by_label("Delegation").select_option(label="Sample country A")
    page.get_by_label("rapporteur").check()
    page.get_by_label("Last day of the term").fill("2099-09-30")
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_role("status")).to_contain_text(address)


def test_invitation_is_accepted_on_a_phone_without_scripts(live_site: Any, browser_page: Open) -> None:
    address, name, password = "ada@example.org", "Ada by letter", "a-long-sentence-77"
    office = browser_page("secretariat@demo.example")
    invite(office, address)
    old = invitation_for(live_site, address)
    submit(office, f"Send again {address}")
    new = invitation_for(live_site, address)

    invited = browser_page(**NARROW_AND_WITHOUT_SCRIPT)
    invited.goto(old)
    expect(invited.get_by_role("heading", level=1)).to_have_text("Invitation not found")
    invited.goto(new)
    invited.get_by_label("Your name (visible to others)").fill(name)
    invited.locator("[name=way][value=password]").check()
    invited.locator("[name=password]").fill(password)
    invited.get_by_role("button", name="Accept invitation").click()

    expect(invited).to_have_url(re.compile(r"/networks/sample/topics/$"))
    invited.goto("/desk/")
    expect(invited.locator(".opening")).to_contain_text("Member, Sample country A, rapporteur")
    expect(invited.get_by_role("link", name="Secure your account")).to_have_attribute("href", "/account/2fa/")
    invited.goto(new)
    expect(invited.get_by_role("heading", level=1)).to_have_text("This invitation is no longer valid")
    invited.goto("/account/logout/")
    submit(invited, "Sign out")
    invited.goto("/account/login/")
    expect(invited.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    invited.locator("[name=login]").fill(address)
    invited.locator("[name=password]").fill(password)
    invited.get_by_role("button", name="Sign in", exact=True).click()
    expect(invited).to_have_url(re.compile(r"/desk/$"))

    fields_of_the_digest_appear(invited)

    office.goto("/networks/sample/seats/")
    office.locator("li", has_text=name).get_by_role("link", name="End seat").click()
    submit(office, "End seat")
    invited.goto("/networks/sample/topics/")
    expect(invited.get_by_role("heading", level=1)).to_have_text("Page not found")
    invited.goto("/desk/")
    expect(invited.locator(".note--plain")).to_contain_text("You do not have a current seat")


def fields_of_the_digest_appear(page: Page) -> None:
    """Check that the settings ask for hour and day only with a digest, also without scripts."""
    page.goto("/notifications/settings/")
    hour, day = page.get_by_label("Digest time"), page.get_by_label("Weekly digest day")
    for choice, shown in (("immediately", (0, 0)), ("daily", (1, 0)), ("weekly", (1, 1)), ("never", (0, 0))):
        page.get_by_role("radio", name=choice).check()
        assert (hour.is_visible(), day.is_visible()) == shown
    page.get_by_role("radio", name="daily").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
