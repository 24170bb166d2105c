"""Help pages on a phone: a hotline within two taps, in the reader's language, without a trace."""

from collections.abc import Callable

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


def test_hotline_is_two_taps_away_in_the_language_of_the_reader_without_scripts(browser_page: Open) -> None:
    for language, starts in (("en", PUBLIC_PAGES), ("ru", PUBLIC_PAGES[:1])):
        page = browser_page(**PHONE, locale=language, java_script_enabled=False)
        for start in starts:
            page.goto(start)
            page.locator(".masthead > .wrap > .help-link").tap()
            page.get_by_role("link", name=FINLAND[language], exact=True).tap()
            expect(page.locator("a[href='tel:+358295463177']")).to_be_in_viewport()
            assert page.locator("html").get_attribute("lang") == language
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="elsewhere"))
    leave = page.locator(f"a[href='{ELSEWHERE}']")
    expect(leave).to_be_in_viewport()
    leave.tap()
    page.wait_for_url(ELSEWHERE)

    page = browser_page(**PHONE, locale="en", java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="Tiếng Việt").tap()
    page.get_by_role("link", name="Thụy Điển").tap()
    page.wait_for_url("**/help/se/vi/")
    expect(page.locator("a[href='tel:116016']")).to_be_in_viewport()
    language_of_a_help_page_is_changed_with_one_tap_or_the_keyboard(page)


def language_of_a_help_page_is_changed_with_one_tap_or_the_keyboard(page: Page) -> None:
    page.get_by_role("link", name="Українська").tap()
    page.wait_for_url("**/help/se/uk/")
    for _step in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Залишити цю сторінку")).to_be_focused()
    for _step in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Română")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/se/ro/")
    expect(page.get_by_role("link", name="Română")).to_have_attribute("aria-current", "page")


def test_visit_to_help_pages_leaves_no_trace_on_the_phone(browser_page: Open, live_site: Site) -> None:
    visitor_leaves_no_trace(browser_page(**PHONE, locale="en"), live_site)
    signed_in_user_leaves_no_trace(browser_page("member.xb@demo.example", **PHONE), live_site)


def visitor_leaves_no_trace(page: Page, live_site: Site) -> None:
    page.goto("/")
    seen = requests_of(page)
    page.locator(".help-link").tap()
    page.get_by_role("link", name="Tiếng Việt").tap()
    page.wait_for_url("**/help/all/vi/")
    assert page.locator("html").get_attribute("lang") == "vi"
    expect(page.get_by_role("heading", level=1)).to_have_text("Tìm trợ giúp")
    expect(page.get_by_role("link", name="116 016").first).to_have_attribute("href", "tel:116016")
    page.get_by_role("link", name="Thụy Điển").tap()
    page.wait_for_url("**/help/se/vi/")
    assert page.context.cookies() == []
    assert page.evaluate(STORED) == "[{},{}]"
    assert page.evaluate("indexedDB.databases()") == page.evaluate(CACHED) == []
    assert [
        request.url for request in seen if request.resource_type == "script" and "/help/" in request.frame.url
    ] == []
    assert foreign(seen, live_site) == []


def signed_in_user_leaves_no_trace(page: Page, live_site: Site) -> None:
    keep(page, HANDBOOK)
    page.goto("/library/")
    page.wait_for_load_state("networkidle")
    before, stored, seen = page.context.cookies(), page.evaluate(STORED), requests_of(page)
    page.locator(".help-link").tap()
    page.get_by_role("link", name="Finland").tap()
    page.wait_for_load_state("networkidle")
    assert page.context.cookies() == before
    assert foreign(seen, live_site) == []
    assert [request.url for request in seen if "standing" in request.url] == []
    assert [request.headers["referer"] for request in seen if "/help/" in request.headers.get("referer", "")] == []
    assert page.get_by_role("link", name="Sign out").count() == 0
    assert page.evaluate(STORED) == stored
    cached = page.evaluate(CACHED)
    assert cached != []
    assert [path for path in cached if "help" in path] == []


def foreign(seen: list[Request], live_site: Site) -> list[str]:
    """Return the addresses that were requested from elsewhere."""
    return [request.url for request in seen if not request.url.startswith((live_site.base_url, "data:"))]
