"""A topic in two browsers: messages, edits and other acts appear on open pages."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.discussion import (
    FIELD,
    articles,
    connected,
    open_connected,
    post,
    posted,
    start_topic,
    unsent,
    words,
)

Open = Callable[..., Page]


def message(page: Page, number: int) -> Locator:
    return page.locator("[data-live-list^=messages] > article").nth(number)


def more(page: Page, number: int) -> Locator:
    message(page, number).get_by_role("link", name="More").click()
    return page.locator(".of-message")


def test_messages_edits_and_other_acts_appear_in_the_other_browser_without_reload(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example")
    reader = browser_page("member.xc@demo.example", viewport={"width": 390, "height": 844})
    path, text = start_topic(writer), words()
    title = writer.locator("h1").inner_text()
    problems: list[str] = []
    for page in (writer, reader):
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda expected: problems.append(expected.text) if expected.type == "error" else None)
    open_connected(path, writer, reader)
    script_in_a_message_is_shown_as_text(writer, reader)

    message(reader, 0).get_by_role("link", name="Reply").click()
    expect(reader.get_by_text("Reply to Member, XB")).to_be_visible()
    post(reader, text)
    expect(message(writer, 2)).to_contain_text(text)
    expect(message(writer, 2).locator(".quote")).to_contain_text("The first.")

    more(reader, 0)
    message(reader, 0).get_by_role("button", name="Agree").click()
    expect(message(writer, 0)).to_contain_text("Agree: XC. Reactions are not positions.")
    expect(message(reader, 0).get_by_role("button", name="Agree")).to_have_attribute("aria-pressed", "true")

    panel = more(writer, 0)
    panel.get_by_text("Edit", exact=True).click()
    panel.get_by_label("Message").fill("The very first.")
    panel.get_by_role("button", name="Save").click()
    expect(panel).to_contain_text("Message saved.")
    expect(message(reader, 0).locator(".text")).to_have_text("The very first.")
    expect(message(reader, 2).locator(".quote")).to_contain_text("The very first.")
    expect(reader.locator(".of-message")).to_be_visible()

    more(writer, 2).get_by_role("button", name="Mark as unread from here").click()
    expect(writer.locator("#topics li", has_text=title).locator(".count-badge")).to_have_text("1 unread")

    panel = more(reader, 2)
    panel.get_by_text("Withdraw", exact=True).click()
    panel.get_by_label("Reason").fill("Wrong topic")
    panel.get_by_role("button", name="Withdraw message").click()
    expect(message(writer, 2)).to_contain_text("Withdrawn by the author")
    expect(writer.get_by_text(text)).to_have_count(0)
    assert problems == []

    writer.goto(path)
    expect(writer.locator(".unread-line")).to_contain_text(": 1 message")


def script_in_a_message_is_shown_as_text(writer: Page, reader: Page) -> None:
    """Post a message with a script, which the open page of the reader shows as a reloaded page does."""
    script = f"<img src=x onerror=alert(1)><script>document.title = 'x'</script> {words()}"
    post(writer, script)
    expect(reader.get_by_text(script)).to_be_visible()
    expect(reader.locator("[data-live-said]")).to_have_text("New message from Member, XB")
    expect(posted(writer, script)).to_have_count(1)
    expect(unsent(writer)).to_have_count(0)
    expect(writer.get_by_label(FIELD)).to_have_value("")
    assert reader.locator("article.message img, article.message script").count() == 0
    live = articles(reader)
    reader.reload()
    connected(reader)
    assert articles(reader) == live
