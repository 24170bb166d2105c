"""The pages of attendance, planned and recorded, and of the speaking list of a meeting."""

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from networkapp.meetings.actions import attendance, speaking_list
from networkapp.meetings.forms.minutes import AttendanceForm, CurrentItemForm, RecordAttendanceForm
from networkapp.meetings.models import Meeting, MeetingState, Turn
from networkapp.meetings.views.meetings import MeetingView
from networkapp.models import Seat
from networkapp.permissions import Action
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ButtonView, Value, Values


class AttendancePage(MeetingView):
    """Attendance, by delegation; everybody states their own."""

    template_name = "networkapp/meetings/attendance.html"
    form_class, form_name, action = AttendanceForm, "say", staticmethod(attendance.state_attendance)
    success_message = _("Attendance saved.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"seats": self.get_seats()}

    def get_seats(self) -> list[Seat]:
        return attendance.seats_answered_for(meeting=self.object, user=self.request.user)

    def get_action_kwargs(self) -> Values:
        return {"meeting": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:attendance", kwargs=self.kwargs)

    def get_context_data(self, **kwargs: Value) -> Values:
        meeting, seats = self.object, self.get_seats()
        bodies, guests = attendance.attendance_of(meeting=meeting), attendance.guests_of(meeting=meeting)
        asks = meeting.state == MeetingState.ANNOUNCED and bool(seats)
        conducts = meeting.network.allows(self.request.user, Action.CONDUCT_MEETINGS)
        context = {
            "bodies": bodies,
            "guests": guests,
            "say": AttendanceForm(seats=seats) if asks else None,
            "record": RecordAttendanceForm(bodies=bodies, guests=guests) if conducts else None,
        }
        return super().get_context_data(**context | kwargs)


class RecordAttendance(AttendancePage):
    """Record who attended a meeting."""

    http_method_names = POST_ONLY
    needs = Action.CONDUCT_MEETINGS
    form_class, form_name, action = RecordAttendanceForm, "record", staticmethod(attendance.record_attendance)

    def get_form_kwargs(self) -> Values:
        meeting = self.object
        listed = {"bodies": attendance.attendance_of(meeting=meeting), "guests": attendance.guests_of(meeting=meeting)}
        return MeetingView.get_form_kwargs(self) | listed

    def get_action_kwargs(self) -> Values:
        return MeetingView.get_action_kwargs(self)


class SpeakingListPage(MeetingView):
    """The speaking list, live."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/meetings/speaking_list.html"
    form_class = None

    def get_context_data(self, **kwargs: Value) -> Values:
        meeting, user = self.object, self.request.user
        floor = speaking_list.speaking_list_of(meeting=meeting)
        turns = [*floor.waiting, *([floor.speaking] if floor.speaking else [])]
        conducts = meeting.network.allows(user, Action.CONDUCT_MEETINGS)
        under_way = meeting.state == MeetingState.ANNOUNCED
        context = {
            "floor": floor,
            "conducts": conducts and under_way,
            "speaks": under_way and meeting.network.allows(user, Action.ASK_FOR_FLOOR),
            "own": [turn for turn in turns if turn.seat.user_id == user.pk],
            "choose": CurrentItemForm(meeting=meeting, initial={"item": meeting.at_item_id}) if conducts else None,
        }
        return super().get_context_data(**context, **kwargs)


class OwnSpeakingListPart(SpeakingListPage):
    """Render what the reader can do on the speaking list now, for an open page."""

    template_name = "networkapp/meetings/own_requests.html"


class SpeakingListButton(ButtonView, MeetingView):
    """Base of the buttons on the speaking list."""

    def get_success_url(self) -> str:
        return reverse("networkapp:floor", args=[self.kwargs["slug"]])


class RequestToSpeak(SpeakingListButton):
    """Request to speak at a meeting."""

    needs = Action.ASK_FOR_FLOOR
    action = staticmethod(speaking_list.request_to_speak)

    def get_action_kwargs(self) -> Values:
        return {"meeting": self.object, "user": self.request.user}


class SetCurrentItem(SpeakingListButton):
    """Set the agenda item under discussion."""

    needs = Action.CONDUCT_MEETINGS
    form_class, action = CurrentItemForm, staticmethod(speaking_list.set_current_item)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"meeting": self.object}


class TurnButton(SpeakingListButton):
    """A button of one person's turn to speak."""

    def get_object(self) -> Meeting:
        meeting = super().get_object()
        self.turn: Turn = get_object_or_404(meeting.turns.select_related("seat"), pk=self.kwargs["pk"])
        self.turn.meeting = meeting
        return meeting

    def get_action_kwargs(self) -> Values:
        return {"turn": self.turn, "user": self.request.user}


class WithdrawRequestToSpeak(TurnButton):
    """Withdraw a request to speak."""

    action = staticmethod(speaking_list.withdraw_request)

    def get_action_kwargs(self) -> Values:
        return {"turn": self.turn, "user": self.request.user}


class CallSpeaker(TurnButton):
    needs = Action.CONDUCT_MEETINGS
    action = staticmethod(speaking_list.call_speaker)


class EndTurn(TurnButton):
    action = staticmethod(speaking_list.end_turn)


FLOOR = "meetings/<slug:slug>/floor/"
urlpatterns = [
    path("meetings/<slug:slug>/attendance/", AttendancePage.as_view(), name="attendance"),
    path("meetings/<slug:slug>/attendance/record/", RecordAttendance.as_view(), name="record_attendance"),
    path(FLOOR, SpeakingListPage.as_view(), name="floor"),
    path(f"{FLOOR}own/", OwnSpeakingListPart.as_view(), name="own_floor"),
    path(f"{FLOOR}ask/", RequestToSpeak.as_view(), name="ask_for_floor"),
    path(f"{FLOOR}item/", SetCurrentItem.as_view(), name="talk_about_item"),
    path(f"{FLOOR}<int:pk>/withdraw/", WithdrawRequestToSpeak.as_view(), name="withdraw_turn"),
    path(f"{FLOOR}<int:pk>/give/", CallSpeaker.as_view(), name="give_floor"),
    path(f"{FLOOR}<int:pk>/end/", EndTurn.as_view(), name="end_turn"),
]
