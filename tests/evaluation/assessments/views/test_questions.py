"""What the page of an answer shows beside it: last year's answer, documents and comments."""

import re
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from evaluation.models import Evidence, VoiceNote
from tests.evaluation.assessments.views.answer_requests import JSON, address, send
from tests.factories.assessments import Work, make_work
from tests.factories.networks import DelegationFactory, SeatFactory

SAID = {"text": "Not what we see.", "base_number": 0}


def guest(work: Work, code: str = "XA") -> Any:
    seat = {"capacity": "observer", "organisation": "A shelter", "delegation": DelegationFactory(code=code)}
    return SeatFactory(network=work.network, **seat).user


def test_unchanged_button_copies_last_years_answer_into_the_form(page: Client, work: Work) -> None:
    make_work(year=2025, framework=work.framework).answer("1.2", numerator=14, denominator=22)
    assert 'name="q1-2-since" value="still_true"' in page.get(address(work, "sections/1/")).content.decode()
    reply = send(page, work, "1.2", since="still_true", headers=JSON).json()
    assert 'value="14"' in reply["question"]
    assert "Source: XA, 2025" in reply["question"]


def test_saving_an_ordinary_answer_does_not_return_the_whole_question(page: Client, work: Work) -> None:
    assert send(page, work, "1.4", choice="yes", headers=JSON).json()["question"] == ""


def test_uploaded_document_is_served_only_to_readers_of_the_answer(page: Client, work: Work) -> None:
    file = ContentFile(b"Section 12: help for all.", name="Act.txt")
    assert page.post(address(work, "answers/1.1/evidence/"), {"file": file}).status_code == 302
    kept = Evidence.objects.get()
    assert (kept.title, kept.url, kept.name) == ("Act", "", "Act.txt")
    place = address(work, f"answers/1.1/evidence/{kept.pk}/file/")
    assert b"".join(page.get(place).streaming_content) == b"Section 12: help for all."  # type: ignore[attr-defined]
    assert page.get(address(work, f"answers/1.2/evidence/{kept.pk}/file/")).status_code == 404
    stranger = Client()
    stranger.force_login(guest(work, "XB"))
    assert stranger.get(place).status_code == 404


def test_executable_file_is_refused_as_a_document_and_other_entries_are_kept(page: Client, work: Work) -> None:
    file = ContentFile(b"MZ\x90\x00" + b"\x00" * 200, name="Act.pdf")
    response = page.post(address(work, "answers/1.1/evidence/"), {"title": "Our act", "file": file})
    assert response.status_code == 422
    assert "Our act" in response.content.decode()
    assert Evidence.objects.count() == 0


def test_document_can_be_marked_as_expired_or_not_working(page: Client, work: Work) -> None:
    kept = work.evidence("1.1")
    place = address(work, f"answers/1.1/evidence/{kept.pk}/care/")
    assert page.post(place, {"expires_on": "2020-01-01", "is_gone": "on"}).status_code == 302
    text = page.get(address(work, "sections/1/")).content.decode()
    assert "expired</span>" in text
    assert "address not working</span>" in text


def test_section_page_does_not_grow_with_documents_of_other_answers(page: Client, work: Work) -> None:
    earlier = make_work(year=2025, framework=work.framework)
    bare = page.get(address(work, "sections/1/")).content.decode()
    for number in range(3):
        earlier.evidence("1.1", url=f"https://example.org/{number}")
    assert page.get(address(work, "answers/1.1/evidence/")).content.decode().count("An act") == 3
    assert page.get(address(work, "sections/1/")).content.decode().count("<") == bare.count("<")


def test_each_button_that_opens_a_form_links_to_its_page(page: Client, work: Work) -> None:
    kept = work.evidence("1.1")
    section = page.get(address(work, "sections/1/")).content.decode()
    links = re.findall(r' data-later="([^"#]+)#([^"]+)">', section)
    of_first = [form for place, form in links if place == address(work, "answers/1.1/")]
    assert of_first == [f"care-{kept.pk}-q1-1", "add-q1-1", "note-q1-1"]
    for place, form in links:
        assert f'id="{form}"' in page.get(place, headers=JSON).json()["question"]
    places = re.findall(r' (?:value|href)="([^"]+)" data-later', section)
    assert len(places) == len(links)
    for place, (_question, form) in zip(places, links, strict=True):
        assert f'id="{form}"' in page.get(place).content.decode()


def test_delegate_saves_a_comment_with_the_form(page: Client, work: Work) -> None:
    fields = {**SAID, "voice": "parliament", "disputes": "on"}
    assert page.post(address(work, "answers/1.4/note/"), fields).status_code == 302
    text = page.get(address(work, "sections/1/")).content.decode()
    assert "disputes this answer" in text
    stale = page.post(address(work, "answers/1.4/note/"), {**fields, "text": "My long note"})
    assert (stale.status_code, "My long note" in stale.content.decode()) == (422, True)


def test_comment_with_personal_data_is_saved_only_after_confirmation(page: Client, work: Work) -> None:
    fields = {**SAID, "voice": "parliament", "text": "Anna Berg, born on 4 May 1999, was sent away."}
    assert page.post(address(work, "answers/1.4/note/"), fields).status_code == 422
    assert VoiceNote.objects.count() == 0
    assert page.post(address(work, "answers/1.4/note/"), {**fields, "checked": "on"}).status_code == 302


def test_civil_society_reads_publishable_answers_and_comments_on_them(work: Work) -> None:
    work.answer_all()
    work.answer("1.6", status="confidential", comment="Sealed words")
    shelter = Client()
    shelter.force_login(guest(work))
    assert shelter.get(address(work, "voices/")).status_code == 404
    work.sign_by_both()
    assert address(work, "voices/") in shelter.get("/evaluation/assessments/").content.decode()
    text = shelter.get(address(work, "voices/")).content.decode()
    assert "Two words" in text
    assert "Sealed words" not in text
    assert shelter.post(address(work, "voices/1.4/"), SAID).status_code == 302
    assert "Not what we see." in shelter.get(address(work, "voices/")).content.decode()
    assert shelter.get(address(work)).status_code == 404
