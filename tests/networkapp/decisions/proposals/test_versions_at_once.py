"""Concurrent uploads of new versions of one attachment: one is added, the others are refused, and no file is left
over.
"""

import threading
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.models import Collection

from networkapp.discussion.actions.attachment_versions import add_version
from networkapp.discussion.models import Attachment
from networkapp.errors import Refused
from networkapp.models import Event
from tests.factories.attachments import attach, upload
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_several_concurrent_attachment_versions_is_added(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    # An earlier transactional test may have emptied every table.
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    seat = SeatFactory()
    others = [SeatFactory(network=seat.network, delegation=seat.delegation) for _other in range(3)]
    paper = attach(start_topic(seat).messages.get())
    together, outcomes = threading.Barrier(4), []

    def renew(person: Any, name: str) -> None:
        try:
            together.wait(10)
            attachment = Attachment.objects.select_related("topic__network", "uploaded_by").get(pk=paper.pk)
            add_version(attachment=attachment, user=person, file=upload(name), client_key=uuid4())
            outcomes.append("added")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    people = enumerate([seat, *others])
    threads = [threading.Thread(target=renew, args=(one.user, f"{number}.pdf")) for number, one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["added", "newer_exists", "newer_exists", "newer_exists"]
    assert Attachment.objects.filter(replaces=paper).count() == 1
    assert Event.objects.filter(kind="paper.added").count() == 1
    kept = {Path(document.file.path) for document in get_document_model().objects.all()}
    assert set(tmp_path.rglob("*.pdf")) == kept
