"""Notes on sections: written by keyboard or on marked words, and shown in other open windows."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.discussion import words

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
    """Press the Tab key until the focus is there."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"The keyboard does not reach {selector}.")


def test_notes_are_written_by_keyboard_and_on_marked_words_and_shown_in_open_windows(browser_page: Open) -> None:
    page, result = browser_page("member.dk@demo.example"), words()
    mine = page.context.new_page()
    mine.goto("/handbooks/notes/?state=open")
    page.goto(CHAPTER)
    page.locator(".note-handle a").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Notes")
    tab_to(page, "[name=body]")
    page.keyboard.type(result)
    tab_to(page, "[name=sentence]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "button.button--first")
    page.keyboard.press("Enter")
    note = page.locator(".margin-note--private", has_text=result)
    expect(note).to_contain_text("only you")
    expect(note).to_contain_text("On “")
    row = mine.locator(".note-row", has_text=result)
    expect(row).to_have_count(1)

    note.get_by_role("link", name="Open note").click()
    page.get_by_role("button", name="Resolve").click()
    expect(row).to_have_count(0)

    result = words()
    page.goto(CHAPTER)
    quote = page.evaluate(MARK)
    page.get_by_role("link", name="Add note on selected words").click()
    expect(page.locator("[name=quote]")).to_have_value(quote)
    page.locator("[name=body]").fill(result)
    page.get_by_label("Members of “").check()
    page.get_by_role("button", name="Save note").click()
    expect(page.locator(".margin-note", has_text=result)).to_contain_text(f"On “{quote}”.")
    page.wait_for_function(
        "(quote) => [...(CSS.highlights.get('notes') ?? [])].some((range) => range.toString().trim() === quote)",
        arg=quote,
    )

    other, visitor = browser_page("member.fi@demo.example"), browser_page()
    for reader, number in ((other, 1), (visitor, 0)):
        reader.goto(CHAPTER)
        expect(reader.locator(".margin-note", has_text=result)).to_have_count(number)
