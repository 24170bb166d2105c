"""Answers: filed per question, hidden while withheld or under embargo, and followed by reminders."""

import io
import json
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from openpyxl import load_workbook

from networkapp import events
from networkapp.discussion.notices import notifications_of
from networkapp.errors import NotAllowed, Refused
from networkapp.inquiries.actions.answers import verify_translation
from networkapp.inquiries.exports import inquiry_file
from networkapp.inquiries.models import CaseState, Inquiry, ParliamentCase, Reply
from networkapp.inquiries.notices import (
    approval_desk_items,
    desk_items,
    record_ended_embargoes,
    record_lapsed,
    send_reminders,
)
from networkapp.inquiries.queries.matrix import answer_matrix
from networkapp.inquiries.search import search_inquiries
from networkapp.models import Network, Notification
from networkapp.permissions import Action
from tests.factories.attachments import upload
from tests.factories.inquiries import file_answer, keeper_of, make_case, make_inquiry, make_open_inquiry
from tests.factories.networks import SeatFactory, make_seat
from tests.worlds import world

DAY = timedelta(days=1)
SECRET, WITHHELD, OPEN = "Okapi", "Numbat", "Twelve"


@world
def inquiry(network: Network) -> Inquiry:
    return make_open_inquiry(network)


def client_of(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def refused(case: ParliamentCase, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        file_answer(case, **kwargs)
    return refusal.value.code


def state_of(case: ParliamentCase) -> str:
    return str(ParliamentCase.objects.values_list("state", flat=True).get(pk=case.pk))


def visible_text(inquiry: Inquiry, case: ParliamentCase, user: Any) -> str:
    """Return all text of an inquiry that a user can get: pages, files, interface, search and log."""
    cache.clear()
    client = client_of(user)
    here = inquiry.get_absolute_url()
    paths = [
        *(here, f"{here}matrix/", f"{here}matrix/?by=country", case.get_absolute_url(), "/inquiries/"),
        f"/api/v1/inquiries/{inquiry.network.slug}/{inquiry.number}/",
    ]
    html = [client.get(path).content.decode() for path in paths]
    for word in (SECRET, WITHHELD):
        html += [
            f"{hit.title} {hit.excerpt}" for hit in search_inquiries(user=user_or_visitor(user), query=word, limit=9)
        ]
    reader = user_or_visitor(user)
    table = load_workbook(io.BytesIO(inquiry_file(inquiry=inquiry, user=reader, form="xlsx").content))
    html += [str(cell.value) for sheet in table for row in sheet for cell in row]
    document = inquiry_file(inquiry=inquiry, user=reader, form="docx").content
    html.append(zipfile.ZipFile(io.BytesIO(document)).read("word/document.xml").decode())
    if user is not None and inquiry.network.allows(user, Action.READ):
        html += [json.dumps([event.kind, event.payload]) for event in events.read_events(inquiry.network, user)]
        html += [str(getattr(one, "described", "")) for one in notifications_of(user)]
    return "\n".join(html)


def user_or_visitor(user: Any) -> Any:
    return user or AnonymousUser()


def test_state_of_a_question_follows_from_its_answers(inquiry: Inquiry) -> None:
    case = make_case(inquiry)
    file_answer(case, 1)
    assert state_of(case) == "partly"
    file_answer(case, 2, status="evasive", status_because="It speaks of something else")
    assert state_of(case) == "partly"
    file_answer(case, 2, base_version=1)
    assert state_of(case) == "answered"
    for number in (1, 2):
        file_answer(case, number, base_version=number, status="not_answered", quotation="")
    assert (state_of(case), ParliamentCase.objects.get(pk=case.pk).answered_on) == ("tabled", None)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"status": "evasive"}, "status_because"),
        ({"status": "answered", "quotation": " "}, "no_quotation"),
        ({"quotation": "a [[ b"}, "unbalanced"),
        ({"quotation": "a [[b]]"}, "withheld_because"),
        ({"quotation": "a [[b]]", "translation": "a b", "withheld_because": "A case"}, "translation_tells"),
        ({"quotation": "a b", "translation": "a [[b]]", "withheld_because": "A case"}, "translation_tells"),
        ({"language": "xx"}, "language"),
        ({"quotation": "a" * 20_001}, "too_long"),
        ({"answered_on": date(2000, 1, 1)}, "answered_on"),
        ({"answered_on": date(2999, 1, 1)}, "in_future"),
    ],
)
def test_invalid_answer_is_refused_and_not_stored(inquiry: Inquiry, data: dict[str, Any], code: str) -> None:
    assert refused(make_case(inquiry), **data) == code
    assert Reply.objects.count() == 0


def test_answer_requires_a_tabled_question_that_was_asked_of_the_parliament(inquiry: Inquiry) -> None:
    assert refused(make_case(inquiry, tabled=False), answered_on=timezone.localdate()) == "not_tabled"
    case = make_case(inquiry, "XB")
    case.questions.remove(inquiry.questions.get(number=2))
    assert refused(case, number=2) == "not_asked"
    with pytest.raises(NotAllowed):
        file_answer(case, by=make_seat(inquiry.network, "XA").user)


@override_settings(NETWORKAPP_ATTACHMENT_MAX_BYTES=100)
def test_too_large_document_is_refused_and_the_entered_answer_is_preserved(inquiry: Inquiry) -> None:
    case = make_case(inquiry)
    large = SimpleUploadedFile("large.txt", b"a" * 101, "text/plain")
    assert refused(case, file=large) == "paper_too_large"
    member = make_seat(inquiry.network, "XA")
    page = client_of(member.user).post(
        f"{case.get_absolute_url()}answers/1/",
        {
            "status": "answered", "quotation": "Twelve, word for word", "language": "en", "translation_language": "en",
            "answered_on": timezone.localdate(), "base_version": "0",
            "file": SimpleUploadedFile("large.txt", b"a" * 101, "text/plain"),
        },
    )  # fmt: skip
    assert page.status_code == 422
    assert page.context["form"].errors.as_data()["file"][0].code == "paper_too_large"
    assert "Twelve, word for word" in page.content.decode()
    assert (Reply.objects.count(), case.documents.count()) == (0, 0)


def test_filing_over_a_newer_version_shows_both_answers_and_loses_neither(inquiry: Inquiry) -> None:
    case, first, second = (
        make_case(inquiry),
        make_seat(inquiry.network, "XA"),
        make_seat(inquiry.network, "XA", "adviser"),
    )
    file_answer(case, by=first.user, quotation="Theirs")
    assert file_answer(case, by=first.user, quotation="Theirs").version == 1  # sent twice
    assert refused(case, by=second.user, quotation="Mine") == "changed"
    typed = {
        "status": "answered", "quotation": "Mine", "language": "en", "translation_language": "en",
        "answered_on": timezone.localdate(), "base_version": "0",
    }  # fmt: skip
    client, url = client_of(second.user), f"{case.get_absolute_url()}answers/1/"
    page = client.post(url, typed)
    assert (page.status_code, page.context["theirs"].quoted) == (422, "Theirs")
    assert ("Mine" in page.content.decode(), page.context["form"]["base_version"].value()) == (True, "1")
    assert client.post(url, {**typed, "base_version": "1"}).status_code == 302
    reply = Reply.objects.get()
    assert (reply.quotation, reply.version) == ("Mine", 2)
    assert [filing.content["quotation"] for filing in reply.filings.all()] == ["Theirs", "Mine"]


def test_translation_is_verified_by_another_person_and_again_after_a_change(inquiry: Inquiry) -> None:
    case, adviser, member = (
        make_case(inquiry),
        make_seat(inquiry.network, "XA", "adviser"),
        make_seat(inquiry.network, "XA"),
    )
    reply = file_answer(case, by=adviser.user, quotation="Zwölf", translation="Twelve")
    with pytest.raises(Refused) as refusal:
        verify_translation(reply=reply, user=adviser.user)
    assert refusal.value.code == "own_translation"
    assert verify_translation(reply=reply, user=member.user).verified_seat == member
    same = file_answer(
        case,
        by=adviser.user,
        base_version=1,
        quotation="Zwölf",
        translation="Twelve",
        document_url="https://a.example/",
    )
    assert same.verified_seat == member
    assert file_answer(case, by=adviser.user, base_version=2, quotation="Zwölf", translation="12").verified_seat is None


def test_embargoed_and_withheld_text_is_in_no_page_file_search_or_log_for_others(inquiry: Inquiry) -> None:
    network = inquiry.network
    case = make_case(inquiry)
    later = timezone.now() + 9 * DAY
    file_answer(case, 1, quotation=f"{SECRET} under embargo", embargo_until=later, file=upload("embargoed.pdf"))
    file_answer(
        case, 2, quotation=f"{OPEN} open [[{WITHHELD} in it]]", translation=f"{OPEN} [[{WITHHELD}]]",
        withheld_because="A case is under way", document_url="https://tells.example/all",
    )  # fmt: skip
    own, keeper = make_seat(network, "XA").user, keeper_of(network).user
    others = [None, SeatFactory().user, make_seat(network, "XB").user, make_seat(network, "XA", "observer").user]
    others.append(make_seat(network, "XA", "government").user)
    for user in (own, keeper):
        text = visible_text(inquiry, case, user)
        assert all(word in text for word in (SECRET, WITHHELD, OPEN, "embargoed.pdf", "https://tells.example/all"))
    for user in others:
        text = visible_text(inquiry, case, user)
        found = [word for word in (SECRET, WITHHELD, "embargoed.pdf", "tells.example") if word in text]
        assert (found, OPEN in text, "withheld: A case is under way" in text) == ([], True, True)
    # Nor does the state reveal it: others know of an answer to one of two questions.
    (status,) = [one.status for one in answer_matrix(inquiry=inquiry, user=others[2]).countries if one.chain]
    assert status is not None
    assert (status.state, sorted(status.answers.values(), key=lambda one: one.pk)[0].status) == (
        "partly",
        "answered",
    )
    document = case.documents.get()
    address = f"{case.get_absolute_url()}documents/{document.pk}/"
    answers = [client_of(user).get(address) for user in (own, keeper, *others)]
    for answer in answers:
        answer.close()
    assert [answer.status_code for answer in answers] == [200, 200, *[404] * 5]


def test_event_of_an_answer_under_embargo_is_visible_to_its_delegation_only(inquiry: Inquiry) -> None:
    case = make_case(inquiry)
    mark = Network.objects.get(pk=inquiry.network_id).last_sequence
    reply = file_answer(case, embargo_until=timezone.now() + DAY)
    member, other = make_seat(inquiry.network, "XA").user, make_seat(inquiry.network, "XB").user
    actual = [[one.kind for one in events.read_events(inquiry.network, user, since=mark)] for user in (member, other)]
    assert actual == [["cast.filed"], []]
    assert record_ended_embargoes(now=timezone.now()) == 0
    Reply.objects.filter(pk=reply.pk).update(embargo_until=timezone.now() - DAY)
    assert (record_ended_embargoes(now=timezone.now()), record_ended_embargoes(now=timezone.now())) == (1, 0)
    assert [one.kind for one in events.read_events(inquiry.network, other, since=mark)] == ["cast.freed"]
    assert OPEN in visible_text(inquiry, case, other)


def test_answers_selected_by_the_database_equal_the_answers_shown_in_the_matrix(inquiry: Inquiry) -> None:
    for code in ("XA", "XB"):
        case = make_case(inquiry, code)
        file_answer(case, 1, embargo_until=timezone.now() + DAY)
        file_answer(case, 2)
    people = [make_seat(inquiry.network, "XA"), make_seat(inquiry.network, "XB", "adviser"), keeper_of(inquiry.network)]
    people += [make_seat(inquiry.network, "XA", "expert"), SeatFactory()]
    for seat in people:
        matrix = answer_matrix(inquiry=inquiry, user=seat.user)
        handed_out = {cell.answer.pk for cell in matrix.cells.values() if cell.answer}
        assert set(Reply.objects.where(seat.user, may=Action.SEE).values_list("pk", flat=True)) == handed_out


def test_reminders_of_a_due_answer_are_sent_in_steps_and_end_with_the_answer(inquiry: Inquiry) -> None:
    network = inquiry.network
    adviser, member, keeper = make_seat(network, "XA", "adviser"), make_seat(network, "XA"), keeper_of(network)
    make_seat(network, "XB")
    case = make_case(inquiry)
    assert send_reminders(now=timezone.now()) == 0
    values: dict[str, list[set[int]]] = {}
    for step, days in (("before", 3), ("day", -1), ("fortnight", -14), ("six weeks", -42)):
        today = timezone.localdate()
        ParliamentCase.objects.filter(pk=case.pk).update(due_on=today + days * DAY, tabled_on=today - 99 * DAY)
        assert (send_reminders(now=timezone.now()), send_reminders(now=timezone.now())) == (1, 0)
        people = [adviser.user_id, member.user_id, keeper.user_id]
        known = set(Notification.objects.filter(kind="inquiry.due", seen_at=None).values_list("user", flat=True))
        values[step] = [known & {person} for person in people]
    assert {step: [bool(one) for one in row] for step, row in values.items()} == {
        "before": [True, False, False], "day": [True, True, False], "fortnight": [True, True, True],
        "six weeks": [True, True, True],
    }  # fmt: skip
    draft = make_inquiry(network, approved=False)
    desks = {
        seat.capacity: [item.key for item in (*desk_items(user=seat.user), *approval_desk_items(user=seat.user))]
        for seat in (member, keeper, make_seat(network, "XB", "adviser"), make_seat(network, "XA", "observer"))
    }
    assert desks == {
        "member": [f"cast-{case.pk}"], "secretariat": [f"inquiry-{draft.pk}"], "adviser": [f"inquiry-{inquiry.pk}"],
        "observer": [],
    }  # fmt: skip
    for number in (1, 2):
        file_answer(ParliamentCase.objects.get(pk=case.pk), number)
    assert not Notification.objects.filter(kind="inquiry.due", seen_at=None).exists()
    assert list(desk_items(user=member.user)) == []


def test_lapsed_question_is_shown_as_lapsed_before_the_job_records_it(inquiry: Inquiry) -> None:
    case = make_case(inquiry, tabled_on=timezone.localdate() - 40 * DAY)
    ParliamentCase.objects.filter(pk=case.pk).update(lapses_on=timezone.localdate() - DAY)
    keeper = keeper_of(inquiry.network).user
    status = next(one.status for one in answer_matrix(inquiry=inquiry, user=keeper).countries if one.chain)
    assert status is not None
    assert (status.state, status.is_overdue) == (CaseState.LAPSED, False)
    assert (record_lapsed(now=timezone.now()), record_lapsed(now=timezone.now()), state_of(case)) == (1, 0, "lapsed")
    file_answer(case, status="not_answered", quotation="")
    assert state_of(case) == "lapsed"
    file_answer(case, base_version=1)
    assert state_of(case) == "partly"
