"""A handbook goes along on a phone: read when the server is gone, of one edition, and of nobody but its reader."""

from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PASSWORD, Site

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
QUETZALS = """
from django.utils import translation
from networkapp.domain.editions.publishing import publish_edition
from home.domain.demo.recording.handbooks import open_handbook, write_chapter
from networkapp.models import HandbookIndexPage, HandbookPage, Network, Seat
index = HandbookIndexPage.objects.get(locale__language_code="en")
book = open_handbook(network=Network.objects.get(slug="sample"), index=index, slug="quetzals", title="On quetzals")
blocks = [{"type": "text", "html": "<p>Quetzals are shy.</p>"}]
sections = [{"key": "q", "title": "Shy", "blocks": blocks}]
write_chapter(handbook=book, number=1, slug="shy", title="Shy birds", sections=sections)
"""
NEXT_EDITION = """
from networkapp.domain.editions.publishing import publish_edition
from networkapp.models import ChapterPage, HandbookPage, Seat
book = HandbookPage.objects.get(slug="working-handbook", locale__language_code="en")
chapter = ChapterPage.objects.descendant_of(book).get(number=5)
chapter.title = "Help that comes first"
chapter.save_revision().publish()
editor = Seat.objects.current().filter(network=book.network, offices__office="editor").first().user
print(publish_edition(handbook=book, by=editor, changes={}).label)
"""


@pytest.fixture
def address(another_process: Callable[..., str], live_site: Site) -> Iterator[str]:
    """A server that can be stopped without the others."""
    found = another_process()
    yield found
    if live_site.processes[found].poll() is None:
        live_site.kill(found)


def keep(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="on this device").click()
    expect(page.locator("keep-copy [role=status]")).to_have_text("It is on this device.")
    expect(page.locator("keep-copy")).to_contain_text("kept on")


def kept(page: Page) -> list[str]:
    """What is kept on the device, by title."""
    page.goto("/handbooks/on-this-device/")
    expect(page.locator("[data-list] li, [data-none]:not([hidden])").first).to_be_visible()
    return page.locator("[data-list] h2").all_inner_texts()


def test_a_visitor_reads_her_handbook_when_the_server_is_gone(
    browser_page: Open, live_site: Site, address: str
) -> None:
    page = browser_page(base_url=address, **PHONE)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    keep(page, "/handbooks/working-handbook/")
    page.goto("/handbooks/")
    expect(page.locator(".masthead")).to_be_visible()
    live_site.kill(address)

    page.goto("/library/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Handbooks and papers on this device")
    expect(page.get_by_text("There is no network.")).to_be_visible()
    page.get_by_role("link", name="Working handbook for parliamentarians").click()
    expect(page.locator(".edition-bar")).to_contain_text("Edition 20")
    expect(page.locator(".edition-bar")).to_contain_text("kept on")
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

    live_site.serve(address)
    page.goto("/library/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Library")
    page.goto(f"/handbooks/editions/{edition}/en/7/")
    expect(page.locator(".masthead")).to_be_visible()
    assert complaints == []


def test_without_network_a_copy_is_searched_and_cited(browser_page: Open, live_site: Site, address: str) -> None:
    page = browser_page(base_url=address, **PHONE)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "Security Policy" in said.text else None)
    keep(page, "/handbooks/working-handbook/")
    live_site.kill(address)

    page.goto("/handbooks/working-handbook/")
    page.get_by_role("link", name="Working handbook for parliamentarians").click()
    expect(page.get_by_label("on this device")).to_be_visible()
    page.get_by_label("on this device").fill("(victim")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("kept-search [role=status]")).to_contain_text("No section contains “(victim”.")
    page.get_by_label("on this device").fill("victim LABOUR")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("kept-search [role=status]")).to_contain_text("in reading order: ")
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
    assert complaints == []


def test_a_copy_that_was_interrupted_is_shown_and_gone_on_with(browser_page: Open, address: str) -> None:
    page = browser_page(base_url=address, **PHONE)
    page.goto("/handbooks/working-handbook/")
    page.route("**/css/writing*.css", lambda route: route.abort())
    page.get_by_role("button", name="on this device").click()
    expect(page.locator("keep-copy [role=status]")).to_contain_text("The line broke")
    expect(page.locator("keep-copy")).to_contain_text("it was interrupted")
    page.goto("/handbooks/on-this-device/")
    row = page.locator("[data-list] li")
    expect(row).to_contain_text("Not all of it is here")
    expect(row.get_by_role("link")).to_have_count(0)
    row.get_by_role("button", name="Go on with it").click()
    expect(page.locator("kept-copies > [role=status]")).to_contain_text("The line broke")
    page.unroute("**/css/writing*.css")
    row.get_by_role("button", name="Go on with it").click()
    expect(page.locator("kept-copies > [role=status]")).to_have_text("It is on this device.")
    expect(row).to_contain_text("Kept on")
    expect(row.get_by_role("link")).to_have_text("Working handbook for parliamentarians")


def test_a_copy_that_was_interrupted_is_removed(browser_page: Open, address: str) -> None:
    page = browser_page(base_url=address, **PHONE)
    page.goto("/handbooks/working-handbook/")
    page.route("**/css/writing*.css", lambda route: route.abort())
    page.get_by_role("button", name="on this device").click()
    expect(page.locator("keep-copy [role=status]")).to_contain_text("The line broke")
    page.get_by_role("button", name="Remove from this device").click()
    expect(page.locator("keep-copy [role=status]")).to_have_text("It is removed from this device.")
    assert page.evaluate("caches.keys()") == []


def test_with_a_handbook_on_the_device_everything_else_is_as_before(browser_page: Open, address: str) -> None:
    page = browser_page(base_url=address)
    keep(page, "/handbooks/working-handbook/")
    page.goto("/account/login/?next=/desk/")
    page.fill("[name=login]", "member.xc@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/")
    page.goto("/handbooks/working-handbook/")
    expect(page.locator("keep-copy")).to_contain_text("is on this device, kept on")
    addresses = page.evaluate(
        "(async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())()"
    )
    assert [
        one
        for one in addresses
        if not one.startswith(("/handbooks/editions/", "/handbooks/on-this-device/", "/static/"))
    ] == []
    page.get_by_role("button", name="Remove from this device").click()
    expect(page.locator("keep-copy [role=status]")).to_have_text("It is removed from this device.")
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda place: "/account/login/" not in place)


BOUND = "caches.keys().then((names) => names.filter((name) => name.includes('today-')).length)"


def until(holds: Callable[[], bool]) -> None:
    ends = monotonic() + 30
    while not holds() and monotonic() < ends:
        sleep(0.1)
    assert holds()


@pytest.fixture
def closed_handbook(live_site: Site) -> Iterator[None]:
    """The sample network is closed meanwhile, and has a handbook on quetzals."""
    with live_site.sample_shown_to("closed"):
        live_site.manage("shell", "-v0", "-c", QUETZALS)
        yield


@pytest.mark.usefixtures("closed_handbook")
@pytest.mark.parametrize("leaves", ["signs out", "is signed out elsewhere"])
def test_whoever_comes_after_a_reader_sees_nothing_of_her_closed_handbook(
    browser_page: Open, live_site: Site, address: str, leaves: str
) -> None:
    page = browser_page(base_url=address, **PHONE)
    sign_in(page, "member.xa@demo.example")
    keep(page, "/handbooks/quetzals/")
    keep(page, "/handbooks/working-handbook/")
    assert kept(page) == ["On quetzals", "Working handbook for parliamentarians"]
    page.context.set_offline(True)
    page.goto("/handbooks/quetzals/shy/")
    expect(page.locator(".reading")).to_contain_text("Quetzals are shy.")
    expect(page.locator(".edition-bar")).to_contain_text("The text of ")
    page.context.set_offline(False)

    if leaves == "signs out":
        page.goto("/account/logout/")
        page.locator("form[action='/account/logout/'] button").click()
        page.wait_for_url(f"{address}/")
    else:
        page.context.clear_cookies()
        page.goto("/handbooks/")
        until(lambda: page.evaluate(BOUND) == 0)
    live_site.kill(address)
    assert kept(page) == ["Working handbook for parliamentarians"]
    for place in ("/handbooks/quetzals/", "/handbooks/quetzals/shy/"):
        page.goto(place)
        expect(page.get_by_role("heading", level=1)).to_have_text("Handbooks and papers on this device")
        assert "uetzal" not in page.content()


def test_a_newer_edition_is_offered_and_takes_the_place_of_the_older(browser_page: Open, live_site: Site) -> None:
    page = browser_page()
    keep(page, "/handbooks/working-handbook/")
    label = live_site.manage("shell", "-v0", "-c", NEXT_EDITION).split()[-1]
    page.goto("/handbooks/working-handbook/")
    page.get_by_role("button", name=f"Replace it by edition {label}").click()
    expect(page.locator("keep-copy [role=status]")).to_have_text("It is on this device.")
    page.goto("/handbooks/on-this-device/")
    expect(page.locator("[data-list] li")).to_have_count(1)
    expect(page.locator("[data-list]")).to_contain_text(f"Edition {label}")


def test_without_script_nothing_is_offered_that_could_not_be_done(browser_page: Open) -> None:
    page = browser_page(java_script_enabled=False)
    page.goto("/handbooks/working-handbook/")
    expect(page.locator("keep-copy")).to_be_hidden()
