"""What the events of a discussion show in open pages: the same partials that a fresh page is made of."""

from collections import defaultdict
from collections.abc import Sequence

from django.template.loader import render_to_string

from networkapp.domain.prepared import cards_of
from networkapp.models import Event, Message, Network, Topic
from networkapp.registry import Place

MESSAGE = "networkapp/discussion/message.html"
ROW = "networkapp/discussion/topic_row.html"
RAIL_ROW = "networkapp/discussion/rail_row.html"
PREPARED = "networkapp/discussion/prepared.html"
LENGTH = "networkapp/discussion/topic_length.html"


def message_posted(events: Sequence[Event]) -> dict[int, list[Place]]:
    """The message at the end of its topic, and the topic at the head of the lists of topics."""
    messages, networks, topics = _messages(events), _networks(events), _topics(events)
    return {
        event.sequence: [
            _shown(message, networks[event.network_id], at="end"),
            *_rows(topics[message.topic_id]),
            _length(topics[message.topic_id]),
        ]
        for event in events
        if (message := messages.get(event.payload["message"])) is not None
    }


def message_changed(events: Sequence[Event]) -> dict[int, list[Place]]:
    """The message where it stands."""
    messages, networks = _messages(events), _networks(events)
    return {
        event.sequence: [_shown(message, networks[event.network_id])]
        for event in events
        if (message := messages.get(event.payload["message"])) is not None
    }


def wording_changed(events: Sequence[Event]) -> dict[int, list[Place]]:
    """The message where it stands, and the answers that quote it."""
    places, networks = message_changed(events), _networks(events)
    answers = defaultdict(list)
    for answer in Message.objects.shown().filter(reply_to__in=[event.payload["message"] for event in events]):
        answers[answer.reply_to_id].append(answer)
    for event in events:
        quoting = [_shown(answer, networks[event.network_id]) for answer in answers[event.payload["message"]]]
        places[event.sequence] = [*places.get(event.sequence, ()), *quoting]
    return places


def topic_opened(events: Sequence[Event]) -> dict[int, list[Place]]:
    """The topic at the head of the lists of topics."""
    topics = _topics(events)
    return {event.sequence: _rows(topics[topic]) for event in events if (topic := event.payload["topic"]) in topics}


def _shown(message: Message, network: Network, at: str = "here") -> Place:
    return Place(
        list=f"messages-{message.topic_id}",
        id=f"message-{message.pk}",
        html=render_to_string(MESSAGE, {"message": message, "network": network}),
        at=at,
    )


def _messages(events: Sequence[Event]) -> dict[int, Message]:
    found: dict[int, Message] = Message.objects.shown().in_bulk([event.payload["message"] for event in events])
    return found


def _networks(events: Sequence[Event]) -> dict[int, Network]:
    found: dict[int, Network] = Network.objects.in_bulk({event.network_id for event in events})
    return found


def prepared_moved(events: Sequence[Event]) -> dict[int, list[Place]]:
    """What is prepared in the topic by the one whom the event is for, or for her; it goes to nobody else."""
    topics = _topics(events)
    return {
        event.sequence: [
            Place(
                list=f"prepared-{topic.pk}",
                id=f"all-prepared-{topic.pk}",
                html=render_to_string(PREPARED, {"topic": topic, "cards": cards}),
            )
        ]
        for event in events
        if (topic := topics.get(event.payload["topic"])) is not None
        and (cards := cards_of(topic=topic, person=event.audience_person)) is not None
    }


def _topics(events: Sequence[Event]) -> dict[int, Topic]:
    wanted = {event.payload["topic"] for event in events}
    found: dict[int, Topic] = (
        Topic.objects.with_length()
        .select_related("network", "opened_by__delegation", "opened_by__user")
        .in_bulk(wanted)
    )
    return found


def _rows(topic: Topic) -> list[Place]:
    return [
        Place(
            list="topics",
            id=f"topic-{topic.pk}",
            html=render_to_string(ROW, {"topic": topic}),
            at="start",
            moves=True,
        ),
        Place(
            list="topics-rail",
            id=f"rail-topic-{topic.pk}",
            html=render_to_string(RAIL_ROW, {"topic": topic}),
            at="start",
            moves=True,
        ),
    ]


def _length(topic: Topic) -> Place:
    name = f"topic-length-{topic.pk}"
    return Place(list=name, id=name, html=render_to_string(LENGTH, {"topic": topic, "length": topic.length}))
