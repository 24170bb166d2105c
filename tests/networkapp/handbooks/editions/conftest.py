"""Fixtures for editions and their files; each test module defines its own `handbook`."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from networkapp.documents.convert import DocumentFormat
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import Edition, EditionText, HandbookFile, HandbookPage
from networkapp.handbooks.takeaway.downloads import request_file
from networkapp.handbooks.takeaway.formats import Takeaway
from tests.factories.editions import next_edition
from tests.factories.networks import SeatFactory


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def text(handbook: HandbookPage) -> EditionText:
    return next_edition(handbook).texts.select_related("edition__network").get()


@pytest.fixture
def made(django_capture_on_commit_callbacks: Any) -> Callable[..., HandbookFile]:
    """Return a function that requests a file and creates it as the worker does."""

    def make(takeaway: Takeaway, form: DocumentFormat = DocumentFormat.EPUB) -> HandbookFile:
        with django_capture_on_commit_callbacks(execute=True):
            file = request_file(takeaway=takeaway, form=form, user=AnonymousUser())
        return HandbookFile.objects.get(pk=file.pk)

    return make


@pytest.fixture
def editor(handbook: HandbookPage) -> Any:
    return SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user


@pytest.fixture
def publish(handbook: HandbookPage, editor: Any) -> Callable[..., Edition]:
    return lambda **changes: publish_edition(handbook=handbook, user=editor, changes=changes)
