"""Single sign-on in a browser, which applies the content security policy to forms and redirects."""

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import submit
from tests.journeys.mail import link_in, newest_mail
from tests.openid import Provider, provider

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def parliament(live_site: Any) -> Iterator[tuple[str, Provider]]:
    """Return the address of a server with single sign-on, and the provider that it uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://localhost:{probe.getsockname()[1]}"
    with provider(address) as running:
        yield live_site.serve(address, **running.environment()), running
        live_site.kill(address)


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


def sign_in_at_the_provider(page: Page, person: str) -> None:
    page.get_by_placeholder("sub").fill(person)
    page.get_by_role("button", name="Authorize").click()


def test_invited_person_and_member_sign_in_by_single_sign_on_and_a_stranger_does_not(
    live_site: Any, browser_page: Open, parliament: tuple[str, Provider]
) -> None:
    address, running = parliament
    running.knows("ada", email="ada.sso@example.org", email_verified=True, name="Ada Lovelace")
    invite(browser_page("secretariat@demo.example"), "ada.sso@example.org")
    link = invitation_for(live_site, "ada.sso@example.org").replace(live_site.base_url, address)

    page = browser_page(base_url=address, viewport={"width": 390, "height": 844})
    page.goto(link)
    page.get_by_role("button", name="Accept with Parliament log-in").click()
    sign_in_at_the_provider(page, "ada")
    expect(page).to_have_url(re.compile(r"/networks/sample/topics/$"))
    page.goto("/desk/")
    expect(page.locator(".opening")).to_contain_text("Member, Sample country A, rapporteur")

    page.goto("/account/")
    expect(page.locator(".opening .facts")).to_contain_text("Ada Lovelace")
    page.goto("/account/logout/")
    submit(page, "Sign out")
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with Parliament log-in").click()
    sign_in_at_the_provider(page, "ada")
    expect(page).to_have_url(re.compile(r"/desk/$"))

    running.knows("xb", email="member.xb@demo.example", email_verified=True)
    running.knows("eve", email="eve@example.org", email_verified=True)
    for person in ("eve", "xb"):
        page = browser_page(base_url=address, java_script_enabled=False)
        page.goto("/account/login/")
        page.get_by_role("button", name="Sign in with Parliament log-in").click()
        sign_in_at_the_provider(page, person)
        if person == "eve":
            expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
        else:
            expect(page).to_have_url(re.compile(r"/desk/$"))
