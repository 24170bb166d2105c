"""Checks of layout and accessibility of a page in a browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
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


def violations(page: Page) -> list[tuple[str, list[Any]]]:
    """Return the rules of axe that the page violates, each with the first elements."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


def problems_here(page: Page) -> list[Any]:
    """Return what axe finds on a dark screen and a light phone, and whether the narrowest phone scrolls sideways."""
    problems: list[Any] = []
    for width, scheme in ((1280, "dark"), (390, "light")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        problems += [(width, scheme, *found) for found in violations(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    if wide > 320:
        problems.append((320, "", "scrolls sideways", [wide]))
    page.set_viewport_size({"width": 1280, "height": 900})
    return problems
