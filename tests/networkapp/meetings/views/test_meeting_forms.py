"""The forms and buttons on the pages of a meeting: what each changes, and what is shown if it is refused."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networkapp.meetings.actions.action_items import create_action_item
from networkapp.meetings.actions.minutes import draft_minutes, open_for_corrections, propose_correction
from networkapp.meetings.models import ActionItem, AttendanceMode, Meeting, MeetingState, Minutes, Turn
from networkapp.models import Seat
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair(client: Client) -> Seat:
    yesterday = timezone.now() - timedelta(1)
    seat = SeatFactory(offices=["chair"], network=NetworkFactory(slug="here"), starts_at=yesterday)
    client.force_login(seat.user)
    return seat


@pytest.fixture
def meeting(chair: Seat) -> Meeting:
    return call(chair)


def post(client: Client, name: str, *args: Any, **data: Any) -> str:
    """Post to the address, which answers with a redirect; return its message, which the next page shows."""
    response = client.post(reverse(f"networkapp:{name}", args=args), data)
    assert response.status_code == 302
    strs = [str(message) for message in get_messages(response.wsgi_request)]
    client.cookies.pop("messages", None)
    return strs[0] if strs else ""


def refused(client: Client, name: str, *args: Any, **data: Any) -> Any:
    """Post to the address, which shows the page again; return the context of that page."""
    response = client.post(reverse(f"networkapp:{name}", args=args), data)
    assert response.status_code == 422
    return response.context


def test_agenda_items_are_added_edited_moved_and_removed(client: Client, meeting: Meeting, chair: Seat) -> None:
    first, second = put_item(meeting, chair, "First"), put_item(meeting, chair, "Second")
    assert post(client, "move_item", meeting.slug, second.pk, up="yes") == ""
    assert [item.title for item in meeting.agenda.order_by("position")] == ["Second", "First"]
    wrong = refused(client, "agenda_item", meeting.slug, first.pk, title="", kind=first.kind)
    assert (wrong["item"], list(wrong["form"].errors)) == (first, ["title"])
    assert post(client, "agenda_item", meeting.slug, first.pk, title="Hotlines", kind=first.kind) == "Saved."
    assert post(client, "remove_item", meeting.slug, second.pk) == "Item removed."
    assert [item.title for item in meeting.agenda.all()] == ["Hotlines"]
    wrong = refused(client, "add_item", meeting.slug, title="", kind=first.kind)
    assert (wrong["meeting"], list(wrong["form"].errors)) == (meeting, ["title"])


def test_chosen_suggestions_are_added_to_the_agenda(client: Client, meeting: Meeting, chair: Seat) -> None:
    earlier = was(call(chair), days=20)
    action = create_action_item(meeting=earlier, user=chair.user, text="Write", client_key=uuid4(), owner=chair)
    (suggested,) = (
        client.get(reverse("networkapp:agenda", args=[meeting.slug])).context["suggestions"].fields["chosen"].choices
    )
    assert post(client, "take_suggestions", meeting.slug, chosen=[suggested[0]]) == "Items added to the agenda."
    assert [item.about for item in meeting.agenda.all()] == [action]


def test_refused_button_shows_the_reason_on_the_next_page(client: Client, meeting: Meeting) -> None:
    assert post(client, "say_held", meeting.slug) == "You can mark the meeting as held once it has started."
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.ANNOUNCED


def test_cancelling_a_meeting_without_a_reason_shows_its_forms_again(client: Client, meeting: Meeting) -> None:
    wrong = refused(client, "cancel_meeting", meeting.slug, words="")
    assert list(wrong["cancel"].errors) == ["words"]
    assert wrong["form"].initial["title"] == meeting.title
    assert post(client, "cancel_meeting", meeting.slug, words="Too few can come.") == "Meeting cancelled"


def test_minutes_are_drafted_written_and_sent_out(client: Client, meeting: Meeting) -> None:
    was(meeting)
    assert post(client, "draft_minutes", meeting.slug) == "Draft minutes created."
    draft = Minutes.objects.get(meeting=meeting)
    assert post(client, "write_minutes", meeting.slug, text="We met.", base=draft.version) == "Saved."
    wrong = refused(client, "write_minutes", meeting.slug, text="We did not.", base=draft.version)
    assert (wrong["write"]["text"].value(), wrong["minutes"].text) == ("We did not.", "We met.\n")
    until = (timezone.now() + timedelta(20)).astimezone(meeting.zone).strftime("%Y-%m-%dT%H:%M")
    assert post(client, "send_minutes", meeting.slug, until=until) == "Minutes sent out for corrections."


def test_correction_is_sent_and_resolved(client: Client, meeting: Meeting, chair: Seat) -> None:
    sent = draft_minutes(meeting=was(meeting), user=chair.user)
    sent = open_for_corrections(minutes=sent, user=chair.user, until=timezone.now() + timedelta(20))
    response = post(client, "correct_minutes", meeting.slug, words="It was Monday.", client_key=uuid4())
    assert response == "Correction sent to the secretariat."
    correction = propose_correction(minutes=sent, user=chair.user, words="It rained.", client_key=uuid4())
    address = ("settle_correction", meeting.slug, correction.pk)
    wrong = refused(client, *address, taken="no", words="", base=sent.version)
    assert (wrong["settling"], list(wrong["settle"].errors)) == (correction.pk, ["words"])
    assert post(client, *address, taken="no", words="It did not.", base=sent.version) == "Correction resolved."
    correction.refresh_from_db()
    assert correction.settled_words == "It did not."


def test_action_item_is_added_and_its_status_updated(client: Client, meeting: Meeting, chair: Seat) -> None:
    fields = {"text": "Write to the ministries", "owner": chair.pk, "client_key": uuid4()}
    assert list(refused(client, "actions", meeting.slug, **{**fields, "text": ""})["agree"].errors) == ["text"]
    assert post(client, "actions", meeting.slug, **fields) == "Action item added."
    item = ActionItem.objects.get(meeting=meeting)
    wrong = refused(client, "step_action", meeting.slug, item.pk, state="nonsense")
    assert (wrong["stepping"], list(wrong["step"].errors)) == (item.pk, ["state", "client_key"])
    response = post(client, "step_action", meeting.slug, item.pk, state="done", words="Sent.", client_key=uuid4())
    item.refresh_from_db()
    assert (response, item.state) == ("Status updated.", "done")


def test_attendance_is_planned_and_recorded(client: Client, meeting: Meeting, chair: Seat) -> None:
    assert list(refused(client, "attendance", meeting.slug, seat=chair.pk)["say"].errors) == ["mode"]
    assert post(client, "attendance", meeting.slug, seat=chair.pk, mode=AttendanceMode.REMOTE) == "Attendance saved."
    was(meeting)
    recorded = {f"seat_{chair.pk}": AttendanceMode.PRESENT}
    assert list(refused(client, "record_attendance", meeting.slug, **{f"seat_{chair.pk}": "x"})["record"].errors)
    assert post(client, "record_attendance", meeting.slug, **recorded) == "Attendance saved."
    assert meeting.attendance.get(seat=chair).mode == AttendanceMode.PRESENT


def test_turn_to_speak_is_requested_given_and_ended(client: Client, meeting: Meeting, chair: Seat) -> None:
    item = put_item(was(meeting, is_held=False, days=0), chair)
    assert post(client, "talk_about_item", meeting.slug, item=item.pk) == ""
    post(client, "ask_for_floor", meeting.slug)
    turn = Turn.objects.get(meeting=meeting)
    post(client, "give_floor", meeting.slug, turn.pk)
    post(client, "end_turn", meeting.slug, turn.pk)
    turn.refresh_from_db()
    meeting.refresh_from_db()
    assert (turn.ended_at is not None, meeting.at_item) == (True, item)
