"""Importing answers from a workbook: comparison, conflicts, and import of selected answers."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.assessments.answer_content import content_of
from evaluation.assessments.formats.workbook_files import read_workbook
from evaluation.assessments.forms.workbook_lines import workbook_file
from evaluation.assessments.forms.workbooks import changed_answers
from evaluation.assessments.sections import assigned_section_codes
from evaluation.assessments.workbooks import UploadState, import_answers, pending_workbook, remove_expired
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Workbook
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event
from tests.factories.assessments import Work
from tests.factories.networks import SeatFactory
from tests.factories.sections import holder_of, two_sections
from tests.factories.workbooks import Brought


def test_unchanged_workbook_offers_nothing(work: Work) -> None:
    work.answer_all()
    assert Brought(work).offers() == []


def test_changed_cell_is_offered_and_imported(work: Work) -> None:
    work.answer_all()
    brought = Brought(work).fill({"1.2|numerator": 12})
    found = brought.compared()
    assert {series_id: one.state for series_id, one in found.items()} == {"1.2": UploadState.CHANGE}
    assert (found["1.2"].before.numerator, found["1.2"].mine.numerator) == (Decimal(9), Decimal(12))
    assert content_of(work.row("1.2")).numerator == Decimal(9)
    assert brought.take("1.2").done == ("1.2",)
    row = work.row("1.2")
    assert (row.numerator, row.denominator, row.version) == (Decimal(12), Decimal(24), 2)
    assert [revision.via for revision in row.revisions.all()] == ["xlsx", "web"]


def test_answer_also_changed_on_the_site_is_a_conflict_with_all_three_versions(work: Work) -> None:
    work.answer_all()
    brought = Brought(work).fill({"1.2|numerator": 12, "1.3|number": 3, "1.4|choice": "No"})
    workbook = brought.put()
    work.answer("1.2", by=work.government, numerator=10, denominator=24)
    work.answer("1.4", by=work.government, choice=False)
    work.answer("1.6", by=work.government, number=5)
    found = brought.compared(workbook)
    assert {series_id: one.state for series_id, one in found.items()} == {
        "1.2": UploadState.CONFLICT, "1.3": UploadState.CHANGE, "1.4": UploadState.THERE,
    }  # fmt: skip
    assert [content.numerator for content in (found["1.2"].before, found["1.2"].now, found["1.2"].mine)] == [9, 10, 12]
    assert brought.take("1.2", "1.3", workbook=workbook).done == ("1.2", "1.3")
    assert (work.row("1.2").numerator, work.row("1.6").number) == (12, 5)


def test_answer_changed_since_the_preview_is_refused_and_the_others_are_imported(work: Work) -> None:
    work.answer_all()
    workbook = Brought(work).fill({"1.2|numerator": 12, "1.3|number": 3}).put()
    work.answer("1.2", by=work.government, numerator=10, denominator=24)
    taken = import_answers(workbook=workbook, user=work.delegate, seen={"1.2": 1, "1.3": 1})
    assert (taken.done, list(taken.refused)) == (("1.3",), ["1.2"])
    assert work.row("1.2").numerator == 10


def test_imported_answer_that_was_changed_again_is_no_conflict(work: Work) -> None:
    brought = Brought(work).fill({"1.3|number": 3})
    workbook = brought.put()
    brought.take("1.3", workbook=workbook)
    work.answer("1.3", by=work.government, number=4)
    assert brought.compared(workbook)["1.3"].state is UploadState.THERE


def test_findings_on_answers_of_a_workbook_are_shown_before_import(work: Work) -> None:
    found = (
        Brought(work).fill({"1.2|numerator": 30, "1.2|denominator": 20, "1.8|text": "call +370 600 12345"}).compared()
    )
    assert [finding.code for finding in found["1.2"].findings] == ["more_than_whole"]
    assert [finding.code for finding in found["1.8"].findings] == ["personal"]


def test_import_of_a_workbook_creates_one_event_for_the_country(work: Work) -> None:
    Brought(work).fill({"1.3|number": 3, "1.6|number": 4}).take("1.3", "1.6")
    event = Event.objects.get(kind="assessment.workbook_taken")
    assert event.payload == {"assessment": work.assessment.pk, "series_ids": ["1.3", "1.6"]}
    assert event.audience_delegation_id == work.assessment.delegation_id


def test_newly_uploaded_workbook_replaces_the_earlier_one(work: Work) -> None:
    Brought(work).fill({"1.3|number": 3}).put()
    again = Brought(work).fill({"1.6|number": 3}).put()
    assert [offer["series_id"] for offer in Workbook.objects.get().offers] == ["1.6"]
    assert pending_workbook(assessment=work.assessment, user=work.delegate) == again
    assert pending_workbook(assessment=work.assessment, user=work.government) is None


def test_workbook_can_be_uploaded_only_by_people_who_answer_and_imported_only_by_its_uploader(work: Work) -> None:
    member = SeatFactory(network=work.network, delegation=work.assessment.delegation, capacity="member").user
    brought = Brought(work).fill({"1.3|number": 3})
    for person in (member, work.secretariat):
        with pytest.raises(NotAllowed):
            brought.put(by=person)
    with pytest.raises(NotAllowed):
        import_answers(workbook=brought.put(), user=work.government, seen={"1.3": 0})


def test_signed_assessment_refuses_the_import_of_a_workbook(work: Work) -> None:
    work.answer_all()
    workbook = Brought(work).fill({"1.3|number": 3}).put()
    work.sign_by_both()
    with pytest.raises(Refused) as refused:
        import_answers(workbook=workbook, user=work.delegate, seen={"1.3": 1})
    assert refused.value.code == "signed"


def test_contributors_workbook_contains_only_their_sections(db: None) -> None:
    work = two_sections()
    holder = holder_of(work, 2).user
    only = assigned_section_codes(holder, work.assessment)
    sheet = load_worksheet(work.assessment, only=only)
    found = read_workbook(workbook_file(sheet))
    assert {key.partition(".")[0] for key in found.cells} == {"2"}
    whole = Brought(work).fill({"1.3|number": 3})
    offers, _untouched = changed_answers(sheet, read_workbook(whole.content))
    assert offers == []


def test_uploaded_workbook_is_deleted_after_a_week(work: Work) -> None:
    workbook = Brought(work).fill({"1.3|number": 3}).put()
    Workbook.objects.update(put_at=workbook.put_at - timedelta(days=7))
    assert pending_workbook(assessment=work.assessment, user=work.delegate) is None
    assert remove_expired(now=timezone.now()) == 1
    assert not Workbook.objects.exists()
