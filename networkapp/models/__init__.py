"""The shapes of networkapp, one file per topic."""

from networkapp.models.delegations import Delegation, Subject, SubjectTranslation
from networkapp.models.discussion import Message, ReadMark, Topic
from networkapp.models.events import Event
from networkapp.models.invitations import Invitation
from networkapp.models.networks import Network
from networkapp.models.seats import Capacity, Office, Seat, SeatOffice

__all__ = [
    "Capacity",
    "Delegation",
    "Event",
    "Invitation",
    "Message",
    "Network",
    "Office",
    "ReadMark",
    "Seat",
    "SeatOffice",
    "Subject",
    "SubjectTranslation",
    "Topic",
]
