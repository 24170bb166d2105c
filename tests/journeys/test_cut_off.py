"""Four pages at two server processes with all kinds of disconnections: in the end all show the same messages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.discussion import (
    ALL,
    PHONE,
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


def write(page: Page, written: list[str], *, waits: bool = False) -> None:
    """Post a new message; the page shows it, or it `waits` on the writer's device."""
    text = words()
    written.append(text)
    post(page, text)
    expect(unsent(page).filter(has_text=text) if waits else posted(page, text)).to_have_count(1)


def with_message(page: Page, text: str, what: str, field: str, value: str, button: str) -> None:
    """Open the menu "More" of the message, and do the action `what` with this value."""
    posted(page, text).get_by_role("link", name="More").click()
    panel = page.locator(".of-message")
    panel.get_by_text(what, exact=True).click()
    panel.get_by_label(field).fill(value)
    panel.get_by_role("button", name=button).click()
    expect(panel).to_contain_text("Message ")


def log_of(page: Page, path: str) -> list[dict[str, Any]]:
    """Return the messages of the topic in the database."""
    answer = page.request.get(f"/api/v1{path}messages/")
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def wait_until_sent(page: Page) -> None:
    """Wait until the page has sent everything, so that its server can be stopped."""
    page.wait_for_function(
        "() => { const at = document.querySelector('live-network'); return !at.reading && !at.unanswered }"
    )


def wait_until_seen(page: Page, head: int) -> None:
    connected(page)
    page.wait_for_function("(head) => document.querySelector('live-network').line.seen >= head", arg=head)


def test_every_page_has_every_message_once_and_in_order_after_all_kinds_of_disconnections(
    browser_page: Open, live_site: Site
) -> None:
    other = live_site.serve()
    phone = browser_page("member.xb@demo.example", base_url=other, **PHONE)
    reader = browser_page("member.xc@demo.example", base_url=other)
    desk, observer = browser_page("member.xb@demo.example"), browser_page("observer@demo.example")
    pages, path, texts = [phone, reader, desk, observer], start_topic(desk), ["The first."]
    open_connected(path, *pages)

    phone.context.set_offline(True)
    expect(phone.locator("[data-live-state]").first).to_contain_text("Offline since")
    for _number in range(2):
        write(phone, texts, waits=True)
    for page in (desk, reader, desk):
        write(page, texts)
    with_message(desk, "The first.", "Edit", "Message", "The very first.", "Save")
    texts[0] = "The very first."
    phone.context.set_offline(False)
    for text in texts:
        expect(posted(phone, text)).to_have_count(1)

    live_site.kill(other)
    for page in (phone, reader):
        write(page, texts, waits=True)
    gone = texts[3]
    with_message(desk, gone, "Withdraw", "Reason", "A mistake", "Withdraw message")
    write(desk, texts)
    live_site.serve(other)
    for text in texts[-3:]:
        expect(posted(phone, text)).to_have_count(1)

    wait_until_sent(phone)
    wait_until_sent(reader)
    with live_site.held_still(other):
        write(phone, texts, waits=True)
        write(desk, texts)
    for text in texts[-2:]:
        expect(posted(phone, text)).to_have_count(1)

    for page in pages:
        expect(unsent(page)).to_have_count(0)
    fresh = desk.context.new_page()
    fresh.goto(path)
    head = int(fresh.locator("live-network").get_attribute("data-after") or 0)
    known = [f"message-{message['id']}" for message in log_of(fresh, urlsplit(fresh.url).path)]
    assert len(known) == len(texts)
    for page in pages:
        wait_until_seen(page, head)
        live = articles(page)
        assert page.locator(ALL).evaluate_all("all => all.map(one => one.id)") == known
        assert [posted(page, text).count() for text in texts] == [int(text != gone) for text in texts]
        page.reload()
        assert articles(page) == live
