"""Carries out steps of a guide in a browser, for its pictures and its tests."""

from playwright.sync_api import Page, expect

from home.domain.guides import Guide, Step

TOP = 24
"""Distance from the upper edge of the window to what a step shows, in pixels."""


def options_of(guide: Guide) -> dict[str, object]:
    """Return the browser options for this guide: its size, and whether it is a phone."""
    width, height = guide.size
    return {"viewport": {"width": width, "height": height}, "is_mobile": guide.on_phone, "has_touch": guide.on_phone}


def go(page: Page, step: Step) -> None:
    """Open the address of the step, press its buttons, and scroll to what it shows."""
    page.goto(step.address)
    for selector in step.press:
        page.locator(selector).first.click()
        page.wait_for_load_state()
    shown = page.locator(step.shows).first
    expect(shown).to_be_visible()
    if step.rolls:
        shown.evaluate(f"it => scrollBy(0, it.getBoundingClientRect().top - {TOP})")
