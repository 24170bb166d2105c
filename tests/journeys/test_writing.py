"""What stands beside a handbook's text: terms that are explained, a law that is looked at, a draft that is approved."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
CHAPTER = "/handbooks/working-handbook/05-victims/"
REVIEWED = "/handbooks/working-handbook/06-operational-capacity/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def is_accessible(page: Page) -> bool:
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []
    return True


@pytest.mark.parametrize("wide", [1280, 390])
def test_a_term_is_explained_by_keyboard_and_goes_with_escape(browser_page: Open, wide: int) -> None:
    page = browser_page(viewport={"width": wide, "height": 844}, bypass_csp=True)
    page.goto(CHAPTER)
    term = page.locator("a.term", has_text="victim").first
    note = page.locator("#term-note")
    term.focus()
    expect(note).to_be_visible()
    expect(note).to_contain_text("Anyone subjected to trafficking")
    expect(term).to_have_attribute("aria-describedby", "term-note")
    assert is_accessible(page)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    term.click()
    expect(note).to_be_visible()
    term.click()
    expect(note).to_be_hidden()


def test_who_has_looked_at_the_law_says_so_and_the_section_waits_no_longer(browser_page: Open) -> None:
    editor = browser_page("editor@demo.example", bypass_csp=True)
    editor.goto(CHAPTER)
    section = editor.locator(".section-head", has_text="What the conventions require")
    expect(section).to_contain_text("It was to be checked again by 14 July 2026")
    section.get_by_role("link", name="Who has looked, and when").click()
    assert is_accessible(editor)
    editor.get_by_label("Note").fill("Read once more.")
    editor.get_by_role("button", name="The law is as described").click()
    expect(editor.get_by_text("Read once more.")).to_be_visible()
    editor.goto(CHAPTER)
    expect(section).not_to_contain_text("It was to be checked again")


def test_what_a_translator_hands_in_is_read_and_approved_from_the_desk(browser_page: Open) -> None:
    translator = browser_page("translator@demo.example")
    translator.goto(REVIEWED)
    translator.get_by_role("link", name="Edit", exact=True).click()
    translator.locator("[name=sections-1-value-title]").fill("The first month")
    translator.get_by_role("button", name="More actions").last.click()
    translator.locator("[name=action-submit]").click()
    expect(translator.get_by_text("has been submitted")).to_be_visible()
    editor = browser_page("editor@demo.example", bypass_csp=True)
    editor.goto("/desk/")
    editor.get_by_role("link", name="To review: Police, prosecutors").click()
    expect(editor.locator(".section-change ins")).to_contain_text("month")
    assert is_accessible(editor)
    editor.get_by_role("button", name="Approve and publish").click()
    expect(editor).to_have_url(re.compile("/desk/$"))
    translator.goto(REVIEWED)
    expect(translator.get_by_role("heading", name=re.compile("The first month"))).to_be_visible()
