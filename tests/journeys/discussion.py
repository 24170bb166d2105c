"""Steps of browser tests of discussions: a new topic, messages, and what a page shows of them."""

from collections.abc import Callable
from random import choices
from string import ascii_lowercase
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

TOPICS = "/networks/sample/topics/"
FIELD = "Your message"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
ALL = "[data-live-list^=messages] > article"
Open = Callable[..., Page]


def words() -> str:
    """Return words that no other test uses, without numbers, which could look like personal data."""
    return f"Words {''.join(choices(ascii_lowercase, k=20))}"


def start_topic(page: Page) -> str:
    """Open a new topic and return its path; the page shows it."""
    page.goto(f"{TOPICS}new/")
    page.get_by_label("Title").fill(words())
    page.get_by_label("First message").fill("The first.")
    page.get_by_role("button", name="Post as").click()
    expect(page.locator("article.message")).to_have_count(1)
    return urlsplit(page.url).path


def connected(page: Page) -> None:
    expect(page.locator("[data-live-state]").first).to_contain_text("Connected.")


def open_connected(path: str, *pages: Page) -> None:
    """Open the topic on all pages, and wait until each has its connection."""
    for page in pages:
        page.goto(path)
    for page in pages:
        connected(page)


def post(page: Page, text: str) -> None:
    page.get_by_label(FIELD).fill(text)
    page.get_by_role("button", name="Post as").click()


def posted(page: Page, text: str) -> Locator:
    """Return the messages with the text as the page shows them once the server has them."""
    return page.locator(ALL, has_text=text)


def unsent(page: Page) -> Locator:
    return page.locator("article.message--unsent")


def texts(page: Page) -> list[str]:
    return page.locator(f"{ALL} .text").all_inner_texts()


def articles(page: Page) -> list[str]:
    return page.locator(ALL).evaluate_all("all => all.map(one => one.outerHTML)")


def save_draft(page: Page, text: str) -> None:
    """Type a text and wait until the server has saved it as a draft."""
    with page.expect_response(lambda answer: "/draft/" in answer.url and answer.request.method == "POST"):
        page.get_by_label(FIELD).fill(text)
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft saved")
