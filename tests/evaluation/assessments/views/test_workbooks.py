"""The page of the workbook: downloaded, uploaded, checked, imported."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from evaluation.models import Workbook
from tests.evaluation.assessments.views.answer_requests import address
from tests.factories.assessments import Work
from tests.factories.networks import SeatFactory
from tests.factories.site import ALPINE, make_site
from tests.factories.workbooks import Brought


def upload(page: Client, work: Work, content: bytes, name: str = "back.xlsx", **more: Any) -> Any:
    return page.post(address(work, "workbook/"), {"file": SimpleUploadedFile(name, content)}, **more)


def import_selected(page: Client, work: Work, **kwargs: Any) -> Any:
    return page.post(address(work, "workbook/take/"), kwargs)


def test_workbook_file_is_named_after_country_and_year(page: Client, work: Work) -> None:
    sent = page.get(address(work, "workbook/file/"))
    assert sent["Content-Disposition"] == 'attachment; filename="assessment-XA-2026.xlsx"'
    assert load_workbook(BytesIO(sent.content)).sheetnames == ["Instructions", "Answers", "Codes", "_"]
    assert page.get(address(work, "workbook/file/1/")).status_code == 200
    assert page.get(address(work, "workbook/file/9/")).status_code == 404


def test_workbook_names_assessment_and_site_in_the_language_of_its_reader(page: Client, work: Work) -> None:
    make_site(**ALPINE)
    work.delegate.language = "de"
    work.delegate.save()
    sent = page.get(address(work, "workbook/file/"))
    book = load_workbook(BytesIO(sent.content))
    title, line = (row[0].value for row in book.worksheets[0].iter_rows(max_row=2))
    assert line.endswith(f": {ALPINE['names']['de']}")
    assert (book.properties.title, book.properties.creator) == (title, ALPINE["names"]["de"])


def test_uploaded_answers_are_previewed_and_saved_only_on_import(page: Client, work: Work) -> None:
    work.answer_all()
    content = Brought(work).fill({"1.2|numerator": "12,5", "1.4|choice": "No", "1.3|number": "many"}).content
    assert upload(page, work, content).status_code == 302
    text = page.get(address(work, "workbook/")).content.decode()
    assert [words in text for words in ("2 answers would change", "1 cell cannot be imported", "“many”")] == [True] * 3
    assert work.row("1.2").version == 1
    assert import_selected(page, work, take=["1.2", "1.4"], **{"seen-1.2": 1, "seen-1.4": 1}).status_code == 302
    assert (str(work.row("1.2").numerator), work.row("1.4").choice, work.row("1.3").version) == ("12.5000", False, 1)
    assert "2 answers imported" in page.get(address(work, "workbook/")).content.decode()


def test_answer_changed_since_the_preview_is_not_imported_and_shown_as_a_conflict(page: Client, work: Work) -> None:
    work.answer_all()
    upload(page, work, Brought(work).fill({"1.2|numerator": 12, "1.3|number": 3}).content)
    work.answer("1.2", by=work.government, numerator=10, denominator=24)
    taken = import_selected(page, work, take=["1.2", "1.3"], **{"seen-1.2": 1, "seen-1.3": 1})
    assert (taken.status_code, work.row("1.2").numerator, work.row("1.3").number) == (409, 10, 3)
    assert "Someone else has changed this answer" in taken.content.decode()
    assert import_selected(page, work, take=["1.2"], **{"seen-1.2": 2}).status_code == 302
    assert work.row("1.2").numerator == 12


def test_importing_nothing_or_an_answer_that_is_not_offered_shows_an_error(page: Client, work: Work) -> None:
    assert import_selected(page, work, take=["1.2"]).status_code == 422
    upload(page, work, Brought(work).fill({"1.2|numerator": 12}).content)
    assert "Choose at least one answer." in import_selected(page, work).content.decode()
    assert import_selected(page, work, take=["1.3"]).status_code == 422


@pytest.mark.parametrize("content", [b"", b"abc", b"PK\x03\x04 no archive"])
def test_file_that_is_not_a_workbook_is_refused_with_a_form_error(page: Client, work: Work, content: bytes) -> None:
    refused = upload(page, work, content)
    assert refused.status_code == 422
    assert not Workbook.objects.exists()


def test_upload_of_50_mb_is_refused_before_it_is_read(work: Work) -> None:
    page = Client(enforce_csrf_checks=True)
    page.force_login(work.delegate)
    refused = upload(page, work, b"PK\x03\x04", CONTENT_LENGTH=str(50_000_000))
    assert refused.status_code == 413
    assert "larger than 5 MB" in refused.content.decode()
    assert upload(page, work, b"PK\x03\x04").status_code == 403


def test_uploaded_workbook_is_shown_only_to_its_uploader_and_can_be_discarded(
    page: Client, work: Work, client: Client
) -> None:
    upload(page, work, Brought(work).fill({"1.8|text": "Secret Quetzal"}).content)
    other = Client()
    other.force_login(work.government)
    assert b"Quetzal" not in other.get(address(work, "workbook/")).content
    other.post(address(work, "workbook/discard/"))
    assert b"Quetzal" in page.get(address(work, "workbook/")).content
    assert page.post(address(work, "workbook/discard/")).status_code == 302
    assert not Workbook.objects.exists()


def test_member_can_download_the_workbook_but_not_upload_one(work: Work) -> None:
    seat = SeatFactory(network=work.network, delegation=work.assessment.delegation, capacity="member")
    reader = Client()
    reader.force_login(seat.user)
    assert reader.get(address(work, "workbook/file/")).status_code == 200
    assert b"Upload workbook" not in reader.get(address(work, "workbook/")).content
    assert upload(reader, work, Brought(work).content).status_code == 403
