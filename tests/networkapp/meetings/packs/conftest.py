"""A meeting, and a function that creates its pack."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networkapp.documents.convert import DocumentFormat
from networkapp.meetings.models import Meeting, MeetingPack
from networkapp.meetings.packs.packs import (
    pack_contents,
    request_pack,
)
from networkapp.models import Seat
from tests.factories.meetings import make_meeting
from tests.factories.networks import SeatFactory


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def seat(db: None) -> Seat:
    return SeatFactory(network__slug="joint", network__visibility="public")


@pytest.fixture
def meeting(seat: Seat) -> Meeting:
    day = timezone.localdate() + timedelta(days=3)
    return make_meeting(seat.network, date=day, theme={"en": "Axolotl"})


@pytest.fixture
def create_pack(meeting: Meeting, django_capture_on_commit_callbacks: Any) -> Callable[..., MeetingPack]:
    """Return a function that requests a pack and creates it as the worker does."""

    def make(reader: Any, form: DocumentFormat = DocumentFormat.EPUB) -> MeetingPack:
        with django_capture_on_commit_callbacks(execute=True):
            pack = request_pack(contents=pack_contents(meeting=meeting, user=reader), form=form, user=reader)
        return MeetingPack.objects.get(pk=pack.pk)

    return make
