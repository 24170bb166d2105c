"""Help pages on a phone: a hotline within two taps, in the reader's language, without a trace; and on paper."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, Request, expect
from pypdf import PdfReader

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
WITHOUT_FORMS = ("/", "/library/", "/evaluation/")
COUNTRIES = ("de", "dk", "ee", "fi", "is", "lt", "lv", "no", "pl", "ru", "se")
STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"


def requests_of(page: Page) -> list[Request]:
    seen: list[Request] = []
    page.on("request", lambda request: seen.append(request))
    return seen


@pytest.mark.parametrize("language", ["en", "ru"])
def test_hotline_of_a_country_is_two_taps_away_without_scripts(browser_page: Open, language: str) -> None:
    page = browser_page(**PHONE, locale=language, java_script_enabled=False)
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
    for start in PUBLIC_PAGES:
        page.goto(start)
        page.locator(".masthead > .wrap > .help-link").tap()
        page.get_by_role("link", name=FINLAND[language], exact=True).tap()
        expect(page.locator("a[href='tel:+358295463177']")).to_be_in_viewport()
        assert page.locator("html").get_attribute("lang") == language
    leave = page.locator(f"a[href='{ELSEWHERE}']")
    expect(leave).to_be_in_viewport()
    leave.tap()
    page.wait_for_url(ELSEWHERE)


@pytest.mark.parametrize("start", WITHOUT_FORMS)
def test_help_in_vietnamese_is_two_taps_away_on_an_english_phone_and_stores_nothing(
    browser_page: Open, live_site: Site, start: str
) -> None:
    page = browser_page(**PHONE, locale="en")
    page.goto(start)
    seen = requests_of(page)
    page.locator(".help-link").tap()
    page.get_by_role("link", name="Tiếng Việt").tap()
    page.wait_for_url("**/help/all/vi/")
    assert page.locator("html").get_attribute("lang") == "vi"
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm trợ giúp")
    expect(page.get_by_role("link", name="Thụy Điển")).to_be_visible()
    expect(page.get_by_role("link", name="116 016").first).to_have_attribute("href", "tel:116016")
    assert page.context.cookies() == []
    assert page.evaluate(STORED) == "[{},{}]"
    assert page.evaluate("indexedDB.databases()") == page.evaluate(CACHED) == []
    assert [
        request.url for request in seen if request.resource_type == "script" and "/help/" in request.frame.url
    ] == []
    assert [request.url for request in seen if not request.url.startswith((live_site.base_url, "data:"))] == []


def test_front_page_leads_to_help_for_a_country_in_vietnamese_in_two_taps(browser_page: Open) -> None:
    page = browser_page(**PHONE, locale="en")
    page.goto("/")
    page.get_by_role("link", name="Tiếng Việt").tap()
    page.get_by_role("link", name="Thụy Điển").tap()
    page.wait_for_url("**/help/se/vi/")
    expect(page.locator("a[href='tel:116016']")).to_be_in_viewport()
    assert page.context.cookies() == []


def test_language_of_a_help_page_is_changed_with_one_tap_or_the_keyboard(browser_page: Open) -> None:
    page = browser_page(**PHONE, locale="en", java_script_enabled=False)
    page.goto("/help/ee/en/")
    page.get_by_role("link", name="Українська").tap()
    page.wait_for_url("**/help/ee/uk/")
    for _step in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Залишити цю сторінку")).to_be_focused()
    for _step in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Română")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/ee/ro/")
    expect(page.get_by_role("link", name="Română")).to_have_attribute("aria-current", "page")


def test_visit_to_help_pages_of_a_signed_in_user_leaves_no_trace(browser_page: Open, live_site: Site) -> None:
    page = browser_page("member.xb@demo.example", **PHONE)
    keep(page, HANDBOOK)
    page.goto("/library/")
    page.wait_for_load_state("networkidle")
    before, stored, seen = page.context.cookies(), page.evaluate(STORED), requests_of(page)
    page.locator(".help-link").tap()
    page.get_by_role("link", name="Finland").tap()
    page.wait_for_load_state("networkidle")
    assert page.context.cookies() == before
    foreign = [request.url for request in seen if not request.url.startswith((live_site.base_url, "data:"))]
    assert foreign == []
    assert [request.url for request in seen if "standing" in request.url] == []
    assert [request.headers["referer"] for request in seen if "/help/" in request.headers.get("referer", "")] == []
    assert page.get_by_role("link", name="Sign out").count() == 0
    assert page.evaluate(STORED) == stored
    cached = page.evaluate(CACHED)
    assert cached != []
    assert [path for path in cached if "help" in path] == []


def sheets(page: Page, address: str) -> int:
    page.goto(address)
    return len(PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)


def test_every_help_page_is_printed_on_one_sheet(browser_page: Open) -> None:
    page = browser_page()
    page.goto("/help/all/en/")
    languages = re.findall(r'lang="[^"]+" hreflang="([^"]+)"', page.content())
    assert len(languages) == 15
    addresses = [f"/help/{country}/{language}/" for country in ("all", *COUNTRIES) for language in languages]
    assert {address: count for address in addresses if (count := sheets(page, address)) != 1} == {}


def test_printed_help_page_shows_numbers_and_tear_off_strips_and_no_controls(browser_page: Open) -> None:
    page = browser_page()
    page.goto("/help/fi/vi/")
    page.emulate_media(media="print")
    for gone in (".help-top", ".help-languages", ".help-traces", ".hotline-web >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    for stays in ("h1", ".danger", ".hotline-number >> nth=2", ".help-strips"):
        expect(page.locator(stays)).to_be_visible()
