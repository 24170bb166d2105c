"""Writing a message: drafts on two devices, with the keyboard alone, and by touch while messages arrive."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.factories.attachments import photo
from tests.journeys.axe import problems_here
from tests.journeys.conftest import until
from tests.journeys.discussion import (
    ALL,
    FIELD,
    PHONE,
    TOPICS,
    connected,
    open_connected,
    post,
    posted,
    save_draft,
    start_topic,
    words,
)

Open = Callable[..., Page]
PERSONAL = "Anna Kowalska, born 12.03.1998"
CARET = """() => {
  const field = document.activeElement;
  return [field.id, field.selectionStart, field.getBoundingClientRect().top];
}"""


def test_draft_appears_on_the_writers_other_device_and_overwrites_nothing(browser_page: Open) -> None:
    desk, phone = browser_page("member.xb@demo.example"), browser_page("member.xb@demo.example", **PHONE)
    path, begun, more, other = start_topic(desk), words(), words(), words()
    save_draft(desk, begun)
    phone.goto(path)
    expect(phone.get_by_label(FIELD)).to_have_value(begun)
    save_draft(phone, more)
    desk.get_by_label(FIELD).fill(other)
    expect(desk.get_by_text("This draft was changed on another device.")).to_be_visible()
    desk.get_by_role("button", name="Add to my version").click()
    expect(desk.get_by_label(FIELD)).to_have_value(f"{other}\n\n{more}")
    desk.get_by_label(FIELD).press("Control+Enter")
    expect(posted(desk, more)).to_have_count(1)
    phone.goto(path)
    expect(phone.get_by_label(FIELD)).to_have_value("")

    open_connected(path, desk, phone)
    save_draft(desk, words())
    phone.get_by_label(FIELD).fill(kept := words())
    offered = phone.get_by_text("This draft was changed on another device.")
    expect(offered).to_be_visible()
    desk.get_by_label(FIELD).press("Control+Enter")
    expect(offered).to_be_hidden()
    expect(phone.get_by_label(FIELD)).to_have_value(kept)
    expect(phone.locator("[data-draft-state]")).to_contain_text("Draft saved")
    post_while_the_draft_is_saved(phone, last := words())
    expect(posted(desk, last)).to_have_count(1)

    save_draft(desk, result := words())
    desk.get_by_label(FIELD).fill(f"{result} about {PERSONAL}")
    expect(desk.locator("[data-draft-said]")).to_contain_text("Draft saved on this device")
    phone.goto(path)
    expect(phone.get_by_label(FIELD)).to_have_value(result)
    desk.reload()
    expect(desk.get_by_label(FIELD)).to_have_value(f"{result} about {PERSONAL}")
    save_draft(desk, f"{result} about nobody")
    expect(desk.locator("[data-checked]")).to_contain_text("Checked on this device")
    desk.get_by_label(FIELD).press("Control+Enter")
    expect(desk.locator("[data-checked]")).to_be_empty()


def post_while_the_draft_is_saved(page: Page, text: str) -> None:
    """Post the text while the server is still saving its draft."""
    collected: list[Route] = []
    page.route("**/draft/", lambda route: collected.append(route))
    page.get_by_label(FIELD).fill(text)
    until(page, lambda: collected)
    page.get_by_label(FIELD).press("Control+Enter")
    expect(page.get_by_label(FIELD)).to_have_value("")
    collected[0].continue_()
    page.unroute("**/draft/")


def test_topic_and_formatting_toolbar_can_be_used_with_the_keyboard_alone(browser_page: Open) -> None:
    page, other = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example")
    open_connected(start_topic(other), page, other)
    there = other.get_by_role("link", name="More about the message")
    there.focus()
    link = page.get_by_role("link", name="More about the message")
    link.press("Enter")
    expect(page.locator(".of-message > h2")).to_be_focused()
    panel = page.locator(".of-message")
    expect(panel.locator("[data-beside]")).to_have_count(2)
    for beside in panel.locator("[data-beside]").all():
        expect(beside).to_be_hidden()
    expect(panel.get_by_role("button", name="Would like to hear more")).to_be_visible()
    page.locator(".of-message > h2").press("Escape")
    expect(page.locator(".of-message")).to_have_count(0)
    expect(page.get_by_role("link", name="More about the message")).to_be_focused()
    thanks = page.locator("article.message").first.get_by_role("button", name="Thanks")
    thanks.press("Enter")
    expect(thanks).to_have_attribute("aria-pressed", "true")
    expect(thanks).to_be_focused()
    expect(other.locator("article.message").first).to_contain_text("Thanks from XB")
    expect(there).to_be_focused()

    field = page.get_by_label(FIELD)
    page.get_by_role("link", name="Reply Member, XC").press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("Reply to Member, XC: The first.")
    field.press_sequentially("Ask @vice")
    expect(page.get_by_role("option")).to_have_count(0)
    field.fill("")
    field.press_sequentially("Ask @chai")
    expect(page.get_by_role("option").first).to_contain_text("@chair")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Ask @chair ")
    field.press_sequentially(PERSONAL)
    field.press("Control+Enter")
    warning = page.get_by_role("alertdialog")
    expect(warning).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "born 12.03.1998"
    field.press("Control+Enter")
    warning.get_by_role("button", name="Post anyway").press("Enter")
    expect(other.get_by_text(PERSONAL)).to_be_visible()
    toolbar_writes_markdown_by_keyboard(page)


def toolbar_writes_markdown_by_keyboard(page: Page) -> None:
    field, bar = page.get_by_label(FIELD), page.get_by_role("toolbar", name="Formatting")
    button = lambda name: bar.get_by_role("button", name=name)  # noqa: E731
    field.fill("Words")
    field.press("Shift+Tab")
    expect(button("Bold")).to_be_focused()
    for key, name in {"ArrowLeft": "Mention", "Home": "Bold", "ArrowRight": "Italic", "End": "Mention"}.items():
        page.keyboard.press(key)
        expect(button(name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value("Words @")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    field.fill("Read this")
    select(field, 5, 9)
    button("Link").press("Enter")
    expect(field).to_have_value("Read [this](https://)")
    field.press_sequentially("https://example.org/")
    expect(field).to_have_value("Read [this](https://example.org/)")
    button("Quote").press("Enter")
    expect(field).to_have_value("> Read [this](https://example.org/)")
    field.press("Control+Enter")
    message = page.locator(ALL).last
    expect(message.get_by_role("link", name="this")).to_have_attribute("href", "https://example.org/")
    expect(message.locator("blockquote")).to_be_visible()


def test_newcomer_reads_reacts_and_posts_a_photo_by_touch(browser_page: Open) -> None:
    reader = browser_page("member.xc@demo.example")
    phone = browser_page("substitute.xa@demo.example", **PHONE, is_mobile=True)
    phone.goto(TOPICS)
    phone.get_by_role("link", name="Hotlines: one page").tap()
    connected(phone)
    first = phone.locator("article.message").first.bounding_box()
    assert first
    assert first["y"] < PHONE["viewport"]["height"] / 2
    phone.get_by_role("button", name="More about this topic").tap()
    expect(phone.get_by_role("heading", name="About this topic")).to_be_visible()
    phone.get_by_role("link", name="Download").tap()
    expect(phone.locator("#doings")).not_to_be_visible()
    reader.goto(phone.url)
    connected(reader)
    one_tap_reacts_and_another_takes_it_back(phone, reader)
    assert not problems_here(phone)
    phone.set_viewport_size(PHONE["viewport"])

    phone.get_by_role("link", name="Write as").tap()
    messages_of_others_move_neither_page_nor_caret(phone, reader)
    toolbar_writes_markdown_by_touch(phone)
    picture = {"name": "visit.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(1600, 1200))}
    phone.locator("input[type=file]").set_input_files(picture)  # type: ignore[arg-type]
    expect(phone.locator("li[data-paper]")).to_contain_text("visit.jpg")
    phone.get_by_label("Picture description").fill("Three people at a table")
    post(phone, words())
    next_steps = phone.locator("[data-next]")
    expect(next_steps).to_contain_text("Your message is posted.")
    expect(next_steps).to_be_in_viewport()
    shown = reader.get_by_role("link", name="Three people at a table visit.jpg").last.get_by_role("img")
    shown.scroll_into_view_if_needed()
    reader.wait_for_function("image => image.complete && image.naturalWidth === 540", arg=shown.element_handle())
    assert shown.evaluate("image => [image.width, image.height]") == [270, 360]
    post(phone, words())
    expect(next_steps).to_be_hidden()


def one_tap_reacts_and_another_takes_it_back(phone: Page, reader: Page) -> None:
    """Post a message by the reader, and tap the buttons beside it on the phone."""
    post(reader, text := words())
    message, there = posted(phone, text), posted(reader, text)
    expect(message).to_have_count(1)
    agree = message.get_by_role("button", name="Agree")
    agree.tap()
    expect(agree).to_have_attribute("aria-pressed", "true")
    expect(there).to_contain_text("Agree: XA.")
    agree.tap()
    expect(agree).to_have_attribute("aria-pressed", "false")
    expect(message).not_to_contain_text("Agree: XA.")
    expect(there.get_by_role("button", name="Agree")).to_have_count(0)
    message.get_by_role("link", name="Reply").tap()
    expect(phone.get_by_label(FIELD)).to_be_focused()


def messages_of_others_move_neither_page_nor_caret(phone: Page, reader: Page) -> None:
    phone.keyboard.type("Half a sentence")
    phone.evaluate("document.activeElement.setSelectionRange(4, 4)")
    before, shown = phone.evaluate(CARET), phone.locator(ALL).count()
    for number in range(2):
        post(reader, f"One\n\ntwo\n\nthree {number} {words()}")
        expect(phone.locator(ALL)).to_have_count(shown + 1 + number)
    expect(phone.locator("[data-live-said]")).to_contain_text("from Member, XC")
    now = phone.evaluate(CARET)
    assert (now[:2], abs(now[2] - before[2]) < 2) == (before[:2], True)


def toolbar_writes_markdown_by_touch(phone: Page) -> None:
    field, bar = phone.get_by_label(FIELD), phone.get_by_role("toolbar", name="Formatting")
    button = lambda name: bar.get_by_role("button", name=name)  # noqa: E731
    expect(bar).to_be_visible()
    assert bar.get_by_role("button").all_inner_texts() == ["Bold", "Italic", "List", "Link", "Quote", "Mention"]
    field.fill("Open at night")
    select(field, 5, 13)
    button("Bold").tap()
    expect(field).to_have_value("Open **at night**")
    expect(field).to_be_focused()
    button("Italic").tap()
    expect(field).to_have_value("Open ***at night***")
    button("Bold").tap()
    expect(field).to_have_value("Open *at night*")
    field.press("Control+z")
    expect(field).to_have_value("Open ***at night***")
    field.fill("One\nTwo\nThree")
    select(field, 1, 5)
    button("List").tap()
    expect(field).to_have_value("- One\n- Two\n\nThree")
    button("List").tap()
    expect(field).to_have_value("One\nTwo\n\nThree")


def select(field: Locator, start: int, end: int) -> None:
    field.evaluate("(field, [start, end]) => { field.focus(); field.setSelectionRange(start, end); }", [start, end])
