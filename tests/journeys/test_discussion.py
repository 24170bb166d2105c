"""A message in two browsers: at once, after a cut, from another process, without a script."""

import os
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.factories.attachments import photo

TOPICS = "/networks/sample/topics/"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
REDIS_URL = os.environ.get("REDIS_URL", "")
Open = Callable[..., Page]


def words() -> str:
    return f"Words {uuid4()}"


def start_topic(page: Page) -> str:
    """The path of a topic that whoever sits before this page has opened."""
    page.goto(f"{TOPICS}new/")
    page.get_by_label("Title").fill(f"Topic {uuid4()}")
    page.get_by_label("First message").fill("The first.")
    page.get_by_role("button", name="Start as").click()
    expect(page.locator("article.message")).to_have_count(1)
    return urlsplit(page.url).path


def connected(page: Page) -> None:
    expect(page.locator("[data-live-state]").first).to_contain_text("Connected.")


def post(page: Page, text: str) -> None:
    page.get_by_label("Your message to this topic").fill(text)
    page.get_by_role("button", name="Post as").click()


def messages(page: Page) -> list[str]:
    return page.locator("[data-live-list^=messages] > article .text").all_inner_texts()


def articles(page: Page) -> list[str]:
    return page.locator("[data-live-list^=messages] > article").evaluate_all("all => all.map(one => one.outerHTML)")


def test_a_message_shows_in_the_second_browser_without_a_reload(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example")
    path, text = start_topic(writer), words()
    writer.goto(path)
    reader.goto(path)
    connected(writer)
    connected(reader)
    post(writer, text)
    expect(reader.get_by_text(text)).to_be_visible()
    expect(reader.locator("[data-live-said]")).to_have_text("New message from Member, XB")
    expect(writer.locator("article.message", has_text=text)).to_have_count(1)
    expect(writer.locator("article.message--unsent")).to_have_count(0)
    expect(writer.get_by_label("Your message to this topic")).to_have_value("")
    live = articles(reader)
    reader.reload()
    expect(reader.get_by_text(text)).to_be_visible()
    assert articles(reader) == live


def test_a_newcomer_gets_from_her_desk_to_her_first_message_and_a_photo_on_a_phone(browser_page: Open) -> None:
    reader, phone = browser_page("member.xc@demo.example"), browser_page("substitute.xa@demo.example", **PHONE)
    phone.goto(TOPICS)
    phone.get_by_role("link", name="Hotlines: one page").click()
    connected(phone)
    first = phone.locator("article.message").first.bounding_box()
    assert first
    assert first["y"] < PHONE["viewport"]["height"] / 2
    phone.get_by_role("button", name="More about this topic").click()
    expect(phone.get_by_role("heading", name="About this topic")).to_be_visible()
    phone.get_by_role("link", name="Take it along").click()
    expect(phone.locator("#doings")).not_to_be_visible()
    reader.goto(phone.url)
    connected(reader)
    phone.get_by_role("link", name="Write as").click()
    picture = {"name": "visit.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(1600, 1200))}
    phone.locator("input[type=file]").set_input_files(picture)
    expect(phone.locator("li[data-paper]")).to_contain_text("visit.jpg")
    phone.get_by_label("What the picture shows").fill("Three people at a table")
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


def test_after_a_cut_everything_missed_is_there_once_and_in_order(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example")
    path = start_topic(writer)
    writer.goto(path)
    reader.goto(path)
    connected(reader)
    reader.context.set_offline(True)
    expect(reader.locator("[data-live-state]").first).to_contain_text("Offline since")
    said = [words() for _number in range(3)]
    for text in said:
        post(writer, text)
        expect(writer.locator("[data-live-list^=messages] > article", has_text=text)).to_have_count(1)
    reader.context.set_offline(False)
    expect(reader.get_by_text(said[-1])).to_be_visible()
    connected(reader)
    assert messages(reader) == ["The first.", *said]


def test_what_is_written_while_offline_waits_and_is_sent_once(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example")
    path = start_topic(writer)
    writer.goto(path)
    reader.goto(path)
    connected(writer)
    writer.context.set_offline(True)
    kept, taken_back = words(), words()
    waiting = writer.locator("article.message--unsent")
    post(writer, kept)
    expect(waiting).to_have_count(1)
    post(writer, taken_back)
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("Waiting here.")
    waiting.last.get_by_role("button", name="Take back").click()
    expect(writer.get_by_label("Your message to this topic")).to_have_value(taken_back)
    writer.context.set_offline(False)
    expect(writer.locator("[data-live-list^=messages] > article", has_text=kept)).to_have_count(1)
    expect(waiting).to_have_count(0)
    expect(reader.get_by_text(kept)).to_have_count(1)
    assert messages(reader) == ["The first.", kept]


def test_what_is_refused_stays_in_the_form_with_the_reason(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example")
    writer.goto(start_topic(writer))
    field = writer.get_by_label("Your message to this topic")
    post(writer, "  ")
    expect(writer.locator("[data-problem]")).to_have_text("Write something first.")
    nothing_visible = "[nothing]: https://example.org"
    post(writer, nothing_visible)
    expect(writer.locator("[data-problem]")).to_have_text("Nothing of this would be visible.")
    expect(field).to_have_value(nothing_visible)
    long = "x" * 100_000
    post(writer, long)
    expect(writer.locator("[data-problem]")).to_contain_text("too long")
    expect(field).to_have_value(long)


def test_a_draft_is_there_again_after_the_page_was_left_and_control_enter_posts(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example")
    path, text = start_topic(writer), words()
    writer.goto(path)
    writer.get_by_label("Your message to this topic").fill(text)
    writer.goto(TOPICS)
    writer.goto(path)
    field = writer.get_by_label("Your message to this topic")
    expect(field).to_have_value(text)
    field.press("Control+Enter")
    expect(writer.locator("[data-live-list^=messages] > article", has_text=text)).to_have_count(1)
    expect(field).to_have_value("")


def test_the_list_of_topics_counts_and_grows_while_it_is_looked_at(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example")
    reader.goto(TOPICS)
    connected(reader)
    path = start_topic(writer)
    row = reader.locator("[data-live-list=topics] > li").first
    expect(row.get_by_role("link")).to_have_attribute("href", path)
    expect(row.locator(".count")).to_have_text("1 unread")
    writer.goto(path)
    post(writer, words())
    expect(row.locator(".count")).to_have_text("2 unread")
    expect(row).to_contain_text("2 messages")
    with reader.expect_response(lambda answer: answer.url.endswith("/read/") and answer.json() == {"unread": 0}):
        reader.goto(path)
        reader.locator("article.message").last.scroll_into_view_if_needed()
    reader.goto(TOPICS)
    expect(reader.locator("[data-live-list=topics] > li").first.locator(".count")).to_have_text("0 unread")


@pytest.mark.parametrize(
    "redis",
    [
        pytest.param("shared", marks=pytest.mark.skipif(not REDIS_URL, reason="needs REDIS_URL")),
        pytest.param("none", id="with nothing but the database between them"),
    ],
)
def test_two_processes_of_the_site_reach_each_others_readers(
    browser_page: Open, another_process: Callable[..., str], redis: str
) -> None:
    writer = browser_page("member.xb@demo.example")
    other = another_process(REDIS_URL=REDIS_URL if redis == "shared" else "")
    reader = browser_page("member.xc@demo.example", base_url=other)
    path, text = start_topic(writer), words()
    writer.goto(path)
    reader.goto(path)
    connected(reader)
    post(writer, text)
    expect(reader.get_by_text(text)).to_be_visible()


def test_who_only_reads_follows_and_what_she_saw_is_read(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("observer@demo.example")
    path, text = start_topic(writer), words()
    writer.goto(path)
    reader.goto(path)
    connected(reader)
    expect(reader.get_by_text("Your seat reads here and does not write.")).to_be_visible()
    with reader.expect_response(lambda answer: answer.url.endswith("/read/") and answer.json() == {"unread": 0}):
        post(writer, text)
        reader.get_by_text(text).scroll_into_view_if_needed()
    reader.goto(TOPICS)
    expect(reader.locator("[data-live-list=topics] > li").first.locator(".count")).to_have_text("0 unread")


def test_only_messages_that_were_on_the_screen_are_marked_as_read(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("observer@demo.example", **PHONE)
    path = start_topic(writer)
    with reader.expect_response("**/read/") as first:
        reader.goto(path)
    assert first.value.json() == {"unread": 0}
    writer.goto(path)
    for number in range(1, 5):
        post(writer, "\n".join(f"Message {number}, line {line}" for line in range(12)))
        expect(writer.locator("article.message")).to_have_count(number + 1)
    with reader.expect_response("**/read/") as told:
        reader.goto(path)
    below = reader.locator("article.message > .text").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().bottom > innerHeight).length"
    )
    assert 0 < below < 4
    assert told.value.json() == {"unread": below}
    with reader.expect_response(lambda answer: answer.url.endswith("/read/") and answer.json() == {"unread": 0}):
        for _stretch in range(20):
            reader.mouse.wheel(0, 300)
            reader.wait_for_timeout(1_300)


def test_without_a_script_the_same_works_by_reload(browser_page: Open) -> None:
    writer = browser_page("member.xb@demo.example", java_script_enabled=False)
    reader = browser_page("member.xc@demo.example", java_script_enabled=False)
    path, text = start_topic(writer), words()
    reader.goto(path)
    writer.goto(path)
    post(writer, "")
    expect(writer.locator("[data-problem]")).to_contain_text("Write something first.")
    post(writer, text)
    expect(writer.locator("article.message", has_text=text)).to_have_count(1)
    writer.reload()
    expect(writer.locator("article.message", has_text=text)).to_have_count(1)
    expect(reader.get_by_text(text)).to_have_count(0)
    reader.get_by_role("button", name="Mark as read").click()
    post(writer, other := words())
    reader.reload()
    expect(reader.locator(".unread-line")).to_contain_text(": 2 messages")
    expect(reader.get_by_text(other)).to_be_visible()


def test_scripts_of_members_are_words_in_an_open_page_too(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example")
    path = start_topic(writer)
    writer.goto(path)
    reader.goto(path)
    connected(reader)
    problems: list[str] = []
    for page in (writer, reader):
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    mischief = f"<img src=x onerror=alert(1)><script>document.title = 'x'</script> {words()}"
    post(writer, mischief)
    expect(reader.get_by_text(mischief)).to_be_visible()
    assert reader.locator("article.message img, article.message script").count() == 0
    assert problems == []
