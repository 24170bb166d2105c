"""Notes on sections: written with the keyboard alone, by marking words, without a script; seen by whom they are for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import problems_on
from tests.journeys.test_discussion import words

Open = Callable[..., Page]
CHAPTER = "/handbooks/working-handbook/06-operational-capacity/"
MARK = """() => {
  const walker = document.createTreeWalker(document.querySelector(".reading .prose p"), NodeFilter.SHOW_TEXT);
  let text = walker.nextNode();
  while (text.data.length < 40) text = walker.nextNode();
  const range = new Range();
  range.setStart(text, 0);
  range.setEnd(text, text.data.indexOf(" ", 12));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.toString().trim();
}"""


def tab_to(page: Page, selector: str) -> None:
    """Press the key until the focus is there."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector}.")


@pytest.mark.parametrize("script", [True, False])
def test_a_note_is_written_on_a_sentence_with_the_keyboard_alone(browser_page: Open, script: bool) -> None:
    page, said = browser_page("member.dk@demo.example", java_script_enabled=script), words()
    page.goto(CHAPTER)
    page.locator(".note-handle a").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notes")
    if script:
        tab_to(page, "[name=body]")
        page.keyboard.type(said)
        tab_to(page, "[name=sentence]")
        page.keyboard.press("ArrowDown")
        tab_to(page, "button.button--first")
        page.keyboard.press("Enter")
    else:
        page.locator("[name=body]").fill(said)
        page.locator("[name=sentence]").select_option(index=1)
        page.get_by_role("button", name="Keep the note").click()
    note = page.locator(".margin-note--private", has_text=said)
    expect(note).to_contain_text("only you")
    expect(note).to_contain_text("On “")


def test_marked_words_lead_to_a_note_and_are_marked_in_the_text(browser_page: Open) -> None:
    page, said = browser_page("member.dk@demo.example"), words()
    page.goto(CHAPTER)
    quote = page.evaluate(MARK)
    page.get_by_role("link", name="Add a note to the words you marked").click()
    expect(page.locator("[name=quote]")).to_have_value(quote)
    page.locator("[name=body]").fill(said)
    page.get_by_label("All who read in").check()
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".margin-note", has_text=said)).to_contain_text(f"On “{quote}”.")
    page.wait_for_function(
        "(quote) => [...(CSS.highlights.get('notes') ?? [])].some((range) => range.toString().trim() === quote)",
        arg=quote,
    )

    other, visitor = browser_page("member.fi@demo.example"), browser_page()
    for reader, number in ((other, 1), (visitor, 0)):
        reader.goto(CHAPTER)
        expect(reader.locator(".margin-note", has_text=said)).to_have_count(number)


def test_no_page_of_notes_has_what_axe_can_find(browser_page: Open) -> None:
    page = browser_page("member.dk@demo.example")
    page.goto(CHAPTER)
    section = page.locator(".note-handle a").first.get_attribute("href")
    page.goto(f"{section}")
    page.locator("[name=body]").fill(words())
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_role("link", name="Open the note").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A note")
    paths = [CHAPTER, "/handbooks/notes/", f"{section}".partition("#")[0], page.evaluate("location.pathname")]
    assert problems_on(page, paths) == []


def test_my_notes_show_what_becomes_of_them_in_another_window(browser_page: Open) -> None:
    page, said = browser_page("member.dk@demo.example"), words()
    mine = page.context.new_page()
    mine.goto("/handbooks/notes/")
    page.goto(CHAPTER)
    page.locator(".note-handle a").first.click()
    page.locator("[name=body]").fill(said)
    page.get_by_role("button", name="Keep the note").click()
    note = mine.locator(".note-row", has_text=said)
    expect(note).to_have_count(1)

    page.locator(".margin-note", has_text=said).get_by_role("link", name="Open the note").click()
    page.get_by_role("button", name="Settle it").click()
    expect(note).to_have_count(0)
