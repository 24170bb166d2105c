"""Minutes: drafted from the meeting, and who can read them."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from pypdf import PdfReader

from networkapp.decisions.procedures.results import record_result
from networkapp.meetings.actions.action_items import create_action_item
from networkapp.meetings.actions.agenda import agenda_of, record_outcome
from networkapp.meetings.actions.attendance import record_attendance
from networkapp.meetings.actions.minutes import (
    draft_minutes,
)
from networkapp.meetings.models import AttendanceMode, Meeting, Minutes
from networkapp.meetings.notices import MINUTES_OUT, render_minutes_notices
from networkapp.meetings.packs.papers import documents_of
from networkapp.meetings.queries.minutes import visible_minutes
from networkapp.models import Notification, Seat
from tests.factories.agendas import make_item
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.procedures import make_procedure, make_proposal, states, voice
from tests.networkapp.meetings.minutes.minutes_steps import correct, drafted, sent


def test_draft_minutes_contain_agenda_outcomes_attendance_and_action_items(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    item = put_item(meeting, chair, "Hotlines *in* [all](http://evil.example) countries")
    record_outcome(item=item, user=chair.user, outcome="The network **asks** for figures.")
    fields = {"modes": {member.pk: AttendanceMode.REMOTE, chair.pk: AttendanceMode.PRESENT}, "guests": {}}
    record_attendance(meeting=meeting, user=chair.user, **fields)
    create_action_item(
        meeting=meeting, user=chair.user, text="Write to the ministry", client_key=uuid4(), owner=member,
        due_on=meeting.date + timedelta(9),
    )  # fmt: skip
    first, second = drafted(meeting, chair), drafted(meeting, chair)
    assert (first, first.text, second.version) == (second, second.text, 2)
    lines = first.text.splitlines()
    assert "### 1. Hotlines \\*in\\* \\[all\\](http://evil.example) countries" in lines
    assert "The network **asks** for figures." in lines
    assert f"- **XB**: {member.user} (member), remote" in [
        line.replace(member.delegation.label, "XB") for line in lines
    ]
    assert [line.split(":")[0] for line in lines if line.startswith("- Write")] == ["- Write to the ministry"]


def test_draft_minutes_are_in_the_language_of_the_meeting_not_of_the_user(meeting: Meeting, chair: Seat) -> None:
    with override("de"):
        minutes = draft_minutes(meeting=meeting, user=chair.user)
    assert minutes.text.startswith(f"# Minutes of meeting {meeting.number}")


def test_draft_minutes_state_results_of_procedures_and_inquiries_on_the_agenda(meeting: Meeting, chair: Seat) -> None:
    network = meeting.network
    voices = [chair, voice(network, "XC")]
    network.delegations.set([seat.delegation for seat in voices])
    adopted = make_procedure(chair, "written", proposal=make_proposal(network, by=chair.user, title="Kakapo"))
    for seat in voices:
        states(adopted, seat, "agree")
    record_result(procedure=adopted, now=adopted.expires_at)
    running = make_procedure(chair, "silence", proposal=make_proposal(network, by=chair.user, title="Takahe"))
    broken = make_procedure(chair, "silence", proposal=make_proposal(network, by=chair.user, title="Quetzal"))
    states(broken, voices[1], "object")
    inquiry = make_inquiry(network)
    file_answer(make_case(inquiry, "XA"), number=1)
    make_case(inquiry, "XB")
    item = make_item(meeting, "Adopted", about=adopted)
    for title, about in (("Running", running), ("Broken", broken.proposal), ("Asked", inquiry), ("Nothing", None)):
        make_item(meeting, title, about=about)
    record_outcome(item=item, user=chair.user, outcome="The chair thanks all.")
    text = drafted(meeting, chair).text
    until = date_format(timezone.localtime(running.expires_at), "DATETIME_FORMAT")
    assert "### 1. Adopted\n\nThe chair thanks all.\n\nWritten procedure: adopted as decision " in text
    assert f"### 2. Running\n\nSilence procedure, open until {until} (UTC)." in text
    assert "### 3. Broken\n\nSilence procedure: silence broken (XC)." in text
    assert "### 4. Asked\n\nSent to 2 parliaments (partly answered: 1, tabled: 1)." in text
    assert "### 5. Nothing\n\n*No outcome recorded.*" in text


def test_draft_minutes_omit_positions_hidden_until_the_procedure_closes(meeting: Meeting, chair: Seat) -> None:
    voices = [chair, voice(meeting.network, "XC")]
    hidden = make_procedure(chair, "written", hidden_until_closed=True)
    states(hidden, voices[1], "object")
    make_item(meeting, "Hidden", about=hidden)
    text = drafted(meeting, chair).text
    assert "### 1. Hidden\n\nWritten procedure, open until " in text
    assert "XC" not in text


def test_draft_minutes_are_found_only_by_roles_that_conduct_meetings(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    minutes = drafted(meeting, chair)
    item = make_item(meeting, "The last minutes", about=minutes)
    Notification.objects.create(network=meeting.network, user=member.user, kind=MINUTES_OUT, key=str(meeting.pk))
    notices = list(Notification.objects.filter(user=member.user, kind=MINUTES_OUT))
    reached = {
        seat: (
            agenda_of(meeting=meeting, user=seat.user)[0].item.about,
            [sheet.url for sheet in documents_of(items=[item], user=seat.user).get(item.pk, [])],
            list(render_minutes_notices(user=seat.user, notifications=notices)),
        )
        for seat in (chair, member)
    }
    assert reached == {
        chair: (minutes, [minutes.get_absolute_url()], [notices[0].pk]),
        member: (None, [], []),
    }


def test_minutes_link_to_previous_draft_minutes_only_for_roles_that_conduct_meetings(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    later = was(call(chair, title="Later"))
    minutes = drafted(meeting, chair)
    following = drafted(later, chair)
    Minutes.objects.filter(pk=following.pk).update(previous=minutes)
    following.refresh_from_db()
    assert visible_minutes(minutes=following, user=chair.user).previous == minutes
    assert visible_minutes(minutes=following, user=member.user).previous is None


def test_minutes_page_is_for_conductors_while_a_draft_and_for_readers_once_sent_out(
    meeting: Meeting, chair: Seat, member: Seat, client: Client
) -> None:
    drafted(meeting, chair)
    address = f"/meetings/{meeting.slug}/minutes/"
    seen = {}
    stranger = SeatFactory(network=NetworkFactory(slug="there"))
    for state in ("draft", "out"):
        if state == "out":
            sent(meeting, chair)
        for name, seat in (("chair", chair), ("member", member), ("stranger", stranger)):
            client.force_login(seat.user)
            seen[state, name] = client.get(address).status_code
    assert seen == {
        ("draft", "chair"): 200, ("draft", "member"): 404, ("draft", "stranger"): 404,
        ("out", "chair"): 200, ("out", "member"): 200, ("out", "stranger"): 404,
    }  # fmt: skip


def test_minutes_pdf_has_headings_and_the_state_of_the_minutes(
    meeting: Meeting, chair: Seat, member: Seat, client: Client
) -> None:
    put_item(meeting, chair, "Hotlines")
    address = f"/meetings/{meeting.slug}/minutes/minutes.pdf"
    drafted(meeting, chair)
    client.force_login(member.user)
    assert client.get(address).status_code == 404
    client.force_login(chair.user)
    assert "Draft, not sent to the delegations." in pdf_words(client.get(address))
    correct(sent(meeting, chair), member, "It was four.")
    client.force_login(member.user)
    words = pdf_words(client.get(address))
    for item in (
        "Minutes of meeting 1: Help for children",
        "1. Hotlines",
        "Not approved: open for correction",
        "It was four.",
    ):
        assert item in words
    page = client.get(f"/meetings/{meeting.slug}/minutes/").content.decode()
    assert "<h4>1. Hotlines</h4>" in page
    assert f'href="{address}"' in page


def pdf_words(response: Any) -> str:
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())
