"""Meetings of the networks that the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from networkapp.domain.meetings import list_meetings, whole_meetings
from networkapp.forms.library import SubjectFilter


def meetings(request: HttpRequest) -> HttpResponse:
    form = SubjectFilter(request.GET)
    found = list_meetings(user=request.user, subject=form.value("subject"))
    return render(request, "networkapp/meetings/meetings.html", {"form": form, "meetings": found})


def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(whole_meetings(user=request.user), slug=slug)
    return render(request, "networkapp/meetings/meeting.html", {"meeting": found})


urlpatterns = [
    path("meetings/", meetings, name="meetings"),
    path("meetings/<slug:slug>/", meeting, name="meeting"),
]
