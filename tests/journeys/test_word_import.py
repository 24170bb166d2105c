"""An editor imports a Word document into the handbook, checks a chapter, publishes it, and moves its sections."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.factories import word as w
from tests.journeys.axe import problems_on
from tests.journeys.conftest import Site, submit

Open = Callable[..., Page]
HANDBOOK = "/handbooks/macaws/"
GUIDE = w.document(
    w.heading(1, "1. Shelters"),
    *(w.heading(2, "Who runs them"), w.paragraph("Mostly towns", w.note(1), w.run(" do."))),
    *(w.heading(2, "What they cost"), w.table(["Year", w.cell("Costs", "and more")], ["2024", "7"], head=1)),
    w.heading(1, "2. Hotlines"),
    *(w.heading(2, "How to call"), w.paragraph(w.picture()), w.table([w.cell("both", wide=2)], ["a", "b"], columns=2)),
    notes={1: "Said the towns."},
    pictures={"p1": w.drawn(400, 300)},
)
WRONG = f"""<div class="prose">
<p><a href="http://example.org/">here</a> <a>gone</a> <img src="/static/home/favicon.svg"></p>
<p>{"word " * 36}</p><p>{"word " * 35}. And a short one.</p></div>"""
NAMED = """() => {
  const bar = document.querySelector("wagtail-userbar").shadowRoot;
  return [...bar.querySelectorAll("[data-content-checker-name]")].map(name => name.textContent.trim());
}"""


def import_document(editor: Page, site: Site, content: bytes, folder: Path) -> None:
    """Upload the document on the handbook's page in Wagtail, and wait until a worker has read it."""
    file = folder / "guide.docx"
    file.write_bytes(content)
    editor.goto(HANDBOOK)
    editor.get_by_role("link", name="Edit", exact=True).click()
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Import from Word").click()
    editor.get_by_label("Word document").set_input_files(file)
    submit(editor, "Preview")
    expect(editor.get_by_role("heading", level=1)).to_have_text("Reading the document")
    site.manage("db_worker", "--batch")


@pytest.mark.usefixtures("birds")
def test_imported_word_document_is_checked_published_and_edited_with_lasting_section_addresses(
    browser_page: Open, live_site: Site, tmp_path: Path
) -> None:
    editor = browser_page("editor@demo.example")
    import_document(editor, live_site, GUIDE, tmp_path)
    expect(editor.get_by_role("heading", level=1)).to_have_text("2 chapters found")
    here = editor.url
    expect(editor.get_by_text("A picture has no alternative text")).to_be_visible()
    assert problems_on(editor, [here]) == []
    submit(editor, "Create drafts")
    live_site.manage("db_worker", "--batch")
    expect(editor.get_by_role("heading", level=1)).to_have_text("2 drafts created")
    assert problems_on(editor, [here]) == []

    reader = browser_page()
    reader.goto(HANDBOOK)
    expect(reader.get_by_role("link", name="Shelters")).to_have_count(0)
    editor.set_viewport_size({"width": 1280, "height": 900})
    editor.get_by_role("link", name="Shelters").click()
    editor.wait_for_url("**/edit/")
    edit = editor.url
    content_checks_name_each_problem(editor, edit.replace("/edit/", "/view_draft/"))
    editor.goto(edit)
    publish(editor)
    expect(editor.get_by_text("has been published")).to_be_visible()
    reader.reload()
    reader.get_by_role("link", name="Shelters").first.click()
    expect(reader.locator(".section-head h2").first).to_contain_text("Who runs them")
    expect(reader.get_by_role("link", name="Note 1").first).to_be_visible()
    expect(reader.get_by_text("Said the towns.")).to_be_visible()
    sections_keep_their_addresses(editor, reader)

    editor.goto(here)
    editor.get_by_role("link", name="Hotlines").click()
    publish(editor)
    expect(editor.get_by_text(re.compile("could not be|validation errors")).first).to_be_visible()


def publish(editor: Page) -> None:
    editor.get_by_role("button", name="More actions").last.click()
    editor.locator("[name=action-publish]").click()


def content_checks_name_each_problem(editor: Page, draft: str) -> None:
    """Check that the preview names what an imported draft lacks, and each problem that is added to it."""

    def add_problems(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{WRONG}</main>"))

    undecided = "The legal content of a section is not yet decided"
    assert problems_named(editor, draft) == [undecided]
    editor.route("**/view_draft/", add_problems)
    assert problems_named(editor, draft) == [
        "A link leads to a page that is deleted or not published",
        "A link text is unclear",
        "A link without https",
        "A picture has no alternative text",
        "A sentence is too long",
        undecided,
    ]
    editor.unroute("**/view_draft/")


def problems_named(page: Page, address: str) -> list[str]:
    """Return the problems in the dialogue of the checks, once they have run."""
    page.goto(address)
    expect(page.locator("wagtail-userbar [data-content-checker-count]").first).to_have_text(re.compile(r"\d"))
    found: list[str] = page.evaluate(NAMED)
    return sorted({name for name in found if name})


def sections_keep_their_addresses(editor: Page, reader: Page) -> None:
    """Rename the second section, move it up and publish; the reader has the chapter open."""
    before, chapter = anchors(reader), reader.url.partition("#")[0]
    expect(reader.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    editor.goto(chapter)
    editor.get_by_role("link", name="Edit", exact=True).click()
    title = editor.locator("[name=sections-1-value-title]")
    expect(title).to_have_value("What they cost")
    title.fill("Costs and other questions")
    section = title.locator("xpath=ancestor::div[@data-contentpath][2]")
    section.get_by_title("Move up").first.click()
    publish(editor)
    expect(editor.get_by_text("has been published")).to_be_visible()
    reader.reload()
    expect(reader.locator(".section-head h2").first).to_contain_text("Costs and other questions")
    assert anchors(reader) == [before[1], before[0]]
    reader.goto(f"/handbooks/sections/{before[1].removeprefix('s')}/")
    expect(reader).to_have_url(f"{chapter}#{before[1]}")


def anchors(page: Page) -> list[str]:
    return [str(head.get_attribute("id")) for head in page.locator(".section-head").all()]
