"""Somebody in danger, on a phone: two taps to the hotline of her country, in her language, and no trace of it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.test_accessibility import problems_on
from tests.journeys.test_offline import keep

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
ELSEWHERE = "https://www.wikipedia.org/"
FINLAND = {
    "en": "Finland", "da": "Finland", "de": "Finnland", "et": "Soome", "fi": "Suomi", "is": "Finnland",
    "lt": "Suomija", "lv": "Somija", "nb": "Finland", "pl": "Finlandia", "ru": "Финляндия", "sv": "Finland",
}  # fmt: skip
PUBLIC_PAGES = ("/", "/library/", "/evaluation/", "/account/login/", "/nothing-is-here/")
STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"
CACHED = """async () => {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map((request) => new URL(request.url).pathname);
}"""


def requests_of(page: Page) -> list[Request]:
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request))
    return seen


@pytest.mark.parametrize("language", ["en", "ru"])
def test_two_taps_lead_to_the_hotline_of_her_country_in_her_language_without_script(
    browser_page: Open, language: str
) -> None:
    page = browser_page(**PHONE, locale=language, java_script_enabled=False)
    for start in PUBLIC_PAGES:
        page.goto(start)
        page.locator(".masthead > .wrap > .help-link").tap()
        page.get_by_role("link", name=FINLAND[language], exact=True).tap()
        expect(page.locator("#fi a[href='tel:+358295463177']")).to_be_in_viewport()
        assert page.locator("html").get_attribute("lang") == language


def test_whoever_is_signed_in_leaves_no_trace_either(browser_page: Open, live_site: Any) -> None:
    page = browser_page("member.xb@demo.example", **PHONE)
    page.goto("/library/")
    before, kept, seen = page.context.cookies(), page.evaluate(STORED), requests_of(page)
    page.locator(".help-link").tap()
    page.get_by_role("link", name="Finland").tap()
    page.wait_for_load_state("networkidle")
    assert page.context.cookies() == before
    assert [request.url for request in seen if not request.url.startswith(live_site.base_url)] == []
    assert [request.url for request in seen if "#" in request.url or "fi/" in request.url] == []
    assert page.get_by_role("link", name="Sign out").count() == 0
    assert page.evaluate(STORED) == kept


def test_escape_twice_leaves_and_the_way_back_does_not_lead_here(browser_page: Open) -> None:
    page, seen = browser_page(), []
    page.route(f"{ELSEWHERE}**", lambda route: (seen.append(route.request.headers), route.fulfill(body="elsewhere")))
    page.goto("/library/")
    page.goto("/help/")
    page.get_by_role("link", name="Finland").click()
    page.wait_for_url("**/help/#fi")
    assert seen == []
    page.keyboard.press("Escape")
    expect(page.locator("#fi")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url(ELSEWHERE)
    assert [headers.get("referer") for headers in seen] == [None]
    page.go_back()
    page.wait_for_url("**/library/")


def test_without_script_the_way_out_is_a_link_that_stays_in_sight(browser_page: Open) -> None:
    page = browser_page(**PHONE, java_script_enabled=False)
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
    page.goto("/help/#pl")
    leave = page.get_by_role("link", name="Leave this page now")
    expect(leave).to_be_in_viewport()
    leave.tap()
    page.wait_for_url(ELSEWHERE)


def test_the_chosen_country_is_printed_alone_and_with_a_sheet_in_its_own_language(browser_page: Open) -> None:
    page = browser_page(java_script_enabled=False)
    page.goto("/help/#fi")
    page.emulate_media(media="print")
    assert page.locator(".help-country:visible").count() == 1
    expect(page.locator("#fi .help-card[lang=fi]")).to_contain_text("Rikosuhripäivystys")
    expect(page.locator("#fi .help-strips")).to_be_visible()
    page.goto("/help/")
    assert page.locator(".help-country:visible").count() == 14


def test_nothing_of_it_stays_on_a_device_that_keeps_handbooks(browser_page: Open) -> None:
    page = browser_page()
    keep(page, "/handbooks/working-handbook/")
    seen = requests_of(page)
    page.goto("/help/")
    page.wait_for_load_state("networkidle")
    assert [request.url for request in seen if "standing" in request.url] == []
    cached = page.evaluate(CACHED)
    assert cached != []
    assert [path for path in cached if "help" in path] == []


def test_no_page_about_hotlines_has_what_axe_can_find(browser_page: Open) -> None:
    for address in ("/help/", "/help/#fi"):
        assert problems_on(browser_page(), [address]) == []
    assert problems_on(browser_page("editor@demo.example"), ["/hotlines/"]) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_masthead_holds_its_words_in_every_language(browser_page: Open, width: int) -> None:
    too_wide = []
    for language in FINLAND:
        page = browser_page(viewport={"width": width, "height": 800}, locale=language)
        page.goto("/help/")
        if page.evaluate("document.scrollingElement.scrollWidth") > width:
            too_wide.append(language)
    assert too_wide == []
