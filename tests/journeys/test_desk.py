"""Reading on several devices: unread counts on every open page, and the address of the calendar subscription."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.discussion import PHONE, TOPICS, connected, post, start_topic

Open = Callable[..., Page]


def beside_topics(page: Page) -> Locator:
    return page.locator(".nav [data-waiting-topics]").first


def test_messages_that_were_on_a_phones_screen_are_marked_as_read_on_desk_and_lists(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example")
    desk, topics = browser_page("member.xc@demo.example"), browser_page("member.xc@demo.example")
    phone = browser_page("member.xc@demo.example", **PHONE)
    for page, address in ((desk, "/desk/"), (topics, TOPICS), (phone, "/networks/")):
        page.goto(address)
    path = start_topic(writer)
    title = writer.locator("h1").inner_text()
    news = desk.locator("[data-fresh=new] li", has_text=title)
    in_list = topics.locator("[data-live-list=topics] > li", has_text=title)
    row = in_list.locator("[data-unread] .count-badge")
    expect(in_list.get_by_role("link").first).to_have_attribute("href", path)
    expect(news.locator(".count-badge")).to_have_text("1 unread")
    expect(row).to_have_text("1 unread")
    expect(beside_topics(desk)).to_be_visible()
    for number in range(1, 5):
        post(writer, "\n".join(f"Message {number}, line {line}" for line in range(12)))
        expect(writer.locator("article.message")).to_have_count(number + 1)
    expect(news.locator(".count-badge")).to_have_text("5 unread")
    expect(row).to_have_text("5 unread")
    expect(in_list).to_contain_text("5 messages")
    before = int(beside_topics(desk).locator(".count-badge").inner_text().split()[0])

    read_as_far_as_it_is_on_the_screen(phone, path, row)
    expect(news).to_have_count(0)
    expect(row).to_have_text("0 unread")
    if before > 1:
        expect(beside_topics(desk).locator(".count-badge")).to_contain_text(str(before - 1))
    else:
        expect(beside_topics(desk)).to_be_hidden()

    connected(phone)
    phone.locator("article.message a[data-more]").last.click()
    phone.get_by_role("button", name="Mark as unread from here").click()
    expect(news.locator(".count-badge")).to_have_text("1 unread")
    expect(row).to_have_text("1 unread")
    news.get_by_role("link").click()
    expect(desk.locator("#unread")).to_be_in_viewport()
    desk.get_by_role("link", name="Go to first unread message").click()
    expect(desk.locator("#unread")).to_be_focused()
    expect(row).to_have_text("0 unread")

    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.goto("/calendar/feed/")
    phone.get_by_role("button", name="Create link").click()
    phone.get_by_role("button", name="Copy").click()
    expect(phone.get_by_text("Copied.")).to_be_visible()
    address = phone.get_by_label("Or copy the link").input_value()
    assert phone.evaluate("navigator.clipboard.readText()") == address


def read_as_far_as_it_is_on_the_screen(phone: Page, path: str, row: Locator) -> None:
    """Open the topic, then scroll to each message that was below the screen and still counts as unread."""
    with phone.expect_response("**/read/") as caught:
        phone.goto(path)
    below = phone.locator("article.message > .text").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().bottom > innerHeight).length"
    )
    left = caught.value.json()["unread"]
    assert 0 < left == below < 5
    while left:
        expect(row).to_have_text(f"{left} unread")
        with phone.expect_response("**/read/") as caught:
            next_text = phone.locator("article.message > .text").nth(5 - left)
            next_text.evaluate("text => text.scrollIntoView({ block: 'center', behavior: 'instant' })")
        left = caught.value.json()["unread"]
