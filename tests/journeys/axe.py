"""Checks of layout and accessibility of a page in a browser."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LOOKS: tuple[tuple[int, Any, Any], ...] = ((1280, "dark", RULES), (390, "light", RULES))
"""Width of the screen, colour scheme, and options of axe."""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def problems_on(page: Page, addresses: list[str]) -> list[Any]:
    """Open each address and return what is wrong there: see `problems_here`."""
    problems = []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(address)
        # There is no response if the address is an anchor on the same page.
        if answer and answer.status != 200:
            problems.append((address, answer.status))
        else:
            problems += [(address, *problem) for problem in problems_here(page)]
    return problems


def violations(page: Page, options: Any = RULES) -> list[tuple[str, list[Any]]]:
    """Return the rules of axe that the page violates, each with the first elements."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


def problems_here(page: Page, *, looks: tuple[tuple[int, Any, Any], ...] = LOOKS, shows: str = "body") -> list[Any]:
    """Return what axe finds with each of the looks, and whether the narrowest phone scrolls sideways.

    With each look the page `shows` the first element that the selector finds.
    """
    problems: list[Any] = []
    for width, scheme, options in looks:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        problems += [(width, scheme, *found) for found in violations(page, options)]
        if not page.locator(shows).first.is_visible():
            problems.append((width, scheme, "not visible", [shows]))
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    if wide > 320:
        problems.append((320, "", "scrolls sideways", [wide]))
    page.set_viewport_size({"width": 1280, "height": 900})
    return problems
