"""A person in danger finds the hotline of their country on a phone: two taps, in their language, without a trace."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.axe import PHONE
from tests.journeys.conftest import Site
from tests.journeys.handbooks import HANDBOOK
from tests.journeys.test_offline import CACHED, keep

Open = Callable[..., Page]
ELSEWHERE = "https://www.wikipedia.org/"
FINLAND = {
    "en": "Finland", "da": "Finland", "de": "Finnland", "et": "Soome", "fi": "Suomi", "is": "Finnland",
    "lt": "Suomija", "lv": "Somija", "nb": "Finland", "pl": "Finlandia", "ru": "Финляндия", "sv": "Finland",
}  # fmt: skip
PUBLIC_PAGES = ("/", "/library/", "/evaluation/", "/account/login/", "/nothing-is-here/")
STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"


def requests_of(page: Page) -> list[Request]:
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request))
    return seen


@pytest.mark.parametrize("language", ["en", "ru"])
def test_two_taps_lead_to_the_hotline_of_a_country_without_scripts(browser_page: Open, language: str) -> None:
    page = browser_page(**PHONE, locale=language, java_script_enabled=False)
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
    for start in PUBLIC_PAGES:
        page.goto(start)
        page.locator(".masthead > .wrap > .help-link").tap()
        page.get_by_role("link", name=FINLAND[language], exact=True).tap()
        expect(page.locator("#fi a[href='tel:+358295463177']")).to_be_in_viewport()
        assert page.locator("html").get_attribute("lang") == language
    leave = page.locator(f"a[href='{ELSEWHERE}']").first
    expect(leave).to_be_in_viewport()
    leave.tap()
    page.wait_for_url(ELSEWHERE)


def test_a_look_at_the_hotlines_leaves_no_trace_and_escape_leaves_the_page(browser_page: Open, live_site: Site) -> None:
    page = browser_page("member.xb@demo.example", **PHONE)
    keep(page, HANDBOOK)
    page.goto("/library/")
    page.wait_for_load_state("networkidle")
    before, stored, seen = page.context.cookies(), page.evaluate(STORED), requests_of(page)
    page.locator(".help-link").tap()
    page.get_by_role("link", name="Finland").tap()
    page.wait_for_load_state("networkidle")
    assert page.context.cookies() == before
    assert [request.url for request in seen if not request.url.startswith(live_site.base_url)] == []
    assert [request.url for request in seen if "#" in request.url or "fi/" in request.url] == []
    assert [request.url for request in seen if "standing" in request.url] == []
    assert page.get_by_role("link", name="Sign out").count() == 0
    assert page.evaluate(STORED) == stored
    cached = page.evaluate(CACHED)
    assert cached != []
    assert [path for path in cached if "help" in path] == []
