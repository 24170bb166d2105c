"""The pages of attendance, planned and recorded, and of the speaking list of a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from networkapp.domain.meetings import attendance, speaking_list
from networkapp.forms.discussion import attempt
from networkapp.forms.minutes import ItemChoiceForm, RecordForm, SayForm
from networkapp.models import Meeting, MeetingState, Turn
from networkapp.permissions import Action
from networkapp.views.meetings import ConductMeeting, OfMeeting, press


class AttendancePage(OfMeeting):
    """Attendance, by delegation; everybody states their own."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, self.find(request, slug))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        form = SayForm(request.POST, seats=attendance.seats_answered_for(meeting=meeting, person=request.user))
        if attempt(form, attendance.say_attendance, meeting=meeting, person=request.user) is None:
            return self.show(request, meeting, say=form)
        messages.success(request, _("Attendance saved."))
        return redirect("networkapp:attendance", slug)

    def show(self, request: HttpRequest, meeting: Meeting, **bound: Any) -> HttpResponse:
        bodies, guests = attendance.attendance_of(meeting=meeting), attendance.guests_of(meeting=meeting)
        seats = attendance.seats_answered_for(meeting=meeting, person=request.user)
        asks = meeting.state == MeetingState.ANNOUNCED and bool(seats)
        conducts = meeting.network.allows(request.user, Action.CONDUCT_MEETINGS)
        context = {
            "meeting": meeting,
            "network": meeting.network,
            "bodies": bodies,
            "guests": guests,
            "say": SayForm(seats=seats) if asks else None,
            "record": RecordForm(bodies=bodies, guests=guests) if conducts else None,
        } | bound
        return render(request, "networkapp/meetings/attendance.html", context, status=422 if bound else 200)


class RecordAttendance(AttendancePage):
    needs, http_method_names = Action.CONDUCT_MEETINGS, ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        bodies, guests = attendance.attendance_of(meeting=meeting), attendance.guests_of(meeting=meeting)
        form = RecordForm(request.POST, bodies=bodies, guests=guests)
        if attempt(form, attendance.record_attendance, meeting=meeting, by=request.user) is None:
            return self.show(request, meeting, record=form)
        messages.success(request, _("Attendance saved."))
        return redirect("networkapp:attendance", slug)


class FloorPage(OfMeeting):
    """The speaking list, live."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        return render(request, "networkapp/meetings/floor.html", self.context(request, meeting))

    def context(self, request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
        floor = speaking_list.floor_of(meeting=meeting)
        turns = [*floor.waiting, *([floor.speaking] if floor.speaking else [])]
        conducts = meeting.network.allows(request.user, Action.CONDUCT_MEETINGS)
        under_way = meeting.state == MeetingState.ANNOUNCED
        return {
            "meeting": meeting,
            "network": meeting.network,
            "floor": floor,
            "conducts": conducts and under_way,
            "speaks": under_way and meeting.network.allows(request.user, Action.ASK_FOR_FLOOR),
            "own": [turn for turn in turns if turn.seat.user_id == request.user.pk],
            "choose": ItemChoiceForm(meeting=meeting, initial={"item": meeting.at_item_id}) if conducts else None,
        }


class OwnFloor(FloorPage):
    """What the reader may do on the floor at this moment, for an open page to take in."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return render(request, "networkapp/meetings/floor_own.html", self.context(request, self.find(request, slug)))


class AskForFloor(OfMeeting):
    needs, http_method_names = Action.ASK_FOR_FLOOR, ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        press(request, speaking_list.ask_for_floor, meeting=meeting, person=request.user)
        return redirect("networkapp:floor", slug)


class TalkAbout(ConductMeeting):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        form = ItemChoiceForm(request.POST, meeting=meeting)
        attempt(form, speaking_list.talk_about_item, meeting=meeting, by=request.user)
        for problem in form.errors.values():
            messages.error(request, " ".join(problem))
        return redirect("networkapp:floor", slug)


class OfTurn(OfMeeting):
    http_method_names = ["post"]

    def find_turn(self, request: HttpRequest, slug: str, pk: int) -> Turn:
        meeting = self.find(request, slug)
        turn = get_object_or_404(meeting.turns.select_related("seat"), pk=pk)
        turn.meeting = meeting
        return turn


class WithdrawTurn(OfTurn):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        turn = self.find_turn(request, slug, pk)
        press(request, speaking_list.withdraw_from_list, turn=turn, person=request.user)
        return redirect("networkapp:floor", slug)


class GiveFloor(OfTurn):
    needs = Action.CONDUCT_MEETINGS

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        press(request, speaking_list.give_floor, turn=self.find_turn(request, slug, pk), by=request.user)
        return redirect("networkapp:floor", slug)


class EndTurn(OfTurn):
    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        press(request, speaking_list.end_turn, turn=self.find_turn(request, slug, pk), by=request.user)
        return redirect("networkapp:floor", slug)


FLOOR = "meetings/<slug:slug>/floor/"
urlpatterns = [
    path("meetings/<slug:slug>/attendance/", AttendancePage.as_view(), name="attendance"),
    path("meetings/<slug:slug>/attendance/record/", RecordAttendance.as_view(), name="record_attendance"),
    path(FLOOR, FloorPage.as_view(), name="floor"),
    path(f"{FLOOR}own/", OwnFloor.as_view(), name="own_floor"),
    path(f"{FLOOR}ask/", AskForFloor.as_view(), name="ask_for_floor"),
    path(f"{FLOOR}item/", TalkAbout.as_view(), name="talk_about_item"),
    path(f"{FLOOR}<int:pk>/withdraw/", WithdrawTurn.as_view(), name="withdraw_turn"),
    path(f"{FLOOR}<int:pk>/give/", GiveFloor.as_view(), name="give_floor"),
    path(f"{FLOOR}<int:pk>/end/", EndTurn.as_view(), name="end_turn"),
]
