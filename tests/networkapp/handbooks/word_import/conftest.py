"""A handbook, its editor, and a guide that the editor imports and turns into drafts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from networkapp.handbooks.models import ChapterPage, HandbookPage, WordImport
from networkapp.handbooks.word_import.actions import NEW, make_drafts
from networkapp.handbooks.word_import.preview import propose_import
from networkapp.handbooks.word_import.uploads import upload_document
from tests.factories import word as w
from tests.factories.handbooks import make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

Bring = Callable[..., WordImport]
GUIDE = w.document(
    w.heading(1, "1. Law"),
    *(w.heading(2, "Duties"), w.paragraph("States must act", w.note(1))),
    *(w.heading(2, "Rights"), w.paragraph(w.picture(words="A map"))),
    w.heading(1, "2. Help"),
    *(w.heading(2, "Who helps"), w.table(["Who", "What"], ["Police", "Protect"], head=1)),
    notes={1: "Article 5."},
    pictures={"p1": w.drawn()},
)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


@world
def editor(handbook: HandbookPage) -> Any:
    return SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user


@pytest.fixture
def bring(handbook: HandbookPage, editor: Any, django_capture_on_commit_callbacks: Any) -> Bring:
    def bring_it(content: bytes = GUIDE, *, place: Any = None, by: Any = None, key: UUID | None = None) -> WordImport:
        file = SimpleUploadedFile("Guide_2024.docx", content)
        with django_capture_on_commit_callbacks(execute=True):
            brought = upload_document(place=place or handbook, user=by or editor, file=file, client_key=key or uuid4())
        brought.refresh_from_db()
        return brought

    return bring_it


@pytest.fixture
def make(editor: Any, django_capture_on_commit_callbacks: Any) -> Callable[..., list[ChapterPage]]:
    def make_them(brought: WordImport, *targets: str) -> list[ChapterPage]:
        levels = str(propose_import(brought).levels)
        with django_capture_on_commit_callbacks(execute=True):
            make_drafts(brought=brought, user=editor, levels=levels, targets=targets or (NEW, NEW))
        brought.refresh_from_db()
        made = [entry["page"] for entry in brought.made if not entry.get("is_part")]
        pages = ChapterPage.objects.in_bulk(made)
        return [pages[page].get_latest_revision_as_object() for page in made]

    return make_them
