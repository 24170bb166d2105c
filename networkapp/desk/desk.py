"""The desk: what needs its reader, soonest first, and what is new for them. Plugins add their own sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.administration.rights import MEMBERS
from networkapp.desk.sources import attention_of, current_seats_of, news_of
from networkapp.discussion.actions.post import unread_topics
from networkapp.editing.group_rights import ROLES_THAT_EDIT
from networkapp.models import Invitation, Network, Seat
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

SOON = timedelta(days=7)
UNREAD_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The content of a person's desk, and all numbers on its page.

    `soon` counts the tasks that are due within a week or overdue. `unread_topics` is what the menu shows beside
    "Topics"; `topics` has the newest twenty of them, `news` what else is new. `edits` is whether there is
    something for the reader in Wagtail's admin.
    """

    seats: tuple[Seat, ...]
    attention: tuple[DeskItem, ...]
    topics: tuple[DeskItem, ...]
    news: tuple[DeskItem, ...]
    soon: int
    unread_topics: int
    edits: bool

    @property
    def seats_by_role(self) -> list[list[Seat]]:
        """Return the seats grouped by role, delegation and offices, so that the desk names each of these once."""
        groups: dict[tuple[str, ...], list[Seat]] = {}
        for seat in self.seats:
            key = (str(seat.label), *(str(office) for office in seat.offices.all()))
            groups.setdefault(key, []).append(seat)
        return list(groups.values())

    @property
    def reads_topics(self) -> bool:
        """Return whether one of the seats allows its holder to read topics."""
        return any(seat.capacity in ALLOWED[Action.READ] for seat in self.seats)

    @property
    def more_topics(self) -> int:
        """Return how many topics with new messages are not among `topics`."""
        return self.unread_topics - len(self.topics)

    @property
    def headline(self) -> str:
        """Return what the page begins with: the number of tasks, and of topics with new messages."""
        n = len(self.attention)
        tasks = ngettext("%(n)s task", "%(n)s tasks", n) % {"n": n} if n else ""
        if tasks and self.new_messages:
            return f"{tasks}, {self.new_messages}"
        return tasks or self.new_messages or _("You have no tasks")

    @property
    def topics_first(self) -> bool:
        """Return whether new messages come before the tasks, because no task is urgent."""
        return all(item.can_wait for item in self.attention)

    @property
    def new_messages(self) -> str:
        """Return in how many topics there are new messages; empty for none."""
        n = self.unread_topics
        words = ngettext("%(n)s topic with new messages", "%(n)s topics with new messages", n)
        return words % {"n": n} if n else ""


def desk_of(user: User) -> Desk:
    """Return the desk of `user`; each source makes a fixed number of queries."""
    seats = current_seats_of(user)
    attention = sorted(attention_of(user, seats=seats), key=_soonest)
    news = tuple(news_of(user, seats=seats))
    topics = tuple(item for item in news if item.count is not None)
    now = timezone.now()
    return Desk(
        seats=seats,
        attention=tuple(attention),
        topics=topics,
        news=tuple(item for item in news if item.count is None),
        soon=sum(1 for item in attention if item.deadline and item.deadline <= now + SOON),
        unread_topics=len(topics) if len(topics) < UNREAD_SHOWN else unread_topics(user=user).count(),
        edits=_edits(user, seats),
    )


def _edits(user: AnyUser, seats: Iterable[Seat]) -> bool:
    """Return whether `user` has something to do in Wagtail's admin, by a seat or as site administrator. No queries."""
    if user.is_superuser or user.pk in MEMBERS.get():
        return True
    roles = {role for seat in seats for role in (seat.capacity, *(one.office for one in seat.offices.all()))}
    return not roles.isdisjoint(ROLES_THAT_EDIT)


def _soonest(item: DeskItem) -> tuple[bool, bool, float]:
    return (item.can_wait, item.deadline is None, item.deadline.timestamp() if item.deadline else 0.0)


def invitations_that_expire(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who can invite: invitations that nobody has accepted, with their expiry."""
    inviting = Network.objects.where(user, may=Action.INVITE)
    waiting = Invitation.objects.open().filter(network__in=inviting).select_related("network", "delegation")
    for invitation in waiting:
        yield DeskItem(
            title=_("Check the invitation to %(address)s: not accepted yet") % {"address": invitation.email},
            detail=invitation.network.local_name,
            url=reverse("networkapp:seats", args=[invitation.network.slug]),
            deadline=invitation.expires_at,
            key=f"invitation-{invitation.pk}",
        )
