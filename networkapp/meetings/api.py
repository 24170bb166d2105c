"""Meetings of the networks that the user can see."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import NETWORK_SLUG, PERMANENT_PAGE, SUBJECT, SUBJECT_SLUGS
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.meetings.models import Meeting
from networkapp.meetings.queries.meetings import list_meetings, list_meetings_with_agenda
from networkapp.networks.queries.subjects import find_subject

router = Router(tags=["Meetings"])


class MeetingOut(Schema):
    """A meeting of a network."""

    slug: str = Field(description="Identifies the meeting in addresses.")
    network: str = Field(alias="network.slug", description=NETWORK_SLUG)
    number: int = Field(description="Number of the meeting within its network.")
    theme: str = Field(alias="local_title", description="Title of the meeting.")
    text: str = Field(alias="local_text", description="Description of the meeting.")
    date: date
    starts_at: datetime | None = Field(description="Null if only the date is known.")
    ends_at: datetime | None
    time_zone: str = Field(description="Time zone of the place, for example `America/Lima`.")
    state: str = Field(description="`announced`, `held` or `cancelled`.")
    place: str
    country: str = Field(description="ISO 3166-1 alpha-2 code, or empty.")
    subjects: list[str] = Field(description=SUBJECT_SLUGS)
    url: str = Field(alias="get_absolute_url", description=PERMANENT_PAGE)

    @staticmethod
    def resolve_country(meeting: Meeting) -> str:
        return str(meeting.country)

    @staticmethod
    def resolve_subjects(meeting: Meeting) -> list[str]:
        return [subject.slug for subject in meeting.subjects.all()]


class MeetingDetailOut(MeetingOut):
    """A meeting with its agenda and its guests."""

    agenda: list[str] = Field(description="Titles of the agenda items, in order.")
    guests: list[str] = Field(description="Names of the bodies that were invited.")

    @staticmethod
    def resolve_agenda(meeting: Any) -> list[str]:
        return [item.title for item in meeting.agenda.all()]

    @staticmethod
    def resolve_guests(meeting: Any) -> list[str]:
        return [guest.name for guest in meeting.guests.all()]


@router.get("/meetings/", response={200: list[MeetingOut], **NOT_VALID}, summary="List meetings")
@paginate(Pages)
def show_meetings(request: HttpRequest, subject: str = SUBJECT) -> QuerySet[Meeting]:
    """Return the meetings of the networks that you can see, newest first."""
    return list_meetings(user=request.user, subject=find_subject(slug=subject))


@router.get("/meetings/{slug}/", response={200: MeetingDetailOut, **NOT_FOUND}, summary="Show a meeting")
def show_meeting(request: HttpRequest, slug: str = Path(..., description="Slug of the meeting.")) -> Meeting:
    """Return a meeting with its agenda and its guests."""
    return get_object_or_404(list_meetings_with_agenda(user=request.user), slug=slug)
