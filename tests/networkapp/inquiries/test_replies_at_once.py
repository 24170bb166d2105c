"""Several people file one answer at the same moment: the first is stored, the others are refused, and nothing is left
over."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.models import Collection

from networkapp.errors import Refused
from networkapp.inquiries.models import CaseStep, Reply
from networkapp.models import Event
from tests.factories.attachments import upload
from tests.factories.inquiries import file_answer, make_case
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_several_concurrent_filings_of_an_answer_is_stored(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    # An earlier transactional test may have emptied every table.
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    case = make_case()
    people = [SeatFactory(network=case.inquiry.network, delegation=case.delegation).user for _one in range(3)]
    together, outcomes = threading.Barrier(3), []

    def file(person: Any, number: int) -> None:
        try:
            together.wait(10)
            file_answer(case, by=person, quotation=f"Words of {number}", file=upload(f"{number}.pdf"))
            outcomes.append("filed")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=file, args=(one, number)) for number, one in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["changed", "changed", "filed"]
    reply = Reply.objects.get()
    assert (reply.version, reply.filings.get().content["quotation"]) == (1, reply.quotation)
    assert CaseStep.objects.filter(kind="filed").count() == Event.objects.filter(kind="cast.filed").count() == 1
    kept = {Path(document.file.path) for document in get_document_model().objects.all()}
    assert (set(tmp_path.rglob("*.pdf")), case.documents.count()) == (kept, 1)
