"""The shapes of networkapp, one file per topic."""

from networkapp.models.collections import NetworkCollection
from networkapp.models.delegations import Delegation, Subject, SubjectTranslation
from networkapp.models.discussion import Message, ReadMark, Topic
from networkapp.models.events import Event
from networkapp.models.handbooks import ChapterPage, HandbookIndexPage, HandbookPage, PartPage
from networkapp.models.invitations import Invitation
from networkapp.models.library import (
    Organisation,
    OrganisationTranslation,
    Publication,
    PublicationLanguage,
    PublicationTranslation,
)
from networkapp.models.meetings import AgendaItem, Meeting, MeetingGuest, MeetingTranslation
from networkapp.models.networks import Network
from networkapp.models.seats import Capacity, Office, Seat, SeatOffice
from networkapp.models.sections import Section

__all__ = [
    "AgendaItem",
    "Capacity",
    "ChapterPage",
    "Delegation",
    "Event",
    "HandbookIndexPage",
    "HandbookPage",
    "Invitation",
    "Meeting",
    "MeetingGuest",
    "MeetingTranslation",
    "Message",
    "Network",
    "NetworkCollection",
    "Office",
    "Organisation",
    "OrganisationTranslation",
    "PartPage",
    "Publication",
    "PublicationLanguage",
    "PublicationTranslation",
    "ReadMark",
    "Seat",
    "SeatOffice",
    "Section",
    "Subject",
    "SubjectTranslation",
    "Topic",
]
