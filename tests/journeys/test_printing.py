"""Pages on paper: how many sheets they need, and what is left out."""

import re
from collections.abc import Callable
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.handbooks import CHAPTER

Open = Callable[..., Page]
COUNTRIES = ("de", "dk", "ee", "fi", "is", "lt", "lv", "no", "pl", "ru", "se")
LEFT_OUT_AND_PRINTED = {
    "/help/fi/vi/": (
        (".help-top", ".help-languages", ".help-traces", ".hotline-web"),
        ("h1", ".danger", ".hotline-number >> nth=2", ".help-strips", ".help-foot"),
    ),
    CHAPTER: (
        (".masthead .nav", ".masthead .help-link", ".utility", ".rail", "print-page"),
        (".wordmark-words", ".reading .prose", ".law", ".audience-badge", ".edition-bar dl"),
    ),
}


def test_pages_are_printed_without_controls_and_on_few_sheets(browser_page: Open) -> None:
    page = browser_page()
    page.goto(CHAPTER)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert "Working handbook" in page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--running')"
    )
    for address, (left_out, printed) in LEFT_OUT_AND_PRINTED.items():
        page.goto(address)
        page.emulate_media(media="print")
        for selector in left_out:
            expect(page.locator(selector).first).to_be_hidden()
        for selector in printed:
            expect(page.locator(selector).first).to_be_visible()
        page.emulate_media(media="null")
    assert help_pages_on_more_than_one_sheet(page) == {}
    for language in ("en", "de", "fi", "ru"):
        profile_is_printed_on_two_sheets_whatever_is_unfolded(browser_page(locale=language))


def help_pages_on_more_than_one_sheet(page: Page) -> dict[str, int]:
    """Print the longest help page of each country and of each language."""
    page.goto("/help/all/en/")
    languages = re.findall(r'lang="[^"]+" hreflang="([^"]+)"', page.content())
    assert len(languages) == 15
    pages = [[(country, language) for language in languages] for country in ("all", *COUNTRIES)]
    length = {one: len(page.request.get("/help/{}/{}/".format(*one)).text()) for row in pages for one in row}
    longest = {max(row, key=lambda one: length[one]) for row in (*pages, *zip(*pages, strict=True))}
    return {
        address: count
        for address in map("/help/{0[0]}/{0[1]}/".format, longest)
        if (count := sheets(page, address)) != 1
    }


def profile_is_printed_on_two_sheets_whatever_is_unfolded(page: Page) -> None:
    assert sheets(page, "/evaluation/countries/xa/") <= 2
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert page.locator("#a-2\\.1").is_visible()
    assert sheets(page) <= 2


def sheets(page: Page, address: str = "") -> int:
    """Return the number of A4 sheets that the page needs, after opening it at the address."""
    if address:
        page.goto(address)
    return len(PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)
