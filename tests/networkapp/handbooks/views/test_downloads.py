"""Pages on which files of handbooks are requested, awaited and downloaded."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, EditionText, HandbookFile, HandbookPage, Section
from networkapp.handbooks.takeaway.formats import current_takeaway, edition_takeaway
from tests.factories.handbooks import make_chapter, make_file, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

State = HandbookFile.State
ATOM = "{http://www.w3.org/2005/Atom}"


@world
def handbook(db: None) -> HandbookPage:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"), title="Handbook")
    make_chapter(handbook, 1, "law", "help")
    return handbook


@world
def text(handbook: HandbookPage) -> EditionText:
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    return edition.texts.select_related("edition__network").get()


def address_of(text: EditionText) -> str:
    return f"/handbooks/editions/{text.edition_id}/en/files/"


def test_visitor_requests_a_file_waits_and_downloads_it(
    client: Client, text: EditionText, django_capture_on_commit_callbacks: Any
) -> None:
    address = address_of(text)
    assert "Create EPUB file" in client.get(address).content.decode()
    assert client.post(address, {"form": "epub"})["Location"] == address
    waiting = client.get(address)
    assert "Waiting, next in the queue" in waiting.content.decode()
    assert '<files-of-text role="status" data-making>' in waiting.content.decode()
    assert waiting["Cache-Control"] == "no-store"
    HandbookFile.objects.update(state=State.BUILDING, step=2)
    assert "Creating file (step 2 of 4)" in client.get(address).content.decode()
    HandbookFile.objects.update(state=State.FAILED)
    assert "The file could not be created." in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"form": "epub"})
    file = HandbookFile.objects.get()
    page = client.get(address).content.decode()
    assert f'href="/handbooks/files/{file.pk}/handbook-{text.edition.label}-en.epub"' in page
    assert '<files-of-text role="status">' in page


def test_file_is_served_with_its_name_and_cached_by_browsers_only_for_an_edition(
    client: Client, handbook: HandbookPage, text: EditionText
) -> None:
    frozen = make_file(edition_takeaway(text=text), "%PDF frozen")
    answer = client.get(frozen.get_absolute_url())
    assert b"".join(answer) == b"%PDF frozen"  # type: ignore[call-overload]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="handbook-{text.edition.label}-en.pdf"'
    assert "immutable" in answer["Cache-Control"]
    again = client.get(frozen.get_absolute_url(), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    of_now = client.get(make_file(current_takeaway(handbook=handbook), "now").get_absolute_url())
    assert of_now["Cache-Control"] == "private, no-cache"
    of_now.close()


def test_file_of_a_section_is_requested_on_the_page_of_its_chapter(client: Client, handbook: HandbookPage) -> None:
    chapter, wanted = ChapterPage.objects.get(), Section.objects.get(title="About help")
    address = f"/handbooks/files/{chapter.pk}/"
    assert "1 Chapter 1</h1>" in client.get(address).content.decode()
    assert "1.2 About help</h1>" in client.get(address, {"section": wanted.pk}).content.decode()
    response = client.post(address, {"form": "docx", "section": wanted.pk})
    assert response["Location"] == f"{address}?section={wanted.pk}"
    assert [(file.scope, file.subject) for file in HandbookFile.objects.all()] == [("section", wanted.pk)]
    assert client.get("/handbooks/editions/1/en/1/files/", {"section": "x"}).status_code == 404


@pytest.mark.parametrize("fields", [{"section": "x"}, {"section": "99999999999999999999"}, {"section": "424242"}])
def test_file_page_for_a_section_outside_the_chapter_returns_404(
    client: Client, text: EditionText, fields: dict[str, str]
) -> None:
    for address in (
        f"/handbooks/files/{ChapterPage.objects.get().pk}/",
        f"/handbooks/editions/{text.edition_id}/en/1/files/",
    ):
        assert client.get(address, fields).status_code == 404
        assert client.post(address, fields | {"form": "pdf"}).status_code == 404
    assert HandbookFile.objects.count() == 0


def test_unknown_file_format_returns_404(client: Client, text: EditionText) -> None:
    for form in ("", "md", "exe"):
        assert client.post(address_of(text), {"form": form}).status_code == 404


def test_file_request_is_refused_with_a_reason_if_the_queue_is_full(
    client: Client, text: EditionText, settings: Any
) -> None:
    settings.NETWORKAPP_FILES_WAITING = 0
    refused = client.post(address_of(text), {"form": "pdf"})
    assert refused.status_code == 422
    assert "Too many files are waiting" in refused.content.decode()


def test_chapter_page_links_to_its_files(client: Client, handbook: HandbookPage, text: EditionText) -> None:
    chapter = ChapterPage.objects.get()
    address = chapter.get_url()
    page = client.get(address).content.decode()
    assert f'href="/handbooks/files/{chapter.pk}/"' in page
    assert f'href="/handbooks/files/{handbook.pk}/"' in page
    in_edition = client.get(f"/handbooks/editions/{text.edition_id}/en/1/").content.decode()
    assert f'href="/handbooks/editions/{text.edition_id}/en/1/files/"' in in_edition


def test_catalogue_lists_the_newest_public_edition_with_its_files(
    client: Client, handbook: HandbookPage, text: EditionText
) -> None:
    epub = make_file(edition_takeaway(text=text), "epub of the first", form="epub")
    make_file(current_takeaway(handbook=handbook), "today", form="epub")
    HandbookFile.objects.filter(pk=make_file(edition_takeaway(text=text), "").pk).update(state=State.BUILDING)
    assert _catalogue(client) == {"Handbook": [(epub.get_absolute_url(), "application/epub+zip")]}
    [(address, _kind)] = _catalogue(client, "?kind=handbook&words=hand")["Handbook"]
    answer = client.get(address)
    assert (b"".join(answer), answer["Content-Type"]) == (b"epub of the first", "application/epub+zip")  # type: ignore[call-overload]
    assert _catalogue(client, "?kind=law") == _catalogue(client, "?words=garden") == {}
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    make_chapter(handbook, 2, "more")
    second = publish_edition(handbook=handbook, user=editor, changes={}).texts.select_related("edition__network").get()
    newer = [make_file(edition_takeaway(text=second), form, form=form) for form in ("epub", "pdf")]
    kinds = ("application/epub+zip", "application/pdf")
    assert _catalogue(client)["Handbook"] == [
        (file.get_absolute_url(), kind) for file, kind in zip(newer, kinds, strict=True)
    ]


def test_catalogue_has_no_handbook_of_a_network_for_members(
    client: Client, handbook: HandbookPage, text: EditionText
) -> None:
    make_file(edition_takeaway(text=text), "epub", form="epub")
    handbook.network.visibility = "members"
    handbook.network.save()
    member = SeatFactory(network=handbook.network).user
    client.force_login(member)
    assert client.get(text.get_absolute_url()).status_code == 200
    assert _catalogue(client) == {}


def _catalogue(client: Client, query: str = "") -> dict[str, list[tuple[str, str]]]:
    """Return path and type of the files of each entry, by its title."""
    feed = ElementTree.fromstring(client.get(f"/library/opds/{query}").content)
    return {
        entry.findtext(f"{ATOM}title", ""): [
            (link.get("href", "").removeprefix("http://testserver"), link.get("type", ""))
            for link in entry.findall(f"{ATOM}link")
            if link.get("rel") == "http://opds-spec.org/acquisition/open-access"
        ]
        for entry in feed.findall(f"{ATOM}entry")
    }
