"""The list of notifications: one entry for each topic, narrowed by what its reader chooses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.notices import notification_text, notifications_of
from networkapp.models import Network, Notification
from networkapp.notifications.email import render_plugin_notices
from networkapp.registry import DeskItem
from networkapp.users import User

SHOWN_PER_TOPIC = 3
"""How many notifications of one topic are listed; the others are counted."""


class NotificationKind(models.TextChoices):
    """The filters of the list of notifications; NOTICE is everything that is not about a message."""

    MENTION = "mention", _("Mentions")
    REPLY = "reply", _("Replies")
    MESSAGE = "message", _("Messages")
    RECEIPT = "receipt", _("Receipts to confirm")
    NOTICE = "notice", _("Tasks and updates")


@dataclass(frozen=True, kw_only=True)
class NotificationGroup:
    """The notifications of one topic, newest first, each in words; or one notice of a plugin, as `notice` has it.

    `new` of them are unread, and `earlier` are not listed.
    """

    newest: Notification
    listed: Sequence[tuple[Notification, str]]
    notice: DeskItem | None
    new: int
    earlier: int


def notification_groups(
    *, user: User, is_unread: bool = False, network: Network | None = None, kind: str = ""
) -> QuerySet[Any]:
    """Return one row for each topic, and for each notice, that `user` is notified about; the newest comes first."""
    found = _filtered(notifications_of(user), is_unread, network, kind)
    # Notices have no topic; their own numbers are negative, so that none is taken for a topic.
    thing = Coalesce("topic", ExpressionWrapper(F("pk") * -1, output_field=BigIntegerField()))
    rows: QuerySet[Any] = found.order_by().annotate(thing=thing).values("thing")
    rows = rows.annotate(newest=Max("notified_at"), last=Max("pk"), number=Count("pk"))
    found_rows: QuerySet[Any] = rows.annotate(new=Count("pk", filter=Q(is_new=True))).order_by("-newest", "-last")
    return found_rows


def render_groups(
    *,
    user: User,
    rows: Iterable[Mapping[str, Any]],
    is_unread: bool = False,
    network: Network | None = None,
    kind: str = "",
) -> list[NotificationGroup]:
    """Return the texts of these rows of `notification_groups`; resolved notices have none and are left out."""
    row_list = list(rows)
    found = _filtered(notifications_of(user), is_unread, network, kind)
    found = found.filter(
        Q(topic__in=[row["thing"] for row in row_list]) | Q(topic=None, pk__in=[-row["thing"] for row in row_list])
    )
    place = Window(RowNumber(), partition_by=["topic"], order_by=["-notified_at", "-pk"])
    shown = (
        found.annotate(place=place)
        .filter(Q(topic=None) | Q(place__lte=SHOWN_PER_TOPIC))
        .order_by("-notified_at", "-pk")
    )
    by_thing: dict[int, list[Notification]] = defaultdict(list)
    for one in shown:
        by_thing[one.topic_id or -one.pk].append(one)
    notices = render_plugin_notices(user, [one for group in by_thing.values() for one in group])
    return [
        _group(by_thing[row["thing"]], row, notices) for row in row_list if row["thing"] > 0 or -row["thing"] in notices
    ]


def networks_notifying(*, user: User) -> QuerySet[Network]:
    """Return the networks from which `user` has notifications."""
    return Network.objects.filter(pk__in=notifications_of(user).order_by().values("network"))


def _group(found: Sequence[Notification], row: Mapping[str, Any], notices: Mapping[int, DeskItem]) -> NotificationGroup:
    notice = notices.get(found[0].pk)
    return NotificationGroup(
        newest=found[0],
        listed=[] if notice else [(one, notification_text(one)) for one in found],
        notice=notice,
        new=row["new"],
        earlier=row["number"] - len(found),
    )


def _filtered(found: QuerySet[Any], is_unread: bool, network: Network | None, kind: str) -> QuerySet[Any]:
    if is_unread:
        found = found.filter(is_new=True)
    if network is not None:
        found = found.filter(network=network)
    if kind == NotificationKind.NOTICE:
        return found.filter(topic=None)
    return found.filter(kind=kind, topic__isnull=False) if kind else found
