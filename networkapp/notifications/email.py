"""The e-mails: notifications by e-mail, in the reader's language and time zone, and the unsubscribe link."""

import re
from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _

from networkapp.conf import setting
from networkapp.discussion.models import Message, Topic
from networkapp.emails import make_email, with_links_to
from networkapp.host import host_accounts
from networkapp.models import Delivery, Network, Notification, is_open, this_site
from networkapp.notifications.subjects import (
    Reminders,
    group_reminders,
    message_count_subject,
    of_reminders,
    subject_of,
)
from networkapp.registry import DeskItem, notice_sources
from networkapp.users import AnyUser

ZONES = available_timezones()
SALT = "networkapp.letters"
ANSWERS = "networkapp.answers"
DELIVERY = re.compile(r"<delivery-(\d{1,18})@[^@>]+>")
LINK_INSIDE = re.compile(r'(<a href=")/(?!/)')
TOKEN = re.compile(r"([0-9a-z]{1,13})-([0-9a-z]{1,13})-([2-7a-z]{16})")


@dataclass(frozen=True, kw_only=True)
class EmailMessageExcerpt:
    """A message in an e-mail, and whether it mentions its reader or replies to them."""

    message: Message
    kind: str

    @property
    def html(self) -> str:
        """Return the text as HTML with absolute links."""
        return LINK_INSIDE.sub(lambda found: f"{found[1]}{absolute('/')}", self.message.html)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A topic in an e-mail, with its new messages, newest first. Without text if its network wants none.

    `due_at` is the due date if a delegation of the reader is asked to confirm receipt of one of them.
    """

    network: Network
    topic: Topic
    messages: Sequence[EmailMessageExcerpt]
    due_at: datetime | None

    @property
    def carries_text(self) -> bool:
        """Return whether the e-mail contains the text: only if the reader's network and the topic's home allow it."""
        return self.network.emails_carry_text and self.topic.network.emails_carry_text

    @property
    def url(self) -> str:
        """Return the address where the reader continues; in their own network, if the topic is shared."""
        return absolute(reverse("networkapp:topic", args=[self.network.slug, self.topic.pk]) + "#unread")


@dataclass(frozen=True, kw_only=True)
class NetworkItems:
    """The news of one network; the topic with the newest message comes first."""

    network: Network
    items: Sequence[Item]


def render_plugin_notices(user: AnyUser, notifications: Iterable[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of the plugin notices among these; resolved or no longer visible ones are left
    out."""
    by_source: dict[Any, list[Notification]] = defaultdict(list)
    for one in notifications:
        if one.topic_id is None and one.kind in notice_sources and is_open(notice_sources[one.kind]):
            by_source[notice_sources[one.kind]].append(one)
    words: dict[int, DeskItem] = {}
    for source, notices in by_source.items():
        words |= source(user=user, notifications=notices)
    return words


@contextmanager
def activate_for_user(user: AnyUser) -> Iterator[None]:
    """Activate the user's language and time zone."""
    language = host_accounts().language_of(user) or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(user)):
        yield


def zone_of(user: AnyUser) -> ZoneInfo:
    """Return the time zone of the user's account, if it names one that exists; otherwise that of the site."""
    name = host_accounts().time_zone_of(user)
    return ZoneInfo(name) if name in ZONES else this_site().zone


def absolute(path: str) -> str:
    """Return the address of a page for an e-mail."""
    base = setting("BASE_URL") or settings.WAGTAILADMIN_BASE_URL
    return str(base).rstrip("/") + path


def unsubscribe_url(user: AnyUser) -> str:
    """Return the link that unsubscribes the user with one click, without signing in; it works as long as the site keeps
    its key."""
    return absolute(reverse("networkapp:unsubscribe", args=[signing.dumps(user.pk, salt=SALT)]))


def parse_unsubscribe_token(token: str) -> int | None:
    """Return the primary key of the person whom the token unsubscribes; None if it is not one of ours."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def reply_address(user: AnyUser, topic: Topic) -> str:
    """Return the address at which `user` replies in the topic by e-mail, as often as they like; empty if replies by
    e-mail are off.

    The part before the @ has at most 64 characters, and is the same in upper and lower case.
    """
    name, at, domain = setting("REPLY_ADDRESS").partition("@")
    named = f"{int_to_base36(user.pk)}-{int_to_base36(topic.pk)}"
    return f"{name}+{named}-{_seals(named)[0]}@{domain}" if at else ""


def parse_reply_address(address: str) -> tuple[int, int] | None:
    """Return the primary keys of the person and topic of a reply address; None if it is not one of ours."""
    name, at, domain = setting("REPLY_ADDRESS").lower().partition("@")
    local, _at, there = address.lower().rpartition("@")
    found = TOKEN.fullmatch(local.removeprefix(f"{name}+")) if at and there == domain else None
    if found is None or not local.startswith(f"{name}+"):
        return None
    if not any(constant_time_compare(found[3], seal) for seal in _seals(f"{found[1]}-{found[2]}")):
        return None
    return base36_to_int(found[1]), base36_to_int(found[2])


def _seals(named: str) -> list[str]:
    """Return eighty secret bits for the text, by the secret of today and by the earlier ones."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    macs = [salted_hmac(ANSWERS, named, secret=secret, algorithm="sha256").digest() for secret in secrets]
    return [b32encode(mac[:10]).decode().lower() for mac in macs]


def email_of(
    delivery: Delivery,
    *,
    notifications: Sequence[Notification],
    notices: Sequence[tuple[Network, DeskItem]] = (),
    deadlines: Sequence[DeskItem],
    reply_to: str = "",
    more: int = 0,
) -> EmailMultiAlternatives:
    """Return the e-mail of a delivery: one message, notices, or a digest: notices, other tasks, topics newest first.

    Each of the `notices` comes with its network; they are grouped by what they are about. Replies go to `reply_to`, if
    there is one. `more` is how many messages are new and not in the e-mail.
    """
    user = delivery.user
    with activate_for_user(user):
        items, reminders = _items(notifications), group_reminders(notices)
        context: dict[str, Any] = {
            "groups": _groups(items),
            "reminders": [(group, [(item, absolute(item.url)) for item in group.items]) for group in reminders],
            "deadlines": [(item, absolute(item.url)) for item in deadlines],
            "is_digest": delivery.way == Delivery.Channel.DIGEST,
            "reply_to": reply_to,
            "more": more,
            "desk_url": absolute(reverse("networkapp:desk")),
            "settings_url": absolute(reverse("networkapp:notification_settings")),
            "unsubscribe_url": unsubscribe_url(user),
        }
        return make_email(
            subject=_subject(delivery, items, reminders, more),
            template="networkapp/mail/notifications",
            context=context,
            to=[getattr(user, user.get_email_field_name())],
            reply_to=[reply_to] if reply_to else [],
            headers=_headers(delivery, items, context["unsubscribe_url"]),
        )


def delivery_id(pk: int) -> str:
    """Return the Message-ID of the e-mail of a delivery."""
    return f"<delivery-{pk}@{urlsplit(absolute('/')).hostname}>"


def deliveries_in(ids: Iterable[str]) -> set[int]:
    """Return the primary keys of the deliveries whose e-mails have these Message-IDs."""
    found = {DELIVERY.fullmatch(one) for one in ids}
    return {pk for match in found if match and delivery_id(pk := int(match[1])) == match[0]}


def _items(notifications: Sequence[Notification]) -> list[Item]:
    by_topic: dict[int, list[Notification]] = defaultdict(list)
    for one in sorted(notifications, key=lambda one: one.message.posted_at, reverse=True):
        by_topic[one.message.topic_id].append(one)
    return [
        Item(
            network=group[0].network,
            topic=group[0].message.topic,
            messages=list(
                {one.message_id: EmailMessageExcerpt(message=one.message, kind=one.kind) for one in group}.values()
            ),
            due_at=min((one.message.receipt_request.due_at for one in group if one.kind == "receipt"), default=None),
        )
        for group in by_topic.values()
    ]


def _groups(items: Sequence[Item]) -> list[NetworkItems]:
    by_network: dict[Network, list[Item]] = defaultdict(list)
    for item in items:
        by_network[item.network].append(item)
    return [NetworkItems(network=network, items=found) for network, found in by_network.items()]


def _subject(delivery: Delivery, items: Sequence[Item], reminders: Sequence[Reminders], more: int) -> str:
    networks = [*(item.network for item in items), *(group.network for group in reminders)]
    if delivery.way == Delivery.Channel.MAIL and items:
        return subject_of(networks, [_matter(items[0])])
    matters = [of_reminders(reminders)] if reminders else []
    if items:
        number = more + sum(len(item.messages) for item in items)
        topics = [item.topic.title for item in items if item.carries_text]
        matters.insert(0, message_count_subject(number, topics))
    return subject_of(networks, matters)


def _matter(item: Item) -> str:
    """Return what an e-mail about one topic is about: its title, where both networks allow text in e-mails."""
    if item.due_at and item.carries_text:
        return _("confirm receipt in “%(topic)s”") % {"topic": item.topic.title}
    if item.due_at:
        return _("confirm receipt of a message")
    return item.topic.title if item.carries_text else _("new message")


def _headers(delivery: Delivery, items: Sequence[Item], unsubscribe: str) -> dict[str, str]:
    host = urlsplit(absolute("/")).hostname
    headers = {
        "Message-ID": delivery_id(delivery.pk),
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "All",
    }
    if delivery.way == Delivery.Channel.MAIL and items:
        headers["References"] = f"<topic-{items[0].topic.pk}@{host}>"
    return headers


def reply_failure_email(*, to: str, answers: str, why: str) -> EmailMultiAlternatives:
    """Return the e-mail that states why a reply by e-mail was not posted, or what of it was not."""
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    if answers:
        headers |= {"In-Reply-To": answers, "References": answers}
    context = {
        "why": why,
        "linked_why": with_links_to(urlsplit(absolute("/")).netloc, why),
        "settings_url": absolute(reverse("networkapp:notification_settings")),
    }
    return make_email(
        subject=_("About your reply by e-mail"),
        template="networkapp/mail/not_posted",
        context=context,
        to=[to],
        headers=headers,
    )
