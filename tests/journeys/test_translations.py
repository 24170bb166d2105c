"""A translation as a visitor reads it, and the way of a chapter to a translator and back."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import problems_on

Open = Callable[..., Page]
CHAPTER = "/ru/handbooks/working-handbook/05-victims/"
SOURCE = "and where is that written down?</source>"


def translators_page(browser_page: Open) -> Page:
    page = browser_page("translator@demo.example")
    page.goto(CHAPTER)
    page.get_by_role("link", name="Translation", exact=True).click()
    return page


def test_a_reader_sees_at_a_section_that_it_is_behind_what_changed_and_the_original(browser_page: Open) -> None:
    page = browser_page()
    page.goto(CHAPTER)
    # One is from the beginning; another, where the original has gone on in a journey before this one.
    expect(page.get_by_text(re.compile("[12] of 6 sections behind")).first).to_be_visible()
    page.get_by_role("link", name="What has changed since").last.click()
    expect(page.locator(".wording ins")).to_contain_text("Who tells a person")
    page.goto(CHAPTER)
    third = page.locator(".section-head").nth(2)
    page.goto(f"{CHAPTER}#{third.get_attribute('id')}")
    page.locator("[data-same-section][hreflang=en]").first.click()
    expect(page).to_have_url(re.compile(r"[^u]/handbooks/working-handbook/05-victims/#s\d+$"))


def test_a_chapter_goes_to_a_translator_and_comes_back_into_the_draft(browser_page: Open, tmp_path: Any) -> None:
    page = translators_page(browser_page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Export for translators").click()
    file = Path(tmp_path) / "back.xlf"
    download.value.save_as(file)
    content = file.read_text(encoding="utf-8")
    assert content.count(SOURCE) == 1
    file.write_text(content.replace(SOURCE, f"{SOURCE}<target>И где это записано?</target>"), encoding="utf-8")
    page.get_by_role("link", name="Bring a translated file back").click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Show what it would change").click()
    expect(page.locator(".wording ins")).to_have_text(re.compile("И где это записано"))
    page.get_by_role("button", name="Put what is ticked into the draft").click()
    expect(page.get_by_text("Draft, not published")).to_be_visible()
    visitor = browser_page()
    visitor.goto(CHAPTER)
    expect(visitor.get_by_text("И где это записано?")).to_have_count(0)


def test_no_page_of_a_translation_has_what_axe_can_find(browser_page: Open) -> None:
    page = browser_page()
    page.goto(CHAPTER)
    behind = page.get_by_role("link", name="What has changed since").last.get_attribute("href")
    assert problems_on(page, [CHAPTER, str(behind)]) == []
    translator = translators_page(browser_page)
    own = translator.url
    assert problems_on(translator, [own, f"{own}file/"]) == []
