"""Reading a handbook on a phone: contents, terms and languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import PHONE, violations
from tests.journeys.handbooks import CHAPTER, HANDBOOK

Open = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_reader_uses_contents_terms_and_languages_of_a_handbook_on_a_phone(browser_page: Open, scripts: bool) -> None:
    page = browser_page(**PHONE, java_script_enabled=scripts)
    page.goto(HANDBOOK)
    expect(page.locator("keep-copy")).to_be_visible() if scripts else expect(page.locator("keep-copy")).to_be_hidden()
    page.goto(CHAPTER)
    if scripts:
        term_is_explained_by_keyboard(page)
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    page.get_by_role("button", name=re.compile("Contents: chapter 5 of 15")).click()
    expect(contents).to_be_visible()
    contents.get_by_role("link", name=re.compile("Forced labour")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forced labour")
    page.get_by_role("navigation", name="Chapters").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow the money")
    if scripts:
        page.goto(f"/ru{CHAPTER}")
        third = page.locator(".section-head").nth(2)
        page.goto(f"/ru{CHAPTER}#{third.get_attribute('id')}")
        page.locator("[data-same-section][hreflang=en]").first.click()
        expect(page).to_have_url(re.compile(r"[^u]/handbooks/working-handbook/05-victims/#s\d+$"))


def term_is_explained_by_keyboard(page: Page) -> None:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        term = page.locator("a.term", has_text="victim").first
        note = page.locator("#term-note")
        term.focus()
        expect(note).to_be_visible()
        expect(note).to_contain_text("Any person who is subjected to trafficking")
        expect(term).to_have_attribute("aria-describedby", "term-note")
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        term.click()
        expect(note).to_be_visible()
        term.click()
        expect(note).to_be_hidden()
        term.blur()
