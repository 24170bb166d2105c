"""Content checks in the preview of an editor, with the name of each problem."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
WRONG = f"""<div class="prose">
<p><a href="http://example.org/">here</a> <a>gone</a> <img src="/static/home/favicon.svg"></p>
<p>{"word " * 36}</p><p>{"word " * 35}. And a short one.</p></div>"""
SAID = """() => {
  const bar = document.querySelector("wagtail-userbar").shadowRoot;
  return [...bar.querySelectorAll("[data-content-checker-name]")].map(name => name.textContent.trim());
}"""


def test_content_checks_name_each_problem_of_a_page_and_none_of_a_good_one(browser_page: Open) -> None:
    page = browser_page("editor@demo.example")
    page.goto("/handbooks/working-handbook/")
    page.locator("main").get_by_role("link", name="Edit", exact=True).click()
    page.wait_for_url("**/edit/")
    draft = page.url.replace("/edit/", "/view_draft/")
    assert problems_of(page, draft) == []

    def wrong(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{WRONG}</main>"))

    page.route("**/view_draft/", wrong)
    assert problems_of(page, draft) == [
        "A link leads to a page that is deleted or not published",
        "A link text is unclear",
        "A link without https",
        "A picture has no alternative text",
        "A sentence is too long",
    ]


def problems_of(page: Page, address: str) -> list[str]:
    """Return the problems in the dialogue of the checks, once they have run."""
    page.goto(address)
    expect(page.locator("wagtail-userbar [data-content-checker-count]").first).to_have_text(re.compile(r"\d"))
    found: list[str] = page.evaluate(SAID)
    return sorted({name for name in found if name})
