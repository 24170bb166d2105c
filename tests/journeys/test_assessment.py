"""The annual self-assessment as its people walk it: answering, leaving, meeting in one answer, signing, publishing."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
DELEGATE, GOVERNMENT = "delegate.{}@demo.example", "government.{}@demo.example"


def assessment_of(page: Page) -> str:
    """The address of the newest assessment of whoever looks."""
    page.goto("/evaluation/assessments/")
    return str(page.locator("ul.rows h3 a").first.get_attribute("href"))


def state(page: Page, question: str) -> Any:
    return page.locator(f"#state-{question}")


@pytest.fixture
def delegate(browser_page: OpenPage) -> Page:
    """The delegate of XB on section 5 of the open assessment."""
    page = browser_page(DELEGATE.format("xb"))
    page.goto(f"{assessment_of(page)}sections/5/")
    return page


def test_an_answer_saves_itself_and_is_there_when_she_comes_back(delegate: Page) -> None:
    delegate.fill("#q5-5-denominator", "2 400")
    delegate.fill("#q5-5-numerator", "1 200")
    expect(state(delegate, "q5-5")).to_contain_text(re.compile(r"Saved \d\d:\d\d, you"))
    expect(delegate.locator("#result-q5-5")).to_have_text("50.0 %")
    delegate.goto("/")
    delegate.go_back()
    expect(delegate.locator("#q5-5-numerator")).to_have_value("1200")


def test_text_in_a_number_field_is_refused_and_kept(delegate: Page) -> None:
    delegate.fill("#q5-4-numerator", "about twenty")
    expect(state(delegate, "q5-4")).to_contain_text("Not saved: Write a number")
    expect(delegate.locator("#q5-4-numerator")).to_have_value("about twenty")
    delegate.fill("#q5-4-numerator", "21")
    expect(state(delegate, "q5-4")).to_contain_text("Saved")
    expect(delegate.locator("[data-problem]")).to_have_count(0)


def test_a_level_follows_from_what_is_ticked(delegate: Page) -> None:
    delegate.get_by_label("It is funded and done in practice, nationwide").check()
    expect(delegate.locator("#result-q5-1")).to_contain_text("Level 3, in place")
    expect(delegate.locator("#checks")).to_contain_text("claims level 3 or 4 without evidence")
    expect(delegate.locator("#q5-1 .levels > li.reached")).to_have_count(4)


def test_two_people_in_one_answer_are_shown_each_others_and_lose_nothing(
    delegate: Page, browser_page: OpenPage
) -> None:
    ministry = browser_page(GOVERNMENT.format("xb"))
    ministry.goto(delegate.url)
    delegate.fill("#q5-2-numerator", "19")
    expect(state(delegate, "q5-2")).to_contain_text("Saved")
    expect(state(ministry, "q5-2")).to_contain_text("Changed meanwhile")
    ministry.fill("#q5-2-numerator", "20")
    expect(state(ministry, "q5-2")).to_contain_text("Conflict")
    expect(ministry.locator("#conflict-q5-2")).to_contain_text("19 of 24")
    expect(ministry.locator("#conflict-q5-2 [data-choice]")).to_be_focused()
    ministry.get_by_role("button", name="Keep mine").press("Enter")
    expect(ministry.locator("#q5-2-numerator")).to_be_focused()
    expect(state(ministry, "q5-2")).to_contain_text("Saved")
    delegate.locator("#q5-2").get_by_role("button", name="Show it").click()
    expect(delegate.locator("#q5-2-numerator")).to_have_value("20")
    expect(state(delegate, "q5-2")).to_contain_text("government, Sample country B")


def test_what_is_typed_offline_is_kept_on_the_device_and_sent_later(delegate: Page) -> None:
    delegate.context.set_offline(True)
    delegate.fill("#q5-3-comment", "Written on a ferry.")
    expect(state(delegate, "q5-3")).to_contain_text("Kept on this device")
    delegate.context.set_offline(False)
    expect(state(delegate, "q5-3")).to_contain_text("Saved")
    delegate.reload()
    expect(delegate.locator("#q5-3-comment")).to_have_value("Written on a ferry.")
