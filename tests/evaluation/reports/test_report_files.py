"""Documents of a report: the same bytes for the same data, created once and stored, and created again after changes."""

import io
import zipfile
from typing import Any

import pypdf
import pytest
from django.test import Client

from evaluation.models import Answer, Cycle
from evaluation.reports.document import compose, render_document, render_report
from evaluation.reports.files import file_for, make_file
from evaluation.reports.models import ReportFile
from networkapp.documents.convert import DocumentFormat
from tests.evaluation.reports.report_of_cycle import report_of
from tests.factories.results import publish_as_it_stands
from tests.factories.site import ALPINE, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("regional", {}),
        ("midterm", {"first_year": 2024}),
        ("final", {"first_year": 2024}),
        ("country", {"country": "XA"}),
    ],
)
@pytest.mark.parametrize("form", [DocumentFormat.PDF, DocumentFormat.DOCX])
def test_document_of_each_kind_of_report_is_identical_for_the_same_data(
    cycle: Cycle, kind: str, fields: dict[str, Any], form: DocumentFormat
) -> None:
    report = report_of(cycle, kind=kind, **fields)
    first = render_document(compose(report), form)
    assert render_document(compose(report), form) == first
    assert len(first) > 5000


def test_documents_of_a_report_begin_with_a_cover_and_contents(cycle: Cycle) -> None:
    composed = compose(report_of(cycle))
    read = pypdf.PdfReader(io.BytesIO(render_document(composed, DocumentFormat.PDF)))
    cover, contents = (" ".join(page.extract_text().split()) for page in read.pages[:2])
    assert composed.title in cover
    assert composed.digest in cover.replace(" ", "")
    assert contents.startswith(f"{composed.title} Contents Overview for 2025")
    with zipfile.ZipFile(io.BytesIO(render_document(composed, DocumentFormat.DOCX))) as package:
        assert "TOC1" in package.read("word/document.xml").decode()
        assert " PAGE " in package.read("word/footer1.xml").decode()


def test_hash_of_a_report_is_shown_and_changes_with_its_data(client: Client, cycle: Cycle) -> None:
    report = report_of(cycle)
    before = compose(report).digest
    assert before in client.get("/evaluation/reports/region/").content.decode()
    version = cycle.assessments.get(delegation__code="XA").versions.get()
    assert version.content_hash in render_report(compose(report), in_document=True)
    Answer.objects.filter(assessment=version.assessment, criterion__series_id="1.1").update(level=0)
    assert compose(report).digest == before
    publish_as_it_stands(version.assessment, reason="A mistake")
    assert compose(report).digest != before


def test_document_is_created_once_for_the_same_data_and_stored(
    client: Client, cycle: Cycle, django_capture_on_commit_callbacks: Any
) -> None:
    report_of(cycle)
    with django_capture_on_commit_callbacks(execute=True):
        waiting = client.get("/evaluation/reports/region.docx")
    assert (waiting.status_code, waiting["Refresh"]) == (202, "3")
    with django_capture_on_commit_callbacks() as callbacks:
        made = client.get("/evaluation/reports/region.docx")
    assert (made.status_code, made["Content-Type"], callbacks) == (200, DocumentFormat.DOCX.content_type, [])
    known = client.get("/evaluation/reports/region.docx", headers={"if-none-match": made["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    (file,) = ReportFile.objects.all()
    ReportFile.objects.update(content=b"kept")
    make_file.call(file.pk)
    assert client.get("/evaluation/reports/region.docx").content == b"kept"


def test_requested_document_for_outdated_data_is_not_created(cycle: Cycle) -> None:
    report = report_of(cycle)
    file = ReportFile.objects.create(report=report, language="en", digest="0" * 64, form="pdf")
    make_file.call(file.pk)
    assert not ReportFile.objects.exists()


def test_document_is_created_again_after_the_site_was_renamed(
    cycle: Cycle, django_capture_on_commit_callbacks: Any
) -> None:
    make_site(**ALPINE)
    report = report_of(cycle)
    with django_capture_on_commit_callbacks(execute=True):
        first = file_for(compose(report), DocumentFormat.DOCX)
    make_site(name="Danube network")
    with django_capture_on_commit_callbacks(execute=True):
        second = file_for(compose(report), DocumentFormat.DOCX)
    made = [bytes(ReportFile.objects.get(pk=file.pk).content) for file in (first, second)]
    parts = [zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode() for content in made]
    assert [name in part for name in (ALPINE["name"], "Danube network") for part in parts] == [
        *(True, False),
        *(False, True),
    ]


def test_publishing_in_wagtail_creates_the_documents(cycle: Cycle, django_capture_on_commit_callbacks: Any) -> None:
    report = report_of(cycle, live=False)
    with django_capture_on_commit_callbacks(execute=True):
        report.save_revision().publish()
    made = set(ReportFile.objects.values_list("report", "form", "state"))
    assert made == {(report.pk, "pdf", "made"), (report.pk, "docx", "made")}
