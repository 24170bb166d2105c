"""An open moderation list and an open message page, updated by their frames, equal a reloaded page for each reader."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from networkapp import events
from networkapp.discussion.actions.messages import edit_message, withdraw_message
from networkapp.discussion.actions.moderation import (
    appeal,
    dismiss_reports,
    hide_message,
    refuse_appeal,
    report_message,
    restore_message,
)
from networkapp.discussion.models import Message
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import SeatFactory
from tests.networkapp.core.live_pages import OpenPage
from tests.worlds import world

WHY = {"reason": "It <b>names</b> a victim"}
People = dict[str, Seat]


def report(message: Message, people: People) -> None:
    report_message(message=message, user=people["reader"].user, **WHY)


def report_twice(message: Message, people: People) -> None:
    for who in ("reader", "vice"):
        report_message(message=message, user=people[who].user, **WHY)


def report_of_the_chair(message: Message, people: People) -> None:
    hers = add_message(message.topic, people["chair"], body="Said in the chair.")
    report_message(message=hers, user=people["reader"].user, **WHY)


def report_and_dismiss(message: Message, people: People) -> None:
    report_twice(message, people)
    dismiss_reports(message=message, user=people["chair"].user, **WHY)


def report_and_hide(message: Message, people: People) -> None:
    report_twice(message, people)
    hide_message(message=message, user=people["chair"].user, **WHY)


def hide_and_appeal(message: Message, people: People) -> None:
    hide_message(message=message, user=people["chair"].user, **WHY)
    appeal(message=message, user=message.author, **WHY)


def refuse(message: Message, people: People) -> None:
    hide_and_appeal(message, people)
    refuse_appeal(message=message, user=people["vice"].user, **WHY)


def grant(message: Message, people: People) -> None:
    hide_and_appeal(message, people)
    restore_message(message=message, user=people["vice"].user, **WHY)


def report_and_reword(message: Message, people: People) -> None:
    report(message, people)
    edit_message(message=message, user=message.author, body="Nobody was here.", base=0)


def report_and_withdraw(message: Message, people: People) -> None:
    report(message, people)
    withdraw_message(message=message, user=message.author, reason="A mistake")


def appeal_and_withdraw(message: Message, people: People) -> None:
    hide_and_appeal(message, people)
    withdraw_message(message=message, user=message.author)


ACTS = (
    *(report, report_twice, report_of_the_chair, report_and_dismiss, report_and_hide, hide_and_appeal, refuse, grant),
    *(report_and_reword, report_and_withdraw, appeal_and_withdraw),
)


@world
def people(seat: Callable[..., Seat]) -> People:
    author = seat("member", starts_at=timezone.now() - timedelta(1))
    values: dict[str, dict[str, Any]] = {
        "chair": {"offices": ["chair"]},
        "vice": {"offices": ["vice_chair"]},
        "clerk": {"capacity": "secretariat", "delegation": None},
        "reader": {"capacity": "observer"},
    }
    made = {who: SeatFactory(network=author.network, **fields) for who, fields in values.items()}
    return {"author": author, **made}


@world
def message(people: People) -> Message:
    """One that nobody has reported, beside one that somebody has."""
    topic = start_topic(people["author"])
    known = add_message(topic, people["author"], body="Known.")
    report_message(message=known, user=people["reader"].user, **WHY)
    return add_message(topic, people["author"], body="A quetzal was here.")


def frames_for(page: OpenPage, seat: Seat) -> list[dict[str, Any]]:
    """The frames that the socket of the seat's holder would send to the page."""
    log = events.events_after(seat.network_id, page.seen - 1, limit=99)
    variant = Variant(str(page.live["data-language"]), str(page.live["data-zone"]))
    made = messages.encode_events(log, [variant])
    reader = events.reader_of(seat.network, seat.user)
    return [json.loads(made[event.sequence, variant]) for event in log if events.is_visible_to(event, reader)]


@pytest.mark.parametrize(
    ("where", "who"),
    [("list", "chair"), ("list", "vice"), ("list", "clerk"), ("message", "author"), ("message", "clerk")],
)
@pytest.mark.parametrize("act", ACTS)
def test_open_moderation_page_updated_by_its_frames_equals_a_reloaded_page(
    people: People, message: Message, client: Client, act: Callable[..., None], where: str, who: str
) -> None:
    seat = people[who]
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    at_home = f"/networks/{seat.network.slug}/"
    address = (
        f"{at_home}moderation/" if where == "list" else f"{message.topic.get_absolute_url()}messages/{message.pk}/"
    )
    old = OpenPage(client.get(address).content.decode())
    act(message, people)
    old.apply(frames_for(old, seat))
    fresh = OpenPage(client.get(address).content.decode())
    assert old.lists() == fresh.lists()
    assert old.lists()


def test_frames_about_reports_and_appeals_reach_moderators_and_people_concerned_only(
    people: People, message: Message, client: Client
) -> None:
    client.force_login(people["reader"].user, backend="django.contrib.auth.backends.ModelBackend")
    page = OpenPage(client.get(message.topic.get_absolute_url()).content.decode())
    for act in (report_of_the_chair, report_and_dismiss, refuse):
        act(message, people)
    sent = {who: json.dumps(frames_for(page, seat)) for who, seat in people.items()}
    assert {who for who, text in sent.items() if "reported" in text} == {"chair", "vice", "clerk", "reader"}
    hers = Message.objects.get(body="Said in the chair.").pk
    assert f"order-{hers}" not in sent["chair"]
    assert f"order-{hers}" in sent["vice"]
    for who in ("author", "reader"):
        assert "victim" not in sent[who]
    stranger = SeatFactory(network=people["author"].network)
    assert "order.changed" not in json.dumps(frames_for(page, stranger))
