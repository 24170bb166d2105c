"""What becomes of a message, in two browsers: answered, agreed with, changed, marked, withdrawn."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_discussion import connected, start_topic, words

Open = Callable[..., Page]


def message(page: Page, number: int) -> Locator:
    return page.locator("[data-live-list^=messages] > article").nth(number)


def more(page: Page, number: int) -> Locator:
    message(page, number).get_by_role("link", name="More").click()
    return page.locator(".of-message")


def test_what_one_does_with_a_message_shows_in_the_other_browser(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example")
    reader = browser_page("member.xc@demo.example", viewport={"width": 390, "height": 844})
    path, text = start_topic(writer), words()
    problems: list[str] = []
    for page in (writer, reader):
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.goto(path)
        connected(page)

    message(reader, 0).get_by_role("link", name="Answer").click()
    expect(reader.get_by_text("In answer to Member, XB")).to_be_visible()
    reader.get_by_label("Your message to this topic").fill(text)
    reader.get_by_role("button", name="Post as").click()
    expect(message(writer, 1)).to_contain_text(text)
    expect(message(writer, 1).locator(".quote")).to_contain_text("The first.")

    more(reader, 0).get_by_role("button", name="Agree").click()
    expect(message(writer, 0)).to_contain_text("Agreed with by XC. This is not a position.")
    expect(reader.get_by_role("button", name="Agree")).to_have_attribute("aria-pressed", "true")

    panel = more(writer, 0)
    panel.get_by_text("Change it").click()
    panel.get_by_label("The message as it should read").fill("The very first.")
    panel.get_by_role("button", name="Change the message").click()
    expect(panel).to_contain_text("The message is changed.")
    expect(message(reader, 0).locator(".text")).to_have_text("The very first.")
    expect(message(reader, 1).locator(".quote")).to_contain_text("The very first.")
    expect(reader.locator(".of-message")).to_be_visible()

    more(writer, 1).get_by_role("button", name="Mark unread from here").click()
    expect(writer.locator("#topics li").first.locator(".count")).to_have_text("1 unread")

    panel = more(reader, 1)
    panel.get_by_text("Withdraw it").click()
    panel.get_by_label("Why, in a few words").fill("Wrong topic")
    panel.get_by_role("button", name="Withdraw the message").click()
    expect(message(writer, 1)).to_contain_text("Withdrawn by its author")
    expect(writer.get_by_text(text)).to_have_count(0)
    assert problems == []

    writer.goto(path)
    expect(writer.locator(".unread-line")).to_contain_text(": 1 message")
