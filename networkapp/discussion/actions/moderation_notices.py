"""Live updates about moderation: for each of the people who can know of it, and nobody else."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from networkapp import events
from networkapp.discussion.models import Message, ModerationAct, Report
from networkapp.discussion.queries.moderation import moderating_seats
from networkapp.networks.queries.audience import readers_of

ORDER_CHANGED = "order.changed"


def notify_of_report(*, report: Report) -> None:
    """Notify the people who decide about it, and the reporter on all devices, of the report."""
    _notify(report.message, "reported", {*_deciding_moderators(report.message), report.user_id})


def notify_of_resolution(*, message: Message, reporters: Iterable[int]) -> None:
    """Notify the moderators, and the people who reported it, that the reports of the message are resolved."""
    _notify(message, "settled", {*_deciding_moderators(message), *reporters})


def notify_of_appeal(*, message: Message, kind: ModerationAct.Kind) -> None:
    """Notify the moderators, and the author, of the appeal or of the answer to it."""
    _notify(message, str(kind), {*_moderators(message), message.author_id})


def notify_of_edit(*, message: Message) -> None:
    """Notify the people with whom a report or an appeal waits that the text of the message has changed."""
    waits = message.reports.open().exists() or message.moderation_acts.open_appeals().exists()
    if waits:
        _notify(message, "reworded", _deciding_moderators(message))


def _notify(message: Message, change: str, people: set[int]) -> None:
    """Record an event for each person in the log of every network where they read the topic.

    The event names nobody who acted: people who may know that read it with the act itself.
    """
    payload = {"topic": message.topic_id, "message": message.pk, "change": change}
    known = get_user_model()._default_manager.in_bulk(people)
    for network in message.topic.networks():
        for person in sorted(known.keys() & readers_of(networks=[network])):
            events.record(network, ORDER_CHANGED, payload, person=known[person])


def _moderators(message: Message) -> set[int]:
    return set(moderating_seats(network=message.topic.network_id).values_list("user", flat=True))


def _deciding_moderators(message: Message) -> set[int]:
    """Return the moderators; without the author of the message, unless there is nobody else."""
    moderating = _moderators(message)
    return moderating - {message.author_id} or moderating
