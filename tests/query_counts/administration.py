"""Wagtail's admin for editors and site administrators, and the import of Word documents."""

from itertools import chain
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase

from networkapp.administration.administrators import appoint_administrator
from tests.factories import word
from tests.factories.handbooks import make_handbook
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, editor_of, site_administrator
from tests.query_counts.table import ROWS, Case, Page


def home_of_an_editor() -> Case:
    network = NetworkFactory()
    editor = editor_of(network)
    for number in ROWS:
        make_handbook(network, title=f"Handbook {number}", slug=f"handbook-{number}")
        yield [Page(63, "/admin/", editor)]


def site_administrators() -> Case:
    first = site_administrator(display_name="First")
    for number in ROWS:
        site_administrator()
        appoint_administrator(email=f"{number}@example.org", language="en", by=first, base_url="https://here.example")
        yield [Page(14, "/admin/administrators/", first)]


def networks_and_delegations() -> Case:
    administrator = site_administrator()
    for number in ROWS:
        NetworkFactory()
        DelegationFactory(code=f"X{number}")
        yield [
            Page(12, "/admin/snippets/networkapp/network/", administrator),
            Page(12, "/admin/snippets/networkapp/delegation/", administrator),
        ]


def imported_word_documents() -> Case:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    address = f"/handbooks/word/{handbook.pk}/"
    for number in ROWS:
        yield [Page(7, _imported(address, editor, chapters=number), editor), Page(5, address, editor)]


def _imported(address: str, editor: Any, *, chapters: int) -> str:
    """Return the address of the preview of a document with this number of chapters."""
    titles = [f"Chapter {number}" for number in range(1, chapters + 1)]
    parts = [(word.heading(1, title), word.heading(2, "A"), word.paragraph("x")) for title in titles]
    client = Client()
    client.force_login(editor)
    file = SimpleUploadedFile("guide.docx", word.document(*chain.from_iterable(parts)))
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address, {"file": file, "client_key": str(uuid4())})["Location"]
