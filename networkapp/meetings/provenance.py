"""Agenda items in dossiers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.meetings.models import AgendaItem
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry.provenance import DossierEntry, Paragraph
from networkapp.users import AnyUser


def agenda_items_for(*, user: AnyUser) -> QuerySet[AgendaItem]:
    """Return the agenda items that `user` can see."""
    found: QuerySet[AgendaItem] = AgendaItem.objects.shown_to(user).select_related("meeting")
    return found


def agenda_for(*, user: AnyUser) -> QuerySet[AgendaItem]:
    """Return the agenda items that `user` can see, with meeting and network."""
    return agenda_items_for(user=user).select_related("meeting__network")


def name_agenda_item(item: AgendaItem) -> str:
    """Return the name of an agenda item in a dossier: its meeting and title."""
    return _("%(meeting)s, item %(item)s") % {"meeting": item.meeting.label, "item": item}


def describe_agenda_items(items: Sequence[AgendaItem], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return the agenda items: subject and outcome only for readers of the network, the title for everyone."""
    read = set(Network.objects.where(user, may=Action.READ).values_list("pk", flat=True))
    return {item.pk: _agenda_item(item, reads=item.meeting.network_id in read) for item in items}


def _agenda_item(item: AgendaItem, *, reads: bool) -> DossierEntry:
    meeting = item.meeting
    noon = datetime.combine(meeting.date, time(12), meeting.zone)
    text = []
    if reads and item.text:
        text.append(Paragraph(words=item.text))
    if reads and item.outcome:
        text.append(Paragraph(words=item.outcome, heading=_("Outcome")))
    return DossierEntry(at=meeting.starts_at or noon, by=meeting.network.local_name, text=tuple(text))
