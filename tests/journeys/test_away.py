"""An answer that is typed without a line, seen by others while it is typed, and taken from a workbook."""

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, Route, expect

from tests.journeys.test_accessibility import RULES
from tests.journeys.test_assessment import DELEGATE, GOVERNMENT, assessment_of, state

OpenPage = Callable[..., Page]
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('evaluation.answer.')).length"


def test_what_was_typed_without_a_line_goes_from_any_page_and_overwrites_nobody(browser_page: OpenPage) -> None:
    delegate, ministry = browser_page(DELEGATE.format("xc")), browser_page(GOVERNMENT.format("xc"))
    address = assessment_of(delegate)
    for page in (delegate, ministry):
        page.goto(f"{address}sections/5/")
    delegate.focus("#q5-4-numerator")
    expect(ministry.locator("#q5-4 [data-editing]")).to_have_text("Assessment delegate, XC is writing.")
    cut_off(delegate)
    delegate.fill("#q5-4-numerator", "3")
    delegate.fill("#q5-5-numerator", "7")
    expect(state(delegate, "q5-5")).to_contain_text("Kept on this device")
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
    delegate.get_by_role("button", name="Keep mine").click()
    expect(state(delegate, "q5-4")).to_contain_text("Saved")
    assert delegate.evaluate(KEPT) == 0

    cut_off(delegate)
    delegate.fill("#q5-4-numerator", "5")
    expect(state(delegate, "q5-4")).to_contain_text("Kept on this device")
    delegate.goto("about:blank")
    delegate.context.set_offline(False)
    delegate.goto("/account/logout/")
    delegate.route("**/account/logout/", stay_signed_in)
    delegate.locator("main form").get_by_role("button").click()
    expect(delegate.locator("body")).to_have_text("Signed out")
    assert delegate.evaluate(KEPT) == 0


def cut_off(page: Page) -> None:
    """No answer leaves the open page: neither offline mode nor a route holds what is on its way as the page closes."""
    page.context.set_offline(True)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('No line')); }")


def stay_signed_in(route: Route) -> None:
    """Other journeys go on with the same log-in."""
    route.fulfill(body="Signed out", content_type="text/html")


def test_a_workbook_is_brought_back_and_its_page_is_for_everybody(browser_page: OpenPage, tmp_path: Path) -> None:
    delegate = browser_page(DELEGATE.format("xc"), accept_downloads=True)
    delegate.goto(f"{assessment_of(delegate)}workbook/")
    with delegate.expect_download() as download:
        delegate.get_by_role("link", name="Download the workbook").click()
    file = tmp_path / "back.xlsx"
    download.value.save_as(file)
    book = load_workbook(file)
    for row in book["Answers"].iter_rows(min_row=3):
        filled = {"6.1|number": "about nine", "3.1|choice": "No", "3.1|comment": "Checked in the budget act"}
        if row[5].value in filled:
            row[2].value = filled[row[5].value]
    book.save(file)
    delegate.set_input_files("input[type=file]", file)
    delegate.get_by_role("button", name="Show what would change").click()
    expect(delegate.locator(".offer")).to_have_count(1)
    expect(delegate.locator(".cells")).to_contain_text("“about nine”: Write a number")
    found = Axe().run(delegate, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    delegate.get_by_role("button", name="Take over what is ticked").click()
    expect(delegate.locator("main")).to_contain_text("1 answer taken over")
