"""A topic in several browsers: live messages, read marks, edits and other acts, and use without scripts."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.factories.attachments import photo
from tests.journeys.conftest import submit
from tests.journeys.discussion import (
    FIELD,
    PHONE,
    TOPICS,
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
REDIS_URL = os.environ.get("REDIS_URL", "")
SERVERS: dict[str, dict[str, str] | None] = {
    "the same server": None,
    "another server and the database": {"REDIS_URL": ""},
    **({"another server and Redis": {"REDIS_URL": REDIS_URL}} if REDIS_URL else {}),
}


@pytest.mark.parametrize("server", SERVERS)
def test_message_appears_in_the_second_browser_without_reload(
    browser_page: Open, another_process: Callable[..., str], server: str
) -> None:
    environment = SERVERS[server]
    elsewhere = {} if environment is None else {"base_url": another_process(**environment)}
    writer, reader = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example", **elsewhere)
    open_connected(start_topic(writer), writer, reader)
    problems: list[str] = []
    for page in (writer, reader):
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)

    script = f"<img src=x onerror=alert(1)><script>document.title = 'x'</script> {words()}"
    post(writer, script)
    expect(reader.get_by_text(script)).to_be_visible()
    expect(reader.locator("[data-live-said]")).to_have_text("New message from Member, XB")
    expect(posted(writer, script)).to_have_count(1)
    expect(unsent(writer)).to_have_count(0)
    expect(writer.get_by_label(FIELD)).to_have_value("")
    assert reader.locator("article.message img, article.message script").count() == 0
    assert problems == []
    live = articles(reader)
    reader.reload()
    expect(reader.get_by_text(script)).to_be_visible()
    assert articles(reader) == live


def test_newcomer_posts_a_photo_from_a_phone(browser_page: Open) -> None:
    reader, phone = browser_page("member.xc@demo.example"), browser_page("substitute.xa@demo.example", **PHONE)
    phone.goto(TOPICS)
    phone.get_by_role("link", name="Hotlines: one page").click()
    connected(phone)
    first = phone.locator("article.message").first.bounding_box()
    assert first
    assert first["y"] < PHONE["viewport"]["height"] / 2
    phone.get_by_role("button", name="More about this topic").click()
    expect(phone.get_by_role("heading", name="About this topic")).to_be_visible()
    phone.get_by_role("link", name="Download").click()
    expect(phone.locator("#doings")).not_to_be_visible()
    reader.goto(phone.url)
    connected(reader)
    phone.get_by_role("link", name="Write as").click()
    picture = {"name": "visit.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(1600, 1200))}
    phone.locator("input[type=file]").set_input_files(picture)
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


def test_only_messages_that_were_on_the_screen_are_marked_as_read(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("observer@demo.example", **PHONE)
    path = start_topic(writer)
    with reader.expect_response("**/read/") as first:
        reader.goto(path)
    assert first.value.json() == {"unread": 0}
    expect(reader.get_by_text("Your role allows reading only.")).to_be_visible()
    for number in range(1, 5):
        post(writer, "\n".join(f"Message {number}, line {line}" for line in range(12)))
        expect(writer.locator("article.message")).to_have_count(number + 1)
    with reader.expect_response("**/read/") as told:
        reader.goto(path)
    below = reader.locator("article.message > .text").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().bottom > innerHeight).length"
    )
    left = told.value.json()["unread"]
    assert 0 < left == below < 4
    while left:
        with reader.expect_response("**/read/") as told:
            next_text = reader.locator("article.message > .text").nth(5 - left)
            next_text.evaluate("text => text.scrollIntoView({ block: 'center', behavior: 'instant' })")
        left = told.value.json()["unread"]
    reader.goto(TOPICS)
    row = reader.locator("[data-live-list=topics] > li").filter(has=reader.locator(f"a[href='{path}']"))
    expect(row.locator(".count")).to_have_text("0 unread")


def test_discussion_works_without_scripts_by_reloading(browser_page: Open) -> None:
    phone = {**PHONE, "java_script_enabled": False}
    writer, reader = browser_page("member.xb@demo.example", **phone), browser_page("member.xc@demo.example", **phone)
    path, text, other = start_topic(writer), words(), words()
    reader.goto(path)
    post(writer, "")
    expect(writer.locator("[data-problem]")).to_contain_text("Enter some text.")
    post(writer, "Anna Kowalska, born 12.03.1998")
    expect(writer.get_by_role("heading", name="Possible personal data")).to_be_in_viewport()
    expect(writer.get_by_label(FIELD)).to_have_value("Anna Kowalska, born 12.03.1998")
    expect(writer.get_by_label(FIELD)).to_be_in_viewport()
    post(writer, text)
    expect(writer.locator("article.message", has_text=text)).to_have_count(1)
    writer.reload()
    expect(writer.locator("article.message", has_text=text)).to_have_count(1)

    submit(reader, "Mark as read")
    post(writer, other)
    reader.reload()
    expect(reader.locator(".unread-line")).to_contain_text(": 2 messages")
    reader.locator("article.message", has_text=other).get_by_role("link", name="More about the message").click()
    reader.get_by_role("button", name="Thanks").click()
    expect(reader.get_by_text("Thanks from XC.")).to_be_visible()

    writer.context.clear_cookies(name="sessionid")
    post(writer, unposted := words())
    expect(writer.get_by_role("heading", level=1)).to_have_text("Your text is still here")
    expect(writer.get_by_label("Your text")).to_have_value(unposted)
    expect(writer.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()


def message(page: Page, number: int) -> Locator:
    return page.locator("[data-live-list^=messages] > article").nth(number)


def more(page: Page, number: int) -> Locator:
    message(page, number).get_by_role("link", name="More").click()
    return page.locator(".of-message")


def test_edits_and_other_acts_on_a_message_appear_in_the_other_browser(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example")
    reader = browser_page("member.xc@demo.example", viewport={"width": 390, "height": 844})
    path, text = start_topic(writer), words()
    title = writer.locator("h1").inner_text()
    problems: list[str] = []
    for page in (writer, reader):
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    open_connected(path, writer, reader)

    message(reader, 0).get_by_role("link", name="Reply").click()
    expect(reader.get_by_text("Reply to Member, XB")).to_be_visible()
    post(reader, text)
    expect(message(writer, 1)).to_contain_text(text)
    expect(message(writer, 1).locator(".quote")).to_contain_text("The first.")

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
    expect(message(reader, 1).locator(".quote")).to_contain_text("The very first.")
    expect(reader.locator(".of-message")).to_be_visible()

    more(writer, 1).get_by_role("button", name="Mark as unread from here").click()
    expect(writer.locator("#topics li", has_text=title).locator(".count")).to_have_text("1 unread")

    panel = more(reader, 1)
    panel.get_by_text("Withdraw", exact=True).click()
    panel.get_by_label("Reason").fill("Wrong topic")
    panel.get_by_role("button", name="Withdraw message").click()
    expect(message(writer, 1)).to_contain_text("Withdrawn by the author")
    expect(writer.get_by_text(text)).to_have_count(0)
    assert problems == []

    writer.goto(path)
    expect(writer.locator(".unread-line")).to_contain_text(": 1 message")
