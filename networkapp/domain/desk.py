"""The desk: what needs its reader, soonest first, and what is new for her. Plugins add their own sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.domain.desk_sources import attention_of, news_of, seats_held
from networkapp.domain.discussion.posting import unread_topics
from networkapp.domain.meetings.register import next_meeting
from networkapp.models import Invitation, Meeting, Network, Seat
from networkapp.models.translations import LocalText, in_a_row
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem

SOON = timedelta(days=7)
UNREAD_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What lies on somebody's desk. `soon` counts what is due within a week or overdue.

    `next_meeting` is the nearest ahead, of the networks in which she holds a seat.
    """

    seats: tuple[Seat, ...]
    attention: tuple[DeskItem, ...]
    news: tuple[DeskItem, ...]
    soon: int
    next_meeting: Meeting | None

    @property
    def days_to_meeting(self) -> int:
        return (self.next_meeting.date - timezone.localdate()).days if self.next_meeting else 0

    @property
    def talks(self) -> list[Network]:
        """The networks whose topics she reads, each once."""
        read = [seat for seat in self.seats if seat.capacity in ALLOWED[Action.READ]]
        return list({seat.network_id: seat.network for seat in read}.values())


def desk_of(reader: Any) -> Desk:
    """Everything on the desk of `reader`; each source brings a fixed number of queries."""
    seats = seats_held(reader)
    attention = sorted(attention_of(reader, seats=seats), key=_soonest)
    now = timezone.now()
    return Desk(
        seats=seats,
        attention=tuple(attention),
        news=tuple(news_of(reader, seats=seats)),
        soon=sum(1 for item in attention if item.deadline and item.deadline <= now + SOON),
        next_meeting=next_meeting(networks={seat.network_id for seat in seats}),
    )


def _soonest(item: DeskItem) -> tuple[bool, float]:
    return (item.deadline is None, item.deadline.timestamp() if item.deadline else 0.0)


def invitations_that_expire(reader: Any) -> Iterable[DeskItem]:
    """For who invites: invitations that nobody has accepted, and when they expire."""
    inviting = Network.objects.where(reader, may=Action.INVITE)
    waiting = Invitation.objects.open().filter(network__in=inviting).select_related("network", "delegation")
    for invitation in waiting:
        yield DeskItem(
            title=_("Check the invitation to %(address)s: not accepted yet") % {"address": invitation.email},
            detail=invitation.network.local_name,
            url=reverse("networkapp:seats", args=[invitation.network.slug]),
            deadline=invitation.expires_at,
            key=f"invitation-{invitation.pk}",
        )


def unread(reader: Any) -> Iterable[DeskItem]:
    """Topics with messages that the reader has not read, the newest twenty."""
    for topic in unread_topics(reader)[:UNREAD_SHOWN]:
        words = ngettext("%(n)s new message", "%(n)s new messages", topic.unread) % {"n": topic.unread}
        yield DeskItem(
            title=LocalText(topic.title, ""),
            detail=in_a_row(topic.network.local_name, words),
            url=topic.get_absolute_url() + "#unread",
            since=topic.last_message_at,
            count=topic.unread,
            key=f"topic-{topic.pk}",
        )
