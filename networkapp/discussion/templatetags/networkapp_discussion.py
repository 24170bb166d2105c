"""Presentation only: who speaks, as a code of two or three letters and in words."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, assert_never

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext, ngettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from networkapp.discussion.models import Message, Reaction, Topic
from networkapp.discussion.queries.about import TopicsAbout, topics_about
from networkapp.models import Capacity, Seat
from networkapp.templatetags.networkapp_parts import CODES, code_badge
from networkapp.text.markdown import to_plain

register = template.Library()

GUEST_CODES = {
    Capacity.SECRETARIAT: pgettext_lazy("letters of a seat", "SEC"),
    Capacity.EXPERT: pgettext_lazy("letters of a seat", "EXP"),
    Capacity.OBSERVER: pgettext_lazy("letters of a seat", "OBS"),
}
COUNT_LABELS = {
    Capacity.MEMBER: ngettext_lazy("%(n)s member", "%(n)s members", "n"),
    Capacity.SUBSTITUTE: ngettext_lazy("%(n)s substitute", "%(n)s substitutes", "n"),
    Capacity.ADVISER: ngettext_lazy("%(n)s adviser", "%(n)s advisers", "n"),
    Capacity.SECRETARIAT: ngettext_lazy("%(n)s from the secretariat", "%(n)s from the secretariat", "n"),
    Capacity.EXPERT: ngettext_lazy("%(n)s expert", "%(n)s experts", "n"),
    Capacity.OBSERVER: ngettext_lazy("%(n)s observer", "%(n)s observers", "n"),
    Capacity.GOVERNMENT: ngettext_lazy("%(n)s government seat", "%(n)s government seats", "n"),
}


def seat_code(seat: Seat) -> str:
    """Return the code of the delegation of a seat, or of its role if it has none."""
    return seat.delegation.code if seat.delegation else str(GUEST_CODES[Capacity(seat.capacity)])


@register.filter
def seat_role(seat: Seat) -> str:
    """Return the role and code of a seat: "member, XB"."""
    words = pgettext("who speaks", "%(capacity)s, %(code)s")
    return words % {"capacity": seat.get_capacity_display(), "code": seat_code(seat)}


@register.simple_tag
def seat_code_badge(seat: Seat) -> str:
    """Return the code of a seat in the style of its role; screen readers read the meaning of the role."""
    kind, meaning = CODES[seat.capacity]
    return code_badge(seat_code(seat), kind, str(meaning))


@register.filter
def capacity_count(capacity: str, number: int) -> str:
    """Return the number of seats with a role, as text: "4 members"."""
    return COUNT_LABELS[Capacity(capacity)] % {"n": number}


@register.inclusion_tag("networkapp/discussion/message.html")
def message_item(message: Message, topic_url: str) -> dict[str, Any]:
    """Render one message of the topic at this address; identical for all readers, on new pages and over the socket.

    What its template would work out more than once, or slowly, is made here: a page shows fifty of them.
    """
    address = f"{topic_url}?message={message.pk}"
    posted_at = timezone.localtime(message.posted_at)
    author, time = str(message.author), f"{day_label(posted_at.date(), get_language() or '')}, {posted_at:%H:%M}"
    return {
        "message": message,
        "topic_url": topic_url,
        "key": str(message.pk),
        "sequence": str(message.sequence),
        "author": author,
        "permalink": f"{address}#message-{message.pk}",
        "answer_url": f"{address}&reply={message.pk}#write",
        "more_url": f"{topic_url}messages/{message.pk}/",
        "posted_at": posted_at.isoformat(),
        "time": time,
        "about": _("about the message by %(person)s, %(time)s") % {"person": author, "time": time},
        "offices": message.office_labels,
        "papers": message.newest_attachments,
    }


@register.inclusion_tag("networkapp/discussion/topic_row.html")
def topic_row(topic: Topic) -> dict[str, Any]:
    """Render one topic in a list of topics."""
    return topic_row_context(topic)


@register.inclusion_tag("networkapp/discussion/rail_row.html")
def rail_row(topic: Topic, current: int) -> dict[str, Any]:
    """Render one topic beside the open topic, whose primary key is `current`."""
    return {**rail_row_of(topic), "is_current": topic.pk == current}


def rail_row_of(topic: Topic) -> dict[str, Any]:
    """Return what both kinds of rows show, as `message_item` does for a message.

    Each new message brings the rows to every open page.
    """
    return {
        "topic": topic,
        "key": str(topic.pk),
        "order": topic.order,
        "address": topic.get_absolute_url(),
        "unread": getattr(topic, "unread", 0),
        "is_marked": topic.is_pinned or not topic.is_open,
    }


def topic_row_context(topic: Topic) -> dict[str, Any]:
    """Return the context of a topic's row in lists; includes that of `rail_row_of`."""
    opened_at, newest_at = timezone.localtime(topic.opened_at), timezone.localtime(topic.last_message_at)
    who = {"person": topic.opened_by.user, "seat": topic.opened_by.label}
    return {
        **rail_row_of(topic),
        "speaker": message_author(topic.newest) if topic.newest else "",
        "snippet": excerpt(topic.newest) if topic.newest else "",
        "opened": _("Started by %(person)s, %(seat)s") % who,
        "opened_at": opened_at.isoformat(),
        "opened_day": date_format(opened_at, "DATE_FORMAT"),
        "length": message_count(topic.length),
        "newest_at": newest_at.isoformat(),
        "newest": date_format(newest_at, "DATETIME_FORMAT"),
    }


def message_author(message: Message) -> str:
    """Return who wrote the message, and for whom: "Anna Berg, Denmark"."""
    seat = message.seat
    return f"{message.author}, {seat.delegation.label if seat.delegation else seat.label}"


@register.filter
def message_count(number: int) -> str:
    """Return the number of messages as text: "4 messages"."""
    return ngettext("%(n)s message", "%(n)s messages", number) % {"n": number_format(number)}


@lru_cache(maxsize=1000)
def day_label(day: date, language: str) -> str:
    """Return a date as above messages, "Mon 5 October 2026", in the active (or given) language."""
    return f"{date_format(day, 'D')} {date_format(day, 'DATE_FORMAT')}"


@register.filter
def excerpt(message: Message) -> str:
    """Return the beginning of a message in one line, to quote it; empty if it is sealed."""
    return "" if message.is_sealed else Truncator(to_plain(message.html)).chars(160)


@register.filter
def reaction_summary(message: Message) -> list[str]:
    """Return the reactions in words: "Agree: XA, XC.", each delegation once, in the order in which they reacted."""
    if not message.has_reactions:
        return []
    seats: dict[str, dict[str, None]] = defaultdict(dict)
    for reaction in message.reactions.all():
        seats[reaction.kind][seat_code(reaction.seat)] = None
    return [_reaction(kind) % {"seats": ", ".join(seats[kind])} for kind in Reaction.Kind if kind in seats]


def _reaction(kind: Reaction.Kind) -> str:
    match kind:
        case Reaction.Kind.AGREE:
            return _("Agree: %(seats)s.")
        case Reaction.Kind.THANKS:
            return _("Thanks from %(seats)s.")
        case Reaction.Kind.MORE:
            return _("Would like to hear more: %(seats)s.")
        case _:
            assert_never(kind)


@register.simple_tag(takes_context=True)
def linked_topics(context: template.Context, kind: str, things: Iterable[Any]) -> TopicsAbout | None:
    """Return the topics about these things, as far as the reader can read them: {% linked_topics "agendaitem" items as
    said %}."""
    keys = [thing.pk for thing in things if thing.pk]
    return topics_about(kind=kind, keys=keys, user=context["request"].user)


@register.inclusion_tag("networkapp/discussion/discuss.html")
def discussion_panel(topics: TopicsAbout | None, thing: Any) -> dict[str, Any]:
    """Return the topics about one of the things, and the link to a new one; nothing for people who read no network."""
    if topics is None or not thing.pk:
        return {}
    href = reverse("networkapp:discuss", args=[topics.kind, thing.pk])
    return {"href": href, "topics": topics.topics.get(thing.pk, []), "thing": thing}
