"""Topics, messages and their search, notifications, moderation, and the events that open pages receive."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from networkapp import events
from networkapp.discussion.actions.messages import react
from networkapp.discussion.actions.moderation import dismiss_reports, report_message
from networkapp.discussion.actions.post import mark_read, unread_topics
from networkapp.discussion.actions.receipts import MESSAGE_ACKNOWLEDGED, acknowledge, ask_for_receipt
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.exports import export_topic
from networkapp.discussion.models import Reaction, Topic
from networkapp.discussion.notices import notify_about_message
from networkapp.discussion.queries.about import topics_about
from networkapp.discussion.queries.message_search import find_messages
from networkapp.discussion.queries.unread import unread_counts
from networkapp.documents.convert import DocumentFormat
from networkapp.live import messages, user_channel
from networkapp.live.messages import Variant
from networkapp.meetings.models import AgendaItem
from networkapp.models import Seat
from tests.factories.attachments import attach, photo
from tests.factories.discussion import add_message, start_topic
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.query_counts.table import ROWS, Call, Case, Page

YESTERDAY = timezone.now() - timedelta(days=1)


def _author() -> Seat:
    seat: Seat = SeatFactory(network=NetworkFactory(slug="joint"), offices=["chair"], starts_at=YESTERDAY)
    return seat


def _other(author: Seat, code: str = "XB") -> Seat:
    seat: Seat = SeatFactory(network=author.network, delegation=DelegationFactory(code=code), starts_at=YESTERDAY)
    return seat


def topics() -> Case:
    author = _author()
    reader = _other(author).user
    for _row in ROWS:
        start_topic(author)
        yield [
            Page(8, "/networks/joint/topics/", reader),
            Page(6, "/api/v1/networks/joint/topics/", reader),
            Call(1, _openers_of_unread_topics, reader),
        ]


def topics_of_all_networks() -> Case:
    author = _author()
    reader = _other(author).user
    for _row in ROWS:
        start_topic(author)
        start_topic(SeatFactory(network=SeatFactory(user=reader, starts_at=YESTERDAY).network))
        yield [Page(8, "/topics/", reader)]


def _openers_of_unread_topics(reader: Any) -> list[str]:
    return [f"{topic.network} {topic.opened_by.delegation}" for topic in unread_topics(user=reader)]


def unread_messages_on_open_desks() -> Case:
    author = _author()
    reader = _other(author).user
    for _row in ROWS:
        start_topic(author)
        yield [Call(11, _glance, reader.pk, grows=False)]


def _glance(reader: int) -> None:
    unread_counts(person=reader)
    user_channel.counters_of([reader])


def a_topic() -> Case:
    author = _author()
    topic = start_topic(author)
    for _row in ROWS:
        add_message(start_topic(author), author)
        add_message(topic, _other(author))
        yield [
            Page(11, topic.get_absolute_url(), author.user),
            Page(7, f"/api/v1/networks/joint/topics/{topic.pk}/messages/", author.user),
            Page(8, f"/networks/joint/topics/{topic.pk}/pick/", author.user),
        ]


def a_topic_with_unread_messages() -> Case:
    author = _author()
    topic, other = start_topic(author), _other(author)
    mark_read(topic=topic, user=author.user, upto=add_message(topic, other).sequence)
    for _row in ROWS:
        add_message(topic, other)
        yield [Page(11, topic.get_absolute_url(), author.user)]


def a_shared_topic_with_attachments_and_reactions() -> Case:
    author, guest = _author(), SeatFactory(network=NetworkFactory(slug="guest"))
    topic = start_topic(author)
    share_topic(topic=topic, network=guest.network, user=SeatFactory(network=guest.network, user=author.user).user)
    for _row in ROWS:
        message = add_message(topic, author, reply_to=topic.messages.first())
        attach(message)
        react(message=message, user=guest.user, kind=Reaction.Kind.THANKS)
        yield [
            Page(13, topic.get_absolute_url(), author.user),
            Page(13, f"/networks/guest/topics/{topic.pk}/", guest.user),
        ]


def a_message_with_pictures_to_describe() -> Case:
    author = _other(_author())
    message = add_message(start_topic(author), author)
    for number in ROWS:
        attach(message, f"{number}.jpg", photo())
        yield [Page(19, f"{message.topic.get_absolute_url()}messages/{message.pk}/", author.user)]


def topics_about_the_items_of_an_agenda() -> Case:
    author = _author()
    items = list(make_meeting(author.network, agenda=["One", "Two", "Three"]).agenda.all())
    for item in items:
        start_topic(author, about=item)
        yield [Call(1, _topics_about, items, author.user)]


def _topics_about(items: list[AgendaItem], reader: Any) -> dict[int, list[Topic]]:
    known = topics_about(kind="agendaitem", keys=[item.pk for item in items], user=reader)
    return known.topics if known else {}


def an_exported_topic() -> Case:
    author = _author()
    topic = start_topic(author)
    for _row in ROWS:
        SeatFactory(user=author.user)
        add_message(topic, author, reply_to=topic.messages.first())
        yield [Call(6, export_topic, topic=topic, user=author.user, form=DocumentFormat.MARKDOWN, grows=False)]


def messages_found() -> Case:
    author = _author()
    topic = start_topic(author, "Counted", "amber")
    for _row in ROWS:
        add_message(topic, author, body="amber")
        yield [Call(2, _found, author)]


def _found(seat: Seat) -> list[str]:
    found = find_messages(user=seat.user, query="amber", limit=9)
    return [f"{message.topic.network.slug} {message.seat.label}" for message in found]


def notifications() -> Case:
    author = _author()
    reader, topic = _other(author).user, start_topic(author)
    for _row in ROWS:
        notify_about_message.call(add_message(topic, author).pk)
        yield [Page(8, "/notifications/", reader)]


def moderation() -> Case:
    chair = _author()
    topic, readers = start_topic(chair), [_other(chair, code) for code in ("XA", "XB", "XC")]
    for number in ROWS:
        waiting, dismissed = (add_message(topic, readers[0]) for _twice in range(2))
        ask_for_receipt(message=waiting, user=chair.user, due_at=timezone.now() + timedelta(9))
        for reader in readers[1:][:number]:
            report_message(message=waiting, user=reader.user, reason="Look")
            report_message(message=dismissed, user=reader.user, reason="Look")
            acknowledge(message=waiting, user=reader.user)
        dismiss_reports(message=dismissed, user=chair.user, reason="No")
        yield [
            Page(9, "/networks/joint/moderation/", chair.user),
            Page(8, "/networks/joint/moderation/log/", chair.user),
            Page(13, topic.get_absolute_url(), chair.user),
        ]


def receipts_on_open_pages() -> Case:
    chair = _author()
    message = add_message(start_topic(chair), chair)
    ask_for_receipt(message=message, user=chair.user, due_at=timezone.now() + timedelta(9))
    begin = chair.network.events.latest("sequence").sequence
    for number in ROWS:
        acknowledge(message=message, user=_other(chair, f"X{number}").user)
        happened = events.events_after(chair.network.pk, begin, limit=99)
        seen = [event for event in happened if event.kind == MESSAGE_ACKNOWLEDGED]
        yield [Call(8, messages.encode_events, seen, [Variant("en", "UTC")])]
