"""The annual assessment in browsers: automatic saving, two people in one section, and work without connection."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

OpenPage = Callable[..., Page]
DELEGATE, GOVERNMENT = "delegate.{}@demo.example", "government.{}@demo.example"
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('evaluation.answer.')).length"


def assessment_of(page: Page) -> str:
    """Return the address of the newest assessment of the user of the page."""
    page.goto("/evaluation/assessments/")
    return str(page.locator("ul.rows h3 a").first.get_attribute("href"))


def state(page: Page, question: str) -> Any:
    return page.locator(f"#state-{question}")


@pytest.fixture
def delegate(browser_page: OpenPage) -> Page:
    """Return a page of XB's delegate on section 5 of the open assessment."""
    page = browser_page(DELEGATE.format("xb"))
    page.goto(f"{assessment_of(page)}sections/5/")
    return page


def test_answers_are_saved_automatically_and_two_people_in_one_section_lose_nothing(
    delegate: Page, browser_page: OpenPage
) -> None:
    delegate.fill("#q5-5-denominator", "2 400")
    delegate.fill("#q5-5-numerator", "1 200")
    expect(state(delegate, "q5-5")).to_contain_text(re.compile(r"Saved \d\d:\d\d, you"))
    expect(delegate.locator("#result-q5-5")).to_have_text("50.0 %")
    delegate.fill("#q5-4-numerator", "about twenty")
    expect(state(delegate, "q5-4")).to_contain_text("Not saved: Enter a number")
    expect(delegate.locator("#q5-4-numerator")).to_have_value("about twenty")
    delegate.fill("#q5-4-numerator", "21")
    expect(state(delegate, "q5-4")).to_contain_text("Saved")
    expect(delegate.locator("[data-problem]")).to_have_count(0)
    delegate.get_by_label("It is funded and applied in practice, nationwide").check()
    expect(delegate.locator("#result-q5-1")).to_contain_text("Level 3, in place")
    expect(delegate.locator("#checks")).to_contain_text("Add evidence for level 3 or 4.")
    expect(delegate.locator("#q5-1 .levels > li.reached")).to_have_count(4)
    delegate.goto("/")
    delegate.go_back()
    expect(delegate.locator("#q5-5-numerator")).to_have_value("1200")

    ministry = browser_page(GOVERNMENT.format("xb"))
    ministry.goto(delegate.url)
    delegate.fill("#q5-2-numerator", "19")
    expect(state(delegate, "q5-2")).to_contain_text("Saved")
    expect(state(ministry, "q5-2")).to_contain_text("Changed by someone else")
    ministry.fill("#q5-2-numerator", "20")
    expect(state(ministry, "q5-2")).to_contain_text("Conflict")
    expect(ministry.locator("#conflict-q5-2")).to_contain_text("19 of 24")
    expect(ministry.locator("#conflict-q5-2 [data-choice]")).to_be_focused()
    ministry.get_by_role("button", name="Use my version").press("Enter")
    expect(ministry.locator("#q5-2-numerator")).to_be_focused()
    expect(state(ministry, "q5-2")).to_contain_text("Saved")
    delegate.locator("#q5-2").get_by_role("button", name="Show").click()
    expect(delegate.locator("#q5-2-numerator")).to_have_value("20")
    expect(state(delegate, "q5-2")).to_contain_text("government, Sample country B")
    forms_beside_an_answer_are_loaded_when_opened(delegate)


def forms_beside_an_answer_are_loaded_when_opened(delegate: Page) -> None:
    question = delegate.locator("#q5-4")
    delegate.context.set_offline(True)
    question.locator("summary", has_text="Add our comment").click()
    expect(question.get_by_role("button", name="Open the form")).to_be_visible()
    delegate.context.set_offline(False)
    question.locator("summary", has_text="Add document").press("Enter")
    question.get_by_label("Title").fill("An order on returns")
    question.get_by_label(re.compile("^Address")).fill("https://example.org/returns")
    expect(question.locator("summary", has_text="Add document")).to_be_visible()
    question.locator("#add-q5-4").get_by_role("button", name="Add document").click()
    expect(question.locator("ul.rows")).to_contain_text("An order on returns")
    question.locator("summary", has_text="Add our comment").click()
    question.locator("#note-q5-4").get_by_label("Note").fill("We see more returns than this.")
    expect(question.locator("[data-counted]")).to_have_text("6 of 300 words")


def test_answers_typed_offline_are_sent_from_any_page_and_overwrite_nothing(browser_page: OpenPage) -> None:
    delegate, ministry = browser_page(DELEGATE.format("xc")), browser_page(GOVERNMENT.format("xc"))
    address = assessment_of(delegate)
    for page in (delegate, ministry):
        page.goto(f"{address}sections/5/")
    delegate.focus("#q5-4-numerator")
    expect(ministry.locator("#q5-4 [data-editing]")).to_have_text("Assessment delegate, XC is writing.")
    block_responses(delegate)
    delegate.fill("#q5-4-numerator", "3")
    delegate.fill("#q5-5-numerator", "7")
    expect(state(delegate, "q5-5")).to_contain_text("Saved on this device")
    delegate.goto("about:blank")
    ministry.fill("#q5-4-numerator", "4")
    expect(state(ministry, "q5-4")).to_contain_text("Saved")

    delegate.context.set_offline(False)
    delegate.goto("/evaluation/assessments/")
    expect(delegate.locator("answers-waiting [data-fate=conflict]:visible")).to_have_count(1)
    expect(delegate.locator("answers-waiting [data-fate=saved]:visible")).to_have_count(1)
    assert delegate.evaluate(KEPT) == 1

    delegate.goto("/account/logout/")
    expect(delegate.locator("leaving-device")).to_contain_text("5.4")
    delegate.goto(f"{address}answers/5.4/")
    expect(delegate.locator("#conflict-q5-4")).to_contain_text("4 of")
    delegate.get_by_role("button", name="Use my version").click()
    expect(state(delegate, "q5-4")).to_contain_text("Saved")
    assert delegate.evaluate(KEPT) == 0

    block_responses(delegate)
    delegate.fill("#q5-4-numerator", "5")
    expect(state(delegate, "q5-4")).to_contain_text("Saved on this device")
    delegate.goto("about:blank")
    delegate.context.set_offline(False)
    delegate.goto("/account/logout/")
    delegate.route("**/account/logout/", stay_signed_in)
    delegate.locator("main form").get_by_role("button").click()
    expect(delegate.locator("body")).to_have_text("Signed out")
    assert delegate.evaluate(KEPT) == 0


def block_responses(page: Page) -> None:
    """Block all responses to the open page, including requests under way when the page is closed."""
    page.context.set_offline(True)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('No line')); }")


def stay_signed_in(route: Route) -> None:
    """Keep the session, since other tests use the same sign-in."""
    route.fulfill(body="Signed out", content_type="text/html")
