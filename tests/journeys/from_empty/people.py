"""The people of the test, each with a browser on a phone or computer, and steps that all of them use."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.axe import PHONE, violations
from tests.journeys.conftest import PATIENCE, forget_session, until
from tests.journeys.from_empty.serving import Served
from tests.journeys.mail import link_in
from tests.journeys.test_sign_in import with_key

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PASSWORD = "a-long-sentence-77"


@dataclass
class People:
    """Opens browsers on the site. `failures` lists server errors and errors of scripts."""

    chromium: Browser
    site: Served
    failures: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def visitor(self, **kwargs: Any) -> Page:
        """Return a page of a visitor."""
        context = self.chromium.new_context(base_url=self.site.base_url, locale="en", **kwargs)
        context.set_default_timeout(PATIENCE)
        context.on("response", lambda answer: answer.status >= 500 and self.failures.append(answer.url))
        context.on("weberror", lambda error: self.failures.append(f"{error.page and error.page.url}: {error.error}"))
        self.contexts.append(context)
        return context.new_page()

    def invited(self, address: str, name: str, *, at: dict[str, Any] = PHONE, link: str = "") -> Page:
        """Return a page of a person who has accepted the invitation in the e-mail with a password."""
        page = self._answered(address, name, at, link)
        page.locator("[name=way][value=password]").check()
        page.locator("[name=password]").fill(PASSWORD)
        press(page)
        assert not link_in(page.url), f"{page.url} is still the page of the invitation."
        return page

    def invited_with_passkey(self, address: str, name: str, *, link: str = "") -> Page:
        """Return a page of a person who has accepted, added a passkey, and signed in again with it alone."""
        page = self._answered(address, name, DESKTOP, link)
        with_key(page)
        press(page)
        page.get_by_role("button", name="Add").click()
        page.wait_for_url(lambda address: "/webauthn/add/" not in address)
        forget_session(page)
        # The virtual passkey responds as soon as the browser offers it.
        page.goto("/account/login/?next=/desk/", wait_until="commit")
        page.wait_for_url(f"{self.site.base_url}/desk/")
        return page

    def _answered(self, address: str, name: str, at: dict[str, Any], link: str) -> Page:
        page = self.visitor(**at)
        if not link:
            until(page, lambda: self.site.link_for(address))
        page.goto(link or self.site.link_for(address))
        page.locator("[name=name]").fill(name)
        return page


@contextmanager
def people_of(chromium: Browser, site: Served) -> Iterator[People]:
    people = People(chromium, site)
    yield people
    for context in people.contexts:
        context.close()


def follow(page: Page, address: str) -> None:
    """Click the first link on the page whose address ends with this; the test fails if there is none."""
    with page.expect_navigation():
        page.locator(f"a[href$='{address}']:visible").first.click()


def follow_from_desk(page: Page, address: str, *, about: str = "") -> None:
    """Go to the desk, and follow the first link whose address and text contain these parts."""
    page.goto("/desk/")
    with page.expect_navigation():
        page.locator(f"main a[href*='{address}']", has_text=about).first.click()


def follow_in_menu(page: Page, address: str) -> None:
    """Follow a link of the main menu, which a phone shows behind a button."""
    button = page.get_by_role("banner").get_by_role("button", name="Menu")
    if button.is_visible():
        button.click()
    follow(page, address)


def press(page: Page, form: str = "form") -> None:
    """Press the last button of the last form that the selector finds."""
    with page.expect_navigation():
        page.locator(f"main {form}").last.locator("[type=submit]").last.click()


def save(page: Page) -> None:
    """Save the form in Wagtail's admin, and wait for its message there or on the list of first steps."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save").last.click()
    expect(page.locator(".messages .success, main [role=status] p").first).to_be_visible()


def fill(page: Page, **kwargs: str) -> None:
    """Fill in texts and choices by the names of their fields."""
    for name, value in kwargs.items():
        chosen = page.locator(f"main [name={name}]").first
        if chosen.evaluate("field => field.tagName") == "SELECT":
            chosen.select_option(value)
        else:
            chosen.fill(value)


def assert_at(page: Page, address: str) -> None:
    """Check that the address of the page ends with this."""
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))


def assert_sound(page: Page) -> None:
    """Check that the page has no accessibility problems and does not scroll sideways."""
    assert (page.url, violations(page)) == (page.url, [])
    wide, width = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert wide <= width, f"{page.url} is {wide} wide where the screen is {width}."
