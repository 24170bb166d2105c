"""Importing a Word document into a handbook, page by page."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from networkapp.handbooks.models import ChapterPage, HandbookPage, WordImport
from networkapp.networks.actions.seats import sync_groups
from tests.factories import word as w
from tests.factories.handbooks import make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


@pytest.fixture
def browser(client: Client, handbook: HandbookPage) -> Client:
    seat = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"])
    client.force_login(seat.user)
    return client


@pytest.fixture
def post(browser: Client, handbook: HandbookPage, django_capture_on_commit_callbacks: Any) -> Any:
    def post_it(content: bytes, name: str = "guide.docx") -> HttpResponse:
        data = {"file": SimpleUploadedFile(name, content), "client_key": str(uuid4())}
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(f"/handbooks/word/{handbook.pk}/", data)

    return post_it


def chapters(number: int) -> bytes:
    body = [part for n in range(number) for part in (w.heading(1, f"Chapter {n}"), w.heading(2, "A"), w.paragraph("x"))]
    return w.document(*body)


def test_word_import_is_previewed_and_its_chapter_levels_can_be_changed(browser: Client, post: Any) -> None:
    answer = post(w.document(*(w.heading(1, "Law & order"), w.heading(2, "Duties"), w.paragraph("x")) * 3))
    page = browser.get(answer["Location"]).content.decode()
    assert "3 chapters found" in page
    assert escape("Law & order") in page
    assert not ChapterPage.objects.exists()
    assert "1 chapter found" in browser.get(f"{answer['Location']}?levels=0-0-1-0").content.decode()
    assert "3 chapters found" in browser.get(f"{answer['Location']}?levels=9-9-9-9").content.decode()


def test_word_import_creates_drafts_and_links_to_them(
    browser: Client, post: Any, django_capture_on_commit_callbacks: Any
) -> None:
    address = post(chapters(2))["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(address, {"levels": "0-1-2-0", "chapter-0": "new", "chapter-1": ""})
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = browser.get(address).content.decode()
    [draft] = ChapterPage.objects.all()
    assert f"/admin/pages/{draft.pk}/edit/" in page


def test_incomplete_word_import_form_keeps_the_selection(browser: Client, post: Any) -> None:
    address = post(chapters(2))["Location"]
    answer = browser.post(address, {"levels": "0-1-2-0", "chapter-0": "", "chapter-1": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one chapter." in page
    assert page.count('<option value="" selected>') == 2


def test_file_that_is_no_word_document_is_refused_on_the_form(post: Any) -> None:
    answer = post(b"%PDF-1.7", "plan.pdf")
    assert answer.status_code == 422
    assert "“plan.pdf” is not a .docx document. Open it in Word and save it as .docx." in answer.content.decode()
    assert not WordImport.objects.exists()


def test_waiting_word_import_page_refreshes_without_javascript(browser: Client, post: Any) -> None:
    address = post(chapters(1))["Location"]
    WordImport.objects.update(state="reading")
    answer = browser.get(address)
    assert (answer["Refresh"], answer["Cache-Control"]) == ("3", "no-store, private")
    assert "Reading the document" in answer.content.decode()


def test_wagtail_edit_page_links_to_the_word_import(browser: Client, handbook: HandbookPage) -> None:
    sync_groups()
    address = f"/handbooks/word/{handbook.pk}/"
    assert address in browser.get(f"/admin/pages/{handbook.pk}/edit/").content.decode()


def test_first_heading_level_of_a_word_document_can_become_parts(
    browser: Client, post: Any, handbook: HandbookPage
) -> None:
    body = [
        part
        for n in (1, 2)
        for part in (
            w.heading(1, f"Part {n}. Law {n}"),
            *(w.heading(2, f"A{n}"), w.heading(3, "a"), w.paragraph("x")) * 2,
        )
    ]
    address = post(w.document(w.paragraph("Guide", style="Title"), w.paragraph("Oslo, 2024"), *body))["Location"]
    page = browser.get(address).content.decode()
    assert "5 chapters found" in page
    assert page.count("becomes a part") == 2
    assert "Title page: not imported unless you choose otherwise" in page
    assert "2 parts (level 1 headings), 4 chapters (level 2 headings)" in page
    assert '<option value="" selected>' in page
