"""Offline copies of handbooks on a phone: read without the server, replaced, removed, and private to their reader."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import PHONE
from tests.journeys.conftest import PASSWORD, Site, forget_session, until
from tests.journeys.handbooks import HANDBOOK, publish_edition

Open = Callable[..., Page]


@pytest.fixture
def address(live_site: Site) -> Iterator[str]:
    """Return the address of a server that can be stopped without affecting others."""
    found = live_site.serve()
    yield found
    if live_site.processes[found].poll() is None:
        live_site.kill(found)


def keep(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="for offline reading").click()
    expect(page.locator("keep-copy [role=status]")).to_have_text("Offline copy saved.")
    expect(page.locator("keep-copy")).to_contain_text(", saved ")


def kept(page: Page) -> list[str]:
    """Return the titles of the offline copies on the device."""
    page.goto("/handbooks/on-this-device/")
    expect(page.locator("[data-list] li, [data-none]:not([hidden])").first).to_be_visible()
    return page.locator("[data-list] h2").all_inner_texts()


def test_offline_copy_of_a_handbook_can_be_read_searched_and_cited(
    browser_page: Open, live_site: Site, address: str
) -> None:
    page = browser_page(base_url=address, **PHONE)
    complaints: list[str] = []
    page.on("console", lambda entry: complaints.append(entry.text) if "Security Policy" in entry.text else None)
    keep(page, HANDBOOK)
    page.goto("/handbooks/")
    expect(page.locator(".masthead")).to_be_visible()
    live_site.kill(address)

    page.goto("/library/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Offline copies")
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.get_by_role("link", name="Working handbook for parliamentarians").click()
    expect(page.locator(".edition-bar")).to_contain_text("Edition 20")
    expect(page.locator(".edition-bar")).to_contain_text("saved on")
    page.get_by_role("link", name="Help that puts the victim first").click()
    expect(page.locator(".reading .section-head").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.reading')).display") == "grid"
    page.get_by_role("button", name="Contents: chapter 5").click()
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Forced labour").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forced labour")
    page.get_by_role("navigation", name="Chapters").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow the money")
    section = page.locator(".section-head").nth(1).get_attribute("id") or ""
    edition = page.url.split("/editions/")[1].split("/")[0]
    page.goto(f"/handbooks/editions/{edition}/sections/{section.removeprefix('s')}/")
    expect(page).to_have_url(f"{address}/handbooks/editions/{edition}/en/7/#{section}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    page.goto(HANDBOOK)
    page.get_by_role("link", name="Working handbook for parliamentarians").click()
    expect(page.get_by_label("(offline copy)")).to_be_visible()
    page.get_by_label("(offline copy)").fill("(victim")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("kept-search [role=status]")).to_contain_text("No results for “(victim”.")
    page.get_by_label("(offline copy)").fill("victim LABOUR")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("kept-search [role=status]")).to_contain_text("Sections found: ")
    first = page.locator("kept-search li a").first
    for mark in page.locator("kept-search mark").all_inner_texts():
        assert mark.lower() in {"victim", "labour"}
    first.click()
    section = page.locator(page.url.partition("#")[1] + page.url.partition("#")[2])
    expect(section).to_be_in_viewport()
    assert {"victim", "labour"} <= set(
        page.evaluate(
            "(id) => { const head = document.getElementById(id); let text = head.textContent, at = head;"
            " while ((at = at.nextElementSibling) && !at.matches('.section-head')) text += at.textContent;"
            " return ['victim', 'labour'].filter((word) => text.toLowerCase().includes(word)); }",
            page.url.partition("#")[2],
        )
    )
    section.get_by_role("button", name="Cite").click()
    citation = section.locator(".citation")
    expect(citation).to_be_visible()
    expect(citation).to_contain_text("edition 20")
    expect(citation).to_contain_text(f"{address}/handbooks/editions/")
    section.get_by_role("button", name="Close").click()
    expect(citation).to_be_hidden()
    page.go_back()
    expect(page.locator("kept-search li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    live_site.serve(address)
    page.goto("/library/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Library")
    page.goto(f"/handbooks/editions/{edition}/en/7/")
    expect(page.locator(".masthead")).to_be_visible()
    assert complaints == []


@pytest.mark.usefixtures("birds")
def test_interrupted_offline_copy_can_be_completed_replaced_by_a_newer_edition_and_removed(
    browser_page: Open, live_site: Site
) -> None:
    page, handbook = browser_page(**PHONE), "/handbooks/hornbills/"
    page.goto(handbook)
    page.route(STYLES, lambda route: route.abort())
    interrupt_copy(page)
    remove_copy(page)
    page.goto(handbook)
    interrupt_copy(page)
    expect(page.locator("keep-copy")).to_contain_text("The download was interrupted")
    page.goto("/handbooks/on-this-device/")
    row = page.locator("[data-list] li")
    expect(row).to_contain_text("The download was interrupted")
    expect(row.get_by_role("link")).to_have_count(0)
    row.get_by_role("button", name="Continue").click()
    expect(page.locator("kept-copies > [role=status]")).to_contain_text("The connection was lost")
    page.unroute(STYLES)
    row.get_by_role("button", name="Continue").click()
    expect(page.locator("kept-copies > [role=status]")).to_have_text("Offline copy saved.")
    expect(row).to_contain_text("Saved on")
    expect(row.get_by_role("link")).to_have_text("Hornbills")

    label = publish_edition(live_site, "hornbills", 2)
    page.goto(handbook)
    page.get_by_role("button", name=f"Replace with edition {label}").click()
    expect(page.locator("keep-copy [role=status]")).to_have_text("Offline copy saved.")
    page.goto("/handbooks/on-this-device/")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(f"Edition {label}")
    page.goto(handbook)
    remove_copy(page)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


STYLES = "**/css/writing*.css"


def remove_copy(page: Page) -> None:
    page.get_by_role("button", name="Remove from this device").click()
    expect(page.locator("keep-copy [role=status]")).to_have_text("Offline copy removed.")
    assert page.evaluate("caches.keys()") == []


def interrupt_copy(page: Page) -> None:
    """Begin to store a copy on the device while one of its files cannot be fetched."""
    page.get_by_role("button", name="for offline reading").click()
    expect(page.locator("keep-copy [role=status]")).to_contain_text("The connection was lost")


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda place: "/account/login/" not in place)


CACHED = """async () => {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map((request) => new URL(request.url).pathname);
}"""
ON_THE_DEVICE = ("/handbooks/editions/", "/handbooks/on-this-device/", "/static/")
BOUND = "caches.keys().then((names) => names.filter((name) => name.includes('today-')).length)"


@pytest.mark.usefixtures("birds")
def test_next_user_of_a_device_sees_no_offline_copy_of_a_handbook_for_members(browser_page: Open) -> None:
    page = browser_page(**PHONE)
    keep(page, HANDBOOK)
    assert [path for path in page.evaluate(CACHED) if not path.startswith(ON_THE_DEVICE)] == []
    for leave in (sign_out, be_signed_out_elsewhere):
        sign_in(page, "member.dk@demo.example")
        keep(page, "/handbooks/quetzals/")
        assert kept(page) == ["Quetzals", "Working handbook for parliamentarians"]
        page.context.set_offline(True)
        page.goto("/handbooks/quetzals/birds/")
        expect(page.locator(".reading")).to_contain_text("Quetzals are shy.")
        expect(page.locator(".edition-bar")).to_contain_text("Text as of ")
        page.context.set_offline(False)
        leave(page)
        page.context.set_offline(True)
        assert kept(page) == ["Working handbook for parliamentarians"]
        for place in ("/handbooks/quetzals/", "/handbooks/quetzals/birds/"):
            page.goto(place)
            expect(page.get_by_role("heading", level=1)).to_have_text("Offline copies")
            assert "uetzal" not in page.content()
        page.context.set_offline(False)


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("form[action='/account/logout/'] button").click()
    page.wait_for_url(lambda place: urlsplit(place).path == "/")


def be_signed_out_elsewhere(page: Page) -> None:
    forget_session(page)
    page.goto("/handbooks/")
    until(page, lambda: page.evaluate(BOUND) == 0)
