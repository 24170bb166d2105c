"""The letters: what somebody is told by e-mail, in her language and time zone, and the link that ends them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.conf import setting
from networkapp.host import host_accounts
from networkapp.models import Delivery, Message, Network, Notification, Topic
from networkapp.registry import DeskItem

SALT = "networkapp.letters"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A topic in a letter, with its new messages, newest first. Without text where its network wants none."""

    network: Network
    topic: Topic
    messages: Sequence[Message]

    @property
    def carries_text(self) -> bool:
        return self.network.letters_carry_text

    @property
    def url(self) -> str:
        """Where the reader goes on; as her own network has it, where the topic is shared."""
        return absolute(reverse("networkapp:topic", args=[self.network.slug, self.topic.pk]) + "#unread")


@contextmanager
def as_read_by(user: Any) -> Iterator[None]:
    """In her language and her time zone."""
    accounts = host_accounts()
    zone = accounts.time_zone_of(user)
    with (
        translation.override(accounts.language_of(user) or settings.LANGUAGE_CODE),
        timezone.override(ZoneInfo(zone) if zone else None),
    ):
        yield


def absolute(path: str) -> str:
    """The address of a page, as it stands in a letter."""
    base = setting("BASE_URL") or settings.WAGTAILADMIN_BASE_URL
    return str(base).rstrip("/") + path


def unsubscribe_url(user: Any) -> str:
    """Where one click ends her letters, without signing in; it works until she changes her account's key."""
    return absolute(reverse("networkapp:unsubscribe", args=[signing.dumps(user.pk, salt=SALT)]))


def who_unsubscribes(token: str) -> int | None:
    """The primary key of the person whose letters the token ends; None where it is not one of ours."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def letter(
    delivery: Delivery, *, notifications: Sequence[Notification], deadlines: Sequence[DeskItem]
) -> EmailMultiAlternatives:
    """The letter of a delivery: one message, or a digest by topic, newest first, the reader's own deadlines on top."""
    user = delivery.user
    with as_read_by(user):
        items = _items(notifications)
        context = {
            "items": items,
            "deadlines": [(item, absolute(item.url)) for item in deadlines],
            "is_digest": delivery.way == Delivery.Way.DIGEST,
            "settings_url": absolute(reverse("networkapp:notification_settings")),
            "unsubscribe_url": unsubscribe_url(user),
        }
        made = EmailMultiAlternatives(
            subject=_subject(delivery, items),
            body=render_to_string("networkapp/mail/letter.txt", context),
            to=[getattr(user, user.get_email_field_name())],
            headers=_headers(delivery, items, context["unsubscribe_url"]),
        )
        made.attach_alternative(render_to_string("networkapp/mail/letter.html", context), "text/html")
    return made


def _items(notifications: Sequence[Notification]) -> list[Item]:
    by_topic: dict[int, list[Notification]] = defaultdict(list)
    for one in sorted(notifications, key=lambda one: one.message.posted_at, reverse=True):
        by_topic[one.message.topic_id].append(one)
    return [
        Item(network=group[0].network, topic=group[0].message.topic, messages=[one.message for one in group])
        for group in by_topic.values()
    ]


def _subject(delivery: Delivery, items: Sequence[Item]) -> str:
    first, number = items[0], sum(len(item.messages) for item in items)
    if delivery.way == Delivery.Way.DIGEST:
        words = ngettext("%(n)s new message in your networks", "%(n)s new messages in your networks", number)
        return words % {"n": number}
    if first.carries_text:
        return f"{first.topic.title} ({first.network.name})"
    return _("New message in %(network)s") % {"network": first.network.name}


def _headers(delivery: Delivery, items: Sequence[Item], unsubscribe: str) -> dict[str, str]:
    host = urlsplit(absolute("/")).hostname
    headers = {
        "Message-ID": f"<delivery-{delivery.pk}@{host}>",
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if delivery.way == Delivery.Way.MAIL:
        headers["References"] = f"<topic-{items[0].topic.pk}@{host}>"
    return headers
