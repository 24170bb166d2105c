"""Live updates of topics on open pages, with the partials that a new page shows."""

from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string

from networkapp.discussion.actions.message_drafts import cards_of
from networkapp.discussion.actions.receipts import receipt_roll
from networkapp.discussion.models import Message, Topic, with_related
from networkapp.discussion.queries.live import messages_in, topics_in, with_newest_message
from networkapp.discussion.templatetags.networkapp_discussion import message_item, topic_row_context
from networkapp.models import Event, Network
from networkapp.networks.queries.audience import audience_of
from networkapp.registry import ListUpdate

MESSAGE = "networkapp/discussion/message.html"
ROW = "networkapp/discussion/topic_row.html"
RAIL_ROW = "networkapp/discussion/rail_row.html"
PREPARED = "networkapp/discussion/prepared.html"
LENGTH = "networkapp/discussion/topic_length.html"
HEAD = "networkapp/discussion/topic_head.html"
NOTE = "networkapp/discussion/topic_state_note.html"
GONE = "networkapp/discussion/topic_removed.html"
AUDIENCE = "networkapp/discussion/audience.html"
RECEIPTS = "networkapp/receipts/roll.html"


def message_posted(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the message at the end of its topic; with the last one in each topic, that topic in the lists of topics.

    A reader who gets one of the events gets all that follow, so what they leave out is only shown once.
    """
    topics = _topics(events)
    messages = _messages(events, topics)
    posted = [event for event in events if event.payload["message"] in messages]
    last = {event.payload["topic"]: event.sequence for event in posted}
    places = {event.sequence: [_message_place(messages[event.payload["message"]], at="end")] for event in posted}
    for topic, sequence in last.items():
        topics[topic].newest = max(
            (message for message in messages.values() if message.topic_id == topic),
            key=lambda message: message.sequence,
        )
        places[sequence] += [*_row_places(topics[topic]), _length_place(topics[topic])]
    return places


def message_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the message in its topics."""
    messages = _messages(events, _topics(events))
    return _places_by_event(events, {pk: [_message_place(message)] for pk, message in messages.items()})


def receipts_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the message in its topics, and on its own page who has confirmed receipt and who has not."""
    messages = _messages(events, _topics(events))
    return _places_by_event(
        events, {pk: [_message_place(message), *_receipt_roll(message)] for pk, message in messages.items()}
    )


def wording_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the message in its topics, the replies that quote it, and its topic in lists that show it as the last
    one."""
    topics = _topics(events)
    messages = _messages(events, topics)
    places = {pk: [_message_place(message)] for pk, message in messages.items()}
    for topic in with_newest_message(topics=topics.values()):
        if topic.newest and topic.newest.pk in places:
            places[topic.newest.pk] += _row_places(topic)
    quoting = Message.objects.shown().filter(reply_to__in=messages, topic__in=topics)
    for answer in with_related(quoting):
        answer.topic = topics[answer.topic_id]
        places[answer.reply_to_id].append(_message_place(answer))
    return _places_by_event(events, places)


def topic_opened(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the new topic in the lists of topics."""
    topics = _topics(events)
    with_newest_message(topics=topics.values())
    return {
        event.sequence: _row_places(topics[topic]) for event in events if (topic := event.payload["topic"]) in topics
    }


def topic_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the topic as it is now in every list and on its own page; where it no longer appears, it leaves the
    lists."""
    topics = _topics(events)
    with_newest_message(topics=topics.values())
    shown = {pk: [*_row_places(topic), *_part_places(topic)] for pk, topic in topics.items()}
    return {
        event.sequence: shown.get(pk := event.payload["topic"]) or _removed_places(pk, event.network)
        for event in events
    }


def _places_by_event(events: Sequence[Event], places: Mapping[int, list[ListUpdate]]) -> dict[int, list[ListUpdate]]:
    """Return for each event the partials of its message; a message with many events was rendered once."""
    return {event.sequence: places[pk] for event in events if (pk := event.payload["message"]) in places}


def _receipt_roll(message: Message) -> list[ListUpdate]:
    if message.is_sealed:
        return []
    html = render_to_string(RECEIPTS, {"message": message, "roll": receipt_roll(message=message)})
    return [ListUpdate(list=f"receipts-{message.pk}", id=f"receipts-roll-{message.pk}", html=html, at="here")]


def _message_place(message: Message, at: str = "here") -> ListUpdate:
    return ListUpdate(
        list=f"messages-{message.topic_id}",
        id=f"message-{message.pk}",
        html=render_to_string(MESSAGE, message_item(message, message.topic.get_absolute_url())),
        at=at,
    )


def _messages(events: Sequence[Event], topics: Mapping[int, Topic]) -> Mapping[int, Message]:
    """Return the messages of these events in these topics, by primary key."""
    posted = [event.subject for event in events if event.subject is not None]
    return messages_in(topics=topics, messages={event.payload["message"] for event in events}, posted=posted)


def message_drafts_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return messages for approval in the topic by or for the person of the event; nobody else gets them."""
    topics = _topics(events)
    return {
        event.sequence: [
            ListUpdate(
                list=f"prepared-{topic.pk}",
                id=f"all-prepared-{topic.pk}",
                html=render_to_string(PREPARED, {"topic": topic, "cards": cards}),
            )
        ]
        for event in events
        if (topic := topics.get(event.payload["topic"])) is not None
        and (cards := cards_of(topic=topic, user=event.audience_person)) is not None
    }


def _topics(events: Sequence[Event]) -> Mapping[int, Topic]:
    """Return the topics of these events that currently appear in their network, as they are read in it.

    The events are of one log. Of a topic that has left the network, it returns only that.
    """
    return topics_in(network=events[0].network_id, topics={event.payload["topic"] for event in events})


def _row_places(topic: Topic) -> list[ListUpdate]:
    shown = topic_row_context(topic)
    row, rail_row = ("" if topic.is_archived else render_to_string(template, shown) for template in (ROW, RAIL_ROW))
    return [
        _ordered_place("topics", f"topic-{topic.pk}", row),
        _ordered_place("topics-rail", f"rail-topic-{topic.pk}", rail_row),
    ]


def _part_places(topic: Topic) -> list[ListUpdate]:
    """Return the parts of the topic's own page besides the messages, and its row in the list of closed topics."""
    settled = "" if topic.is_open else render_to_string(ROW, topic_row_context(topic))
    heard = {"topic": topic, "listeners": audience_of(topic=topic)}
    return [
        _ordered_place("topics-closed", f"topic-{topic.pk}", settled),
        _replacement(f"topic-head-{topic.pk}", render_to_string(HEAD, {"topic": topic, "length": topic.length})),
        _replacement(f"topic-note-{topic.pk}", render_to_string(NOTE, {"topic": topic})),
        _replacement(f"topic-audience-{topic.pk}", render_to_string(AUDIENCE, heard)),
    ]


def _removed_places(topic: int, network: Network) -> list[ListUpdate]:
    return [
        _ordered_place("topics", f"topic-{topic}", ""),
        _ordered_place("topics-rail", f"rail-topic-{topic}", ""),
        _ordered_place("topics-closed", f"topic-{topic}", ""),
        _replacement(f"topic-note-{topic}", render_to_string(GONE, {"topic": topic, "network": network})),
    ]


def _ordered_place(name: str, element: str, html: str) -> ListUpdate:
    return ListUpdate(list=name, id=element, html=html, at="order")


def _replacement(name: str, html: str) -> ListUpdate:
    return ListUpdate(list=name, id=name, html=html)


def _length_place(topic: Topic) -> ListUpdate:
    return _replacement(f"topic-length-{topic.pk}", render_to_string(LENGTH, {"topic": topic, "length": topic.length}))
