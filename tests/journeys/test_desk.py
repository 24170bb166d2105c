"""What waits for somebody: the same number on her phone and on her desk, without a reload."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_discussion import TOPICS, connected, post, start_topic, words

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 800}}


def number_beside_desk(page: Page) -> int:
    text = page.locator(".nav [data-waiting-topics] .count").first.inner_text()
    return int(text.split()[0])


def beside_desk(page: Page) -> Locator:
    return page.locator(".nav [data-waiting-topics]").first


def test_what_is_read_on_the_phone_is_read_on_the_desk_and_in_every_list(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example")
    desk, topics = browser_page("member.xc@demo.example"), browser_page("member.xc@demo.example")
    phone = browser_page("member.xc@demo.example", **PHONE)
    for page, address in ((desk, "/desk/"), (topics, TOPICS), (phone, "/networks/")):
        page.goto(address)
    path, title = start_topic(writer), ""
    title = writer.goto(path) and writer.locator("h1").inner_text()
    news = desk.locator("[data-fresh=new] li", has_text=title)
    row = topics.locator("[data-live-list=topics] > li", has_text=title).locator("[data-unread] .count")
    expect(news.locator(".count")).to_have_text("1 unread")
    expect(row).to_have_text("1 unread")
    expect(beside_desk(desk)).to_be_visible()
    before = number_beside_desk(desk)
    post(writer, words())
    expect(news.locator(".count")).to_have_text("2 unread")
    expect(row).to_have_text("2 unread")

    phone.goto(path)
    phone.locator("article.message").last.scroll_into_view_if_needed()
    expect(news).to_have_count(0)
    expect(row).to_have_text("0 unread")
    assert number_beside_desk(desk) == before - 1 if before > 1 else beside_desk(desk).is_hidden()

    connected(phone)
    phone.locator("article.message a[data-more]").last.click()
    phone.get_by_role("button", name="Mark unread from here").click()
    expect(news.locator(".count")).to_have_text("1 unread")
    expect(row).to_have_text("1 unread")
    news.get_by_role("link").click()
    expect(desk.locator("#unread")).to_be_in_viewport()
    desk.get_by_role("link", name="To the first unread message").click()
    expect(desk.locator("#unread")).to_be_focused()
    expect(row).to_have_text("0 unread")


def test_on_a_phone_the_address_of_ones_calendar_is_copied_by_a_button(browser_page: Open) -> None:
    phone = browser_page("observer@demo.example", **PHONE)
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.goto("/calendar/feed/")
    phone.get_by_role("button", name="Make the address").click()
    phone.get_by_role("button", name="Copy").click()
    expect(phone.get_by_text("Copied.")).to_be_visible()
    address = phone.get_by_label("Or copy it").input_value()
    assert phone.evaluate("navigator.clipboard.readText()") == address
