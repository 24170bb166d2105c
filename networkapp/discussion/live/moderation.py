"""Live updates of moderation on open pages: each moderator gets their own current list."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from networkapp.discussion.live.topics import wording_changed
from networkapp.discussion.queries.moderation import messages_to_decide_in
from networkapp.models import Event
from networkapp.registry import ListUpdate

CASE = "networkapp/moderation/case.html"


def message_hidden_or_restored(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the message where it is and where it is quoted; nothing about it waits for a decision any longer."""
    places = wording_changed(events)
    return {
        event.sequence: [*places.get(event.sequence, ()), _case(event.network_id, event.payload["message"], "")]
        for event in events
    }


def moderation_changed(events: Sequence[Event]) -> dict[int, list[ListUpdate]]:
    """Return the moderation item for the person of each event; empty HTML if nothing awaits their decision."""
    return {event.sequence: [_case_for(event)] for event in events}


def _case_for(event: Event) -> ListUpdate:
    waiting = messages_to_decide_in(network=event.network, user=event.audience_person)
    message = waiting.filter(pk=event.payload["message"]).first()
    shown = {"message": message, "network": event.network}
    return _case(event.network_id, event.payload["message"], render_to_string(CASE, shown) if message else "")


def _case(network: int, message: int, html: str) -> ListUpdate:
    return ListUpdate(list=f"order-{network}", id=f"order-{message}", html=html, at="order")
