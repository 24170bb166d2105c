"""The models of networkapp, one file per topic."""

from typing import Any

from networkapp.models.administrators import AdministratorAct, AdministratorInvitation, FirstStepsPutAway
from networkapp.models.card_images import CardImage
from networkapp.models.causal_links import CausalLink
from networkapp.models.collections import NetworkCollection
from networkapp.models.country_briefs import BriefText
from networkapp.models.delegations import Delegation, Subject, SubjectTranslation
from networkapp.models.events import Event
from networkapp.models.four_eyes import (
    DRAFT_TRANSITIONS,
    OPEN_DRAFTS,
    DraftAct,
    DraftForSeat,
    DraftState,
    FourEyesDraft,
)
from networkapp.models.invitations import Invitation
from networkapp.models.links import CheckedLink
from networkapp.models.networks import Network
from networkapp.models.notifications import (
    Delivery,
    EmailFrequency,
    Notification,
    NotificationSettings,
    PushSubscription,
    Watch,
    WatchLevel,
)
from networkapp.models.page_state import PageState
from networkapp.models.participation import ParticipationKind, ParticipationRecord
from networkapp.models.seats import Capacity, Office, Seat, SeatOffice
from networkapp.models.site_settings import SiteSettings, is_open, this_site

__all__ = [
    "DRAFT_TRANSITIONS",
    "OPEN_DRAFTS",
    "AdministratorAct",
    "AdministratorInvitation",
    "BriefText",
    "Capacity",
    "CardImage",
    "CausalLink",
    "CheckedLink",
    "Delegation",
    "Delivery",
    "DraftAct",
    "DraftForSeat",
    "DraftState",
    "EmailFrequency",
    "Event",
    "FirstStepsPutAway",
    "FourEyesDraft",
    "Invitation",
    "Network",
    "NetworkCollection",
    "Notification",
    "NotificationSettings",
    "Office",
    "PageState",
    "ParticipationKind",
    "ParticipationRecord",
    "PushSubscription",
    "Seat",
    "SeatOffice",
    "SiteSettings",
    "Subject",
    "SubjectTranslation",
    "Watch",
    "WatchLevel",
    "is_open",
    "this_site",
]

_WITHOUT_REFERENCES: tuple[Any, ...] = (
    Delivery,
    Event,
    Notification,
    NotificationSettings,
    ParticipationRecord,
    PushSubscription,
    Watch,
    CausalLink,
)
for _model in _WITHOUT_REFERENCES:
    _model.wagtail_reference_index_ignore = True
