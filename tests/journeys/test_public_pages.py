"""Every kind of public page as a visitor's browser loads it: nothing external, nothing stored, no errors.

The pages are those that are listed for search engines, one of each kind, and one of each other kind that these lead to,
so that a new kind is tried as soon as it is there.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.axe import LOOKS, RULES, problems_here
from tests.journeys.handbooks import CHAPTER
from tests.journeys.test_help import FINLAND

Open = Callable[..., Page]
SIZES = ((390, 844), (1280, 900))
COLOURS_ON_A_LIGHT_SCREEN = (1280, "light", {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast"]}})
BESIDE = ("/search/", "/search/?query=convention", "/nothing-of-this-name/", "/account/login/", "/language/", "/ru/")
"""Public pages that are hidden from search engines."""
FURTHER = (
    *("/library/?kind=law&words=directive", "/campaigns/?country=lv", "/campaigns/safe-trip/", f"/ru{CHAPTER}"),
    *("/days/18-october/2010/", "/help/all/vi/", "/help/ru/uk/", "/treaties/countries/ee/"),
    *("/countries/xa/", "/countries/se/"),
)
"""Pages that differ much from the first of their kind."""
MAY_SET_COOKIES = {"/account/login/", "/language/"}
SENDS = "main form[method=post]"
"""A form that orders something, such as a file, needs its token in a cookie, too."""
WAY_TO_HELP = "a[href^='/help/all/']"
OF_WAGTAIL = "wagtail_serve"
KINDS = {
    *(
        "network",
        "meeting",
        "campaign",
        "subject",
        "country",
        "publication",
        "organisation",
        "help_start",
        "day_in_year",
    ),
    *("decisions", "inquiries", "calendar", "overview", "profile", "recommendation", "follow_up", "treaty_country"),
    *("instrument", "report", "data", "method", "frameworks", "decision", "inquiry"),
}
UNLISTED = {
    *("edition_chapter", "edition_whole", "edition_changes", "editions", "handbook_files", "calendar_month"),
    *("country_report", "version", "gaps", "findings", "framework", "data_version", "inquiry_matrix", "help_page"),
}
"""Some of those that these lead to."""
NO_PAGES = ("/static/", "/media/", "/documents/", "/api/", "/admin/", "/cards/")
LONGER = """() => {
  const stretched = (words) => words.replace(/\\S{2,}/g, (word) => word + word.slice(0, Math.ceil(word.length * 0.4)));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const outside = walker.currentNode.parentElement.closest("script, style, template, title, desc, option");
    if (!outside && walker.currentNode.data.trim()) found.push(walker.currentNode);
  }
  for (const node of found) node.data = stretched(node.data);
  return found.length;
}"""
CUT = """() => {
  const told = (element) => `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`;
  const forReadersAlone = (element) => {
    const style = getComputedStyle(element);
    return style.clipPath !== "none" || (element.offsetWidth <= 1 && element.offsetHeight <= 1);
  };
  const unseen = (element) => {
    if (element.closest(".skip, [hidden], svg, select, textarea, input")) return true;
    for (let above = element; above !== document.body; above = above.parentElement) {
      if (forReadersAlone(above)) return true;
    }
    return false;
  };
  const hides = (value) => value === "hidden" || value === "clip";
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (unseen(element) || !element.textContent.trim() || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (wide || high || (style.webkitLineClamp !== "none" && high)) found.push(told(element));
  }
  const scrolls = (element) => {
    for (let above = element; above; above = above.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(above).overflowX) && above !== document.body) return true;
    }
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || unseen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const out = [...range.getClientRects()].some((box) => box.width && box.right > innerWidth + 1);
    if (out && !scrolls(parent)) found.push(`beyond the edge: ${told(parent)}`);
  }
  return found.slice(0, 5);
}"""

AS_IT_WAS_FROZEN = """() => {
  for (const part of document.querySelectorAll(".report table, .report table *")) {
    part.classList.remove("stacked", "stacked--lines");
    part.removeAttribute("role");
    part.removeAttribute("data-label");
  }
}"""
"""Removes what turns the tables of newer reports into lists on a phone."""


def kind_of(path: str) -> str:
    """Return the view of the page; for a Wagtail page, the first part and the depth of its address, in any language."""
    path = re.sub("^/(ru|de)/", "/", path)
    try:
        view = resolve(path).view_name
    except Resolver404:
        view = OF_WAGTAIL
    steps = path.strip("/").split("/")
    return f"{view} {steps[0] if len(steps) > 1 else path} {len(steps)}" if view == OF_WAGTAIL else view


@pytest.fixture(scope="module")
def sitemap_pages(live_site: Any) -> list[str]:
    """Return the first page of each kind in the sitemap, and further listed pages."""
    with urlopen(f"{live_site.base_url}/sitemap.xml", timeout=60) as answer:
        found = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", answer.read().decode())
    first: dict[str, str] = {}
    for path in found:
        if not re.match(r"/(ru|de)/", path) and not path.endswith(".pdf"):
            first.setdefault(kind_of(path), path)
    return [*first.values(), *BESIDE]


@pytest.fixture(scope="module")
def linked_pages(live_site: Any, sitemap_pages: list[str]) -> list[str]:
    """Return the first page of each other kind that one of those links to."""
    known, found = {kind_of(path.partition("?")[0]) for path in sitemap_pages}, {}
    for path in sitemap_pages:
        _is_page, html = _fetched(live_site, path)
        for link in map(unescape, re.findall(r'<a [^>]*?href="(/[^"#]+)', html)):
            kind = kind_of(link.partition("?")[0])
            if kind not in known and not link.startswith(NO_PAGES):
                found.setdefault(kind, link)
    return [link for link in found.values() if _fetched(live_site, link)[0]]


def _fetched(live_site: Any, path: str) -> tuple[bool, str]:
    """Return whether a visitor finds a page at this address, and its HTML."""
    try:
        with urlopen(f"{live_site.base_url}{path}", timeout=60) as answer:
            is_page = answer.headers.get_content_type() == "text/html" and "/account/login/" not in answer.url
            return is_page, answer.read().decode() if is_page else ""
    except HTTPError:
        return False, ""


@pytest.fixture(scope="module")
def pages(sitemap_pages: list[str], linked_pages: list[str]) -> list[str]:
    """Return all of them, and check that the required kinds are among them."""
    plugins = {kind_of(path).partition(":")[2] for path in sitemap_pages}
    assert plugins >= KINDS
    assert {kind_of(path.partition("?")[0]).partition(":")[2] for path in linked_pages} >= UNLISTED
    of_wagtail = {"/ 1", "/about/ 1", "/handbooks/ 1", "handbooks 2", "handbooks 3"}
    assert {f"{OF_WAGTAIL} {kind}" for kind in of_wagtail} <= {kind_of(path) for path in sitemap_pages}
    return [*sitemap_pages, *linked_pages, *FURTHER]


def test_public_pages_are_accessible_store_nothing_load_nothing_foreign_and_fit_longer_words(
    browser_page: Open, live_site: Any, pages: list[str]
) -> None:
    found: dict[str, list[Any]] = {}
    page, problems = browser_page(), []
    page.on("request", lambda sent: problems.append(sent.url) if _is_foreign(sent.url, live_site) else None)
    page.on("console", lambda expected: problems.append(expected.text) if "404" not in expected.text else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for path in pages:
        problems.clear()
        page.goto(path)
        problems += problems_here(page, looks=(*LOOKS, COLOURS_ON_A_LIGHT_SCREEN), shows=WAY_TO_HELP)
        if path not in MAY_SET_COOKIES and not page.locator(SENDS).count():
            problems += [cookie["name"] for cookie in page.context.cookies()]
        problems += page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        problems += _cut_by_longer_words(page)
        found |= {path: list(problems)} if problems else {}
        page.context.clear_cookies()
    assert found == {}
    assert languages_too_wide_for_the_masthead(browser_page) == []
    table_of_an_old_report_scrolls(page)


def languages_too_wide_for_the_masthead(browser_page: Open) -> list[tuple[str, int]]:
    found = []
    for language in FINLAND:
        page = browser_page(locale=language)
        page.goto("/networks/")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.scrollingElement.scrollWidth") > width:
                found.append((language, width))
    return found


def table_of_an_old_report_scrolls(page: Page) -> None:
    """Check that a wide table of a report frozen before tables became lists scrolls beside its row headings."""
    page.goto("/evaluation/reports/sample-report-2025/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(AS_IT_WAS_FROZEN)
    wide = page.locator(".report .scroll").nth(2)
    head = wide.locator("tbody th").first
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert wide.evaluate("region => region.scrollWidth > region.clientWidth + 100 && region.tabIndex === 0")
    before = head.bounding_box()
    wide.evaluate("region => { region.scrollLeft = 300 }")
    assert head.bounding_box() == before
    assert max(cell.bounding_box()["height"] for cell in wide.locator("tbody td").all()) < 200  # type: ignore[index]


def _is_foreign(address: str, live_site: Any) -> bool:
    return not address.startswith((f"{live_site.base_url}/", "data:"))


def _cut_by_longer_words(page: Page) -> list[Any]:
    """Lengthen the words of the page, and return what is cut off or makes it scroll sideways."""
    problems: list[Any] = []
    assert page.evaluate(LONGER) > 5
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        problems += [(width, f"scrolls sideways, {wide}")] if wide > width else []
        problems += [(width, cut) for cut in page.evaluate(CUT)]
    return problems
