"""An editor imports a Word document into the handbook, checks it, and publishes one of its chapters."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.factories import word as w
from tests.journeys.axe import problems_on
from tests.journeys.conftest import Site, submit
from tests.journeys.handbooks import open_handbook

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


def import_document(editor: Page, site: Site, content: bytes, folder: Path) -> None:
    """Upload the document on the handbook's page in Wagtail, and wait until a worker has read it."""
    file = folder / "guide.docx"
    file.write_bytes(content)
    open_handbook(site, "macaws")
    editor.goto(HANDBOOK)
    editor.get_by_role("link", name="Edit", exact=True).click()
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    editor.get_by_role("link", name="Import from Word").click()
    editor.get_by_label("Word document").set_input_files(file)
    submit(editor, "Preview")
    expect(editor.get_by_role("heading", level=1)).to_have_text("Reading the document")
    site.manage("db_worker", "--batch")


def test_imported_word_document_becomes_drafts_of_which_one_is_published(
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
    editor.get_by_role("button", name="More actions").last.click()
    editor.locator("[name=action-publish]").click()
    expect(editor.get_by_text("has been published")).to_be_visible()
    reader.reload()
    reader.get_by_role("link", name="Shelters").first.click()
    expect(reader.locator(".section-head h2").first).to_contain_text("Who runs them")
    expect(reader.get_by_role("link", name="Note 1").first).to_be_visible()
    expect(reader.get_by_text("Said the towns.")).to_be_visible()

    editor.goto(here)
    editor.get_by_role("link", name="Hotlines").click()
    editor.get_by_role("button", name="More actions").last.click()
    editor.locator("[name=action-publish]").click()
    expect(editor.get_by_text(re.compile("could not be|validation errors")).first).to_be_visible()
