"""Path 2: the secretariat invites, the letter comes, the invited has a seat, a log-in and a desk."""

import re
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
NARROW_AND_WITHOUT_SCRIPT = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}


def letter(site: Any, address: str) -> str:
    """The text of the newest letter to the address, from the file that development writes."""
    files = sorted(Path(site.environment["DATA_DIR"], "mail").iterdir(), key=lambda file: file.stat().st_mtime)
    letters = [message_from_bytes(part.strip()) for file in files for part in file.read_bytes().split(b"-" * 79)]
    return next(str(mail.get_payload(decode=True), "utf-8") for mail in reversed(letters) if mail["To"] == address)  # type: ignore[arg-type]


def link_in(text: str) -> str:
    found = re.search(r"https?://\S+/invitations/\S+", text)
    assert found
    return found.group(0)


def invite(page: Page, address: str) -> None:
    page.goto("/networks/sample/seats/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Capacity").select_option("member")
    page.get_by_label("Delegation").select_option(label="Sample country A")
    page.get_by_label("rapporteur").check()
    page.get_by_label("Last day of the term").fill("2099-09-30")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("status")).to_contain_text(address)


@pytest.mark.parametrize("way", ["password", "code"])
def test_an_invitation_becomes_a_seat_a_log_in_and_a_desk(live_site: Any, browser_page: Open, way: str) -> None:
    address = f"ada.{way}@example.org"
    office = browser_page("secretariat@demo.example")
    invite(office, address)
    old = link_in(letter(live_site, address))
    office.get_by_role("button", name=f"Send again {address}").click()
    new = link_in(letter(live_site, address))

    invited = browser_page(**NARROW_AND_WITHOUT_SCRIPT)
    invited.goto(old)
    expect(invited.get_by_role("heading", level=1)).to_have_text("This link opens no invitation")
    invited.goto(new)
    invited.get_by_label("Your name, as others see it").fill(f"Ada by {way}")
    invited.locator(f"[name=way][value={way}]").check()
    invited.locator("[name=password]").fill("a-long-sentence-77" if way == "password" else "")
    invited.get_by_role("button", name="Accept the seat").click()

    expect(invited).to_have_url(re.compile(r"/desk/$"))
    expect(invited.locator(".opening")).to_contain_text("Member, Sample country A, rapporteur")
    expect(invited.get_by_role("link", name="Make your account safer")).to_have_attribute("href", "/account/2fa/")
    invited.goto(new)
    expect(invited.get_by_role("heading", level=1)).to_have_text("This invitation is closed")

    office.goto("/networks/sample/seats/")
    row = office.locator("li", has_text=f"Ada by {way}")
    row.get_by_role("link", name="End this seat").click()
    office.get_by_role("button", name="End this seat now").click()
    invited.goto("/networks/sample/topics/")
    expect(invited.get_by_role("heading", level=1)).to_have_text("Nothing is here")
    invited.goto("/desk/")
    expect(invited.locator(".note--plain")).to_contain_text("You hold no seat at this time")
