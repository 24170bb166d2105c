"""Documents that an edition links to: those that existed, for everyone who can read the edition."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.pictures import SIZE
from networkapp.handbooks.editions.verification import check_editions
from networkapp.handbooks.models import Edition, EditionDocument, EditionPicture, EditionSection, HandbookPage
from tests.factories.handbooks import make_chapter, make_document, make_handbook, make_image, make_rendition
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

THEN, TODAY = "(file from this edition)", "(current file)"


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="closed"))


def linking(handbook: HandbookPage, document: Any, number: int = 1) -> None:
    html = f'<p><a linktype="document" id="{document.pk}">A brief</a> and <a href="https://example.org/">a site</a></p>'
    sections = [{"key": "k", "title": "T", "blocks": [{"type": "text", "html": html}]}]
    make_chapter(handbook, number, sections=sections)


def publish(handbook: HandbookPage) -> Edition:
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=handbook, user=editor, changes={})


def test_edition_links_to_the_document_as_it_was_at_publication(client: Client, handbook: HandbookPage) -> None:
    document = make_document(handbook.network)
    linking(handbook, document)
    edition = publish(handbook)
    kept = EditionDocument.objects.get()
    [section] = EditionSection.objects.all()
    assert f'<a href="{kept.get_absolute_url()}">A brief</a> <small class="soft">{THEN}</small> and' in section.html
    assert (section.html.count("<small"), THEN in section.plain) == (1, False)
    document.file = SimpleUploadedFile("brief.txt", b"another text")
    document.save()
    document.delete()
    client.force_login(SeatFactory(network=handbook.network).user)
    answer = client.get(kept.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"what only seats read"
    assert answer["Content-Disposition"].startswith('attachment; filename="brief')
    assert kept.get_absolute_url() in client.get(f"/handbooks/editions/{edition.pk}/en/1/").content.decode()


def test_edition_document_is_served_only_to_readers_of_an_edition_with_it(
    client: Client, handbook: HandbookPage
) -> None:
    linking(handbook, make_document(handbook.network))
    publish(handbook)
    address = EditionDocument.objects.get().get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(SeatFactory(network=NetworkFactory(slug="other")).user)
    assert client.get(address).status_code == 404
    assert client.get(f"/media/{EditionDocument.objects.get().file.name}").status_code == 404


@pytest.mark.parametrize("why", ["of another network", "behind a barrier", "its file is lost"])
def test_document_that_not_every_reader_can_see_is_not_stored_with_the_edition(
    client: Client, handbook: HandbookPage, why: str
) -> None:
    other = NetworkFactory(slug="other", visibility="closed")
    if why == "of another network":
        make_handbook(other)
        document = make_document(other)
    else:
        document = make_document(handbook.network)
    if why == "behind a barrier":
        document.collection = document.collection.add_child(name="Kept")
        document.save()
        barrier = CollectionViewRestriction.PASSWORD
        CollectionViewRestriction.objects.create(collection=document.collection, restriction_type=barrier, password="x")
    elif why == "its file is lost":
        Path(document.file.path).unlink()
    linking(handbook, document)
    publish(handbook)
    assert EditionDocument.objects.count() == 0
    assert f'A brief</a> <small class="soft">{TODAY}</small>' in EditionSection.objects.get().html


def test_typed_url_of_a_stored_file_does_not_make_it_readable_in_an_edition(client: Client, db: None) -> None:
    """Files stored for a restricted handbook are unavailable to readers of a public handbook of that network."""
    handbook = make_handbook(NetworkFactory(slug="open", visibility="public"))
    linking(handbook, make_document(handbook.network))
    image = make_image(handbook.network)
    make_rendition(image, SIZE)
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": ""}
    make_chapter(handbook, 2, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])
    publish(handbook)
    PageViewRestriction.objects.create(page=handbook, restriction_type=PageViewRestriction.LOGIN)
    kept = [EditionDocument.objects.get().get_absolute_url(), EditionPicture.objects.get().get_absolute_url()]
    open_one = make_handbook(handbook.network, slug="open")
    html = "".join(f'<p><a href="{address}">A brief</a></p>' for address in kept)
    make_chapter(open_one, sections=[{"key": "k", "title": "T", "blocks": [{"type": "text", "html": html}]}])
    edition = publish(open_one)
    assert EditionSection.objects.get(chapter__text__edition=edition).html.count("A brief</a>") == 2
    assert (edition.documents.count(), edition.pictures.count()) == (0, 0)
    assert [one.altered for one in check_editions()] == [(), ()]
    assert client.get(f"/handbooks/editions/{edition.pk}/en/1/").status_code == 200
    assert [client.get(address).status_code for address in kept] == [404, 404]


@pytest.mark.parametrize(
    "typed",
    [
        '<p>src="/handbooks/editions/pictures/{network}/{digest}/"</p>',
        '<p><a href="/documents/99999/../../handbooks/editions/documents/{network}/{digest}/">A brief</a></p>',
        '<p><a href="/documents/99999/editions/documents/{network}/{digest}/">A brief</a></p>',
        '<p><a href="https://elsewhere.example/editions/documents/{network}/{digest}/">A brief</a> (then)</p>',
    ],
)
def test_typed_url_is_not_treated_as_a_picture_or_document_of_the_edition(handbook: HandbookPage, typed: str) -> None:
    html = typed.format(network=handbook.network.pk, digest="5" * 64)
    make_chapter(handbook, sections=[{"key": "k", "title": "T", "blocks": [{"type": "text", "html": html}]}])
    publish(handbook)
    assert "5" * 64 in EditionSection.objects.get().html
    assert [one.altered for one in check_editions()] == [()]


@pytest.mark.parametrize("who", ["an editor", "we"])
def test_document_behind_a_login_restriction_is_not_stored_with_an_edition(db: None, who: str) -> None:
    handbook = make_handbook(NetworkFactory(visibility="public" if who == "an editor" else "members"))
    document = make_document(handbook.network)
    if who == "an editor":
        login = CollectionViewRestriction.LOGIN
        CollectionViewRestriction.objects.create(collection=document.collection, restriction_type=login)
    linking(handbook, document)
    publish(handbook)
    assert document.collection.get_view_restrictions().count() == 1
    assert EditionDocument.objects.exists() is (who == "we")


def test_document_is_stored_once_and_its_content_is_included_in_the_edition_hash(handbook: HandbookPage) -> None:
    document = make_document()
    assert document.collection == Collection.get_first_root_node()
    linking(handbook, document)
    first = publish(handbook)
    linking(handbook, document, 2)
    publish(handbook)
    assert EditionDocument.objects.get().linked_in.count() == 2
    document.file = SimpleUploadedFile("brief.txt", b"another text")
    document.save()
    third = publish(handbook)
    assert EditionDocument.objects.count() == 2
    assert [one.altered for one in check_editions()] == [(), (), ()]
    kept = first.documents.get()
    Path(kept.file.path).write_bytes(b"forged")
    assert [one.altered for one in check_editions()] == [(f"document {kept.digest} is missing or has changed",)] * 2 + [
        ()
    ]
    assert third.documents.get() != kept
