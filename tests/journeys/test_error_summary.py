"""The error summary of a form: its focus, and the targets of its links."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def test_error_summary_has_the_focus_and_its_links_lead_to_the_fields(browser_page: Open) -> None:
    page = browser_page("secretariat@demo.example", viewport={"width": 390, "height": 844})
    page.goto("/networks/sample/seats/invite/")
    # Validation by the browser is not tested here.
    page.evaluate("() => document.querySelector('main form.form').setAttribute('novalidate', '')")
    page.get_by_role("button", name="Send invitation").click()
    summary = page.locator("error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    assert page.title().startswith("Error: ")
    assert page.title().count("Error") == 1
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
