"""Messages of sockets: JSON objects with a `type`, described in docs/realtime.md."""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation

from networkapp import registry
from networkapp.models import Event
from networkapp.registry import ListUpdate

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Variant:
    """The language and the time zone in which an open page was made; nothing else makes a difference to a frame."""

    language: str
    zone: str


def dumps(frame: dict[str, Any]) -> str:
    """Return the frame as compact JSON."""
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def hello(slug: str, *, after: int, sequence: int) -> str:
    """Return the first frame: all events after `after` follow; `sequence` is the newest one."""
    return dumps({"type": "hello", "network": slug, "after": after, "sequence": sequence})


def desk_hello(person: int) -> str:
    """Return the first frame of a person's own channel; their unread counts follow."""
    return dumps({"type": "hello", "person": person})


def unread(topics: Mapping[int, int], networks: Mapping[str, int], notifications: int, order: str = "") -> str:
    """Return the frame with a person's unread messages by topic, topics by network, and number of new notifications.

    `order` is a mark, if the desk has moderation items.
    """
    state = {"type": "waiting", "topics": topics, "networks": networks, "notifications": notifications}
    return dumps({**state, "order": order} if order else state)


def presence(here: Sequence[tuple[int, str]], writing: Sequence[tuple[int, int | str, str]]) -> str:
    """Return the frame with who is here (account, sentence) and who is writing (account, topic or series, sentence)."""
    return dumps({"type": "presence", "here": here, "writing": writing})


def cursor(sequence: int) -> str:
    """Return the frame that says: everything up to `sequence` was sent or is not for this reader."""
    return dumps({"type": "cursor", "sequence": sequence})


def error(code: str, message: str) -> str:
    """Return the frame for an invalid frame from the browser; the connection stays open."""
    return dumps({"type": "error", "code": code, "message": message})


def closed(code: int, message: str) -> str:
    """Return the last frame, with the reason and the code of the close that follows."""
    return dumps({"type": "closed", "code": code, "message": message})


def pong() -> str:
    """Return the answer to a ping."""
    return dumps({"type": "pong"})


def encode_events(events: Sequence[Event], variants: Iterable[Variant]) -> dict[tuple[int, Variant], str]:
    """Return the frame of each event for each variant, by sequence and variant.

    Constant queries for each variant and kind, except for what is about one person, topic or attachment alone: once for
    each.
    """
    made = {}
    for variant in variants:
        with translation.override(variant.language), timezone.override(variant.zone):
            places = _places_by_sequence(events)
            for event in events:
                made[event.sequence, variant] = dumps(_frame(event, places.get(event.sequence, ())))
    return made


def _frame(event: Event, places: Sequence[ListUpdate]) -> dict[str, Any]:
    return {
        "type": "event",
        "sequence": event.sequence,
        "kind": event.kind,
        "at": event.recorded_at.isoformat(),
        "actor": event.actor_id,
        "data": event.payload,
        "places": [vars(place) for place in places],
    }


def _places_by_sequence(events: Sequence[Event]) -> dict[int, Sequence[ListUpdate]]:
    events_by_kind: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        events_by_kind[event.kind].append(event)
    places: dict[int, Sequence[ListUpdate]] = {}
    for kind, same_kind in events_by_kind.items():
        if kind in registry.event_views:
            try:
                places.update(registry.event_views[kind](same_kind))
            except Exception:
                # The facts of the event are worth more than its looks, and the log must go on.
                logger.exception("Could not render events of the kind %s.", kind)
    return places
