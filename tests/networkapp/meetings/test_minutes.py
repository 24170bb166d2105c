"""Minutes: drafted from the meeting, corrected within a period, approved by silence when it ends, and locked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from pypdf import PdfReader

from networkapp.decisions.procedures.results import record_result
from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.action_items import create_action_item
from networkapp.meetings.actions.agenda import agenda_of, record_outcome
from networkapp.meetings.actions.attendance import record_attendance
from networkapp.meetings.actions.minutes import (
    draft_minutes,
    is_approved,
    minutes_hash,
    open_for_corrections,
    propose_correction,
    record_approvals,
    resolve_correction,
    save_minutes,
)
from networkapp.meetings.models import AttendanceMode, Meeting, Minutes, MinutesCorrection, MinutesState
from networkapp.meetings.notices import MINUTES_OUT, desk_items, render_minutes_notices
from networkapp.meetings.packs.papers import documents_of
from networkapp.meetings.queries.minutes import visible_minutes
from networkapp.models import Notification, Seat
from tests.factories.agendas import make_item
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.procedures import make_procedure, make_proposal, states, voice


@pytest.fixture
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here", visibility="public"))


@pytest.fixture
def member(chair: Seat) -> Seat:
    return SeatFactory(network=chair.network, delegation=DelegationFactory(code="XB"))


@pytest.fixture
def meeting(chair: Seat) -> Meeting:
    return was(call(chair))


def refused(act: Callable[..., Any], **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**named)
    return refusal.value.code


def drafted(meeting: Meeting, chair: Seat) -> Minutes:
    return draft_minutes(meeting=meeting, user=chair.user)


def sent(meeting: Meeting, chair: Seat) -> Minutes:
    until = timezone.now() + timedelta(days=3)
    return open_for_corrections(minutes=drafted(meeting, chair), user=chair.user, until=until)


def end_period(minutes: Minutes) -> datetime:
    """End the correction period of the minutes a minute ago; return when."""
    ended = timezone.now() - timedelta(minutes=1)
    Minutes.objects.filter(pk=minutes.pk).update(corrections_until=ended)
    minutes.refresh_from_db()
    return ended


def correct(minutes: Minutes, seat: Seat, words: str = "It was four, not three.") -> MinutesCorrection:
    return propose_correction(minutes=minutes, user=seat.user, words=words, client_key=uuid4())


def test_draft_minutes_contain_agenda_outcomes_attendance_and_action_items(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    item = put_item(meeting, chair, "Hotlines *in* [all](http://evil.example) countries")
    record_outcome(item=item, user=chair.user, outcome="The network **asks** for figures.")
    given = {"modes": {member.pk: AttendanceMode.REMOTE, chair.pk: AttendanceMode.PRESENT}, "guests": {}}
    record_attendance(meeting=meeting, user=chair.user, **given)
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
    for said in (
        "Minutes of meeting 1: Help for children",
        "1. Hotlines",
        "Not approved: open for correction",
        "It was four.",
    ):
        assert said in words
    page = client.get(f"/meetings/{meeting.slug}/minutes/").content.decode()
    assert "<h4>1. Hotlines</h4>" in page
    assert f'href="{address}"' in page


def pdf_words(response: Any) -> str:
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages).split())


def test_saving_minutes_over_a_newer_version_is_refused(meeting: Meeting, chair: Seat) -> None:
    minutes = drafted(meeting, chair)
    save_minutes(minutes=minutes, user=chair.user, text="Mine", base=1)
    assert refused(save_minutes, minutes=minutes, user=chair.user, text="Theirs", base=1) == "stale"
    minutes.refresh_from_db()
    assert (minutes.text, minutes.version) == ("Mine\n", 2)


def test_minutes_are_approved_at_the_end_of_the_correction_period_before_any_job_runs(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    minutes = sent(meeting, chair)
    assert [item.deadline for item in desk_items(user=member.user)] == [minutes.corrections_until]
    assert (is_approved(minutes=minutes), record_approvals(now=timezone.now())) == (False, 0)
    assert is_approved(minutes=minutes, at=minutes.corrections_until)
    ended = end_period(minutes)
    assert (is_approved(minutes=minutes), minutes.state) == (True, MinutesState.CORRECTION)
    assert refused(correct, minutes=minutes, seat=member) == "too_late"
    assert list(desk_items(user=member.user)) == []
    assert (record_approvals(now=timezone.now()), record_approvals(now=timezone.now())) == (1, 0)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.approved_at) == (MinutesState.APPROVED, ended)
    assert minutes.content_hash == minutes_hash(minutes=minutes)
    kinds = Notification.objects.filter(user=member.user).exclude(kind="meeting.called").order_by("pk")
    assert [(one.kind, one.seen_at is None) for one in kinds] == [("minutes.out", False), ("minutes.approved", True)]
    shown = [str(item.title) for item in render_minutes_notices(user=member.user, notifications=list(kinds)).values()]
    assert [title.partition(":")[0] for title in shown] == ["Minutes approved"]


def test_open_correction_delays_approval_until_it_is_resolved(meeting: Meeting, chair: Seat, member: Seat) -> None:
    minutes = sent(meeting, chair)
    correction = correct(minutes, member)
    end_period(minutes)
    assert (is_approved(minutes=minutes), record_approvals(now=timezone.now())) == (False, 0)
    given = {"correction": correction, "user": chair.user}
    assert refused(resolve_correction, taken=False, words=" ", **given) == "no_reason"
    assert refused(resolve_correction, taken=True, text="Four", base=99, **given) == "stale"
    settled = resolve_correction(taken=True, text="It was four.", base=minutes.version, **given)
    minutes.refresh_from_db()
    assert (minutes.text, minutes.state, minutes.approved_at) == (
        "It was four.\n", MinutesState.APPROVED, settled.settled_at,
    )  # fmt: skip
    assert refused(resolve_correction, taken=False, words="No", **given) == "settled"


def test_approved_minutes_and_the_records_they_are_based_on_are_locked(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    item = put_item(meeting, chair)
    minutes = sent(meeting, chair)
    end_period(minutes)
    by = {"user": chair.user}
    assert refused(save_minutes, minutes=minutes, text="Otherwise", base=1, **by) == "not_a_draft"
    assert refused(draft_minutes, meeting=meeting, **by) == "not_a_draft"
    assert refused(record_outcome, item=item, outcome="Otherwise", **by) == "minutes_are_out"
    modes = {member.pk: AttendanceMode.PRESENT}
    assert refused(record_attendance, meeting=meeting, modes=modes, guests={}, **by) == "locked"
    until = timezone.now() + timedelta(days=3)
    assert refused(open_for_corrections, minutes=minutes, until=until, **by) == "not_a_draft"


def test_approved_minutes_are_chained_by_the_hash_of_the_previous_minutes(chair: Seat) -> None:
    meetings = [was(call(chair), days=days) for days in (30, 20)]
    first = drafted(meetings[0], chair)
    second = drafted(meetings[1], chair)
    until = timezone.now() + timedelta(days=3)
    assert second.previous == first
    given = {"user": chair.user, "until": until}
    assert refused(open_for_corrections, minutes=second, **given) == "previous_first"
    for minutes in (first, second):
        open_for_corrections(minutes=minutes, **given)
        end_period(minutes)
    second.refresh_from_db()
    assert record_approvals(now=timezone.now()) == 2
    before = minutes_hash(minutes=Minutes.objects.get(pk=second.pk))
    Minutes.objects.filter(pk=first.pk).update(content_hash="0" * 64)
    assert (
        before
        == Minutes.objects.get(pk=second.pk).content_hash
        != minutes_hash(minutes=Minutes.objects.get(pk=second.pk))
    )


def test_open_correction_of_previous_minutes_delays_approval_of_later_ones(chair: Seat, member: Seat) -> None:
    meetings = [was(call(chair), days=days) for days in (30, 20)]
    first, second = sent(meetings[0], chair), sent(meetings[1], chair)
    correction = correct(first, member)
    for minutes in (first, second):
        end_period(minutes)
    assert (record_approvals(now=timezone.now()), is_approved(minutes=Minutes.objects.get(pk=second.pk))) == (0, False)
    resolve_correction(correction=correction, user=chair.user, taken=False, words="It was three")
    assert record_approvals(now=timezone.now()) == 1
    assert set(Minutes.objects.values_list("state", flat=True)) == {"approved"}


def test_only_delegations_propose_corrections_and_only_conductors_resolve_them(
    meeting: Meeting, chair: Seat, member: Seat
) -> None:
    minutes = sent(meeting, chair)
    expert = SeatFactory(network=chair.network, capacity="expert", delegation=None, organisation="Agency")
    with pytest.raises(NotAllowed):
        correct(minutes, expert)
    correction = correct(minutes, member)
    with pytest.raises(NotAllowed):
        resolve_correction(correction=correction, user=member.user, taken=False, words="No")
    with pytest.raises(NotAllowed):
        save_minutes(minutes=minutes, user=member.user, text="Mine", base=1)
    key = uuid4()
    both = [propose_correction(minutes=minutes, user=member.user, words="Once", client_key=key) for _each in range(2)]
    assert (both[0], minutes.corrections.count()) == (both[1], 2)


def test_too_short_or_too_long_correction_periods_are_refused(meeting: Meeting, chair: Seat) -> None:
    minutes, now = drafted(meeting, chair), timezone.now()
    given = {"minutes": minutes, "user": chair.user}
    assert refused(open_for_corrections, until=now + timedelta(minutes=59), **given) == "too_soon"
    assert refused(open_for_corrections, until=now + timedelta(days=121), **given) == "too_far"
    coming = call(chair)
    assert refused(draft_minutes, meeting=coming, user=chair.user) == "not_held"
