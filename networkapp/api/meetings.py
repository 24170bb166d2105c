"""Meetings of the networks that the reader may see."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.library.entries import find_subject
from networkapp.domain.meetings.register import list_meetings, whole_meetings
from networkapp.models import Meeting

router = Router(tags=["Meetings"])


class MeetingOut(Schema):
    """A meeting of a network."""

    slug: str
    network: str = Field(alias="network.slug", description="The slug of its network.")
    number: int = Field(description="Counted within the network.")
    theme: str = Field(alias="local_title")
    text: str = Field(alias="local_text")
    date: date
    starts_at: datetime | None = Field(description="Null where only the day is known.")
    ends_at: datetime | None
    time_zone: str = Field(description="Of its place, by the names of the IANA.")
    state: str = Field(description="announced, held or cancelled.")
    place: str
    country: str = Field(description="ISO 3166-1, two letters, or empty.")
    subjects: list[str] = Field(description="Slugs of subjects.")
    url: str = Field(alias="get_absolute_url")

    @staticmethod
    def resolve_country(meeting: Meeting) -> str:
        return str(meeting.country)

    @staticmethod
    def resolve_subjects(meeting: Meeting) -> list[str]:
        return [subject.slug for subject in meeting.subjects.all()]


class WholeMeetingOut(MeetingOut):
    """A meeting with its agenda and the bodies that were invited, in order."""

    agenda: list[str]
    guests: list[str]

    @staticmethod
    def resolve_agenda(meeting: Any) -> list[str]:
        return [item.title for item in meeting.agenda.all()]

    @staticmethod
    def resolve_guests(meeting: Any) -> list[str]:
        return [guest.name for guest in meeting.guests.all()]


@router.get("/meetings/", response={200: list[MeetingOut], **UNUSABLE}, summary="Meetings")
@paginate(Pages)
def show_meetings(
    request: HttpRequest, subject: str = Query("", description="Slug of a subject.")
) -> QuerySet[Meeting]:
    """The meetings of the networks that the reader may know of, newest first. 422 where there is no such subject."""
    return list_meetings(user=request.user, subject=find_subject(slug=subject))


@router.get("/meetings/{slug}/", response={200: WholeMeetingOut, **NOT_THERE}, summary="One meeting")
def show_meeting(request: HttpRequest, slug: str) -> Meeting:
    """A meeting with its agenda and the bodies invited to it."""
    return get_object_or_404(whole_meetings(user=request.user), slug=slug)
