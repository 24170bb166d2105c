"""Items of agendas to test with, and papers put to them."""

import hashlib
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from networkapp.meetings.models import AgendaItem, AgendaPaper, Meeting
from networkapp.models import Seat
from tests.factories.networks import SeatFactory


def make_item(meeting: Meeting, title: str = "An item", *, about: Any = None, **kwargs: Any) -> AgendaItem:
    """The next item of the agenda."""
    fields: dict[str, Any] = {"position": meeting.agenda.count() + 1, "title": title, **kwargs}
    if about is not None:
        fields |= {"about_type": ContentType.objects.get_for_model(about), "about_id": about.pk}
    return AgendaItem.objects.create(meeting=meeting, **fields)


def put_on(item: AgendaItem, name: str, content: bytes, *, seat: Seat | None = None, **kwargs: Any) -> AgendaPaper:
    """A file as it lies with the item, whatever it holds."""
    by = seat or SeatFactory(network=item.meeting.network, capacity="secretariat", delegation=None)
    document = get_document_model()(title="paper")
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    return AgendaPaper.objects.create(
        item=item, document=document, name=name, content_type="application/octet-stream", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), seat=by, added_by=by.user, client_key=uuid4(), **kwargs,
    )  # fmt: skip
